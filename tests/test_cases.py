"""Clips in `cases/*.toml`, each with the text that must come of it: wild, negative, synthetic, known failures."""

import re
import tomllib
from collections.abc import Set
from pathlib import Path
from typing import Any

import pytest

import cleanclip

CASES = Path(__file__).parent / "cases"
HARD_KEYS = {"number", "near_miss", "fails", "reason"}
"""What the cases of `hard/` say besides."""
KEYS = {"label", "comment", "text", "expect", "fields", "include", "kind", "pipeline", "names"}


def load(path: Path, keys: Set[str] = KEYS) -> list[dict[str, Any]]:
    """The cases of a file, each with its passages put in and its text as `expect` where the file says none."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    passages = {key: value.strip("\n") for key, value in data.get("passages", {}).items()}

    def filled(text: str) -> str:
        return re.sub(r"<<(\w+)>>", lambda found: passages[found[1]], text)

    cases = []
    for case in data["case"]:
        assert case.keys() <= keys, f"{path.name}: {case.get('label')}: unknown key in {sorted(case)}"
        text = filled(case["text"])
        expect = filled(case["expect"]) if "expect" in case else text
        cases.append({"include": (), "kind": "auto", "pipeline": "standard", "names": True, "fields": {}} | case)
        cases[-1] |= {"text": text, "expect": expect.strip("\n")}
    return cases


def check(case: dict[str, Any]) -> None:
    """One clip: its text, its fields, edits that replay to the text, and a second pass that finds nothing to do."""
    keywords = {key: case[key] for key in ("include", "pipeline", "names")}
    result = cleanclip.explain(case["text"], kind=case["kind"], **keywords)
    assert result.text == case["expect"]
    assert {name: getattr(result, name) or "" for name in case["fields"]} == case["fields"]
    assert cleanclip.apply(result.source_text, result.edits) == result.text
    assert cleanclip.clean(result.text, kind="text", **keywords) == result.text


def cases(files: str) -> Any:
    """The cases of one file, or of those that a pattern gives."""
    found = [pytest.param(case, id=case["label"]) for path in sorted(CASES.glob(files)) for case in load(path)]
    return pytest.mark.parametrize("case", found)


@cases("wild.toml")
def test_clips_in_the_wild(case: dict[str, Any]) -> None:
    """What real systems put round an article goes, and the article stays to the letter."""
    check(case)


@cases("packs/*.toml")
def test_clips_of_every_system_that_has_a_pack(case: dict[str, Any]) -> None:
    """One page or export of each system whole, and articles that only talk like it."""
    check(case)


@cases("negative.toml")
def test_what_only_looks_like_furniture_stays(case: dict[str, Any]) -> None:
    """Body text that resembles chrome, or talks about it, is not touched."""
    check(case)


@cases("synthetic.toml")
def test_small_clips_that_show_one_thing(case: dict[str, Any]) -> None:
    """One repair or one removal at a time, as small as it can be shown."""
    check(case)


@pytest.mark.xfail(
    reason="a known failure; when it passes, move its case to the file of its kind", raises=AssertionError, strict=True
)
@cases("known-failures.toml")
def test_known_failures_still_fail(case: dict[str, Any]) -> None:
    """When one of these passes, move it to the file of its kind."""
    check(case)


def test_every_case_has_a_label_of_its_own_and_says_what_it_shows() -> None:
    """Labels are what a failing run prints, so no two are the same in a file, and every case has its comment."""
    for path in CASES.rglob("*.toml"):
        found = load(path, KEYS | HARD_KEYS)
        assert len({case["label"] for case in found}) == len(found)
        assert all(case["comment"].strip() for case in found)
