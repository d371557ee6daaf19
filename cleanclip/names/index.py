"""Name maps laid out for look-up: a trie over folded tokens, and a gate that most clips do not pass."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from cleanclip.names.context import GIVEN, MIDDLE, PLAIN, TITLES, TOKENS_MAX, WORD_MAX
from cleanclip.names.maps import WORD, NameEntry, NameMap, fold_name

CHUNK = 1 << 17


class Form(NamedTuple):
    """What is known about one folded spelling: whose it is, and the ways in which it was approved."""

    entry: NameEntry
    home: tuple[str, ...]
    """The folded canonical."""
    spellings: tuple[str, ...]


Gate = dict[bytes, set[tuple[bytes, ...]]]


@dataclass
class Index:
    """The maps laid out for look-up: a trie over folded tokens, and what belongs to each name."""

    trie: dict[str, Any] = field(default_factory=dict)
    entries: dict[str, list[NameEntry]] = field(default_factory=lambda: defaultdict(list))
    gate: Gate | None = None
    """A clip without these tokens has no name of the map; None where the gate cannot tell."""
    name_tokens: set[str] = field(default_factory=lambda: set(GIVEN))

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


def _gate(forms: dict[tuple[str, ...], Form]) -> Gate | None:
    """For each spelling its most telling token, one that few names share, and the other tokens before the last."""
    shared: dict[str, int] = {}
    latest: dict[str, tuple[str, ...]] = {}
    for key, form in forms.items():
        for token in key:
            if latest.get(token) is not form.home:
                latest[token] = form.home
                shared[token] = shared.get(token, 0) + 1
    if not all(map(str.isascii, shared)):
        return None
    rank = {token: (token in PLAIN or len(token) < 3, count, -len(token)) for token, count in shared.items()}
    coded = {token: token.encode() for token in shared}
    gate: Gate = {}
    for key in forms:
        telling = min(key[::-1], key=rank.__getitem__)
        others = tuple([coded[token] for token in key[:-1] if token != telling and token != "al"])
        gate.setdefault(coded[telling], set()).add(others)
        if telling == key[-1]:
            gate.setdefault(coded[telling] + b"s", set()).add(others)  # a possessive
    return gate


# UTF-8 of decomposed text: signs and spaces part tokens, small letters stand for capitals, and what is
# deleted stands inside a token: ASCII apostrophes, combining marks, the letter ayn.
_TO_TOKENS = bytes(
    ord(chr(i).lower()) if i < 128 and chr(i).isalnum() else 32 if i < 128 or i in b"\xc2\xe2\xe3\xef" else i
    for i in range(256)
)
_INSIDE = b"'`\xca\xcc\xcd" + bytes(range(0x80, 0xC0))
_FOREIGN = re.compile("[\u00aa-\u1fff\u2c00-\uffff]")
_UNDECOMPOSED = re.compile("[łŁıøØđĐəƏðÐßæÆ]")


def may_name(text: str, gate: Gate) -> bool:
    """Whether a text has the tokens of a name: quick, and never False for a text with one."""
    for at in range(0, len(text), CHUNK):
        piece = text[at : at + CHUNK + WORD_MAX]
        if not piece.isascii():
            piece = piece.replace("’", "").replace("‘", "")
            if _FOREIGN.search(piece):
                if _UNDECOMPOSED.search(piece):
                    return True
                piece = unicodedata.normalize("NFKD", piece)
        tokens = piece.encode("utf-8", "replace").translate(_TO_TOKENS, _INSIDE).split()
        if gate.keys().isdisjoint(tokens):
            continue
        present = set(tokens)
        if any(present.issuperset(others) for token in gate.keys() & present for others in gate[token]):
            return True
    return False
