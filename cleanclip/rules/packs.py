"""The TOML form of a rule pack, and what is said when a pack is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from cleanclip.clip import LABELS
from cleanclip.rules import compiled
from cleanclip.rules.compiled import rule_lines
from cleanclip.rules.placeholders import PLACEHOLDERS, TELLING, literal_parts, unknown

SCOPES = ("line", "block", "head", "tail", "words")
WHERE = ("anywhere", "first", "head", "end")
NEEDS = ("pack", "another", "region", "titles", "second")


class PackError(ValueError):
    """A rule pack that cannot be used: which file, which line, what is wrong, what would be right."""


@dataclass(frozen=True, eq=False)
class Rule:
    """One rule of a pack; the docs page "Writing a rule pack" tells what each key means."""

    id: str
    pack: str
    label: str
    scope: str = "line"
    line: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    pattern: str = ""
    trigger: tuple[str, ...] = ()
    where: str = "anywhere"
    needs: tuple[str, ...] = ()
    max_words: int = 40
    below: int = 0
    about: str = ""
    families: tuple[str, ...] = ()
    """Which kinds of furniture, by the names of the docs page "What is known", the rule is for."""
    sample: tuple[str, ...] = ()
    counter_sample: tuple[str, ...] = ()

    @cached_property
    def name(self) -> str:
        """The pack and the rule: what reasons and listings call it."""
        return f"{self.pack}/{self.id}"

    @cached_property
    def plain(self) -> bool:
        """Whether a line with its words goes, wherever it stands and whatever else is there."""
        return self.scope == "line" and self.where == "anywhere" and not self.needs

    @cached_property
    def exact(self) -> bool:
        """Whether it compares whole lines only."""
        return not (self.prefix or self.phrase or self.pattern)

    @cached_property
    def reason(self) -> str:
        """What a user is told where the rule removed a line."""
        return f"{self.name}: {self.about or LABELS.get(self.label, self.label)}"


@dataclass(frozen=True)
class Pack:
    """A set of rules for one system, and how a clip shows that it comes from there."""

    name: str
    about: str
    rules: tuple[Rule, ...]
    hosts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    path: str = ""
    places: tuple[str, ...] = ()
    """Where each rule stands: file and line."""


_RULE_KEYS = {field.name for field in fields(Rule)} - {"pack"}
_PACK_KEYS = {"name", "about", "hosts", "languages", "rule"}
_TUPLES = {"line", "prefix", "phrase", "trigger", "needs", "families", "sample", "counter_sample", "hosts", "languages"}
_DATED_TRIGGERS = ("^{date}", "^{time}", "^{number}", "^{year}")
_CHOICES = {"scope": SCOPES, "where": WHERE}


def load_pack(path: str | Path) -> Pack:
    """Read a rule pack from a TOML file.

    Raises:
        PackError: when the file cannot be read or a rule is not complete; the
            message names file, line and remedy.
    """
    pack = _load(path)
    _check_patterns(pack)
    return pack


def _load(path: str | Path) -> Pack:
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = (
            "it is not UTF-8; save it as UTF-8 text"
            if isinstance(error, ValueError)
            else (error.strerror or "").lower()
        )
        raise PackError(f"{path}: the rule pack cannot be read: {why}") from error
    return _parse(text, str(path))


def parse_pack(text: str, path: str = "<pack>") -> Pack:
    """Read a rule pack from a string; see `load_pack`.

    >>> pack = parse_pack('''
    ... name = "ledger"
    ... about = "The Ledger's site"
    ... [[rule]]
    ... id = "end"
    ... label = "footer"
    ... line = ["The Ledger on paper"]
    ... sample = ["The Ledger on paper"]
    ... counter_sample = ["She kept the ledger on paper."]
    ... ''')
    >>> pack.rules[0].name
    'ledger/end'
    """
    pack = _parse(text, path)
    _check_patterns(pack)
    return pack


def _parse(text: str, path: str) -> Pack:
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{path}: not valid TOML: {error}") from error
    lines = rule_lines(text)
    _only_keys(data, _PACK_KEYS, f"{path}:1", "a pack")
    for key in ("name", "about"):
        if not isinstance(data.get(key), str) or not data[key].strip():
            raise PackError(f'{path}:1: a pack needs a {key}; write {key} = "..." above the first [[rule]]')
    tables = data.get("rule")
    if not isinstance(tables, list) or not tables:
        raise PackError(f"{path}:1: the pack has no rule; write at least one [[rule]] table")
    places = [f"{path}:{lines[index] if index < len(lines) else 1}" for index in range(len(tables))]
    rules = tuple(_rule(table, data["name"], at) for table, at in zip(tables, places, strict=True))
    seen: dict[str, int] = {}
    for index, rule in enumerate(rules):
        if rule.id in seen:
            raise PackError(f"{path}:{lines[index]}: there are two rules {rule.id!r}; give one of them another id")
        seen[rule.id] = index
    hosts, languages = (_strings(data, key, f"{path}:1") for key in ("hosts", "languages"))
    return Pack(data["name"], data["about"], rules, hosts, languages, path, tuple(places))


def _rule(table: dict[str, Any], pack: str, at: str) -> Rule:
    """One rule, checked: every complaint starts with where and ends with a remedy."""
    name = table.get("id")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise PackError(f'{at}: a rule needs an id of small letters, digits and hyphens, such as id = "share-bar"')
    at = f"{at}: rule {name!r}"
    _only_keys(table, _RULE_KEYS, at, "a rule")
    values: dict[str, Any] = {"pack": pack}
    for key, value in table.items():
        if key in _TUPLES:
            values[key] = _strings(table, key, at)
        elif key in ("max_words", "below"):
            if type(value) is not int or value < 0:
                raise PackError(f"{at}: {key} must be a whole number from 0 on, not {value!r}")
            values[key] = value
        elif not isinstance(value, str) or not value:
            raise PackError(f"{at}: {key} must be a text in quotation marks, not {value!r}")
        elif value not in _CHOICES.get(key, (value,)):
            raise PackError(f"{at}: {key} = {value!r} is not one of {', '.join(_CHOICES[key])}")
        else:
            values[key] = value
    if "label" not in values:
        raise PackError(f'{at}: needs a label that says what it removes, such as label = "share"')
    rule = Rule(**values)
    for need in rule.needs:
        if need not in NEEDS:
            raise PackError(f"{at}: needs = {need!r} is not one of {', '.join(NEEDS)}")
    if rule.scope == "words" and (not rule.phrase or rule.line or rule.prefix or rule.pattern or rule.needs):
        raise PackError(
            f'{at}: scope = "words" cuts phrases out of lines: give it phrase, and nothing else to match or need'
        )
    if not (rule.line or rule.prefix or rule.phrase or rule.pattern):
        raise PackError(f"{at}: says nothing to match; give it line, prefix, phrase or pattern")
    for key in ("sample", "counter_sample"):
        if not values.get(key):
            what = "a text that it must match" if key == "sample" else "a text of ordinary body that it must not match"
            raise PackError(f'{at}: has no {key}; add {what}: {key} = ["..."]')
    _check_expressions(rule, at)
    return rule


def _check_expressions(rule: Rule, at: str) -> None:
    for template in (*rule.line, *rule.prefix):
        odd = unknown(template)
        if odd is not None:
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            raise PackError(f"{at}: unknown placeholder {{{odd}}}; there are {known}")
        if not template.strip():
            raise PackError(f"{at}: an empty marker would match every line; write the words of the line")
        if not re.search(r"\w", template):
            raise PackError(
                f"{at}: {template!r} has no word, and signs round a line are not compared; "
                "write words, or a pattern with a trigger"
            )
        if template.startswith("{") and not longest_literal(template) and not template[1:].startswith(TELLING):
            raise PackError(f"{at}: {template!r} is nothing but placeholders; write some words of the line as well")
    if rule.pattern and not rule.trigger and rule.where != "first":
        raise PackError(
            f"{at}: a pattern runs only behind a trigger; add words of which one is in every line that "
            'it matches: trigger = ["..."]'
        )
    for trigger in rule.trigger:
        if trigger.startswith("^{") and trigger not in _DATED_TRIGGERS:
            raise PackError(f"{at}: the trigger {trigger!r} does not exist; there are {', '.join(_DATED_TRIGGERS)}")
    for marker in (*rule.line, *rule.prefix, *rule.phrase, *rule.trigger):
        if "\n" in marker:
            raise PackError(f"{at}: {marker!r} has a line end in it; a rule compares one line, so give each its own")
    for phrase in (*rule.phrase, *rule.trigger):
        if len(phrase.strip()) < 2 and (not phrase.strip() or phrase.strip().isalnum()):
            raise PackError(f"{at}: {phrase!r} is too short for a phrase or trigger; use at least two characters")


def _check_patterns(pack: Pack) -> None:
    import regex

    for rule, at in zip(pack.rules, pack.places, strict=True):
        try:
            regex.compile(rule.pattern)
        except regex.error as error:
            raise PackError(f"{at}: rule {rule.id!r}: the pattern is not a valid expression: {error}") from error


def _only_keys(table: dict[str, Any], known: set[str], at: str, what: str) -> None:
    for key in table:
        if key not in known:
            raise PackError(f"{at}: unknown key {key!r}; {what} may have {', '.join(sorted(known))}")


def _strings(table: dict[str, Any], key: str, at: str) -> tuple[str, ...]:
    value = table.get(key, [])
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise PackError(f'{at}: {key} must be a list of texts, such as {key} = ["..."], not {value!r}')
    return tuple(value)


@lru_cache(maxsize=2)
def packaged_packs(*, samples: bool = False) -> tuple[Pack, ...]:
    """The packs that come with this package, by name; with their samples and families, or to clean with.

    >>> [pack.name for pack in packaged_packs() if "nexis" in pack.name]
    ['lexisnexis', 'nexisuni']
    """
    ready = None if samples else compiled.read()
    if ready is None:
        # Their patterns are not compiled here: a test loads them as any other pack, and a job starts sooner.
        return tuple(_load(path) for path in sorted(compiled.FOLDER.glob("*.toml")))
    return tuple(map(_ready, ready))


def _ready(data: dict[str, Any]) -> Pack:
    """A packaged pack, which was checked when it was compiled."""
    path = str(compiled.FOLDER / data["path"])
    rules = tuple(Rule(pack=data["name"], **_tuples(table)) for table in data["rule"])
    places = tuple(f"{path}:{line}" for line in data["lines"])
    hosts, languages = (tuple(data.get(key, ())) for key in ("hosts", "languages"))
    return Pack(data["name"], data["about"], rules, hosts, languages, path, places)


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {
        key: ((value,) if isinstance(value, str) else tuple(value)) if key in _TUPLES else value
        for key, value in table.items()
    }


def markers(rules: Sequence[Rule]) -> Iterator[tuple[str, str]]:
    """Every literal or template of some rules, with the key it was given under."""
    for rule in rules:
        for key in ("line", "prefix", "phrase"):
            for marker in getattr(rule, key):
                yield key, marker


def longest_literal(template: str) -> str:
    """The longest literal part of a template, by which a line can be recognised cheaply."""
    return max(literal_parts(template), key=len).strip()
