"""What a clip says of its article, read from the lines that rules and cleaners gave a label."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from cleanclip.clip import Clip, Mark
from cleanclip.dates import has_date, iso_date
from cleanclip.decide import Decision
from cleanclip.words import count_words, is_prose

_SIGNS = {"byline": "-–—•|: ", "standfirst": "▶►▪•> ", "headline": "▶► ", "masthead": "-–— "}
"""What opens a line of each label without being part of the field."""

_TAGS = {
    "headline": r"HD\b|(?:HEADLINE|Headline|TITRE|TITEL|ÜBERSCHRIFT|Title|Titre|Titel) ?:",
    "standfirst": r"(?:HIGHLIGHT|Highlight|ENCART|TEASER) ?:",
    "byline": r"BY\b|(?:BYLINE|Byline|AUTEUR|AUTOR|SIGNATURE|Author(?:s|\(s\))?(?:/Byline)?|AUTHORS?|Auteur(?:\(s\))?"
    r"|Credit|CREDIT|Crédito) ?:",
    "masthead": r"SN\b|(?:Publication(?: title| info)?|From|Source|Paper) ?:|Nom de la source\b(?: ?:)?",
    "published": r"PD\b",
}
"""What a database prints before the value of a field, on its line or on the one above."""

_TAG = {label: re.compile(rf"(?:{tags})\s*") for label, tags in _TAGS.items()}

_BY = re.compile(r"(?i)(?:.{0,60}?\b)?(?:by|author(?:\(s\)|s?\b)):?\s*(.*)")
_BY_AGAIN = re.compile(r"(?:By|BY|by|Von|VON|Par|PAR|Por|POR)\s+(?=\S)")
_NOT_THE_WRITER = re.compile(r"\s*(?:\|\s*(?:Section|Page)\b|[|•·]\s*(?:\S{1,60}@|[^|•·]{0,30}\b(?:19|20)\d\d\b)).*$")
_AFTER_NAME = re.compile(r" - | ?; ?| ?\[| \| | ?\((?:Vol|Issue|No)\b| ?\((?:site web|édition|tous|plus|blogue?s?)\b")
_CHANGED = re.compile(
    r"(?i)\b(?:last |zuletzt )?(?:updated?|modified|edited|aktualisiert|geändert|stand|mise? à jour|modifiée?"
    r"|actualisée?|actualizad[ao]|modificad[ao]|aggiornat[ao]|ultimo aggiornamento|atualizad[ao])\b"
)
_PACKED_DATE = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)$")

_BY_SHAPE = "headlines"
"""The cleaner that takes a line for a title by its shape: where a line has another label, that one is right."""

_DATE_WORDS = 7
"""A line below a label with more words than this is no date."""

_ABOVE_DATE = ("lexisnexis", "nexisuni", "europresse")
"""The packs of systems that print the newspaper's name right above the date of the issue."""


def read_fields(clip: Clip, decision: Decision) -> dict[str, str | None]:
    """The fields of a decided clip by their names, each None where the clip does not say it."""
    head = _Head(clip, decision)
    headline, standfirst = head.first("headline"), head.first("standfirst")
    return {
        "headline": headline,
        "standfirst": None if standfirst == headline else standfirst,
        "byline": head.first("byline"),
        "dateline": decision.spans.get("dateline"),
        "publication": head.first("masthead"),
        "published": head.published,
    }


class _Head:
    """The lines of a clip by what was said of them."""

    def __init__(self, clip: Clip, decision: Decision) -> None:
        self.clip, self.decision = clip, decision
        self.said: dict[str, dict[int, list[Mark]]] = {label: {} for label in (*_SIGNS, "published")}
        end = len(clip.text)
        for index, label in enumerate(decision.labels):
            namer = decision.namers.get(index)
            if label in self.said and (namer is None or namer.start == clip.starts[index] or namer.end < end):
                self.said[label][index] = []  # a line of a tail may have its label from one above it
        for first, last, mark in decision.removals:
            if mark.label not in self.said:
                continue
            if first in self.said[mark.label] or (first == last and mark.cleaner != _BY_SHAPE):
                self.said[mark.label].setdefault(first, []).append(mark)
        self._place()

    def first(self, label: str) -> str | None:
        """The value of the first line of a label that has one."""
        return next((value for index in sorted(self.said[label]) if (value := self._value(label, index))), None)

    @cached_property
    def published(self) -> str | None:
        """The date of the first line that gives one of publication, else of a newspaper's name with its date."""
        for index in sorted(self.said["published"]):
            stated = self._stated(index)
            if stated:
                return _iso(_CHANGED.split(stated)[0])
        named = [index for index, marks in sorted(self.said["masthead"].items()) if _ruled(marks)]
        return next((found for index in named if (found := iso_date(self.clip.lines[index]))), None)

    def _stated(self, index: int) -> str | None:
        """What a line says of the date, or what the short line right below a bare label says."""
        lines, below = self.clip.lines, index + 1
        if any(map(str.isdigit, lines[index])):
            return lines[index]
        near = below < len(lines) and self.clip.gaps[below] == 1 and count_words(lines[below]) <= _DATE_WORDS
        return lines[below] if near and any(map(str.isdigit, lines[below])) else None

    def _value(self, label: str, index: int) -> str:
        """What a line says, without its tag; behind a bare tag, what the line right below it says."""
        line = self.clip.lines[index].lstrip(_SIGNS.get(label, ""))
        tag = _TAG[label].match(line) if _ruled(self.said[label][index]) else None
        bare = line[tag.end() :] if tag else line
        if self._rule(index).endswith("-words"):  # such as "Written by:"
            bare = ""
        below = index + 1
        if bare == "" and (self._unnamed(below) or self._stays(below)) and self.clip.gaps[below] == 1:
            bare = self.clip.lines[below]
        return _VALUE[label](bare, tag is not None) if label in _VALUE else bare

    def _place(self) -> None:
        """Names, titles and writers that have no label of their own, by where a system prints them."""
        dates = sorted(self.said["published"])
        packs = {mark.reason.partition("/")[0] for mark in self.said["published"][dates[0]]} if dates else set()
        if packs.intersection(_ABOVE_DATE):
            self._place_round_date(dates[0], name_first="europresse" in packs)
        elif "factiva" in packs:
            self._place_round_words(dates[0])
        if not self.said["headline"]:
            for index, line in enumerate(self.clip.lines):
                if line.startswith("Title:") and self._rule(index).startswith("proquest/"):
                    self.said["headline"][index] = [self.decision.namers[index]]

    def _place_round_date(self, date: int, *, name_first: bool) -> None:
        """LexisNexis and Europresse print name, date and headline; Nexis Uni prints headline, name and date."""
        said, lines = self.said, self.clip.lines
        name = date - 1
        above = name - 1 if self._unnamed(name - 1) else None
        below = next((i for i in range(date + 1, date + 4) if self._unnamed(i)), None)
        if not said["masthead"] and self._guessed(name) and (title := self._guessed_below(date)) is not None:
            for label in ("headline", "standfirst"):
                said[label].pop(name, None)
                said[label].pop(title, None)
            said["masthead"][name], said["headline"][title] = [], []
        for other in [i for i in said["masthead"] if i != name] if name in said["masthead"] else ():
            if not said["headline"] and self._rule(other).endswith("/masthead"):  # a title such as "Hard Times"
                said["headline"][other] = said["masthead"].pop(other)
        opened = name > 0 and self._rule(name - 1) == "lexisnexis/start"
        if name_first or opened:
            below = next((i for i in range(date + 1, date + 4) if self._unnamed(i) or self._stays(i)), None)
        title = above if above is not None else below
        if not said["headline"] and title is not None:
            said["headline"][title] = []
        if not said["headline"] and name >= 2 and lines[name - 1] == lines[name - 2]:
            said["headline"][name - 1] = []  # Nexis Uni may print it twice, and neither goes then
        named = self._unnamed(name) and (said["headline"] or opened)
        if not said["masthead"] and (named or (opened and self._stays(name))):
            said["masthead"][name] = []

    def _place_round_words(self, date: int) -> None:
        """Factiva prints headline, writer, words, date, time and name, one below the other."""
        said, lines = self.said, self.clip.lines
        words = next((i for i in range(date) if self._rule(i).startswith("factiva/words")), None)
        if words is not None and self._unnamed(words - 1):
            writer = words - 1
            if not said["headline"] and not (self._unnamed(writer - 1)):
                said["headline"][writer] = []
            elif not said["headline"]:
                said["headline"][writer - 1] = []
            if not said["byline"] and writer not in said["headline"]:
                said["byline"][writer] = []
        name = next((i for i in range(date + 1, len(lines)) if self.decision.labels[i] != "timestamp"), None)
        if not said["masthead"] and name is not None and self._unnamed(name):
            said["masthead"][name] = []

    def _guessed_below(self, date: int) -> int | None:
        return next((i for i in range(date + 1, date + 4) if self._guessed(i)), None)

    def _guessed(self, index: int) -> bool:
        """Whether a line went as a title by its shape alone."""
        named = self.decision.namers.get(index)
        return named is not None and named.label in ("headline", "standfirst") and named.cleaner == _BY_SHAPE

    def _unnamed(self, index: int) -> bool:
        """Whether a line went only because it is short and stands among the furniture above an article."""
        if index < 0 or index in self.said["byline"] or index in self.said["headline"]:
            return False
        mark = self.decision.namers.get(index)
        return mark is not None and mark.cleaner == "rules" and mark.label == "nav" and not _rule_name(mark)

    def _stays(self, index: int) -> bool:
        """Whether nothing was said of a line, and it is no running text."""
        lines = self.clip.lines
        return index < len(lines) and index not in self.decision.namers and not is_prose(lines[index])

    def _rule(self, index: int) -> str:
        """The pack and the rule that named a line which went; "" where no rule did."""
        mark = self.decision.namers.get(index)
        return _rule_name(mark) if mark is not None and mark.cleaner == "rules" else ""


def _rule_name(mark: Mark) -> str:
    """The pack and the rule that a mark of the rules names; "" for what they mark without one."""
    name = mark.reason.partition(":")[0]
    return name if "/" in name else ""


def _ruled(marks: list[Mark]) -> bool:
    return any(mark.cleaner == "rules" for mark in marks)


def _iso(text: str) -> str | None:
    packed = _PACKED_DATE.search(text)
    return iso_date("-".join(packed.groups()) if packed else text)


def _writer(line: str, tagged: bool) -> str:
    """A byline without its "By"; "" where nothing else is in it."""
    line = _NOT_THE_WRITER.sub("", line)
    again = _BY_AGAIN.match(line)
    if tagged:
        return line[again.end() :] if again else line
    match = _BY.match(line)
    name = match[1] if match else line
    return "" if "@" in name and name.count(" ") < 2 else name


def _name(line: str, tagged: bool) -> str:
    """A newspaper's name without its section, its place and its date: "The National - News" is The National."""
    found = has_date(line) if tagged or any(map(str.isdigit, line)) else None
    if found:
        line = line[: found.start()].strip(" ,.;-–|(") or line[found.end() :].lstrip(" |,;-–")
    return _AFTER_NAME.split(line)[0].strip()


_VALUE: dict[str, Callable[[str, bool], str]] = {"byline": _writer, "masthead": _name}
