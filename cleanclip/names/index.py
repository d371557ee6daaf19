"""Name maps laid out for look-up: a trie over folded tokens, and what tells quickly that a text has no name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from cleanclip.names.context import GIVEN, MIDDLE, NEAR, TITLES, TOKENS_MAX, bare_end
from cleanclip.names.maps import APOSTROPHES, WORD, NameEntry, NameMap, fold_name, fold_token

CAPITALISED = re.compile(rf"[A-Z\u00c0-\u00de\u0100-\u1fff\u2c00-\uffff][\w{APOSTROPHES}]*")
"""A word with a capital; a letter that is not a plain small one opens every name, and few other words."""

LATIN = re.compile(
    r"[A-Z\u00c0-\u00de\u0100-\u02ff\u1d00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\ufb00-\ufb06\uff21-\uff5a]"
    rf"[\w{APOSTROPHES}]*"
)
"""The same in Latin letters: no other word folds to ASCII."""

CHUNK = 1 << 17
"""A text is read in pieces of so many characters, so that no list grows with it."""

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
    small: set[str] = field(default_factory=set)
    """Small words inside names, which may come and go with a change."""
    uncapitalised: set[str] = field(default_factory=lambda: set(MIDDLE))
    """Tokens that a name may have without a capital."""
    name_tokens: set[str] = field(default_factory=lambda: set(GIVEN))
    pattern: re.Pattern[str] = CAPITALISED
    """Finds every word that may be a token with a capital."""
    strangers: set[str] = field(default_factory=set)
    """Words of earlier texts that are no token: most words of a text have been seen before."""

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
        index.gate = _gate(forms)
        return index


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
