"""Every example in the documentation does what the page says, and every table says what the code does.

A page's examples run in order and share their names. They run in a folder that
looks like the checkout: it has a copy of `samples/`, and the files whose name a
block of the page gives in its first line (`# ledger.toml`), or the comment above it.
"""

import doctest
import importlib.util
import io
import re
import shlex
import shutil
import sys
import tomllib
import types
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

import cleanclip
from cleanclip import config, registry
from cleanclip.cleaners import joins
from cleanclip.cli.main import main
from cleanclip.decide import GUARD_WORDS, PRESETS, TWIN_WORDS
from cleanclip.face import _KEYWORDS
from cleanclip.names import NameMap, maps
from cleanclip.result import FIELDS
from cleanclip.rules import Rules, index, packs, parse_pack, schema
from cleanclip.rules.placeholders import PLACEHOLDERS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md"), ROOT / "samples" / "README.md"])

QUIET = ("text", "")
"""Fences that show something and run nothing. Directives of MyST are in braces."""

_FENCE = re.compile(r"^(?P<ticks>`{3,})(?P<language>[^\n`]*)\n(?P<body>.*?)^(?P=ticks)[ \t]*$", re.M | re.S)
_NAMED = re.compile(r"# ([\w.\-]+\.(?:toml|py))\n")
_LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)")
_CHECKER = doctest.OutputChecker()
_FLAGS = doctest.ELLIPSIS


class Block(NamedTuple):
    """A fenced block of a page."""

    language: str
    body: str
    line: int
    wrong: bool = False
    """Whether the page shows it as a mistake, with the comment <!-- wrong --> above it."""

    @property
    def file(self) -> str | None:
        """The file that the block says it is."""
        named = _NAMED.match(self.body)
        return named[1] if named else None


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [
        Block(
            found["language"].strip(),
            found["body"],
            text.count("\n", 0, found.start()) + 2,
            text.endswith("<!-- wrong -->\n", 0, found.start()),
        )
        for found in _FENCE.finditer(text)
    ]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def all_pages() -> list[object]:
    return [pytest.param(page, id=name_of(page)) for page in PAGES]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with the samples, in which the examples run."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if getattr(sys.modules[name], "__file__", None) and Path(str(sys.modules[name].__file__)).parent == tmp_path:
            del sys.modules[name]


def write(block: Block, folder: Path) -> None:
    """The file that a block is; of several of one name, the one last met on the page is there."""
    if block.file:
        (folder / block.file).write_text(block.body, encoding="utf-8")


def write_files(page: Path, folder: Path) -> None:
    for block in blocks(page):
        write(block, folder)
    for name, body in re.findall(r"<!-- before (\S+) -->\s+```text\n(.*?)```", page.read_text(encoding="utf-8"), re.S):
        (folder / name).write_text(body, encoding="utf-8")


# --- examples ---


@pytest.mark.parametrize("page", all_pages())
def test_every_fence_is_of_a_kind_that_is_run_or_plainly_not_meant_to_run(page: Path) -> None:
    for block in blocks(page):
        known = block.language in ("python", "console", "toml", *QUIET) or re.fullmatch(
            r"\{[\w\-]+\}.*", block.language
        )
        assert known, f"{page.name}:{block.line}: nothing runs a {block.language!r} block"
        if block.language in QUIET:
            assert not re.search(r"^(>>> |\$ )", block.body, re.M), f"{page.name}:{block.line}: write python or console"


@pytest.mark.parametrize("page", all_pages())
def test_python_examples_run(page: Path, checkout: Path) -> None:
    write_files(page, checkout)
    # A module of its own, so that what the page defines can be pickled.
    module = types.ModuleType("page_of_docs")
    sys.modules[module.__name__] = module
    report = io.StringIO()
    runner = doctest.DocTestRunner(optionflags=_FLAGS)
    try:
        for block in blocks(page):
            write(block, checkout)
            if block.language != "python" or block.file:
                continue
            if not re.search(r"^>>> ", block.body, re.M):
                exec(compile(block.body, f"{page.name}:{block.line}", "exec"), module.__dict__)
                continue
            case = doctest.DocTestParser().get_doctest(
                block.body, module.__dict__, page.name, str(page), block.line - 1
            )
            case.globs = module.__dict__
            runner.run(case, out=report.write, clear_globs=False)
    finally:
        del sys.modules[module.__name__]
    assert not runner.failures, report.getvalue()


@pytest.mark.parametrize("page", all_pages())
def test_python_files_run(page: Path, checkout: Path) -> None:
    write_files(page, checkout)
    for block in blocks(page):
        if block.language == "python" and block.file:
            spec = importlib.util.spec_from_file_location(block.file.removesuffix(".py"), checkout / block.file)
            assert spec
            assert spec.loader
            spec.loader.exec_module(importlib.util.module_from_spec(spec))


@pytest.mark.parametrize("page", all_pages())
def test_toml_examples_load(page: Path, checkout: Path) -> None:
    write_files(page, checkout)
    for block in blocks(page):
        if block.language != "toml":
            continue
        data = tomllib.loads(block.body)
        at = f"{page.name}:{block.line}"
        if block.wrong:
            with pytest.raises(AssertionError):
                check_pack(block.body, at)
        elif "rule" in data:
            check_pack(block.body, at)
        elif data.keys() & {"person", "organisation", "place"}:
            assert len(NameMap.from_toml(block.body))
        elif "project" in data:
            assert registry.GROUP in data["project"]["entry-points"], at
        else:
            file = checkout / (block.file or "example.toml")
            file.write_text(block.body, encoding="utf-8")
            cleanclip.clean("It rained.", **config.load_config(file))


def check_pack(text: str, at: str) -> None:
    pack = parse_pack(text, at)
    for rule in pack.rules:
        alone = Rules((packs.Pack(pack.name, pack.about, (rule,)),), packaged=False)
        for sample in rule.sample:
            assert matched(alone, sample), f"{at}: {rule.name} does not match {sample!r}"
        for sample in rule.counter_sample:
            assert not matched(alone, sample), f"{at}: {rule.name} matches {sample!r}"


def matched(rules: Rules, text: str) -> bool:
    return bool(rules.matches(cleanclip.Clip.from_text(text)))


@pytest.mark.parametrize("page", all_pages())
def test_console_examples_show_what_the_commands_print(page: Path, checkout: Path) -> None:
    write_files(page, checkout)
    for block in blocks(page):
        write(block, checkout)
        if block.language != "console":
            continue
        assert block.body.startswith("$ "), f"{page.name}:{block.line}: a console block begins with a command"
        for command, shown in commands(block.body):
            got = run(command, checkout)
            if got is None:
                assert not shown.strip(), f"{page.name}:{block.line}: nothing checks the output of {command!r}"
            else:
                same = _CHECKER.check_output(shown, got, doctest.ELLIPSIS)
                assert same, f"{page.name}:{block.line}: {command!r} prints\n{got}\nnot\n{shown}"


def commands(body: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block with the output under it."""
    for part in re.split(r"^\$ ", body, flags=re.M)[1:]:
        command, _, shown = part.partition("\n")
        # A blank line before the next command is layout.
        yield command, shown.rstrip("\n") + "\n" if shown.strip() else ""


def run(command: str, folder: Path) -> str | None:
    """What a command prints, or None for one that is checked and not run."""
    words = shlex.split(command)
    if words[0] == "make":
        targets = set(re.findall(r"^([\w\-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
        assert set(words[1:]) <= targets, f"there is no target for {command!r}"
        return None
    if words[:2] == ["pip", "install"]:
        assert words[2:] in (["cleanclip"], ["."]), f"nothing publishes what {command!r} installs"
        return None
    if words[0] == "python":
        assert (ROOT / words[1]).is_file(), f"{command!r} runs a file that is not there"
        return None
    if words[0] == "cat":
        return "".join((folder / name).read_text(encoding="utf-8") for name in words[1:])
    if words[:2] == ["echo", "$?"]:
        return f"{run.code}\n"  # type: ignore[attr-defined]
    assert words[0] == "cleanclip", f"nothing knows how to run {command!r}"
    given, target = b"", None
    if ">" in words:
        target = folder / words[words.index(">") + 1]
        words = words[: words.index(">")]
    if "<" in words:
        given = (folder / words[words.index("<") + 1]).read_bytes()
        words = words[: words.index("<")]
    code, out, err = call(words[1:], given)
    run.code = code  # type: ignore[attr-defined]
    if target is not None:
        target.write_text(out, encoding="utf-8")
        out = ""
    return out + err


def call(argv: list[str], given: bytes = b"") -> tuple[int, str, str]:
    """Call the command line as a shell does; its exit code and what it prints."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
    stdin = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = main(argv)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else bool(end.code)
    finally:
        sys.stdin = stdin
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode("utf-8"))  # type: ignore[attr-defined]
    return int(code or 0), texts[0], texts[1]


# --- the README's stories ---


def after_comment(page: Path, comment: str) -> str:
    """The block that follows a comment such as <!-- before -->."""
    text = page.read_text(encoding="utf-8")
    found = re.search(rf"<!-- {comment}(?: \S+)? -->\s+```text\n(.*?)```", text, re.S)
    assert found, f"{page.name} has no block after <!-- {comment} -->"
    return found[1]


@pytest.mark.parametrize("page", [ROOT / "README.md", DOCS / "how-it-works.md"], ids=name_of)
def test_before_becomes_after(page: Path) -> None:
    assert cleanclip.clean(after_comment(page, "before")) == after_comment(page, "after").rstrip("\n")


def test_the_wire_story_of_the_readme() -> None:
    """Its paragraphs stand in the samples as shown, differ there, and are equal to the letter when cleaned."""
    raw = [(ROOT / "samples" / f"{name}.txt").read_text(encoding="utf-8") for name in ("pressreader-truce", "wire-web")]
    clean = [cleanclip.clean(text) for text in raw]
    rows = re.findall(
        r"^\| (?!as |-)(.+?) \| (.+?) \| (.+?) \|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M
    )
    rows = [tuple(plain(cell) for cell in row) for row in rows]
    assert len(rows) >= 3
    for paper, web, both in rows:
        assert paper != web
        assert paper in " ".join(raw[0].split("\n\n")).replace("  ", " ")
        assert web in raw[1]
        assert both in clean[0]
        assert both in clean[1]
    paragraphs = [set(text.split("\n\n")) for text in clean]
    assert all(any(both in paragraph for paragraph in paragraphs[0] & paragraphs[1]) for *_, both in rows)


def plain(cell: str) -> str:
    return re.sub(r"\*\*|`|…", "", cell.replace("<br><br>", " ")).strip()


# --- tables ---


def table(page: str, head: str) -> list[list[str]]:
    """The rows of the table whose head begins with a word."""
    text = (DOCS / page).read_text(encoding="utf-8")
    found = re.search(rf"^\| {re.escape(head)} \|.*\n\|[-| :]+\|\n((?:\|.*\|\n)+)", text, re.M)
    assert found, f"{page} has no table with the head {head!r}"
    return [[cell.strip().replace("\\|", "|") for cell in row.strip("|").split(" | ")] for row in found[1].splitlines()]


def codes(page: str, head: str) -> list[str]:
    """The first column of a table, without its backticks."""
    return [row[0].strip("`") for row in table(page, head)]


def test_the_table_of_labels_is_the_codes() -> None:
    assert {row[0].strip("`"): row[1] for row in table("fields.md", "Label")} == cleanclip.LABELS


def test_the_tables_of_rule_keys_are_the_codes() -> None:
    assert set(codes("writing-a-rule-pack.md", "Key of a rule")) == packs._RULE_KEYS
    assert set(codes("writing-a-rule-pack.md", "Key of a pack")) == packs._PACK_KEYS
    assert tuple(codes("writing-a-rule-pack.md", "`scope`")) == packs.SCOPES
    assert tuple(codes("writing-a-rule-pack.md", "`where`")) == packs.WHERE
    assert tuple(codes("writing-a-rule-pack.md", "`needs`")) == packs.NEEDS


def test_the_tables_of_rule_keys_and_the_schema_have_the_same_words() -> None:
    """What an editor shows is what the page says."""
    for head, words in (
        ("Key of a pack", schema.PACK_KEYS),
        ("Key of a rule", schema.RULE_KEYS),
        ("`scope`", schema.SCOPE_VALUES),
        ("`where`", schema.WHERE_VALUES),
        ("`needs`", schema.NEEDS_VALUES),
    ):
        assert {row[0].strip("`"): row[1] for row in table("writing-a-rule-pack.md", head)} == words


def test_the_table_of_placeholders_is_the_codes() -> None:
    shown = {row[0].strip("`{}"): (row[1].strip("`"), row[2]) for row in table("writing-a-rule-pack.md", "Placeholder")}
    assert shown == {name: (example, meaning) for name, (_, example, meaning) in PLACEHOLDERS.items()}


def test_the_table_of_cleaners_is_the_codes() -> None:
    shown = {row[0].strip("`"): row[1] for row in table("how-it-works.md", "Cleaner")}
    assert shown == {name: registry.stage_of(registry.find_cleaner(name)) for name in registry.BUILT_IN}


def test_the_table_of_fields_is_the_codes() -> None:
    assert tuple(codes("fields.md", "Field")) == FIELDS


def test_the_tables_of_keywords_are_the_codes() -> None:
    assert set(codes("configuration.md", "Key")) == set(config.KEYS)
    assert set(codes("getting-started.md", "Keyword")) == set(_KEYWORDS)
    assert tuple(codes("getting-started.md", "Preset")) == PRESETS


def test_the_table_of_name_keys_is_the_codes() -> None:
    assert set(codes("names.md", "Key")) == set(maps._KEYS)


def test_the_numbers_on_the_pages_are_the_codes() -> None:
    pages = (DOCS / "how-it-works.md").read_text(encoding="utf-8")
    for number in (f"{GUARD_WORDS} words", f"{TWIN_WORDS} words", f"{joins.PROSE_WORDS} words"):
        assert number in pages
    rules = (DOCS / "writing-a-rule-pack.md").read_text(encoding="utf-8")
    for number in (f"{index.LONGEST_LINE:,} characters", f"up to {index.LONGEST_PHRASE_LINE}"):
        assert number in rules


# --- the whole ---


def test_every_page_is_in_the_table_of_contents() -> None:
    tree = re.search(r"```\{toctree\}\n(?::[^\n]*\n)*(.*?)```", (DOCS / "index.md").read_text(encoding="utf-8"), re.S)
    assert tree
    assert set(tree[1].split()) == {page.stem for page in DOCS.glob("*.md")} - {"index"}


@pytest.mark.parametrize("page", all_pages())
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    for link in _LINK.findall(text):
        if not re.match(r"[a-z]+:|#", link):
            assert (page.parent / link.split("#")[0]).exists(), f"{page.name}: {link} leads nowhere"


def test_every_test_that_the_laws_name_is_there() -> None:
    text = (DOCS / "laws.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/\w+\.py|bench/\w+\.py)(?:::(\w+))?`", text)
    assert named
    for file, function in named:
        assert f"def {function}" in (ROOT / file).read_text(encoding="utf-8"), f"{file} has no {function}"


def test_no_page_names_a_path_of_some_machine() -> None:
    for page in PAGES:
        assert not re.search(r"(?<![\w/])/(?:home|work|tmp|Users|root)/", page.read_text(encoding="utf-8")), page.name
