"""Name maps: which spellings are one name, as data that a person can read and extend.

A map says "these spellings mean this name", nothing else. What may be changed in
running text, and where, is decided in `reading.py` and `surnames.py`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from cleanclip.words import UNDECOMPOSED

APOSTROPHES = "'’‘`ʼʿʾʻ"
"""Signs that stand in or before a name for hamza, ayn or a soft sign."""

WORD = re.compile(rf"\w[\w{APOSTROPHES}]*")
"""One token of a name; hyphens and spaces part tokens, apostrophes do not."""

_PLAIN = re.compile(r"[A-Za-z -]*")

_UNMARKED = str.maketrans({**dict.fromkeys(APOSTROPHES), **UNDECOMPOSED})
"""Letters that Unicode does not decompose, and the signs that say nothing about who is meant."""


class NameMapError(ValueError):
    """A name map that cannot be used; the message says where, what is wrong and what would be right."""


def fold_token(token: str) -> str:
    """One token of a name without case, diacritics and apostrophes; the particle el is al.

    >>> fold_token("Mu’ammar"), fold_token("Karadžić"), fold_token("El")
    ('muammar', 'karadzic', 'al')
    """
    low = token.lower()
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    if not low.isalpha() or not low.isascii():
        low = low.translate(_UNMARKED)
    return "al" if low == "el" else low


def fold_name(name: str) -> tuple[str, ...]:
    """The tokens by which two spellings of a name are compared.

    >>> fold_name("Mustafa Al Kadhimi") == fold_name("Mustafa el-Kāḍhimī")
    True
    """
    if _PLAIN.fullmatch(name):
        low = name.lower().replace("-", " ").split()
        return tuple(["al" if token == "el" else token for token in low])
    return tuple(map(fold_token, WORD.findall(name)))


@dataclass(frozen=True)
class NameEntry:
    """One name: the spelling to use, and the spellings to bring to it.

    >>> NameEntry("Qasem Soleimani", ("Qassim Soleimani",)).of
    'person'
    """

    canonical: str
    variants: tuple[str, ...] = ()
    of: str = "person"
    """What the name is of: "person", "organisation" or "place"."""
    kind: str = "spelling"
    """"spelling", or "alias" for another name of the same thing, which is opt-in."""
    veto: tuple[str, ...] = ()
    """Words which, right before or after a match, forbid the change."""
    needs: tuple[str, ...] = ()
    """Of these words the clip must have one: for spellings that also name something else."""
    surname: bool = True
    """Whether the last token is a surname by which the person may be called alone."""
    single: bool = False
    """Whether variants of one word are meant; never for a person."""


_KEYS: dict[str, type] = {
    "canonical": str, "variants": list, "kind": str, "veto": list, "needs": list, "surname": bool, "single": bool,
}  # fmt: skip
_OF = ("person", "organisation", "place")


@dataclass(frozen=True)
class NameMap:
    """An immutable collection of entries.

    >>> NameMap.from_dict({"Qasem Soleimani": ["Qassim Soleimani"]})
    NameMap(1 entry)
    """

    entries: tuple[NameEntry, ...] = field(default=(), repr=False)

    def __repr__(self) -> str:
        return f"NameMap({len(self.entries)} {'entry' if len(self.entries) == 1 else 'entries'})"

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[NameEntry]:
        return iter(self.entries)

    @classmethod
    def packaged(cls) -> NameMap:
        """The maps that come with cleanclip, read when first asked for.

        >>> len(NameMap.packaged()) > 190
        True
        """
        return _packaged()

    @classmethod
    def from_toml(cls, source: Path | str) -> NameMap:
        """Read a map from a file or from TOML text; the packaged files show the form.

        A `Path` is a file. A `str` is a file if it is one line that ends in
        `.toml`, and TOML text otherwise.

        Raises:
            NameMapError: for what is not a name map; the message says where and why.
            OSError: when the file cannot be read.

        >>> NameMap.from_toml('''
        ... [[organisation]]
        ... canonical = "Kataib Hezbollah"
        ... variants = ["Kata'ib Hizballah"]
        ... ''')
        NameMap(1 entry)
        """
        where = "the name map"
        if isinstance(source, Path) or (source.endswith(".toml") and "\n" not in source):
            where = Path(source).name
            source = Path(source).read_text("utf-8")
        found = [_entry(of, table, place) for of, table, place in _tables(source, where)]
        places = [place for *_, place in _tables(source, where)]
        return cls(_checked(found, places))

    @classmethod
    def from_dict(cls, names: Mapping[str, Iterable[str]], of: str = "person") -> NameMap:
        """A map from canonical spellings to variants; a canonical without variants is left as it is.

        Raises:
            NameMapError: for a variant that cannot be approved; the message says why.

        >>> NameMap.from_dict({"Taliban": ["Taleban"]}, of="organisation").entries[0].variants
        ('Taleban',)
        """
        if of not in _OF:
            raise NameMapError(f"of={of!r} is not a kind of name; use one of {', '.join(map(repr, _OF))}")
        tables = []
        for canonical, variants in names.items():
            if isinstance(variants, str):
                raise NameMapError(f"the variants of {canonical!r} are one string; give a list: [{variants!r}]")
            table: dict[str, Any] = {"canonical": canonical, "variants": list(variants)}
            table["single"] = of != "person" and any(len(fold_name(variant)) < 3 for variant in table["variants"])
            tables.append(table)
        places = [f"the entry for {canonical!r}" for canonical in names]
        return cls(_checked([_entry(of, t, p) for t, p in zip(tables, places, strict=True)], places))

    def over(self, other: NameMap) -> NameMap:
        """Both maps as one, in which this one wins.

        A spelling that this map knows leaves the other's entry. If this map has
        another form for the other's canonical, the other's variants follow it.

        >>> mine = NameMap.from_dict({"Muammar Qaddafi": ["Muammar Gaddafi"]})
        >>> theirs = NameMap.from_dict({"Muammar Gaddafi": ["Moammar Gadhafi", "Muammar Qaddafi"]})
        >>> [(entry.canonical, entry.variants) for entry in mine.over(theirs)]
        [('Muammar Qaddafi', ('Muammar Gaddafi',)), ('Muammar Qaddafi', ('Moammar Gadhafi',))]
        """
        mine = {fold_name(s): entry.canonical for entry in self.entries for s in (*entry.variants, entry.canonical)}
        rest = []
        for entry in other.entries:
            variants = tuple(v for v in entry.variants if fold_name(v) not in mine)
            canonical = mine.get(fold_name(entry.canonical), entry.canonical)
            if variants or canonical == entry.canonical:
                rest.append(replace(entry, canonical=canonical, variants=variants))
        return NameMap((*self.entries, *rest))


@cache
def _packaged() -> NameMap:
    here = Path(__file__).parent
    entries: list[NameEntry] = []
    for file in ("people.toml", "organisations.toml"):
        # Not checked here: a test holds them to the same rules, and a job starts sooner.
        entries += (_entry(*table) for table in _tables((here / file).read_text("utf-8"), file))
    return NameMap(tuple(entries))


def _tables(text: str, where: str) -> list[tuple[str, Mapping[str, Any], str]]:
    """The tables of a TOML text: what each is of, its keys and values, and where it stands."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NameMapError(f"{where} is not TOML: {error}") from None
    lines: dict[str, list[int]] = {of: [] for of in _OF}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("[["):
            lines.setdefault(line.strip("[] \t"), []).append(number)
    found: list[tuple[str, Mapping[str, Any], str]] = []
    for of, tables in data.items():
        if of not in _OF or not isinstance(tables, list):
            raise NameMapError(
                f"{where}: {of!r} is not a kind of name; an entry opens with [[person]], [[organisation]] or [[place]]"
            )
        for index, table in enumerate(tables):
            place = f"{where}, line {lines[of][index]}" if index < len(lines[of]) else where
            if not isinstance(table, dict):
                raise NameMapError(f"{place}: an entry is a table with the keys {', '.join(_KEYS)}")
            found.append((of, table, place))
    return found


def _entry(of: str, table: Mapping[str, Any], place: str) -> NameEntry:
    canonical = table.get("canonical")
    if not isinstance(canonical, str) or not canonical.strip():
        raise NameMapError(f'{place}: the entry has no canonical; add canonical = "the spelling to use"')
    values: dict[str, Any] = {"of": of}
    for key, value in table.items():
        if key not in _KEYS:
            raise NameMapError(f"{place}: unknown key {key!r} for {canonical!r}; known keys are {', '.join(_KEYS)}")
        if not isinstance(value, _KEYS[key]) or (
            isinstance(value, list) and not all(isinstance(v, str) for v in value)
        ):
            right = {str: "a string", bool: "true or false", list: "a list of strings"}[_KEYS[key]]
            raise NameMapError(f"{place}: {key} of {canonical!r} is {value!r}; it must be {right}")
        values[key] = tuple(value) if isinstance(value, list) else value
    if values.get("kind", "spelling") not in ("spelling", "alias"):
        raise NameMapError(f'{place}: kind of {canonical!r} is {values["kind"]!r}; use "spelling" or "alias"')
    return NameEntry(**values)


def _checked(entries: list[NameEntry], places: list[str]) -> tuple[NameEntry, ...]:
    """The entries, or a sentence that says which two of them, or which spelling, cannot be."""
    canonicals: dict[tuple[str, ...], NameEntry] = {}
    for entry, place in zip(entries, places, strict=True):
        known = canonicals.setdefault(fold_name(entry.canonical), entry)
        if known is not entry and (known.kind == entry.kind or known.canonical != entry.canonical):
            raise NameMapError(f"{place}: {entry.canonical!r} has an entry already; put its variants into one")
    owners: dict[tuple[str, ...], NameEntry] = {}
    for entry, place in zip(entries, places, strict=True):
        for spelling in (entry.canonical, *entry.variants):
            key = fold_name(spelling)
            _check_spelling(entry, spelling, key, place)
            owner = canonicals.get(key, entry)
            if owner.canonical != entry.canonical:
                raise NameMapError(
                    f"{place}: the variant {spelling!r} of {entry.canonical!r} is the canonical of another entry; "
                    "take it out, or merge the two entries"
                )
            owner = owners.setdefault(key, entry)
            if owner.canonical != entry.canonical:
                raise NameMapError(
                    f"{place}: {spelling!r} is a variant of both {owner.canonical!r} and {entry.canonical!r}; "
                    "a spelling may mean one name only, so take it out of one or both"
                )
    return tuple(entries)


def _check_spelling(entry: NameEntry, spelling: str, key: tuple[str, ...], place: str) -> None:
    core = key[1:] if key[:1] == ("al",) else key
    if not core:
        raise NameMapError(f"{place}: {spelling!r} of {entry.canonical!r} is not a name; it needs at least one word")
    first = WORD.findall(spelling)[len(key) - len(core)].lstrip(APOSTROPHES)
    if first[:1].islower():
        raise NameMapError(f"{place}: {spelling!r} opens with a small letter; a name opens with a capital (al- aside)")
    if len(core) > 1 or (spelling == entry.canonical and entry.of != "person"):
        return
    if entry.of == "person" and spelling != entry.canonical:
        raise NameMapError(
            f"{place}: the variant {spelling!r} of {entry.canonical!r} is a lone word; a person's name "
            "needs at least two, because a given name or a surname alone belongs to many"
        )
    if entry.of != "person" and not entry.single:
        raise NameMapError(
            f"{place}: the variant {spelling!r} of {entry.canonical!r} is a lone word; "
            "if it can mean nothing else, say single = true"
        )
