"""The command line: what each command prints, and what it says when something is wrong."""

import io
import json
import os
import signal
import stat
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

import cleanclip
from cleanclip.cli import common, doctor
from cleanclip.cli import rules as rules_command
from cleanclip.cli.main import INTERRUPTED, READER_LEFT, main
from cleanclip.rules.packs import NEEDS, WHERE

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
CLIP = "Share\nTweet\n\nGen. Qassem Soleimani spoke in Basra on Monday, officials said.\n"
BODY = "Gen. Qasem Soleimani spoke in Basra on Monday, officials said."

PACK = """
name = "ledger"
about = "The Ledger's site"
[[rule]]
id = "end"
label = "footer"
line = ["The Ledger on paper"]
sample = ["The Ledger on paper"]
counter_sample = ["She kept the ledger on paper."]
"""


@pytest.fixture
def clip(tmp_path):
    path = tmp_path / "clip.txt"
    path.write_text(CLIP, encoding="utf-8")
    return path


@pytest.fixture
def pack(tmp_path):
    path = tmp_path / "ledger.toml"
    path.write_text(PACK, encoding="utf-8")
    return path


@pytest.fixture
def run(capsys):
    """Run the command; its exit code, what it printed, and what it said beside that."""

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def stdin(monkeypatch):
    """Give bytes to standard input."""

    def give(data: bytes):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))

    return give


def process(*arguments, **options):
    """The command in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
    command = [sys.executable, "-m", "cleanclip", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env=environment, timeout=60, **options)


# clean


@pytest.mark.parametrize("name", sorted(p.stem for p in SAMPLES.glob("*.txt") if ".clean" not in p.name))
def test_clean_prints_the_body(run, name):
    """What the command prints is what the function returns, and one line end."""
    path = SAMPLES / f"{name}.txt"
    assert run("clean", path) == (0, cleanclip.clean_file(path) + "\n", "")


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_clean_reads_bytes_from_standard_input(run, stdin, arguments):
    """Without a file, or with -, in whatever encoding."""
    stdin("Les élus ont voté lundi, à Béziers, la fermeture de l’école.".encode("utf-16"))
    assert run("clean", *arguments) == (0, "Les élus ont voté lundi, à Béziers, la fermeture de l’école.\n", "")


def test_clean_heads_several_files_as_head_does(run, clip, tmp_path):
    """A line says whose body follows."""
    other = tmp_path / "other.txt"
    other.write_text("It rained.", encoding="utf-8")
    _, out, _ = run("clean", clip, other)
    assert out == f"==> {clip} <==\n{BODY}\n\n==> {other} <==\nIt rained.\n"


def test_clean_takes_the_keywords_of_the_function(run, tmp_path, pack):
    """Each option has the effect of its keyword."""
    path = tmp_path / "a.txt"
    path.write_text(
        "By Jane Doe\n\nIt rained on Qassem Soleimani, officials said.\n\nThe Ledger on paper", encoding="utf-8"
    )
    text = path.read_text(encoding="utf-8")
    options = ["--include", "byline,credit", "--include", "headline", "--no-names", "--rules", pack]
    keywords = {"include": ["byline", "credit", "headline"], "names": False, "rules": [pack]}
    expected = cleanclip.clean(text, **keywords)
    assert expected == "By Jane Doe\n\nIt rained on Qassem Soleimani, officials said."
    assert run("clean", path, *options)[1] == expected + "\n"
    assert run("clean", path, "--pipeline", "gentle", "--kind", "text", "--url", "https://x.org/1")[1] == (
        cleanclip.clean(text, pipeline="gentle", kind="text", url="https://x.org/1") + "\n"
    )


def test_clean_takes_name_maps(run, clip, tmp_path):
    """A map of the user's own wins."""
    (tmp_path / "names.toml").write_text('[[person]]\ncanonical = "Kasem Suleimani"\nvariants = ["Qassem Soleimani"]\n')
    assert run("clean", clip, "--names", tmp_path / "names.toml")[1].startswith("Gen. Kasem Suleimani spoke")


def test_options_win_over_the_configuration(run, clip, tmp_path):
    """The file says what is usual, the command line what is wanted now."""
    config = tmp_path / "news.toml"
    config.write_text('include = ["share"]\npipeline = "gentle"\nwithout = ["names"]', encoding="utf-8")
    text = run("clean", clip, "--config", config)[1]
    assert text.startswith("Share\nTweet\n\nGen. Qassem")
    assert run("clean", clip, "--config", config, "--include", "ad", "--pipeline", "standard")[1] == (
        BODY.replace("Qasem", "Qassem") + "\n"
    )


def test_warnings_go_beside_the_output(run, tmp_path):
    """An all-chrome clip gives nothing, and says why."""
    path = tmp_path / "chrome.txt"
    path.write_text("Share\nTweet\nE-mail", encoding="utf-8")
    assert run("clean", path) == (
        0,
        "",
        f"cleanclip: {path}: nothing but boilerplate was found, so the text is empty\n",
    )


def test_clean_writes_a_file(run, clip, tmp_path):
    """The output has the body, usual permissions, and no leftovers beside it."""
    out = tmp_path / "body.txt"
    assert run("clean", clip, "-o", out) == (0, "", "")
    assert out.read_bytes() == BODY.encode() + b"\n"
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(out.stat().st_mode) == 0o666 & ~umask
    assert sorted(path.name for path in tmp_path.iterdir()) == ["body.txt", "clip.txt"]


def test_clean_writes_several_into_a_folder(run, clip, tmp_path):
    """Each output keeps its input's name."""
    other = tmp_path / "page.html"
    other.write_text("It rained.", encoding="utf-8")
    assert run("clean", clip, other, "-o", tmp_path / "out" / "deep")[0] == 0
    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "out" / "deep").iterdir()}
    assert written == {"clip.txt": BODY + "\n", "page.html": "It rained.\n"}


def test_a_failed_write_leaves_the_old_file_and_nothing_else(run, clip, tmp_path, monkeypatch):
    """Never half-written: the old stays whole until the new is whole."""
    out = tmp_path / "body.txt"
    out.write_text("old", encoding="utf-8")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert run("clean", clip, "-o", out) == (2, "", f"cleanclip: {out}: cannot be written: no space left on device\n")
    assert out.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["body.txt", "clip.txt"]


def test_a_link_stays_a_link_and_a_device_a_device(run, clip, tmp_path):
    """Renaming over the name would replace them."""
    (tmp_path / "real.txt").write_text("old", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    assert run("clean", clip, "-o", tmp_path / "link.txt")[0] == 0
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") == BODY + "\n"
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert run("clean", clip, "-o", tmp_path / "pipe")[0] == 0
    assert os.read(reader, 1000) == BODY.encode() + b"\n"
    os.close(reader)


def test_an_output_never_replaces_an_input_or_another_output(run, clip, tmp_path):
    """What would lose text is refused before anything is written."""
    (tmp_path / "sub").mkdir()
    twin = tmp_path / "sub" / "clip.txt"
    twin.write_text("It snowed.", encoding="utf-8")
    assert "the output would replace the input" in run("clean", clip, "-o", clip)[2]
    assert "the output would replace the input" in run("clean", clip, "-o", tmp_path)[2]
    assert "2 inputs would be written to it" in run("clean", clip, twin, "-o", tmp_path / "out")[2]
    assert "is a file, and several inputs need a folder" in run("clean", clip, twin, "-o", twin)[2]
    assert clip.read_text(encoding="utf-8") == CLIP
    assert not (tmp_path / "out").exists()


def test_a_file_that_cannot_be_read_does_not_stop_the_others(run, clip, tmp_path):
    """As with cat: the others go on, and the exit code tells."""
    code, out, said = run("clean", tmp_path / "gone.txt", clip, tmp_path)
    assert (code, BODY in out) == (2, True)
    assert said.splitlines() == [
        f"cleanclip: {tmp_path / 'gone.txt'}: cannot be read: no such file or directory",
        f"cleanclip: {tmp_path}: cannot be read: is a directory",
    ]


def test_a_clip_that_fails_does_not_stop_the_others(run, clip, tmp_path, monkeypatch):
    """A plugin that raises costs one clip, and exit code 1."""
    from cleanclip.pipeline import Pipeline

    def moody(found):
        if "snow" in found.text:
            raise RuntimeError("no snow")
        return ()

    monkeypatch.setattr(common, "keywords", None)
    monkeypatch.setattr(
        "cleanclip.cli.clean.keywords", lambda _: {"pipeline": Pipeline((cleanclip.cleaner("find")(moody),))}
    )
    (tmp_path / "snow.txt").write_text("It snowed.", encoding="utf-8")
    code, out, said = run("clean", tmp_path / "snow.txt", clip)
    assert (code, said) == (1, f"cleanclip: {tmp_path / 'snow.txt'}: could not be cleaned: RuntimeError: no snow\n")
    assert out.startswith(f"==> {clip} <==")


def test_clean_of_plain_text_imports_nothing_heavy():
    """What a clip does not need it does not pay for."""
    heavy = ("trafilatura", "justext", "lxml", "rich", "ftfy", "charset_normalizer", "importlib.metadata")
    code = (
        "import sys; from cleanclip.cli.main import main; main(['clean', sys.argv[1]]);"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(SAMPLES / "plain-clean.txt")]
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True
    )
    assert done.stdout.endswith("\n[]\n")


def test_output_is_utf8_whatever_the_locale(clip):
    """A terminal that claims ASCII gets the same bytes."""
    clip.write_text("Grüne in Köln haben am Montag “ja” gesagt.", encoding="utf-8")
    done = process("clean", clip, env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.stdout.decode("utf-8") == "Grüne in Köln haben am Montag “ja” gesagt.\n"


@pytest.fixture
def big(tmp_path):
    """A clip of more than a pipe holds, which comes out as it goes in."""
    lines = (f"It rained in Basra for {number} hours on Monday, officials said." for number in range(3_000))
    path = tmp_path / "big.txt"
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("unbuffered", ["1", ""])
def test_a_reader_that_leaves_is_no_error(big, unbuffered):
    """`cleanclip clean big.txt | head -1` ends without a word; an unbuffered write alone would not notice."""
    command = [sys.executable, "-m", "cleanclip", "clean", str(big)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(30) == READER_LEFT


def test_an_interrupt_is_no_traceback(monkeypatch, run, clip):
    """Control-C ends with the code that shells expect."""

    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("cleanclip.cli.clean.read", interrupted)
    assert run("clean", clip) == (INTERRUPTED, "", "")
    assert INTERRUPTED == 128 + signal.SIGINT


# errors


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "the following arguments are required: COMMAND; see cleanclip --help"),
        (["wash"], "argument COMMAND: invalid choice: 'wash'"),
        (["clean", "--kind", "xml"], "argument --kind: invalid choice: 'xml'"),
        (["clean", "--strip"], "unrecognized arguments: --strip; see cleanclip --help"),
        (
            ["clean", "--include", "headlnie"],
            "include: there is no label 'headlnie'; did you mean 'headline'? Labels are body, headline",
        ),
        (["clean", ""], "the name of the input is empty; name a file, or - for standard input"),
        (["clean", "-o", ""], "the name of the output is empty; name a file, or leave -o out"),
        (["explain", "-o", ""], "the name of the output is empty; name a file, or leave -o out"),
        (["explain", "a.txt", "b.txt"], "explain shows one clip, not 2; name one file"),
        (["clean", "--names", "a.toml", "--no-names"], "--names and --no-names exclude each other; give one of them"),
        (["clean", "--config", "no.toml"], "no.toml: the configuration cannot be read: No such file or directory"),
        (["clean", "--rules", "no.toml"], "no.toml: the rule pack cannot be read"),
        (["clean", "--names", "no.toml"], "no.toml: the name map cannot be read: no such file or directory"),
        (["explain", "no.txt"], "no.txt: cannot be read: no such file or directory"),
        (
            ["explain", "--json", "--html"],
            "argument --html: not allowed with argument --json; see cleanclip explain --help",
        ),
        (
            ["rules", "show", "furniture/advertisment"],
            "there is no rule 'furniture/advertisment'; did you mean 'furniture/advertisement'",
        ),
        (["rules", "list", "--pack", "nopack"], "there is no pack 'nopack'; ours are afp"),
        (["rules", "check", "no.toml"], "no.toml: the rule pack cannot be read"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_exit_code_2(run, arguments, said):
    """No traceback, no usage screen, nothing on standard output."""
    code, out, error = run(*arguments)
    assert (code, out) == (2, "")
    assert error.startswith(f"cleanclip: {said}")
    assert error.count("\n") == 1


def test_a_broken_pack_or_map_names_its_line(run, clip, tmp_path):
    """The file, the line and the remedy reach the user."""
    bad = tmp_path / "bad.toml"
    bad.write_text(PACK.replace('sample = ["The Ledger on paper"]\n', "", 1), encoding="utf-8")
    assert run("clean", clip, "--rules", bad)[2].startswith(f"cleanclip: {bad}:4: rule 'end': has no sample")
    bad.write_text("[[person]]\nvariants = []", encoding="utf-8")
    assert run("clean", clip, "--names", bad)[2].startswith("cleanclip: bad.toml, line 1: the entry has no canonical")
    bad.write_text("urls = 1", encoding="utf-8")
    assert run("clean", clip, "--config", bad)[2].startswith(f"cleanclip: {bad}:1: unknown key 'urls'")


def test_a_label_that_nothing_gives_is_one_answer_everywhere(run, clip, pack, tmp_path):
    """In a configuration, beside a pack, and right only where the pack has it."""
    config = tmp_path / "news.toml"
    config.write_text('pipeline = "gentle"\ninclude = ["shre"]', encoding="utf-8")
    for options in (["--config", config], ["--include", "shre"], ["--include", "shre", "--rules", pack]):
        code, out, said = run("clean", clip, *options)
        assert (code, out) == (2, "")
        assert said.startswith("cleanclip: include: there is no label 'shre'; did you mean 'share'? Labels are body, ")
    pack.write_text(PACK.replace('label = "footer"', 'label = "motto"'), encoding="utf-8")
    assert run("clean", clip, "--include", "motto", "--rules", pack) == (0, BODY + "\n", "")


def test_bytes_that_are_no_text_are_warned_of(run, tmp_path):
    """Whoever cleans a folder learns which of its files was a PDF."""
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    code, _, said = run("clean", path)
    assert code == 0
    assert said == f"cleanclip: {path}: this looks like a PDF file, not text; give cleanclip the text that is in it\n"
    assert "this looks like a PDF file" in run("explain", path)[1]


CLOSED = [
    (["clean"], "stdin", "standard input is closed; name a file"),
    (["explain", "-"], "stdin", "standard input is closed; name a file"),
    (["clean", "CLIP"], "stdout", "standard output is closed, so there is nowhere to write to"),
    (["explain", "CLIP"], "stdout", "standard output is closed, so there is nowhere to write to"),
    (["rules", "list"], "stdout", "standard output is closed, so there is nowhere to write to"),
    (["doctor"], "stdout", "standard output is closed, so there is nowhere to write to"),
]


@pytest.mark.parametrize(("arguments", "stream", "said"), CLOSED, ids=lambda value: str(value))
def test_a_closed_stream_is_a_sentence(capsys, monkeypatch, clip, arguments, stream, said):
    """As in a shell with <&- or >&-, where Python has None for it."""
    monkeypatch.setattr(sys, stream, None)
    assert main([str(clip) if argument == "CLIP" else argument for argument in arguments]) == 2
    assert capsys.readouterr().err == f"cleanclip: {said}\n"


def test_without_standard_output_a_file_can_be_written(monkeypatch, clip, tmp_path):
    """A job in the background needs no terminal."""
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["clean", str(clip), "-o", str(tmp_path / "body.txt")]) == 0
    assert (tmp_path / "body.txt").read_text(encoding="utf-8") == BODY + "\n"


def test_what_is_said_never_goes_into_the_output(monkeypatch, run):
    """Where standard error is closed, nothing is said."""
    monkeypatch.setattr(sys, "stderr", None)
    assert run("clean", "gone.txt")[:2] == (2, "")


def test_a_terminal_is_told_how_to_end(capsys, monkeypatch, stdin):
    """Whoever forgets the file name does not sit before a silent program."""
    stdin(b"It rained.")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    assert main(["clean"]) == 0
    out, said = capsys.readouterr()
    assert out == "It rained.\n"
    assert said.startswith("cleanclip: reading what you type; end it with Ctrl-D")


def test_an_output_in_a_folder_that_is_not_there_names_the_folder(run, clip, tmp_path):
    """It is the folder that is missing, not the file."""
    path = tmp_path / "gone" / "body.txt"
    for command in ("clean", "explain"):
        said = f"cleanclip: {path}: cannot be written: there is no folder {path.parent}; make it first\n"
        assert run(command, clip, "-o", path) == (2, "", said)


def test_version_and_help(run):
    """Both are answers, not errors."""
    assert run("--version") == (0, f"cleanclip {cleanclip.__version__}\n", "")
    for command in ([], ["clean"], ["explain"], ["rules"], ["rules", "check"], ["doctor"]):
        code, out, error = run(*command, "--help")
        assert (code, error) == (0, "")
        assert out.startswith("usage: cleanclip")


# explain


def test_explain_shows_what_went_and_why(run, clip):
    """Plain when it is not a terminal."""
    code, out, _ = run("explain", clip)
    assert code == 0
    assert "    1 - share       Share\n" in out
    assert "~ name        Qassem Soleimani → Qasem Soleimani\n" in out
    assert "\x1b" not in out


def test_explain_colours_a_terminal_unless_told_not_to(run, clip, monkeypatch):
    """NO_COLOR, a dumb terminal and an output file are all obeyed."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert "\x1b[31m" in run("explain", clip)[1]
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert "\x1b" not in run("explain", clip)[1]
    monkeypatch.delenv("NO_COLOR")
    run("explain", clip, "-o", clip.with_name("account.txt"))
    assert "\x1b" not in clip.with_name("account.txt").read_text(encoding="utf-8")


def test_explain_fits_the_terminal(run, monkeypatch):
    """COLUMNS counts, as everywhere."""
    for columns in (60, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        lines = run("explain", SAMPLES / "wordpress-blog.txt")[1].split("\n")
        assert columns - 5 < max(map(len, lines)) <= columns


def test_explain_json_is_the_result(run, clip):
    """Another program gets everything."""
    _, out, _ = run("explain", "--json", clip)
    assert json.loads(out) == cleanclip.explain(CLIP.encode()).to_dict()


def test_explain_html_is_the_page(run, clip, tmp_path):
    """To standard output or into a file."""
    page = cleanclip.explain(CLIP.encode()).to_html()
    assert run("explain", "--html", clip)[1] == page
    run("explain", "--html", clip, "-o", tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == page


def test_explain_never_replaces_its_input(run, clip):
    """The account over the clip would be the end of the clip."""
    code, out, said = run("explain", clip, "-o", clip)
    assert (code, out) == (2, "")
    assert said == f"cleanclip: {clip}: the output would replace the input; name another file or folder\n"
    assert clip.read_text(encoding="utf-8") == CLIP


def test_explain_calls_standard_input_by_its_name(run, stdin, monkeypatch):
    """A dash is no name to read in a message."""
    stdin(b"It rained.")
    monkeypatch.setattr("cleanclip.face._run", lambda *_: 1 / 0)
    assert run("explain") == (
        1,
        "",
        "cleanclip: standard input: could not be cleaned: ZeroDivisionError: division by zero\n",
    )


# rules


def test_rules_list_has_a_line_for_every_rule(run, pack):
    """All of ours, one pack of ours, or a file."""
    from cleanclip.rules import packaged_packs

    ours = [rule.name for one in packaged_packs() for rule in one.rules]
    assert [line.split()[0] for line in run("rules", "list")[1].splitlines()] == ours
    listed = run("rules", "list", "--pack", "wordpress")[1].splitlines()
    assert [line.split()[0] for line in listed] == [name for name in ours if name.startswith("wordpress/")]
    assert run("rules", "list", "--pack", pack)[1] == "ledger/end  footer  line  line 'The Ledger on paper'\n"


def test_rules_show_tells_everything(run, pack):
    """What it matches, on what condition, and its samples."""
    assert run("rules", "show", "ledger/end", "--pack", pack)[1].splitlines() == [
        "ledger/end",
        "  label: footer",
        "  scope: line",
        "  line: The Ledger on paper",
        "  must match: The Ledger on paper",
        "  must not match: She kept the ledger on paper.",
        "  from: ledger, The Ledger's site",
    ]
    assert "on condition: something else is marked" in run("rules", "show", "furniture/share-words")[1]


def test_rules_conditions_are_explained():
    """Every `needs` and `where` that a pack may say has words for the user."""
    assert set(rules_command.NEEDS) == set(NEEDS)
    assert {*rules_command.WHERE, "anywhere"} == set(WHERE)


def test_rules_check_counts_when_all_is_well(run, pack):
    """The last line says what was checked."""
    assert run("rules", "check", pack) == (0, "1 rule in 1 pack checked: no problem\n", "")


def test_rules_check_exits_with_1_when_there_is_a_problem(run, pack):
    """File, line, rule and sentence; usable in a build."""
    pack.write_text(PACK.replace('\nsample = ["The Ledger on paper"]', '\nsample = ["The Leger"]'), encoding="utf-8")
    code, out, _ = run("rules", "check", pack)
    assert code == 1
    assert out.splitlines() == [
        f"{pack}:5: ledger/end: does not match its sample 'The Leger'; correct the sample or what the rule matches",
        "1 rule in 1 pack checked: 1 problem",
    ]


def test_rules_check_without_a_file_checks_ours(run):
    """As many rules as are packaged."""
    from cleanclip.rules import packaged_packs

    last = run("rules", "check")[1].splitlines()[-1]
    assert last.startswith(
        f"{sum(len(one.rules) for one in packaged_packs())} rules in {len(packaged_packs())} packs checked: "
    )


def test_rules_try_says_what_matches_and_what_becomes_of_it(run, pack):
    """The rule, the evidence that it asks for, and the decision."""
    text = "It rained in Basra on Monday, officials said.\nTweet\nThe Ledger on paper"
    _, out, _ = run("rules", "try", text, "--pack", pack)
    assert out.splitlines() == [
        "It rained in Basra on Monday, officials said.",
        "  no rule matches",
        "  would be kept",
        "Tweet",
        "  matches furniture/share-words (share): line 'Share' and 30 more",
        "    on condition: something else is marked between the same two paragraphs, or it stands in a head or tail",
        "  would be removed as share: furniture/share-words: a word of a share bar",
        "The Ledger on paper",
        "  matches ledger/end (footer): line 'The Ledger on paper'",
        "  would be removed as footer: ledger/end: a footer",
    ]


def test_rules_try_shows_that_evidence_is_missing(run):
    """A word of a share bar, alone, is only a word."""
    _, out, _ = run("rules", "try", "Tweet")
    assert "matches furniture/share-words" in out
    assert out.endswith("  would be kept\n")


@pytest.mark.parametrize("text", ["Share&nbsp;\n\nTweet\u200b", "Sha\xadre\n\n&nbsp;\n\nTweet"])
def test_rules_try_sees_what_the_rules_see_when_a_clip_is_cleaned(run, text):
    """The repaired text: entities, soft hyphens and the like are gone before a rule looks."""
    assert cleanclip.clean(text) == ""
    _, out, _ = run("rules", "try", text)
    lines = out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == ["Share", "Tweet"]
    assert sum("matches furniture/share-words" in line for line in lines) == 2
    assert sum("would be removed as share" in line for line in lines) == 2


def test_rules_try_reads_any_encoding_from_standard_input(run, stdin):
    """As clean does."""
    stdin("Tweet é".encode("utf-16"))
    assert run("rules", "try", "-")[1].startswith("Tweet é\n")


def test_rules_try_says_that_a_files_name_is_tried_as_a_text(run, clip):
    """And how to try what is in the file."""
    code, out, said = run("rules", "try", clip)
    assert (code, out.split("\n")[0]) == (0, str(clip))
    assert said == (
        f"cleanclip: {str(clip)!r} is tried as a text; for what is in the file: cleanclip rules try - < {clip}\n"
    )


# doctor


def test_doctor_lists_what_the_project_requires(run):
    """Each dependency with its version, and all is well here."""
    code, out, _ = run("doctor")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in project["dependencies"]:
        name = requirement.split(">")[0]
        assert f"{name} {metadata.version(name)}" in out
        assert name in doctor.PURPOSE
    assert (code, out.splitlines()[-1]) == (0, "All is well")
    assert out.startswith(f"cleanclip {cleanclip.__version__}, Python 3.")


def test_doctor_finds_what_is_missing_or_too_old(run, monkeypatch):
    """What to install, and exit code 1; an optional part may be missing."""
    needs = ["no-such-thing>=2", "regex>=9999", "no-such-extra>=1; extra == 'parquet'"]
    monkeypatch.setattr(doctor, "_requirements", lambda: needs)
    code, out, _ = run("doctor")
    assert code == 1
    assert "!!  no-such-thing is not installed (); pip install 'no-such-thing>=2'" in out
    assert "is too old, 9999 or later is needed; pip install 'regex>=9999'" in out
    assert "-   no-such-extra is not installed (the extra parquet); pip install 'cleanclip[parquet]'" in out
    assert out.endswith("2 problems found\n")


def test_doctor_tells_whether_plugins_load(run, monkeypatch):
    """A plugin that fails is a finding, not a traceback."""
    points = [
        metadata.EntryPoint("tidy", "cleanclip.cleaners.spaces:spaces", "cleanclip.cleaners"),
        metadata.EntryPoint("gone", "no_such_module:gone", "cleanclip.cleaners"),
        metadata.EntryPoint("spaces", "cleanclip.cleaners.spaces:spaces", "cleanclip.cleaners"),
    ]
    monkeypatch.setattr(metadata, "entry_points", lambda **_: metadata.EntryPoints(points))
    code, out, _ = run("doctor")
    assert code == 1
    assert "ok  tidy (read)" in out
    assert "!!  gone does not load: ModuleNotFoundError: No module named 'no_such_module'" in out
    assert "!!  spaces is hidden by the built-in cleaner of that name; give it another name" in out


def test_doctor_counts_versions_as_numbers():
    """3.10 is later than 3.9, and 2.0 is 2."""
    assert doctor._parts("3.10") > doctor._parts("3.9")
    assert doctor._parts("2.0.0") == doctor._parts("2")
    assert doctor._parts("1.2rc1") == [1, 2]


def test_python_m_is_the_command():
    """`python -m cleanclip` needs no installation, and ends with the command's exit code."""
    done = process("clean", "no-such-file.txt")
    assert (done.returncode, done.stderr.decode()) == (
        2,
        "cleanclip: no-such-file.txt: cannot be read: no such file or directory\n",
    )
