"""The sample clips: what becomes of them is written beside them, to the letter."""

import tomllib
from pathlib import Path

import pytest

import cleanclip
from cleanclip.result import FIELDS

SAMPLES = Path(__file__).parent.parent / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt") if not path.name.endswith(".clean.txt"))
WIRE = ("pressreader-truce", "wire-web")
"""One wire story as two outlets ran it."""


def raw(name: str) -> str:
    return (SAMPLES / f"{name}.txt").read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_becomes_what_lies_beside_it(name: str) -> None:
    """The clean text is the file beside the sample, to the letter, with one line end after it."""
    assert cleanclip.clean(raw(name)) + "\n" == (SAMPLES / f"{name}.clean.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_has_the_fields_that_are_written_down(name: str) -> None:
    """Every field is as `expected.toml` has it, and None where it has none."""
    expected = tomllib.loads((SAMPLES / "expected.toml").read_text(encoding="utf-8"))[name]
    result = cleanclip.explain(raw(name))
    assert {field: getattr(result, field) for field in FIELDS} == {field: expected.get(field) for field in FIELDS}


@pytest.mark.parametrize("name", NAMES)
def test_the_edits_of_a_sample_replay(name: str) -> None:
    """The source with the edits applied is the text."""
    result = cleanclip.explain(raw(name))
    assert cleanclip.apply(raw(name), result.edits) == result.text


@pytest.mark.parametrize("name", NAMES)
def test_a_clean_sample_stays_as_it_is(name: str) -> None:
    """A second pass over the clean text changes nothing."""
    text = cleanclip.clean(raw(name))
    assert cleanclip.clean(text, kind="text") == text


@pytest.mark.parametrize("name", NAMES)
def test_bytes_and_text_of_a_sample_become_the_same(name: str) -> None:
    """A sample read as bytes is no other clip."""
    assert cleanclip.clean((SAMPLES / f"{name}.txt").read_bytes()) == cleanclip.clean(raw(name))


def test_there_are_samples_enough_and_each_is_complete() -> None:
    """At least eight samples, each with its clean text and its fields."""
    expected = tomllib.loads((SAMPLES / "expected.toml").read_text(encoding="utf-8"))
    assert len(NAMES) >= 8
    assert set(NAMES) == set(expected) == {path.name[: -len(".clean.txt")] for path in SAMPLES.glob("*.clean.txt")}


def test_two_outlets_of_one_wire_story_become_equal() -> None:
    """At least six paragraphs differ between the two clips as they came and are equal to the letter when clean."""
    before = [set(raw(name).split("\n\n")) for name in WIRE]
    after = [cleanclip.clean(raw(name)).split("\n\n") for name in WIRE]
    shared = set(after[0]) & set(after[1])
    assert len(shared - (before[0] & before[1])) >= 6
    assert len(shared) > len(before[0] & before[1])
