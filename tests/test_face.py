"""The public functions: what they take, what they refuse and in which words, and what they give back."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cleanclip
from cleanclip import Pipeline
from cleanclip.face import _task
from cleanclip.names import NameMap, Names
from cleanclip.rules import PackError, Rules, load_pack, parse_pack

STORY = (
    "The council of Kallmar voted on Monday to keep the winter ferry, which carries forty people on a good morning.\n\n"
    "Opponents of the plan want the money for a school, and they have asked the governor to look at the accounts."
)
CLIP = f"Log In\nRegister\n\nCouncil keeps its winter ferry\n\nBy Jane Doe\n\n{STORY}\n\nShare\nTweet"

LAST = "Nobody on the quay disputed the figures, but several fishermen asked who had counted them in January."
PAGE = f"""<!DOCTYPE html><html><head><title>Ferry</title></head><body><nav><a href="/">Home</a></nav><article>
<h1>Council keeps its winter ferry</h1><p>{STORY.replace(chr(10) * 2, "</p><p>")}</p><p>{LAST}</p></article>
</body></html>"""

PACK = """
name = "ledger"
about = "The Ledger's site"
hosts = ["ledger.example"]
[[rule]]
id = "end"
label = "footer"
line = ["The Ledger on paper"]
sample = ["The Ledger on paper"]
counter_sample = ["She kept the ledger on paper."]
[[rule]]
id = "slogan"
label = "masthead"
line = ["All the harbour's news"]
needs = ["pack"]
sample = ["All the harbour's news"]
counter_sample = ["All the harbour's news is bad."]
"""


# What is refused


@pytest.mark.parametrize("source", [None, 5, 2.5, ["a clip"], {"text": "a clip"}, Path("a.txt")])
@pytest.mark.parametrize("function", [cleanclip.clean, cleanclip.explain], ids=["clean", "explain"])
def test_what_is_no_clip_is_refused_by_name(function: Any, source: Any) -> None:
    """The sentence says what is accepted and what came instead."""
    with pytest.raises(TypeError, match=f"a clip is a str or bytes, not {type(source).__name__}"):
        function(source)


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_of_any_kind_are_bytes(kind: Any) -> None:
    """As they come from a buffer, a file or a socket, in one process or two."""
    data = kind(CLIP.encode())
    assert cleanclip.clean(data) == STORY
    assert cleanclip.explain(data).source_text == CLIP
    for workers in (1, 2):
        assert [outcome.text for outcome in cleanclip.clean_many([data], workers=workers)] == [STORY]
    with pytest.raises(TypeError, match="clean_many takes many clips"):
        cleanclip.clean_many(data)


def test_what_cannot_be_sent_to_another_process_is_no_clip_there_either() -> None:
    """The outcome is the same as in one process."""
    sources: list[Any] = ["One.", lambda: 0, iter("Two."), "Three."]
    outcomes = [list(cleanclip.clean_many(sources, workers=workers)) for workers in (1, 2)]
    said = [[(outcome.text, str(outcome.error)) for outcome in several] for several in outcomes]
    assert said[0] == said[1]
    assert said[0][1] == (None, "a clip is a str or bytes, not function")


def test_include_may_be_none() -> None:
    """As an option that nobody set."""
    assert cleanclip.explain(CLIP, include=None).to_dict() == cleanclip.explain(CLIP).to_dict()
    assert [outcome.text for outcome in cleanclip.clean_many([CLIP], include=None)] == [STORY]


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        (b"One line.", r"a str or a Path, not bytes; for the content of a file there is cleanclip\.clean\(\)"),
        (3, "clean_file takes the path of a file, a str or a Path, not int"),
        (None, "not NoneType"),
    ],
)
def test_what_is_no_path_is_refused_in_a_sentence(path: Any, sentence: str) -> None:
    """No file is looked for; the content of one is told its own door."""
    with pytest.raises(TypeError, match=sentence):
        cleanclip.clean_file(path)


def test_a_path_is_told_its_own_door() -> None:
    """Who passes a path learns of `clean_file`."""
    with pytest.raises(TypeError, match=r"for a path there is cleanclip\.clean_file\(\)"):
        cleanclip.clean(Path("clip.txt"))  # type: ignore[arg-type]


def test_a_text_that_looks_like_a_path_is_text(tmp_path: Path) -> None:
    """A `str` is always content (#33): no file is opened, though there is one."""
    path = tmp_path / "clip.txt"
    path.write_text("The file’s own text.")
    assert cleanclip.clean(str(path)) == str(path)


WRONG = {
    "kind": ({"kind": "xml"}, ValueError, "kind is one of auto, text, html, not 'xml'"),
    "preset": ({"pipeline": "soft"}, ValueError, "no preset 'soft'; the presets are gentle, standard, strict"),
    "pipeline": ({"pipeline": 5}, TypeError, "pipeline is a name or a Pipeline, not int"),
    "include as text": ({"include": "headline"}, TypeError, r'write include=\["headline"\]'),
    "include": ({"include": 5}, TypeError, "include is a list of labels, such as .*, not int"),
    "rules": ({"rules": 5}, TypeError, "rules are Packs or the paths of TOML files, not int"),
    "a rule file that is not there": ({"rules": "no.toml"}, PackError, "no.toml: the rule pack cannot be read"),
    "rules as names are taken out": ({"rules": False}, TypeError, r'not bool; without rules is .*without\("rules"\)'),
    "names": ({"names": 5}, TypeError, "names is False, a NameMap, a dict .*, not int"),
    "a name file that is not there": (
        {"names": "no.toml"},
        FileNotFoundError,
        "names='no.toml': the file cannot be read: no such file or directory; names is False, a NameMap, a dict",
    ),
    "a name that is no file's": ({"names": "nofile"}, FileNotFoundError, "names='nofile': the file cannot be read: no"),
    "a folder of names": ({"names": Path()}, IsADirectoryError, "names='.': the file cannot be read: is a directory"),
    "names that are no TOML": ({"names": "a = ="}, ValueError, "the name map is not TOML"),
    "url": ({"url": 5}, TypeError, "url is the address of the clip as a str, or None, not int"),
    "include of numbers": ({"include": [5]}, TypeError, "include is a list of labels, such as .*; 5 is not a label"),
    "a label's typing error": (
        {"include": ["headline", "captoin"]},
        ValueError,
        "include: there is no label 'captoin'; did you mean 'caption'[?] Labels are body, headline",
    ),
    "a label in capitals": ({"include": ["BYLINE"]}, ValueError, "no label 'BYLINE'; did you mean 'byline'[?]"),
    "a label of nobody's": ({"include": ["xyzzy"]}, ValueError, "no label 'xyzzy'; labels are body, headline"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("function", [cleanclip.clean, cleanclip.explain, cleanclip.try_clean, cleanclip.clean_many])
def test_a_wrong_keyword_is_raised_in_a_sentence(
    function: Any, case: tuple[dict[str, Any], type[Exception], str]
) -> None:
    """Even where a clip's errors are values: a wrong keyword is the caller's mistake, and raised at once."""
    keywords, kind, sentence = case
    source = [CLIP] if function is cleanclip.clean_many else CLIP
    with pytest.raises(kind, match=sentence):
        function(source, **keywords)


def test_a_name_file_in_another_encoding_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """The sentence names the file and the remedy."""
    path = tmp_path / "names.toml"
    path.write_bytes('[[person]]\ncanonical = "Şafak Pavey"\n'.encode("cp1254"))
    with pytest.raises(ValueError, match=r"names\.toml': the file is not UTF-8; save it as UTF-8 text"):
        cleanclip.clean(CLIP, names=path)


@pytest.mark.parametrize("function", [cleanclip.clean, cleanclip.explain, cleanclip.try_clean, cleanclip.clean_many])
def test_an_unknown_keyword_is_refused(function: Any) -> None:
    """A misspelt keyword is no silent nothing."""
    with pytest.raises(TypeError, match=r"unknown keyword 'engine'|unexpected keyword argument 'engine'"):
        function([CLIP] if function is cleanclip.clean_many else CLIP, engine="fast")


@pytest.mark.parametrize("workers", [0, -1, 1.5, True, "2", None])
def test_workers_is_a_whole_number_from_one_on(workers: Any) -> None:
    """Said before the first clip."""
    with pytest.raises(ValueError, match="workers must be a whole number from 1 on"):
        cleanclip.clean_many([CLIP], workers=workers)


# What comes back


@pytest.mark.parametrize("nothing", ["", b"", " \n\xa0\n", "\n" * 1000, "\ufeff", "\x00"])
def test_nothing_gives_nothing(nothing: str | bytes) -> None:
    """An empty clip is empty, and that is no reason for a warning (#32)."""
    result = cleanclip.explain(nothing)
    assert (result.text, result.warnings, result.removed_ratio) == ("", (), 1.0 if result.source_text.strip() else 0.0)


def test_a_clip_of_furniture_alone_is_empty_with_a_warning() -> None:
    """Never the cookie wall as body; what was removed can be read in the blocks (#34)."""
    result = cleanclip.explain("We use cookies to make this site work.\nAccept all\nManage preferences")
    assert result.text == ""
    assert result.warnings == ("nothing but boilerplate was found, so the text is empty",)
    assert [block.label for block in result.blocks] == ["consent"] * 3


def test_clean_and_explain_agree() -> None:
    """The text of the account is the text; `str` of the account is the text too."""
    result = cleanclip.explain(CLIP)
    assert cleanclip.clean(CLIP) == result.text == str(result) == STORY


def test_every_drop_is_reported_with_who_and_why() -> None:
    """Blocks stand in the order of the source, each dropped one with its label and reasons (#39)."""
    blocks = cleanclip.explain(CLIP).blocks
    assert [block.text for block in blocks] == [line for line in CLIP.split("\n") if line]
    dropped = {block.text: block.label for block in blocks if not block.kept}
    assert dropped == {
        "Log In": "form",
        "Register": "form",
        "Council keeps its winter ferry": "headline",
        "By Jane Doe": "byline",
        "Share": "share",
        "Tweet": "share",
    }
    assert all(block.reasons for block in blocks if not block.kept)


def test_fields_that_a_clip_has_not_are_none() -> None:
    """None, not "" and not a guess."""
    result = cleanclip.explain(STORY)
    fields = (result.headline, result.standfirst, result.byline, result.dateline, result.publication, result.published)
    assert fields == (None,) * 6


@pytest.mark.parametrize(
    ("include", "kept"),
    [
        ((), []),
        (["headline"], ["Council keeps its winter ferry"]),
        ({"byline", "headline"}, ["Council keeps its winter ferry", "By Jane Doe"]),
        (("share",), ["Share\nTweet"]),
    ],
)
def test_included_labels_stay_where_they_stand(include: Any, kept: list[str]) -> None:
    """`include` inserts nothing and moves nothing: the lines stay in their order."""
    after = kept if include == ("share",) else []
    before = [] if after else kept
    assert cleanclip.clean(CLIP, include=include) == "\n\n".join([*before, STORY, *after])


def test_an_included_headline_is_still_told_as_a_field() -> None:
    """To keep a line in the text is not to forget what it is."""
    assert cleanclip.explain(CLIP, include=["headline"]).headline == "Council keeps its winter ferry"


def test_a_stretch_of_the_text_leads_back_to_the_source() -> None:
    """`source_span` of every paragraph is where it stands in the caller's own text."""
    result = cleanclip.explain(CLIP)
    for paragraph in STORY.split("\n\n"):
        at = result.text.index(paragraph)
        start, end = result.source_span(at, at + len(paragraph))
        assert CLIP[start:end] == paragraph


@pytest.mark.parametrize("span", [(-1, 2), (3, 2), (0, len(STORY) + 1)])
def test_a_stretch_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    """Offsets that cannot be are a mistake, not an empty stretch."""
    with pytest.raises(ValueError, match="is not a stretch of the text, which has the offsets 0 to"):
        cleanclip.explain(CLIP).source_span(*span)


def test_the_account_can_be_written_as_json() -> None:
    """`to_dict` is plain lists, dicts, strings and numbers, and loses nothing on the way through JSON."""
    account = cleanclip.explain(CLIP.encode("utf-16")).to_dict()
    assert json.loads(json.dumps(account)) == account
    assert account["text"] == STORY
    assert account["byline"] == "Jane Doe"
    assert account["blocks"][0]["label"] == "form"
    assert account["edits"][0]["cleaner"]


def test_the_removed_ratio_counts_characters_without_white_space() -> None:
    """A quarter of the letters removed is 0.25, however many blank lines there were."""
    body = "It rained in Basra on Monday, they say."
    result = cleanclip.explain(f"{body}\n\n\n\nhttp://ex.am" + " " * 30)
    assert result.text == body
    assert result.removed_ratio == pytest.approx(12 / (12 + len(body.replace(" ", ""))))


# Bytes


ENCODED = {
    "utf-8": ("Grüne Zone", "utf-8", "utf-8 (valid UTF-8)"),
    "utf-8 with a mark": ("Grüne Zone", "utf-8-sig", "utf-8-sig (a byte order mark)"),
    "utf-16": ("Grüne Zone", "utf-16", "utf-16 (a byte order mark)"),
    "cp1252": ("“The café opens at six,” she said – “not before.”", "cp1252", "cp1252 (guessed from the bytes)"),
    "koi8-r": (
        "Совет города в понедельник решил сохранить зимний паром, который перевозит людей каждое утро.",
        "koi8-r",
        "koi8_r (guessed from the bytes)",
    ),
    "shift_jis": (
        "市議会は月曜日に冬のフェリーを維持することを決めた。毎朝四十人が乗っている。港長はそう述べた。",
        "shift_jis",
        "shift_jis (guessed from the bytes)",
    ),
}


@pytest.mark.parametrize(("text", "encoding", "recorded"), ENCODED.values(), ids=ENCODED)
def test_bytes_are_decoded_and_the_choice_is_recorded(text: str, encoding: str, recorded: str) -> None:
    """A byte order mark, then strict UTF-8, then a guess; the account says which it was (#13)."""
    result = cleanclip.explain(text.encode(encoding))
    assert (result.text, result.encoding) == (text, recorded)


NO_TEXT = {
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF file"),
    "png": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a PNG picture"),
    "docx": (b"PK\x03\x04\x14\x00\x06\x00", "a ZIP archive, as Word, Excel, OpenDocument and EPUB files are"),
    "noise": (random.Random(5).randbytes(400), "binary data"),
    "program": (b"\x7fELF\x02\x01\x01" + bytes(60) + b"text", "binary data"),
}


@pytest.mark.parametrize(("data", "what"), NO_TEXT.values(), ids=NO_TEXT)
def test_bytes_that_are_no_text_are_warned_of(data: bytes, what: str) -> None:
    """One sentence says what they look like and what would be right."""
    warnings = cleanclip.explain(data).warnings
    assert f"this looks like {what}, not text; give cleanclip the text that is in it" in warnings


def test_a_guess_is_warned_of_and_a_lost_character_counted() -> None:
    """What is certain is not."""
    assert cleanclip.explain(b"The caf\xe9 on the quay is open again.").warnings == (
        "the encoding was guessed from the bytes: cp1252",
    )
    assert cleanclip.explain("Zone".encode("utf-16") + b"\x00").warnings == (
        "1 character could not be read as utf-16 and became U+FFFD",
    )
    assert cleanclip.explain("The café \ufffd is open.".encode()).warnings == ()
    assert cleanclip.explain("Das Café ist geöffnet.".encode("utf-16")).warnings == ()


def test_a_declared_charset_goes_before_a_guess() -> None:
    """A page that says what it is written in is believed; Latin-1 is read as browsers read it."""
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-1">').replace("on Monday", "on a “Mañana”")
    result = cleanclip.explain(page.encode("cp1252"))
    assert "“Mañana”" in result.text
    assert result.encoding == "cp1252 (declared in the document)"


def test_a_text_has_no_encoding() -> None:
    """A `str` was decoded by the caller."""
    assert cleanclip.explain(CLIP).encoding is None


def test_the_source_of_bytes_is_the_decoded_text() -> None:
    """Edits speak of `source_text`, and it is what the bytes say."""
    result = cleanclip.explain(CLIP.encode("utf-16"))
    assert result.source_text == CLIP
    assert cleanclip.apply(CLIP, result.edits) == result.text


# Pages


def test_a_page_is_recognised_and_said_to_be_one() -> None:
    """A page goes through trafilatura; `source_text` is what it found, and a warning says so."""
    result = cleanclip.explain(PAGE)
    assert result.text == f"{STORY}\n\n{LAST}"
    assert result.headline == "Council keeps its winter ferry"
    assert result.warnings == ("read as a page: source_text is the text that trafilatura found in it",)
    assert "<" not in result.source_text
    assert cleanclip.apply(result.source_text, result.edits) == result.text


def test_a_mark_and_white_space_above_a_page_change_nothing() -> None:
    """As a `str` may have them that was read without looking at its byte order mark."""
    for above in ("\ufeff", "\ufeff\r\n", "\n \ufeff\n"):
        result = cleanclip.explain(above + PAGE)
        assert (result.text, result.headline) == (cleanclip.clean(PAGE), "Council keeps its winter ferry")


@pytest.mark.parametrize(
    "text", ["if a < b and c > d:", "“I <3 this town,” she said.", "<p>one paragraph</p>", "x <div> y <div> z </div>"]
)
def test_text_with_angle_brackets_is_no_page(text: str) -> None:
    """Only clear evidence makes a page: nothing is lost of a comparison, a heart or a lone tag (#26)."""
    assert cleanclip.clean(text) == text


def test_kind_has_the_last_word() -> None:
    """What the caller says it is, it is: a page read as text keeps its tags, a fragment read as a page loses them."""
    assert cleanclip.clean("<p>Six boats sailed on Monday.</p>", kind="text") == "<p>Six boats sailed on Monday.</p>"
    fragment = f"<div><p>{STORY}</p></div>"
    assert "<" in cleanclip.clean(fragment)
    assert "<" not in cleanclip.clean(fragment, kind="html")


def test_a_page_without_text_is_empty_and_says_so() -> None:
    """Nothing found is "" and a warning, not an error and not the markup."""
    result = cleanclip.explain("<!DOCTYPE html><html><body></body></html>")
    assert result.text == ""
    assert result.warnings == ("read as a page: trafilatura found no text in it",)


@pytest.mark.parametrize("depth", [300, 20_000])
def test_a_deep_page_raises_nothing(depth: int) -> None:
    """No recursion follows the nesting of a page (#10)."""
    assert isinstance(cleanclip.clean("<div>" * depth + STORY + "</div>" * depth, kind="html"), str)


# Names and rules


def test_names_can_be_left_alone() -> None:
    """`names=False` takes the stage out, and asks nothing of a pipeline that has none."""
    text = "Gen. Qassim Soleimani of Iran was killed on the road to the airport, officials said."
    assert cleanclip.clean(text) != text
    assert cleanclip.clean(text, names=False) == text
    assert cleanclip.clean(text, names=False, pipeline=Pipeline.named("standard").without("names")) == text


@pytest.mark.parametrize("form", ["dict", "map", "list", "path", "text"])
def test_own_names_win(form: str, tmp_path: Path) -> None:
    """A map of the caller's goes over ours, as a dict, a NameMap, a list of them, or a file."""
    own = {"Qassim Soleimani": ["Qasem Soleimani", "Qassem Soleimani"]}
    path = tmp_path / "names.toml"
    path.write_text('[[person]]\ncanonical = "Qassim Soleimani"\nvariants = ["Qasem Soleimani", "Qassem Soleimani"]\n')
    names = {"dict": own, "map": NameMap.from_dict(own), "list": [own], "path": path, "text": str(path)}[form]
    assert cleanclip.clean("Qassem Soleimani spoke.", names=names) == "Qassim Soleimani spoke."


@pytest.mark.parametrize("form", ["pack", "path", "text", "list"])
def test_own_rules_join_ours(form: str, tmp_path: Path) -> None:
    """A pack of the caller's, loaded or as a file, is used beside the packaged ones."""
    path = tmp_path / "ledger.toml"
    path.write_text(PACK)
    rules = {"pack": load_pack(path), "path": path, "text": str(path), "list": [load_pack(path)]}[form]
    clip = f"{STORY}\n\nThe Ledger on paper\n\nAdvertisement"
    assert cleanclip.clean(clip) == f"{STORY}\n\nThe Ledger on paper"
    assert cleanclip.clean(clip, rules=rules) == STORY


@pytest.mark.parametrize(
    ("url", "applies"),
    [
        ("https://ledger.example/news/1", True),
        ("http://www.ledger.example:8080/a?b=c", True),
        ("LEDGER.example", True),
        ("https://notledger.example/news/1", False),
        ("https://example.org/ledger.example", False),
        (None, False),
    ],
)
def test_an_address_lets_the_hosts_pack_speak(url: str | None, applies: bool, tmp_path: Path) -> None:
    """A rule that needs its pack takes the clip's host, or a host below it, for a second mark."""
    path = tmp_path / "ledger.toml"
    path.write_text(PACK)
    clip = f"All the harbour's news\n\n{STORY}"
    expected = STORY if applies else clip
    assert cleanclip.clean(clip, url=url, rules=path, pipeline=Pipeline.named().without("headlines")) == expected


LEDGER = NameMap.from_dict({"Zainab Marwani": ["Zeinab Marwani", "Zaynab Marwani"]})
OWN = NameMap.from_dict({"Zeynep Marwani": ["Zeinab Marwani"]})


def test_names_join_those_of_a_pipeline() -> None:
    """The given map wins, the pipeline's own still holds, aliases too, and the pipeline is what it was."""
    pipeline = Pipeline.named().plus(Names(LEDGER, aliases=True))
    text = "Zeinab Marwani met Zaynab Marwani. Daesh fighters left the town."
    theirs = "Zainab Marwani met Zainab Marwani. Islamic State fighters left the town."
    assert cleanclip.clean(text, pipeline=pipeline) == theirs
    both = cleanclip.clean(text, pipeline=pipeline, names=OWN)
    assert both == "Zeynep Marwani met Zainab Marwani. Islamic State fighters left the town."
    assert cleanclip.clean(text, pipeline=pipeline) == theirs


def test_rules_join_those_of_a_pipeline(tmp_path: Path) -> None:
    """Both packs are used, ours stay out where the pipeline leaves them out, and the pipeline is what it was."""
    theirs = parse_pack(PACK.replace("The Ledger on paper", "The Ledger on air").replace("ledger", "radio"))
    pipeline = Pipeline.named().plus(Rules((theirs,), packaged=False))
    clip = f"{STORY}\n\nThe Ledger on paper\n\nThe Ledger on air\n\nAdvertisement"
    assert cleanclip.clean(clip, pipeline=pipeline) == f"{STORY}\n\nThe Ledger on paper\n\nAdvertisement"
    (tmp_path / "ledger.toml").write_text(PACK)
    both = cleanclip.clean(clip, pipeline=pipeline, rules=tmp_path / "ledger.toml")
    assert both == f"{STORY}\n\nAdvertisement"
    assert cleanclip.clean(clip, pipeline=pipeline) == f"{STORY}\n\nThe Ledger on paper\n\nAdvertisement"


def test_names_and_rules_join_a_pipeline_that_has_none(tmp_path: Path) -> None:
    """A bare pipeline gets a cleaner for them; a cleaner of the user's that has the name stays."""
    (tmp_path / "ledger.toml").write_text(PACK)
    bare = Pipeline().plus("spaces")
    clip = f"Zeinab Marwani won the vote, they said.\n\n{STORY}\n\nThe Ledger on paper"
    text = cleanclip.clean(clip, pipeline=bare, names=LEDGER, rules=tmp_path / "ledger.toml")
    assert text == f"Zainab Marwani won the vote, they said.\n\n{STORY}"

    pipeline = Pipeline().plus(Whisper())
    assert cleanclip.clean("Zeinab Marwani has WON.", pipeline=pipeline, names=LEDGER) == "Zainab Marwani has won."


class Whisper:
    """A name cleaner of somebody else's."""

    stage = "name"
    name = "names"

    def __call__(self, clip: cleanclip.Clip) -> Iterator[cleanclip.Edit]:
        at = clip.text.find("WON")
        if at >= 0:
            yield cleanclip.Edit(at, at + 3, "won", "name", "names", "no shouting")


def test_the_same_names_are_laid_out_once() -> None:
    """A dict given again and again in a loop builds no new index."""
    one = _task(names={"Zainab Marwani": ["Zeinab Marwani"]}).pipeline.cleaners[-1]
    two = _task(names={"Zainab Marwani": ["Zeinab Marwani"]}).pipeline.cleaners[-1]
    assert one is two


# Labels to include


def test_a_label_of_a_pack_in_use_can_be_included(tmp_path: Path) -> None:
    """Labels are open: a pack may have its own, and without the pack the label is a mistake."""
    path = tmp_path / "ledger.toml"
    path.write_text(PACK.replace('label = "footer"', 'label = "motto"'))
    clip = f"{STORY}\n\nThe Ledger on paper"
    assert cleanclip.clean(clip, rules=path) == STORY
    result = cleanclip.explain(clip, rules=path, include=["motto"])
    assert (result.text, result.warnings) == (clip, ())
    with pytest.raises(ValueError, match="there is no label 'mottto'; did you mean 'motto'"):
        cleanclip.clean(clip, rules=path, include=["mottto"])
    with pytest.raises(ValueError, match="there is no label 'motto'"):
        cleanclip.clean(clip, include=["motto"])


@cleanclip.cleaner(stage="find")
def shouting(clip: cleanclip.Clip) -> Iterator[cleanclip.Mark]:
    for line, start in zip(clip.lines, clip.starts, strict=True):
        if line.endswith("!!!"):
            yield cleanclip.Mark(start, start + len(line), "shout", False, True, "shouting", "it shouts")


def test_a_cleaner_of_the_users_may_give_any_label() -> None:
    """Nobody can know its labels beforehand, so a label that no line has is a warning with the nearest one."""
    pipeline = Pipeline.named().plus(shouting)
    clip = f"{STORY}\n\nBUY A BOAT!!!"
    assert cleanclip.clean(clip, pipeline=pipeline) == STORY
    result = cleanclip.explain(clip, pipeline=pipeline, include=["shout"])
    assert (result.text, result.warnings) == (clip, ())
    result = cleanclip.explain(clip, pipeline=pipeline, include=["captoin"])
    assert result.text == STORY
    assert result.warnings == ("include: no line of this clip has the label 'captoin'; did you mean 'caption'?",)


# Many clips and files


def test_many_clips_come_back_in_order_with_errors_as_values() -> None:
    """One bad clip stops nothing: its place holds the error."""
    outcomes = list(cleanclip.clean_many(["One.", None, b"Three."]))  # type: ignore[list-item]
    assert [outcome.text for outcome in outcomes] == ["One.", None, "Three."]
    assert [outcome.ok for outcome in outcomes] == [True, False, True]
    assert isinstance(outcomes[1].error, TypeError)
    assert outcomes[1].result is None


def test_many_clips_are_read_one_by_one() -> None:
    """Nothing is read before it is asked for, so that a stream may be endless."""
    read = []

    def stream() -> Iterator[str]:
        for number in range(1000):
            read.append(number)
            yield f"Clip {number}."

    outcomes = cleanclip.clean_many(stream())
    assert read == []
    assert next(outcomes).text == "Clip 0."
    assert read == [0]


def test_two_workers_give_what_one_gives() -> None:
    """Processes change neither order nor text nor account, and hand errors back."""
    sources: list[Any] = [CLIP.replace("forty", str(number)) for number in range(70)]
    sources[40] = 5
    alone = list(cleanclip.clean_many(sources, names=False))
    together = list(cleanclip.clean_many(sources, workers=2, names=False))
    assert [outcome.text for outcome in together] == [outcome.text for outcome in alone]
    assert [outcome.result and outcome.result.to_dict() for outcome in together] == [
        outcome.result and outcome.result.to_dict() for outcome in alone
    ]
    assert str(together[40].error) == str(alone[40].error) == "a clip is a str or bytes, not int"


class OddError(Exception):
    """An error that pickle cannot build again: it is made of two, and tells of one."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first)
        self.second = second


class MuteError(Exception):
    """An error that can neither be sent nor told."""

    def __reduce__(self) -> Any:
        raise TypeError

    def __str__(self) -> str:
        raise TypeError


@cleanclip.cleaner(stage="find")
def choosy(clip: cleanclip.Clip) -> list[cleanclip.Mark]:
    if "odd" in clip.text:
        raise OddError("this clip is odd", "very")
    if "local" in clip.text:

        class LocalError(Exception):
            """An error that pickle cannot find again."""

        raise LocalError("this clip is local")
    if "mute" in clip.text:
        raise MuteError
    return []


def test_an_error_that_cannot_be_sent_stops_no_job() -> None:
    """One of the same words takes its place, and the other clips come back."""
    sources = ["One.", "An odd one.", "A local one.", "A mute one.", None]
    outcomes = list(cleanclip.clean_many(sources, workers=2, pipeline=Pipeline().plus(choosy)))  # type: ignore[arg-type]
    assert [outcome.text for outcome in outcomes] == ["One.", None, None, None, None]
    assert [str(outcome.error) for outcome in outcomes if not outcome.ok] == [
        "OddError: this clip is odd",
        "LocalError: this clip is local",
        "MuteError: an error without words",
        "a clip is a str or bytes, not NoneType",
    ]
    assert [type(outcome.error) for outcome in outcomes[1:]] == [RuntimeError] * 3 + [TypeError]


def test_two_workers_read_no_endless_stream_to_its_end() -> None:
    """Only so many clips are under way as keep the workers busy."""
    read = []

    def stream() -> Iterator[str]:
        for number in range(100_000):
            read.append(number)
            yield f"Clip {number}."

    outcomes = cleanclip.clean_many(stream(), workers=2, pipeline=Pipeline().plus("spaces"))
    assert next(outcomes).text == "Clip 0."
    assert len(read) < 1000
    outcomes.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_cannot_be_gone_through_is_refused_at_once(workers: int) -> None:
    """Before a process starts."""
    with pytest.raises(TypeError, match="clean_many takes a list of clips, or anything to go through, not int"):
        cleanclip.clean_many(5, workers=workers)  # type: ignore[arg-type]


@pytest.mark.parametrize("source", ["one clip", b"one clip"], ids=["str", "bytes"])
def test_one_clip_is_not_many(source: Any) -> None:
    """A text in the place of a list of texts is refused, not cleaned letter by letter."""
    with pytest.raises(TypeError, match=r"clean_many takes many clips; for one there is cleanclip\.clean\(\)"):
        cleanclip.clean_many(source)


def test_try_clean_hands_back_text_and_account() -> None:
    """An outcome has the text, the result, and no error."""
    outcome = cleanclip.try_clean(CLIP)
    assert outcome.ok
    assert outcome.result is not None
    assert outcome.text == outcome.result.text == STORY


def test_a_cleaner_that_breaks_is_an_outcome_too() -> None:
    """Whatever a plugin does with one clip, the job goes on."""
    outcome = cleanclip.try_clean(CLIP, pipeline=Pipeline().plus(broken))
    assert str(outcome.error) == "the cleaner is broken"


@cleanclip.cleaner(stage="find")
def broken(_: cleanclip.Clip) -> list[cleanclip.Mark]:
    raise RuntimeError("the cleaner is broken")


def test_a_file_is_read_as_bytes(tmp_path: Path) -> None:
    """`clean_file` decodes as `clean` does with bytes, and takes its keywords."""
    path = tmp_path / "clip.txt"
    path.write_bytes(CLIP.encode("utf-16"))
    assert cleanclip.clean_file(path) == cleanclip.clean_file(str(path)) == STORY
    assert cleanclip.clean_file(path, include=["byline"]) == f"By Jane Doe\n\n{STORY}"


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    """No empty text for a missing file."""
    with pytest.raises(FileNotFoundError, match=r"missing\.txt"):
        cleanclip.clean_file(tmp_path / "missing.txt")
