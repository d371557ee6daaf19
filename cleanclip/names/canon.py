"""Bring the names in a clip to their canonical spelling, by exact look-up and never by guessing.

The rules lean one way: a variant that stays costs little, a name that was right
and is changed costs trust. So whatever could make a match somebody or something
else (a street, a son, a byline, an address) leaves it alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from cleanclip.clip import Clip, Edit
from cleanclip.language import guess_language
from cleanclip.names.context import (
    DATES,
    HYPHENS,
    LINKS,
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
    skeleton,
    touches,
    verb_like,
    word_before,
)
from cleanclip.names.index import CHUNK, Index, may_name
from cleanclip.names.maps import APOSTROPHES, WORD, NameEntry, NameMap, fold_name, fold_token
from cleanclip.words import count_words

# A letter that is not a plain small one opens every candidate: names have capitals, most words have none.
_CAPITALISED = re.compile(rf"[A-Z\u00c0-\u00de\u0100-\u1fff\u2c00-\uffff][\w{APOSTROPHES}]*")
_STEP = re.compile(rf"([ \u00a0\-\u2010\u2011])[{APOSTROPHES}]?(\w[\w{APOSTROPHES}]*)")
_PARTICLE_BEFORE = re.compile(rf"(?<![\w{APOSTROPHES}])[AaEe][Ll][ \u00a0\-\u2010\u2011][{APOSTROPHES}]?\Z")


class _Match(NamedTuple):
    start: int
    end: int
    entry: NameEntry
    capitals: bool


TELLING = 40
"""A text of so many words tells its language; the packaged maps leave other languages than English alone."""


@dataclass(frozen=True, init=False)
class Names:
    """A name cleaner: bring every approved spelling in a clip to its canonical form.

    Given maps go over the packaged ones, the first over the second. Aliases
    (another name of the same thing, such as Daesh for Islamic State) are left
    alone unless `aliases` is true.

    >>> from cleanclip.edits import apply
    >>> text = "The strike killed Qassim Soleimani. Suleimani’s car burned."
    >>> edits = list(Names()(Clip.from_text(text)))
    >>> apply(text, edits)
    'The strike killed Qasem Soleimani. Soleimani’s car burned.'
    >>> edits[1].reason
    'surname of Qasem Soleimani, the only Soleimani in the clip'
    """

    maps: tuple[NameMap, ...]
    aliases: bool
    stage: ClassVar[str] = "name"
    name: ClassVar[str] = "names"

    def __init__(self, *maps: NameMap, aliases: bool = False) -> None:
        for given in maps:
            if not isinstance(given, NameMap):
                raise TypeError(f"Names takes NameMap objects, not {type(given).__name__}; see NameMap.from_dict")
        object.__setattr__(self, "maps", maps)
        object.__setattr__(self, "aliases", aliases)

    def __getstate__(self) -> dict[str, Any]:
        return {"maps": self.maps, "aliases": self.aliases}  # the index is built anew where it is used

    @cached_property
    def _index(self) -> Index:
        merged = NameMap.packaged()
        for given in reversed(self.maps):
            merged = given.over(merged)
        return Index.of(merged, aliases=self.aliases)

    def __call__(self, clip: Clip) -> Iterator[Edit]:
        """The edits, in the order of the text; none where the text has the canonical form already."""
        trie, gate = self._index.trie, self._index.gate
        if gate is not None and not may_name(clip.text, gate):
            return
        seen: set[str] = set()
        for at in range(0, len(clip.text), CHUNK):  # piece by piece, so that no list grows with the clip
            seen.update(_CAPITALISED.findall(clip.text, at, at + CHUNK + NEAR))
        words = {raw: raw.lower() if raw.isalpha() and raw.isascii() else _fold_word(raw) for raw in seen}
        words.update((raw, "al") for raw in ("El", "EL") if raw in words)
        if trie.keys().isdisjoint(words.values()):
            return
        edits = list(_Reading(clip, self._index, words).edits())
        # Other languages have spellings of their own; a user's own map is for whatever text it is used on.
        foreign = edits and not self.maps and count_words(clip.text) >= TELLING and guess_language(clip.text) != "en"
        yield from () if foreign else edits


def _fold_word(raw: str) -> str:
    """A token of running text, folded, without a possessive; one too long to be a name becomes nothing."""
    return fold_token(raw[: bare_end(raw)]) if len(raw) <= NEAR else ""


class _Reading:
    """One pass of the rules over one clip."""

    def __init__(self, clip: Clip, index: Index, words: dict[str, str]) -> None:
        self.clip, self.text, self.index, self.words = clip, clip.text, index, words
        self._lines: dict[tuple[str, int], Any] = {}  # what was found out about a line
        self._needs: dict[tuple[str, ...], bool] = {}

    def edits(self) -> Iterator[Edit]:
        hits = {raw for raw, token in self.words.items() if token in self.index.trie}
        found: list[_Match] = []
        proposed: list[Edit] = []
        reach = 0
        for candidate in _CAPITALISED.finditer(self.text):
            if candidate[0] not in hits or candidate.start() < reach:
                continue
            match = self._longest(candidate)
            if match is None:
                continue
            reach = match.end
            if self._stays(match, reach_before=found[-1].end if found else 0):
                continue
            found.append(match)
            answer = match.entry.canonical.upper() if match.capitals else self._cased(match, match.entry.canonical)
            what = "another name" if match.entry.kind == "alias" else "spelling"
            proposed += self._edit(match, answer, f"{what} of {match.entry.canonical}")
        yield from sorted(proposed + list(self._surnames(found)))

    def _edit(self, match: _Match, answer: str, reason: str) -> list[Edit]:
        if self.text[match.start : match.end] == answer:
            return []
        return [Edit(match.start, match.end, answer, "name", Names.name, reason)]

    # Look-up

    def _longest(self, candidate: re.Match[str]) -> _Match | None:
        """The longest approved spelling whose first token, a leading al- aside, is the candidate."""
        text, start, raw = self.text, candidate.start(), candidate[0]
        before = _PARTICLE_BEFORE.search(text[max(0, start - 5) : start])
        node = self.index.trie
        end = candidate.end()
        best: _Match | None = None
        while True:
            bare = end - len(raw) + bare_end(raw)
            node = node.get(self.words[raw] if raw in self.words else _fold_word(raw), {})
            for lead, form in node.get("", {}).items():
                if lead and before is None:
                    continue
                begin = start - len(before[0]) if lead and before else start
                capitals = _shape(text[begin:bare], form.spellings)
                if capitals is not None and (best is None or (bare, -begin) > (best.end, -best.start)):
                    best = _Match(begin, bare, form.entry, capitals)
            step = _STEP.match(text, end) if len(node) > ("" in node) and bare == end else None
            if step is None or len(step[2]) > NEAR:
                return best
            raw, end = step[2], step.end()

    def _cased(self, match: _Match, answer: str) -> str:
        """The answer with its particle's capital where the place asks for one and the text has it."""
        text, source = self.text, self.text[match.start : match.end]
        if re.search(r"\b[AE]l\b", source) and self._line("title", match.start):
            answer = PARTICLE.sub(lambda m: m[0].capitalize(), answer)
        if source[0].isupper() and answer[0].islower() and opens(text, match.start):
            answer = answer[0].upper() + answer[1:]
        return answer

    # What leaves a match alone

    def _stays(self, match: _Match, *, reach_before: int = -1, lone: bool = False) -> bool:
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

    def _continues(self, match: _Match, after: str) -> bool:
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
        if not word[0].isupper() or token in DATES:
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

    # Lone surnames

    def _surnames(self, found: list[_Match]) -> Iterator[Edit]:
        """Edits of surnames that stand alone, where the clip leaves no doubt whose they are."""
        names = sorted({match.entry.canonical for match in found if match.entry.of == "person"})
        people = {name: _Person(self.index.entries[name]) for name in names}
        owners: dict[str, set[str]] = defaultdict(set)
        for name, person in people.items():
            for form in person.forms:
                owners[skeleton(form)].add(name)
        unsure = {name for names in owners.values() if len(names) > 1 for name in names}
        unsure |= {name for name, person in people.items() if not person.varies}
        if len(unsure) == len(people):
            return
        if not any(person.calls_for_change(self.words) for name, person in people.items() if name not in unsure):
            return
        bones = {raw: skeleton(token) for raw, token in self.words.items()}
        hits = {raw: bone for raw, bone in bones.items() if bone in owners}
        lone: list[tuple[str, _Match]] = []
        at = 0
        for candidate in _CAPITALISED.finditer(self.text):
            bone = hits.get(candidate[0])
            if bone is None:
                continue
            while at < len(found) and found[at].end <= candidate.start():
                at += 1
            if at < len(found) and found[at].start <= candidate.start():
                continue
            start, end = candidate.start(), candidate.start() + bare_end(candidate[0])
            particle = _PARTICLE_BEFORE.search(self.text[max(0, start - 5) : start])
            begin = start - len(particle[0]) if particle else start
            before = self.text[max(0, begin - NEAR) : begin]
            if at and found[at - 1].end == begin - 1:  # right after another name
                unsure |= owners[bone]
                continue
            previous = word_before(before, hyphens=True)
            for name in owners[bone]:
                if not people[name].calls(previous):
                    unsure.add(name)
                elif self.words[candidate[0]] in people[name].forms:
                    lone.append((name, _Match(begin, end, self.index.entries[name][0], particle is not None)))
        for name, match in lone:
            person = people[name]
            source = self.text[match.start : match.end]
            particled = match.capitals
            match = match._replace(capitals=False)
            if (
                name in unsure
                or (particled and not person.particled)
                or source.isupper()
                or self._stays(match, lone=True)
            ):
                continue
            answer = self._cased(match, (person.particle if particled else "") + person.surname)
            yield from self._edit(match, answer, f"surname of {name}, the only {person.surname} in the clip")


class _Person:
    """The ways to write one person's surname, from all the entries of that person."""

    def __init__(self, entries: list[NameEntry]) -> None:
        self.forms: set[str] = set()
        self.given: set[str] = set()
        self.particled = False
        home = fold_name(entries[0].canonical)
        length = len(home) - home.count("al")
        for entry in entries:
            for spelling in (entry.canonical, *entry.variants):
                *given, last = key = fold_name(spelling)
                self.given.update(given)
                # A spelling that runs two tokens into one (Abdelnasser) has no surname to compare.
                if len(key) - key.count("al") == length or last == home[-1]:
                    self.forms.add(last)
                self.particled |= given[-1:] == ["al"]
        tokens = WORD.findall(entries[0].canonical)
        self.surname: str = tokens[-1]
        self.particle = f"{tokens[-2]}-" if len(tokens) > 1 and fold_token(tokens[-2]) == "al" else ""
        self.varies = all(entry.surname for entry in entries) and len(tokens) > 1

    def calls_for_change(self, words: dict[str, str]) -> bool:
        """Whether any word of the clip is the surname in a form that is not the canonical one."""
        return self.particled or any(
            token in self.forms and not raw.startswith(self.surname) for raw, token in words.items()
        )

    def calls(self, previous: str) -> bool:
        """Whether the word before the surname leaves it this person's: none, a title, or the given name."""
        core = previous.rstrip(".").lower()
        return not previous[:1].isupper() or not could_be_given(core) or fold_token(core) in self.given


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
