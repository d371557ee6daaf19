"""Name maps laid out for look-up: a trie over folded tokens, and what tells quickly that a text has no name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from cleanclip.clip import Clip
from cleanclip.names.context import GENERIC, GIVEN, MIDDLE, NEAR, TITLES, TOKENS_MAX, bare_end
from cleanclip.names.maps import APOSTROPHES, WORD, NameEntry, NameMap, fold_name, fold_token
from cleanclip.words import vocabulary

CAPITALISED = re.compile(rf"[A-Z\u00c0-\u00de\u0100-\u1fff\u2c00-\uffff][\w{APOSTROPHES}]*")
"""A word with a capital; a letter that is not a plain small one opens every name, and few other words."""

LATIN = re.compile(
    r"[A-Z\u00c0-\u00de\u0100-\u02ff\u1d00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\ufb00-\ufb06\uff21-\uff5a]"
    rf"[\w{APOSTROPHES}]*"
)
"""The same in Latin letters: no other word folds to ASCII."""

CHUNK = 1 << 17
"""A text is read in pieces of so many characters, so that no list grows with it."""

_INNER = re.compile(rf"[{APOSTROPHES}](?!(?:s|t|re|ve|ll|d|m)\b)(?=\w)")
"""An apostrophe that does not open an English ending."""
_BEFORE = re.compile(rf"[\w{APOSTROPHES}]*\Z")
_REST = re.compile(rf"[\w{APOSTROPHES}]*")

LEAST_TELLING = 4
"""A shorter word tells little: many a text has it that does not have the name."""

STRANGERS = 1 << 15
"""So many words that are in no name are remembered."""


class Form(NamedTuple):
    """What is known about one folded spelling: whose it is, and the ways in which it was approved."""

    entry: NameEntry
    home: tuple[str, ...]
    """The folded canonical."""
    spellings: tuple[str, ...]


@dataclass
class Index:
    """The maps laid out for look-up: a trie over folded tokens, and what belongs to each name."""

    trie: dict[str, Any] = field(default_factory=dict)
    entries: dict[str, list[NameEntry]] = field(default_factory=lambda: defaultdict(list))
    tokens: set[str] = field(default_factory=set)
    """Every token of the trie."""
    uncapitalised: set[str] = field(default_factory=lambda: set(MIDDLE))
    """Those that a name may have without a capital."""
    name_tokens: set[str] = field(default_factory=lambda: set(GIVEN))
    """Those of people and of names of one word, by which another name is known."""
    telling: set[bytes] = field(default_factory=set)
    """Of each spelling the word that is in the fewest names, as a vocabulary has it."""
    strangers: set[str] = field(default_factory=set)
    """Words of earlier texts that are no token; most words of a text have been seen before."""

    @cached_property
    def small(self) -> frozenset[str]:
        """Small words inside names, which may come and go with a change."""
        spellings = (
            s for entries in self.entries.values() for entry in entries for s in (entry.canonical, *entry.variants)
        )
        return frozenset(word for spelling in spellings for word in spelling.split() if word.islower())

    @classmethod
    def of(cls, name_map: NameMap, *, aliases: bool) -> Index:
        """Lay a map out; entries of aliases are left out unless asked for."""
        index = cls()
        forms: dict[tuple[str, ...], Form] = {}
        for entry in name_map:
            if entry.kind == "alias" and not aliases:
                continue
            index.entries[entry.canonical].append(entry)
            home = fold_name(entry.canonical)
            for spelling in (entry.canonical, *entry.variants):
                key = fold_name(spelling)
                known = forms.get(key)
                if known is None:
                    forms[key] = Form(entry, home, (spelling,))
                elif known.home == home:  # spellings that fold alike
                    forms[key] = known._replace(spellings=(*known.spellings, spelling))
                if entry.of == "person" or len(key) - key.count("al") == 1:
                    index.name_tokens.update(key)
        _close(forms)
        index.name_tokens -= MIDDLE | TITLES
        for key, form in forms.items():
            lead = len(key) > 1 and key[0] == "al"
            node = index.trie
            for token in key[1:] if lead else key:
                below = node.get(token)
                if below is None:
                    below = node[token] = {}
                node = below
            node.setdefault("", {})[lead] = form
        index.tokens.update(*forms)
        index.telling = _telling(forms)
        written = set(WORD.findall("\n".join(spelling for form in forms.values() for spelling in form.spellings)))
        index.uncapitalised.update(fold_token(w) for w in written if w[0].islower() or not CAPITALISED.match(w))
        return index

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return LATIN if all(map(str.isascii, self.tokens)) else CAPITALISED

    def is_silent(self, clip: Clip) -> bool:
        """Whether a clip has none of the telling words, and so no name in any approved spelling."""
        words = clip.once(vocabulary)
        if words is None or not self.telling or not words.isdisjoint(self.telling):
            return False
        # A vocabulary has the parts of "Mu'ammar", the map the whole.
        return not any(fold_word(word).encode() in self.telling for word in _apostrophised(clip.text))

    def words(self, text: str) -> dict[str, str]:
        """The capitalised words of a text that fold to a token of a name, and that token."""
        found: dict[str, str] = {}
        for at in range(0, len(text), CHUNK):
            if len(self.strangers) > STRANGERS:
                self.strangers.clear()
            words = set(self._pattern.findall(text, at, at + CHUNK + NEAR))
            for word in words - self.strangers:
                token = fold_word(word)
                if token in self.tokens:
                    found[word] = token
                elif len(word) <= NEAR:
                    self.strangers.add(word)
        return found

    def openings(self, words: Mapping[str, str]) -> set[str]:
        """The words with which a whole name may open, when a text has these words and their tokens."""
        tokens = set(words.values())
        present = tokens | self.uncapitalised
        opening = {token for token in tokens & self.trie.keys() if _ends(self.trie[token], present)}
        return {word for word, token in words.items() if token in opening}


def _telling(forms: Mapping[tuple[str, ...], Form]) -> set[bytes]:
    """For each spelling its word that is in the fewest names; none at all where one is not in Latin letters."""
    shared = Counter(token for _, token in {(form.home, token) for key, form in forms.items() for token in key})
    telling: set[bytes] = set()
    for key, form in forms.items():
        token = min(key, key=lambda token: (token in GENERIC or len(token) < LEAST_TELLING, shared[token], -len(token)))
        telling.add(token.encode())
        for spelling in form.spellings:
            if spelling.isascii() and "'" not in spelling:
                continue
            # An apostrophe parts a word in a vocabulary and not in a name: take the longer part.
            words = [word for word in WORD.findall(spelling) if fold_token(word) == token]
            parts = {part for word in words for part in vocabulary(Clip(word, (), ())) or ()}
            if not parts:
                return set()
            telling.add(max(parts, key=len))
    return telling


def _apostrophised(text: str) -> Iterator[str]:
    """The words of a text with an apostrophe inside, English endings aside."""
    for match in _INNER.finditer(text):
        at = match.start()
        before, rest = _BEFORE.search(text[max(0, at - NEAR) : at]), _REST.match(text, at, at + NEAR)
        yield (before[0] if before else "") + (rest[0] if rest else "")


def _ends(node: dict[str, Any], present: set[str]) -> bool:
    """Whether a name can be gone through from a node to its end with the tokens that are present."""
    return "" in node or any(_ends(node[token], present) for token in node.keys() & present)


def fold_word(word: str) -> str:
    """A word of running text, folded, without a possessive; one too long to be in a name becomes nothing."""
    if len(word) > NEAR:
        return ""
    return fold_token(word if word.isalpha() else word[: bare_end(word)])


def _close(forms: dict[tuple[str, ...], Form]) -> None:
    """Let a name inside a longer name vary there too, or a second run would find what the first one made."""
    homes: dict[tuple[str, ...], list[str]] = {}  # a folded canonical, and its variants
    for key, form in forms.items():
        homes.setdefault(form.home, []).extend(form.spellings if key != form.home else ())
    openings = {home[:2] for home in homes}
    lone = {home[0] for home in homes if len(home) == 1}
    work = list(forms)
    limit = 4 * len(work) + 1000  # a map made to blow up stops here
    for key in work:
        if lone.isdisjoint(key) and openings.isdisjoint(pairwise(key)):
            continue
        entry, own, (outer, *_) = forms[key]
        for start in range(len(key)):
            for end in range(start + 1, len(key) + 1):
                home = key[start:end]
                if home in (own, key) or not homes.get(home):
                    continue
                tokens = list(WORD.finditer(outer))
                for inner in homes[home]:
                    spelling = outer[: tokens[start].start()] + inner + outer[tokens[end - 1].end() :]
                    other = fold_name(spelling)
                    if other not in forms and len(other) <= TOKENS_MAX and len(work) < limit:
                        forms[other] = Form(entry, own, (spelling,))
                        work.append(other)
