"""One reading of a clip: which approved spellings stand in it, and what forbids to change one.

The rules lean one way: a variant that stays costs little, a name that was right
and is changed costs trust. So whatever could make a match somebody or something
else (a street, a son, a byline, an address) leaves it alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Set
from typing import Any, NamedTuple

from cleanclip.clip import Clip, Edit
from cleanclip.lexicon import CALENDAR, LINKS
from cleanclip.names.context import (
    HYPHENS,
    MIDDLE,
    NAMED_AFTER,
    NEAR,
    PARTICLE,
    QUOTED,
    TITLES,
    bare_end,
    could_be_given,
    glued,
    is_byline,
    is_title_case,
    opens,
    touches,
    verb_like,
    word_before,
)
from cleanclip.names.index import CAPITALISED, Index, fold_word
from cleanclip.names.maps import APOSTROPHES, WORD, NameEntry, fold_token

_FEW = 12
"""So many words are looked for one by one, and that is quicker than to look at every word with a capital."""

_INSIDE = re.compile(rf"[\w{APOSTROPHES}]")
_STEP = re.compile(rf"([ \u00a0\-\u2010\u2011])[{APOSTROPHES}]?(\w[\w{APOSTROPHES}]*)")
_PARTICLE_BEFORE = re.compile(rf"(?<![\w{APOSTROPHES}])[AaEe][Ll][ \u00a0\-\u2010\u2011][{APOSTROPHES}]?\Z")


class Match(NamedTuple):
    """An approved spelling in a text."""

    start: int
    end: int
    entry: NameEntry
    capitals: bool
    """Whether it is written in capitals throughout."""


class Reading:
    """The rules, and what they have found out about one clip."""

    def __init__(self, clip: Clip, index: Index) -> None:
        self.clip, self.text, self.index = clip, clip.text, index
        self._lines: dict[tuple[str, int], Any] = {}  # what was found out about a line
        self._needs: dict[tuple[str, ...], bool] = {}

    def matches(self, openings: Set[str]) -> Iterator[Match]:
        """The approved spellings, opened by one of some words, that nothing forbids to change."""
        reach = last = 0
        for start, word in self._places(openings):
            match = self._longest(start, word) if start >= reach else None
            if match is None:
                continue
            reach = match.end
            if not self.stays(match, reach_before=last):
                last = match.end
                yield match

    def respelled(self, match: Match) -> list[Edit]:
        """The edit that brings a match to its canonical form, if it is not in it already."""
        canonical = match.entry.canonical
        what = "another name" if match.entry.kind == "alias" else "spelling"
        return self.edit(match, canonical.upper() if match.capitals else canonical, f"{what} of {canonical}")

    def edit(self, match: Match, answer: str, reason: str) -> list[Edit]:
        """The edit that puts an answer in the place of a match, if there is a difference."""
        if not match.capitals:
            answer = self._cased(match, answer)
        if self.text[match.start : match.end] == answer:
            return []
        return [Edit(match.start, match.end, answer, "name", "names", reason)]

    def with_particle(self, start: int) -> int:
        """Where a name starts with the al- that may stand before it."""
        before = _PARTICLE_BEFORE.search(self.text, max(0, start - 5), start)
        return before.start() if before else start

    # Look-up

    def _places(self, words: Set[str]) -> Iterable[tuple[int, str]]:
        """Where `CAPITALISED` finds one of some words, in the order of the text."""
        text = self.text
        if len(words) > _FEW:
            return ((found.start(), found[0]) for found in CAPITALISED.finditer(text) if found[0] in words)
        places = []
        for word in words:
            at = text.find(word)
            while at >= 0:
                end = at + len(word)
                if not _INSIDE.match(text, end) and not self._in_a_word(at):
                    places.append((at, word))
                at = text.find(word, end)
        return sorted(places)

    def _in_a_word(self, at: int) -> bool:
        """Whether a word that has a capital reaches to an offset."""
        while at and _INSIDE.match(self.text, at - 1):
            at -= 1
            if CAPITALISED.match(self.text, at):
                return True
        return False

    def _longest(self, start: int, raw: str) -> Match | None:
        """The longest approved spelling whose first token, a leading al- aside, is a word."""
        text, led, end = self.text, self.with_particle(start), start + len(raw)
        node = self.index.trie
        best: Match | None = None
        while True:
            bare = end - len(raw) + bare_end(raw)
            node = node.get(fold_word(raw), {})
            for lead, form in node.get("", {}).items():
                if lead and led == start:
                    continue
                begin = led if lead else start
                capitals = _shape(text[begin:bare], form.spellings)
                if capitals is not None and (best is None or (bare, -begin) > (best.end, -best.start)):
                    best = Match(begin, bare, form.entry, capitals)
            step = _STEP.match(text, end) if len(node) > ("" in node) and bare == end else None
            if step is None or len(step[2]) > NEAR:
                return best
            raw, end = step[2], step.end()

    def _cased(self, match: Match, answer: str) -> str:
        """The answer with its particle's capital where the place asks for one and the text has it."""
        text, source = self.text, self.text[match.start : match.end]
        if re.search(r"\b[AE]l\b", source) and self._line("title", match.start):
            answer = PARTICLE.sub(lambda m: m[0].capitalize(), answer)
        if source[0].isupper() and answer[0].islower() and opens(text, match.start):
            answer = answer[0].upper() + answer[1:]
        return answer

    # What leaves a match alone

    def stays(self, match: Match, *, reach_before: int = -1, lone: bool = False) -> bool:
        """Whether something at or around the match forbids the change."""
        text, start, end, entry = self.text, match.start, match.end, match.entry
        before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
        if glued(text, start, end) or self._line("byline", start):
            return True
        if entry.kind == "alias" and self._quoted(start):
            return True
        if entry.needs and not self._has(entry.needs):
            return True
        if any(touches(before, after, words.lower()) for words in entry.veto):
            return True
        if self._continues(match, after):
            return True
        person = entry.of == "person"
        named = person or entry.single  # one word may be somebody's surname
        previous = word_before(before)
        core = previous.rstrip(".").lower()
        token = fold_token(core)
        if previous and 0 <= start - 1 <= reach_before:
            return True  # two names side by side: where one ends is a guess
        if not previous or core in TITLES:
            return False
        if token in LINKS or (person and token in MIDDLE and len(token) > 1):
            return True
        if not named or not previous[0].isupper() or not could_be_given(core):
            return False
        if lone or len(core) == 1 or token in self.index.name_tokens:
            return True
        return not (self._line("title case", start) or opens(text, start - 1 - len(previous)))

    def _continues(self, match: Match, after: str) -> bool:
        """Whether the words after the match make it a longer name or a thing named after it."""
        suffix = re.match(r",? (?:[JS]r|JR|SR|II|III|IV)\b", after)
        if suffix and match.entry.of == "person":
            return True
        step = _STEP.match(after)  # none after a possessive
        if step is None or step[1] in HYPHENS:
            return False
        word = step[2][: bare_end(step[2])]
        token, person = fold_token(word), match.entry.of == "person"
        rest = after[step.end() :]
        links = token in LINKS and (person or token == "al" or word.islower())
        if links or (rest[:1] in HYPHENS and rest and token in MIDDLE):
            return rest[1:2].isalnum()
        if token in NAMED_AFTER:
            return person or word[0].isupper()
        if not word[0].isupper() or token in CALENDAR:
            return False
        if not person:
            return match.entry.kind == "alias" or (
                match.entry.single and (token in LINKS or token in self.index.name_tokens)
            )
        if match.capitals or self._line("title case", match.start):
            return token in self.index.name_tokens or token in TITLES or not verb_like(token)
        return True

    def _quoted(self, at: int) -> bool:
        line = bisect_right(self.clip.starts, at) - 1
        spans = self._lines.get(("quotes", line))
        if spans is None:
            spans = [m.span() for m in QUOTED.finditer(self.clip.lines[line])]
            self._lines["quotes", line] = spans
        at -= self.clip.starts[line]
        place = bisect_right(spans, (at, len(self.text))) - 1
        return place >= 0 and spans[place][0] <= at < spans[place][1]

    def _has(self, needs: tuple[str, ...]) -> bool:
        if needs not in self._needs:
            self._needs[needs] = any(word in self.text for word in needs)
        return self._needs[needs]

    def _line(self, question: str, at: int) -> bool:
        """What the line at an offset is: a "byline", in "title case", or a "title" (a heading in title case)."""
        index = bisect_right(self.clip.starts, at) - 1
        if index < 0:
            return False
        known = self._lines.get((question, index))
        if known is None:
            label = self.clip.labels[index] if self.clip.labels else "body"
            line = self.clip.lines[index]
            if question == "byline":
                known = label in ("byline", "credit", "url") or is_byline(line)
            else:
                known = is_title_case(line, self.index.small) and (
                    question == "title case" or label in ("headline", "crosshead")
                )
            self._lines[question, index] = known
        return bool(known)


def _shape(text: str, spellings: tuple[str, ...]) -> bool | None:
    """Whether a match is written in capitals; None where it is not written as a name.

    A hyphen or a small letter that no approved spelling has is a reason to doubt,
    after and in particles excepted.
    """
    approved = [list(WORD.finditer(spelling)) for spelling in spellings]
    upper = title = small = 0
    for i, found in enumerate(WORD.finditer(text)):
        token = found[0].lstrip(APOSTROPHES)
        models = [(spelling, tokens[i]) for spelling, tokens in zip(spellings, approved, strict=True)]
        hyphen = text[found.end() : found.end() + 1] in tuple(HYPHENS) and fold_token(token) not in MIDDLE
        if hyphen and not any(spelling[model.end() : model.end() + 1] == "-" for spelling, model in models):
            return None
        if any(len(model[0]) > 1 and model[0].isupper() for _, model in models):  # an acronym
            if not token.isupper():
                return None
        elif len(token) > 1 and token.isupper():
            upper += 1
        elif not token[:1].islower():
            title += len(token) > 1  # a lone capital fits either case
        elif fold_token(token) in MIDDLE or any(model[0][0].islower() for _, model in models):
            small += 1
        else:
            return None
    return None if upper and (title or small) else bool(upper)
