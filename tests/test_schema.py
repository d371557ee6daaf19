"""The schema of rule packs: editors refuse what does not load, and nothing that does."""

import json
import tomllib
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft7Validator
from test_engine import BROKEN, GOOD, TOP, rule

from cleanclip.cli.main import main
from cleanclip.clip import LABELS
from cleanclip.face import CHANGES
from cleanclip.rules import compiled, parse_pack, schema
from cleanclip.rules.families import known_families
from cleanclip.rules.packs import _PACK_KEYS, _RULE_KEYS, NEEDS, SCOPES, WHERE

BEYOND = {"not TOML", "only placeholders", "only signs", "pattern", "short phrase", "the same id"}
"""What a schema cannot say; `rules check` does."""

SCHEMA = schema.pack_schema()
RULE = SCHEMA["properties"]["rule"]["items"]


def complaints(text: str) -> list[str]:
    return [error.message for error in Draft7Validator(SCHEMA).iter_errors(tomllib.loads(text))]


def choices(value: dict[str, Any]) -> list[list[str]]:
    """Every list of suggestions in what a key may hold, each with as many explanations."""
    found = []
    if "enum" in value:
        assert len(value["x-taplo"]["docs"]["enumValues"]) == len(value["enum"])
        found.append(value["enum"])
    for inner in (*value.get("anyOf", ()), *filter(None, [value.get("items")])):
        found += choices(inner)
    return found


def test_it_is_a_valid_schema() -> None:
    """Also for editors that know draft 4 only."""
    Draft7Validator.check_schema(SCHEMA)
    Draft4Validator.check_schema({**SCHEMA, "$schema": "http://json-schema.org/draft-04/schema#"})


@pytest.mark.parametrize("path", sorted(compiled.FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_packaged_pack_is_valid(path: Any) -> None:
    assert complaints(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_pack_is_refused(what: str) -> None:
    """All that does not load, but for what no schema can say."""
    text = BROKEN[what][0]
    if what == "not TOML":
        return
    assert bool(complaints(text)) is (what not in BEYOND)


@pytest.mark.parametrize(
    "text",
    [
        rule('line = "The Ledger"'),
        rule('line = ["Newspapers from {place}", "The Ledger"]\nneeds = []'),
        rule('line = ["x y"]\nlabel = "motto"').replace('label = "footer"\n', ""),
        rule('line = ["x y"]\nfamilies = ["lighthouses"]'),
        rule('line = ["x y"]\nneeds = "second"\nscope = "tail"'),
        rule("pattern = '^x'\nwhere = \"first\""),
        rule('pattern = \'^[0-9]\'\ntrigger = ["^{date}", "^on", "a ^ b"]'),
        rule('phrase = ["Skip advertisement"]\nscope = "words"'),
    ],
)
def test_what_loads_is_not_refused(text: str) -> None:
    """A text for a list of one, labels and families of one's own, a pattern for the first line."""
    parse_pack(TOP + text)
    assert complaints(TOP + text) == []


@pytest.mark.parametrize(
    "text",
    [
        rule('line = ["x y"]\nscope = "words"'),
        rule('phrase = ["x y"]\nscope = "words"\nneeds = ["another"]'),
        rule("pattern = '^x'\nwhere = \"end\""),
        rule("pattern = '^x'\ntrigger = [\"^{name}\"]"),
        rule('line = ["From {town} and {place}"]'),
        rule('line = ["x"]\nbelow = 1.5'),
    ],
)
def test_keys_that_do_not_go_together_are_refused(text: str) -> None:
    assert complaints(TOP + text)


def test_every_key_is_there_and_told() -> None:
    """Those of the loader, no more and no fewer, each with a sentence."""
    assert set(SCHEMA["properties"]) == _PACK_KEYS
    assert set(RULE["properties"]) == _RULE_KEYS
    for value in (*SCHEMA["properties"].values(), *RULE["properties"].values()):
        assert value["description"][0].isupper()
        assert value["description"].endswith(".")


def test_choices_are_those_of_the_code() -> None:
    """Of labels and families they are suggestions."""
    found = {key: choices(value) for key, value in RULE["properties"].items()}
    assert found["scope"] == [list(SCOPES)]
    assert found["where"] == [list(WHERE)]
    assert all(values == list(NEEDS) for values in found["needs"])
    assert all(values == list(known_families()) for values in found["families"])
    [labels] = found["label"]
    assert set(labels) == set(LABELS) - CHANGES - {"body"}


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "schema"]) == 0
    assert json.loads(capsys.readouterr().out) == SCHEMA


def test_good_is_good() -> None:
    """The packs above are refused for what they say, and not for their frame."""
    assert complaints(TOP + '[[rule]]\nid = "end"\nlabel = "footer"\n' + GOOD) == []
