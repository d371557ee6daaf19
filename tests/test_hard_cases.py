"""The ninety hard cases: for each number at least two texts, and one near miss that must stay.

`cases/hard/*.toml` has what can be said in data, a file for each section, A to H.
What can not be written in TOML, or is no text at all, stands here. Each test has its
number in its name: `pytest tests/test_hard_cases.py -k n41`.
"""

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_cases import CASES, HARD_KEYS, KEYS, check, load
from test_scaling import is_linear

import cleanclip

HARD = sorted((CASES / "hard").glob("*.toml"))
NUMBERS = range(1, 91)
LEAST_VARIANTS, LEAST_NEAR_MISSES = 2, 1

MILL = "The mill at Ashcombe will grind again from the first of June, its owner told a meeting in the parish hall."
FARMERS = "Forty farmers had signed a letter in which they promised it their barley, and the bank has given way."
WHEEL = "The wheel has turned every Sunday for nine years, with nothing between the stones, the miller said."
STORY = f"{MILL}\n\n{FARMERS}\n\n{WHEEL}"

ids_of: dict[int, dict[bool, list[str]]] = defaultdict(lambda: {False: [], True: []})
"""For each number the labels of its variants (False) and of its near misses (True)."""


def numbered(number: int, label: str, *values: Any, near_miss: bool = False, fails: str = "") -> Any:
    """One test of a hard case, with its number in its name; a failure that is known is strict."""
    ids_of[number][near_miss].append(label)
    marks = [pytest.mark.xfail(reason=fails, raises=AssertionError, strict=True)] if fails else []
    return pytest.param(*values, id=f"n{number:02} {label}", marks=marks)


def of_data(case: dict[str, Any]) -> Any:
    """The test of a case that is data."""
    assert ("reason" in case) == case.get("fails", False), f"{case['label']}: what fails has a reason"
    return numbered(
        case["number"], case["label"], case, near_miss=case.get("near_miss", False), fails=case.get("reason", "")
    )


@pytest.mark.parametrize("case", [of_data(case) for path in HARD for case in load(path, KEYS | HARD_KEYS)])
def test_hard_case(case: dict[str, Any]) -> None:
    """The text to the letter, its fields, edits that replay to it, and a second pass that finds nothing to do."""
    check(case)


# A. Time and size

SHAPES: list[tuple[int, str, Callable[[int], str]]] = [
    (1, "spaces, then a letter", lambda n: " " * n + "x"),
    (1, "a word, tabs, and a full stop", lambda n: "The mill" + "\t" * n + "."),
    (2, "spaces, a letter and a line end", lambda n: " " * n + "x\n" + " " * n),
    (2, "odd spaces between two lines", lambda n: "The mill\n" + "\u00a0\u2003 " * n + "\nis shut.\n"),
    (3, "letters without an at sign", lambda n: "a" * n),
    (3, "what could be an address and is none", lambda n: "lamps.at-the.quay@" * n),
    (4, "a byline of one endless name", lambda n: "By " + "A" * n + "!"),
    (4, "a byline of endless names", lambda n: "Written by " + "Ab-Cd " * n + "!"),
    (5, "a sign-off that is never closed", lambda n: "(Reporting by " + "Jane Roe in Kallmar; " * n),
    (5, "sign-offs that are never closed", lambda n: "(Reporting by Jane Roe;\nEditing by Olu Ade\n" * n),
    (6, "angle brackets", lambda n: "a <" * n),
    (6, "round brackets", lambda n: "((" * n + "\n" + "(a" * n),
    (7, "one line of words", lambda n: "Advertisement " * n),
    (7, "one line without a space", lambda n: "https://example.org/" + "a" * n),
    (8, "blank lines", lambda n: "\n" * n + "x"),
    (8, "one-letter lines", lambda n: "a\nb\n" * n),
    (9, "one marker many times", lambda n: STORY + "\n\n" + "Leave a Reply\n" * n),
    (9, "many markers in turn", lambda n: STORY + "\n\n" + "Related:\nTags:\nComments\nMost read\n" * n),
    (10, "nested tags in a text", lambda n: "<div>" * n + MILL + "</div>" * n),
]


@pytest.mark.parametrize("shape", [numbered(number, label, shape) for number, label, shape in SHAPES])
def test_hostile_input_takes_linear_time(shape: Callable[[int], str]) -> None:
    """Sixteen times the input, less than twenty-four times the time."""
    assert is_linear(shape)


LONG = "all who rowed across the river in the winter of the flood, and "


@pytest.mark.parametrize(
    "line",
    [
        numbered(7, f"a line of prose behind {opening!r}", opening + " " + LONG * 60 + "went home.", near_miss=True)
        for opening in ("Updated 10:20 AM:", "© 2021 The Quay Post", "By Jane Roe, who listed")
    ],
)
def test_a_long_line_is_prose_whatever_opens_it(line: str) -> None:
    """No marker is looked for in a line of thousands of characters."""
    assert cleanclip.clean(line) == line


@pytest.mark.parametrize(
    "page",
    [
        numbered(10, "300 levels of div", "<div>" * 300 + f"<p>{STORY}</p>" + "</div>" * 300),
        numbered(10, "50,000 levels of lists", "<ul><li>" * 25_000 + STORY + "</li></ul>" * 25_000),
    ],
)
def test_a_deep_page_raises_nothing(page: str) -> None:
    """No recursion follows the nesting of a page."""
    assert isinstance(cleanclip.clean(page, kind="html"), str)


# B. Characters that TOML can not hold, and bytes

TEXTS = [
    numbered(12, "half a character in a word", "Two lamps a\ud800re out.", "Two lamps a\ufffdre out."),
    numbered(12, "an undecodable byte from surrogateescape", "The caf\udce9 is shut.", "The caf\ufffd is shut."),
    numbered(
        12, "half a character amid furniture", f"{STORY}\n\nShare\udc80\n\nAdvertisement", f"{STORY}\n\nShare\ufffd"
    ),
    numbered(
        12, "two halves in their order", "A lamp \ud83d\udca1 is lit.", "A lamp \U0001f4a1 is lit.", near_miss=True
    ),
    numbered(12, "whole characters", "A lamp \U0001f4a1 is lit in 𝕂allmar.", None, near_miss=True),
    numbered(13, "a str is never decoded", "The cafÃ of Ãvora opened.", None, near_miss=True),
]


@pytest.mark.parametrize(("text", "expect"), TEXTS)
def test_odd_characters(text: str, expect: str | None) -> None:
    """The result can be encoded, and what is whole stays."""
    check(
        {"text": text, "expect": text if expect is None else expect, "fields": {}, "kind": "text"}
        | {"include": (), "pipeline": "standard", "names": True}
    )
    cleanclip.clean(text).encode("utf-8")


QUOTED = "The mayor called it “a truce” – the café on the quay opened again, and Jürgen paid."
CZECH = "Starosta řekl, že přívoz zůstane v provozu až do jara, i když je most přes řeku zavřený."
BYTES = [
    numbered(13, "Windows-1252", QUOTED.encode("cp1252"), QUOTED, "cp1252"),
    numbered(13, "Windows-1250", CZECH.encode("cp1250"), CZECH, "cp1250"),
    numbered(13, "UTF-16, little end first", b"\xff\xfe" + QUOTED.encode("utf-16-le"), QUOTED, "utf-16"),
    numbered(13, "UTF-16, big end first", b"\xfe\xff" + QUOTED.encode("utf-16-be"), QUOTED, "utf-16"),
    numbered(13, "bytes that Windows-1252 leaves open", b"\x81\x8d\x8f\x90\x9d caf\xe9", None, ""),
    numbered(13, "UTF-8 of few letters", "Ã la carte, £5".encode(), "Ã la carte, £5", "utf-8", near_miss=True),
    numbered(13, "ASCII with a tilde", b"~{ is no Chinese", "~{ is no Chinese", "utf-8", near_miss=True),
]


@pytest.mark.parametrize(("data", "text", "encoding"), BYTES)
def test_bytes_are_decoded(data: bytes, text: str | None, encoding: str) -> None:
    """A byte order mark, strict UTF-8, then a guess; which it was is told, and nothing raises."""
    result = cleanclip.explain(data)
    assert text is None or result.text == text
    assert (result.encoding or "").startswith(encoding)
    result.text.encode("utf-8")


# C. Inputs and results


@pytest.mark.parametrize(
    "source",
    [
        numbered(33, "a bytearray", bytearray(b"It rained.")),
        numbered(33, "a memoryview", memoryview(b"It rained.")),
    ],
)
def test_any_kind_of_bytes_is_a_clip(source: Any) -> None:
    assert cleanclip.clean(source) == "It rained."


@pytest.mark.parametrize(
    "source",
    [
        numbered(31, "None", None),
        numbered(31, "a number", 42),
        numbered(31, "a list of clips", ["one clip", "another"]),
        numbered(33, "a path", Path(__file__)),
    ],
)
def test_what_is_no_clip_is_refused_in_a_sentence(source: Any) -> None:
    """Text and bytes are clips; everything else is refused by name, as the design has it."""
    with pytest.raises(TypeError, match=f"a clip is a str or bytes, not {type(source).__name__}"):
        cleanclip.clean(source)
    assert isinstance(cleanclip.try_clean(source).error, TypeError)


def test_n33_an_open_file_is_refused() -> None:
    """Only `clean_file` reads files, and a text that names one is a text."""
    with Path(__file__).open() as file, pytest.raises(TypeError, match="TextIOWrapper"):
        cleanclip.clean(file)  # type: ignore[arg-type]
    assert cleanclip.clean(__file__) == __file__


@pytest.mark.parametrize(
    "source",
    [
        numbered(32, "nothing", ""),
        numbered(32, "no bytes", b""),
        numbered(32, "white space of every kind", " \n\u00a0\r\n\t\u2003\u2028\ufeff\u200b"),
    ],
)
def test_nothing_gives_nothing(source: str | bytes) -> None:
    """An empty text, without an exception and without a warning."""
    result = cleanclip.explain(source)
    assert (result.text, result.warnings, result.headline) == ("", (), None)


@pytest.mark.parametrize(
    "wall",
    [
        numbered(34, "a cookie wall says so", "We use cookies to remember you.\nReject all\nCookie settings"),
        numbered(34, "a page without JavaScript says so", "JavaScript is disabled in your browser.\nSkip to content"),
    ],
)
def test_a_clip_of_chrome_alone_has_a_warning_and_its_lines(wall: str) -> None:
    """The body is empty, a warning says why, and the removed lines can be read."""
    result = cleanclip.explain(wall)
    assert result.text == ""
    assert any("nothing but boilerplate" in warning for warning in result.warnings)
    assert [block.text for block in result.blocks] == wall.split("\n")


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        numbered(39, "furniture round a story", f"Log In\nShare\n\n{STORY}\n\nTags: mill, river", 3),
        numbered(39, "a tail of many lines", f"{STORY}\r\n\r\nLeave a Reply\r\nName *\r\n \r\nEmail *\r\n", 3),
        numbered(39, "nothing to drop", STORY, 0, near_miss=True),
    ],
)
def test_every_line_is_accounted_for(text: str, dropped: int) -> None:
    """Kept, dropped and blank make the whole; a drop has its place, label, cleaner and reason."""
    result = cleanclip.explain(text)
    lines = [line.strip() for line in text.splitlines()]
    assert [block.text for block in result.blocks] == [line for line in lines if line]
    assert [text[block.start : block.end] for block in result.blocks] == [block.text for block in result.blocks]
    gone = [block for block in result.blocks if not block.kept]
    assert len(gone) == dropped
    assert all(block.label != "body" and block.reasons for block in gone)
    for block in gone:
        assert any(edit.start <= block.start and block.end <= edit.end and edit.cleaner for edit in result.edits)


@pytest.mark.parametrize(
    "text",
    [
        numbered(
            40, "furniture, names and repairs", f"Log In\nShare\n\nMill opens\n\nBy Jane Roe\n\n{STORY}\n\nTags: a, b"
        ),
        numbered(
            40, "month names of three languages", f"Updated 3 mars 2021\nMis à jour le 3 mai 2021\n\n{STORY}\n\nİıß"
        ),
        numbered(40, "a story without furniture", STORY, near_miss=True),
    ],
)
def test_every_process_gives_the_same_account(text: str) -> None:
    """Whatever the hash seed and the locale."""
    code = "import sys, cleanclip; print(cleanclip.explain(sys.stdin.read()).to_dict())"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=text,
            capture_output=True,
            encoding="utf-8",
            check=True,
            env={"PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
        ).stdout
        for seed, locale in (("0", "C"), ("7", "C.UTF-8"))
    }
    assert len(outputs) == 1


# The list itself


@pytest.mark.parametrize("number", NUMBERS)
def test_every_number_has_two_texts_and_a_near_miss(number: int) -> None:
    """The measure of this file."""
    variants, near = ids_of[number][False], ids_of[number][True]
    assert len(variants) >= LEAST_VARIANTS, f"#{number} has {variants}"
    assert len(near) >= LEAST_NEAR_MISSES, f"#{number} has no near miss"
    assert len({*variants, *near}) == len(variants) + len(near), f"#{number}: labels that are alike"


def test_every_case_belongs_to_the_list_and_says_what_it_shows() -> None:
    """No number outside the list; a comment for every case; no text twice."""
    assert ids_of.keys() <= set(NUMBERS)
    found = [case for path in HARD for case in load(path, KEYS | HARD_KEYS)]
    assert all(case["comment"].strip() for case in found)
    texts = [case["text"].strip() for case in found]
    assert len(set(texts)) == len(texts)
