"""Surnames that stand alone, changed where the clip leaves no doubt whose they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from cleanclip.clip import Edit
from cleanclip.names.context import NEAR, bare_end, could_be_given, skeleton, word_before
from cleanclip.names.index import CAPITALISED, fold_word
from cleanclip.names.maps import WORD, NameEntry, fold_name, fold_token
from cleanclip.names.reading import Match, Reading


def lone_surnames(reading: Reading, found: Sequence[Match], words: Mapping[str, str]) -> Iterator[Edit]:
    """Edits of the surnames, outside the names found, of people who have such a name in the clip."""
    names = sorted({match.entry.canonical for match in found if match.entry.of == "person"})
    people = {name: _Person(reading.index.entries[name]) for name in names}
    owners: dict[str, set[str]] = defaultdict(set)
    for name, person in people.items():
        for form in person.forms:
            owners[skeleton(form)].add(name)
    unsure = {name for namesakes in owners.values() if len(namesakes) > 1 for name in namesakes}
    unsure |= {name for name, person in people.items() if not person.varies}
    if not any(people[name].calls_for_change(words) for name in people.keys() - unsure):
        return
    lone: list[tuple[str, _Place]] = []
    for place in _places(reading, found, owners):
        for name in owners[place.bone]:
            if place.adjoins or not people[name].calls(place.previous):
                unsure.add(name)
            elif place.token in people[name].forms:
                lone.append((name, place))
    for name, place in lone:
        if name not in unsure:
            yield from _change(reading, people[name], place)


class _Place(NamedTuple):
    """A word outside every name found that is written much like a surname of one of them."""

    start: int
    """Where it starts, with its particle."""
    end: int
    token: str
    bone: str
    previous: str
    """The word before it."""
    particled: bool
    adjoins: bool
    """Whether it stands right after another name."""


def _places(reading: Reading, found: Sequence[Match], owners: Mapping[str, set[str]]) -> Iterator[_Place]:
    """Every place where a surname may stand alone, in the order of the text."""
    text = reading.text
    at = 0
    for candidate in CAPITALISED.finditer(text):
        token, bone = _token_and_bone(candidate[0]) if len(candidate[0]) <= NEAR else ("", "")
        if bone not in owners:
            continue
        first = candidate.start()
        while at < len(found) and found[at].end <= first:
            at += 1
        if at < len(found) and found[at].start <= first:
            continue
        start = reading.with_particle(first)
        previous = word_before(text[max(0, start - NEAR) : start], hyphens=True)
        adjoins = at > 0 and found[at - 1].end == start - 1
        yield _Place(start, first + bare_end(candidate[0]), token, bone, previous, start < first, adjoins)


@lru_cache(maxsize=8192)
def _token_and_bone(word: str) -> tuple[str, str]:
    token = fold_word(word)
    return token, skeleton(token)


def _change(reading: Reading, person: _Person, place: _Place) -> list[Edit]:
    """The edit that brings a lone surname to the person's, if nothing round it forbids that."""
    match = Match(place.start, place.end, person.entry, capitals=False)
    if place.particled and not person.particled:
        return []
    if reading.text[place.start : place.end].isupper() or reading.stays(match, lone=True):
        return []
    answer = (person.particle if place.particled else "") + person.surname
    reason = f"surname of {person.entry.canonical}, the only {person.surname} in the clip"
    return reading.edit(match, answer, reason)


class _Person:
    """The ways to write one person's surname, from all the entries of that person."""

    def __init__(self, entries: Sequence[NameEntry]) -> None:
        self.entry = entries[0]
        self.forms: set[str] = set()
        self.given: set[str] = set()
        self.particled = False
        home = fold_name(self.entry.canonical)
        length = len(home) - home.count("al")
        for entry in entries:
            for spelling in (entry.canonical, *entry.variants):
                *given, last = key = fold_name(spelling)
                self.given.update(given)
                # A spelling that runs two tokens into one (Abdelnasser) has no surname to compare.
                if len(key) - key.count("al") == length or last == home[-1]:
                    self.forms.add(last)
                self.particled |= given[-1:] == ["al"]
        tokens = WORD.findall(self.entry.canonical)
        self.surname: str = tokens[-1]
        self.particle = f"{tokens[-2]}-" if len(tokens) > 1 and fold_token(tokens[-2]) == "al" else ""
        self.varies = all(entry.surname for entry in entries) and len(tokens) > 1

    def calls_for_change(self, words: Mapping[str, str]) -> bool:
        """Whether any word of the clip is the surname in a form that is not the canonical one."""
        return self.particled or any(
            token in self.forms and not word.startswith(self.surname) for word, token in words.items()
        )

    def calls(self, previous: str) -> bool:
        """Whether the word before the surname leaves it this person's: none, a title, or the given name."""
        core = previous.rstrip(".").lower()
        return not previous[:1].isupper() or not could_be_given(core) or fold_token(core) in self.given
