"""The form of a rule pack as a JSON schema, for editors that complete and check TOML as it is written.

It says what `parse_pack` says, as far as a schema can; what it refuses does not load.
The tables of the docs page "Writing a rule pack" have the same words as the dicts below.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any

from cleanclip.clip import LABELS
from cleanclip.rules.families import known_families
from cleanclip.rules.packs import _DATED_TRIGGERS as DATED_TRIGGERS
from cleanclip.rules.packs import NEEDS, SCOPES, WHERE, Rule
from cleanclip.rules.placeholders import PLACEHOLDERS

PACK_KEYS = {
    "name": "what reasons and listings call the pack; required",
    "about": "what it is for, in a sentence; required",
    "hosts": "hosts whose address is proof of the pack: `url` on such a host, or under it, stands for one match",
    "languages": "the languages of its texts, for the reader; no decision uses it",
    "rule": "the rules, each a `[[rule]]` table; at least one",
}
"""What each key of a pack means."""

RULE_KEYS = {
    "id": "small letters, digits and hyphens; with the pack's name it names the rule; required",
    "label": "what it removes: a label of cleanclip, or your own; required",
    "about": "the reason that a user reads; without it the label's meaning is shown",
    "scope": "how much goes; `line` unless you say otherwise",
    "line": "whole lines that match",
    "prefix": "how a line begins",
    "phrase": "words anywhere in a line, literally: no placeholders",
    "pattern": "a regular expression, searched in the line as it is written; it needs a `trigger`",
    "trigger": "words of which one is in every line that `pattern` matches; `^` before them: one opens the line; "
    "`^{date}`, `^{time}`, `^{number}` or `^{year}`: such a one does. Required with `pattern`, unless `where` is "
    "`first`",
    "where": "where the line must stand; `anywhere` unless you say otherwise",
    "needs": "evidence beyond the line itself; none unless you say otherwise",
    "max_words": "the most words that the line may have; 40 unless you say otherwise. It counts for `prefix`, "
    "`phrase`, `pattern` and lines with placeholders",
    "below": 'with `scope = "block"`: how many short lines directly below go as well',
    "families": "which kinds of furniture it is for, by the names of the page “What is known”",
    "sample": "texts that the rule must match; required",
    "counter_sample": "texts of ordinary body that it must not match; required",
}
"""What each key of a rule means."""

SCOPE_VALUES = {
    "line": "the line",
    "block": "the line and up to `below` lines directly under it that are not running text, up to a blank line",
    "head": "the line; and when two different `head` rules match above the article, the short lines among them",
    "tail": "everything from the line to the end of the clip",
    "words": "the words of a `phrase`, as the rule writes them, out of a longer line; nothing else to match and "
    "no `needs`",
}
"""What goes with each `scope`."""

WHERE_VALUES = {
    "anywhere": "anywhere",
    "first": "at the top of the clip, lines that other rules match aside",
    "head": "above the first running text that no rule matches",
    "end": "below the last running text that no rule matches",
}
"""Where the line stands with each `where`."""

NEEDS_VALUES = {
    "pack": "when another rule of its pack matches in the clip, one that is not itself a hint, or `url` is on a host "
    "of the pack",
    "another": "as a hint: something else must be marked between the same two paragraphs, or a region must cover "
    "the line",
    "region": "inside an established head or tail",
    "titles": "for headings over links: when titles of other stories, or another tail mark, follow",
    "second": "for a tail that is not to be trusted alone: when another `tail` rule matches below; else it is a hint "
    "about its line",
}
"""When a rule counts with each of its `needs`."""

_NOT_OF_LINES = ("body", "space", "join", "hyphen", "entity", "encoding", "name")
_MARKERS = ("line", "prefix", "phrase", "pattern")


def pack_schema() -> dict[str, Any]:
    """The schema, in the words of draft 7 that draft 4 has as well.

    >>> sorted(pack_schema()["properties"])
    ['about', 'hosts', 'languages', 'name', 'rule']
    """
    values: dict[str, dict[str, Any]] = {
        "name": _text(),
        "about": _text(),
        "hosts": _texts(_text()),
        "languages": _texts(_text()),
        "rule": {"type": "array", "minItems": 1, "items": _rule()},
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A rule pack of cleanclip",
        "description": "What is known about the furniture of a site or a system.",
        "type": "object",
        "required": ["name", "about", "rule"],
        "additionalProperties": False,
        "properties": {key: _told(PACK_KEYS[key], values[key]) for key in PACK_KEYS},
    }


def _rule() -> dict[str, Any]:
    template = {**_text(), "allOf": [{"pattern": _template_pattern()}]}
    label = {"anyOf": [_choice(tuple(label for label in LABELS if label not in _NOT_OF_LINES), LABELS), _text()]}
    values: dict[str, dict[str, Any]] = {
        "id": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"},
        "label": label,
        "about": _text(),
        "scope": _choice(SCOPES, SCOPE_VALUES),
        "line": _texts(template),
        "prefix": _texts(template),
        "phrase": _texts(_text()),
        "pattern": {"type": "string", "minLength": 1},
        "trigger": _texts({**_text(), "allOf": [{"pattern": _trigger_pattern()}]}),
        "where": _choice(WHERE, WHERE_VALUES),
        "needs": {**_texts(_choice(NEEDS, NEEDS_VALUES), least=0), "pattern": f"^(?:{'|'.join(NEEDS)})$"},
        "max_words": {"type": "integer", "minimum": 0},
        "below": {"type": "integer", "minimum": 0},
        "families": _texts({"anyOf": [_choice(tuple(known_families()), _families()), _text()]}, least=0),
        "sample": _texts(_text()),
        "counter_sample": _texts(_text()),
    }
    defaults = {field.name: field.default for field in fields(Rule) if field.default is not MISSING}
    for key in ("scope", "where", "max_words", "below"):
        values[key]["default"] = defaults[key]
    only_phrase = {"anyOf": [{"required": [key]} for key in ("line", "prefix", "pattern", "needs")]}
    return {
        "type": "object",
        "description": "A rule: what it removes, what it matches, the evidence it needs, and its samples.",
        "required": ["id", "label", "sample", "counter_sample"],
        "additionalProperties": False,
        "properties": {key: _told(RULE_KEYS[key], values[key]) for key in RULE_KEYS},
        "allOf": [
            {"anyOf": [{"required": [key]} for key in _MARKERS]},
            {"anyOf": [{"not": {"required": ["pattern"]}}, {"required": ["trigger"]}, _says("where", "first")]},
            {"anyOf": [{"not": _says("scope", "words")}, {"required": ["phrase"], "not": only_phrase}]},
        ],
        "x-taplo": {"initKeys": ["id", "label", "line", "sample", "counter_sample"]},
    }


def _told(means: str, value: dict[str, Any]) -> dict[str, Any]:
    """What a key may hold, with what it means as a sentence."""
    return {"description": f"{means[0].upper()}{means[1:]}.", **value}


def _text() -> dict[str, Any]:
    return {"type": "string", "pattern": "\\S"}


def _texts(item: dict[str, Any], least: int = 1) -> dict[str, Any]:
    """A list of texts, or a single one for a list of one: what is said of texts has no say over lists."""
    of_texts = {key: value for key, value in item.items() if key in ("pattern", "allOf")}
    return {"type": ["array", "string"], "items": item, "minItems": least, **of_texts}


def _choice(values: tuple[str, ...], means: dict[str, str]) -> dict[str, Any]:
    return {"enum": list(values), "x-taplo": {"docs": {"enumValues": [means[value] for value in values]}}}


def _families() -> dict[str, str]:
    return {name: family.about for name, family in known_families().items()}


def _says(key: str, value: str) -> dict[str, Any]:
    return {"required": [key], "properties": {key: {"enum": [value]}}}


def _template_pattern() -> str:
    """One line, in whose braces stand placeholders that there are."""
    return rf"^(?:[^{{\n]|\{{(?:{'|'.join(PLACEHOLDERS)})\}})+$"


def _trigger_pattern() -> str:
    """Anything but `^` and a placeholder that no line can be found by."""
    dated = "|".join(trigger[2:-1] for trigger in DATED_TRIGGERS)
    return rf"^(?:[^^]|\^(?:[^{{]|$|\{{(?:{dated})\}}$))"
