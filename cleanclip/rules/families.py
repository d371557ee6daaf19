"""The kinds of furniture that are known, and what is done about each: `families.toml`, read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("families.toml")


class Family(NamedTuple):
    """A kind of furniture, such as the comment form of WordPress."""

    name: str
    """What `families` of a rule calls it."""
    group: str
    about: str
    """What it is, in a sentence."""
    cleaners: tuple[str, ...] = ()
    """The cleaners that serve it beside its rules."""
    instead: str = ""
    """What is done about it where it has no rule; "" where it has some."""
    sample: str = ""
    """The sample of its rules that shows it best, where it is not the first one."""


@cache
def known_families() -> dict[str, Family]:
    """Every family by its name, in the order of the file.

    >>> known_families()["pagination"].about
    'Page numbers and links to the next or previous page.'
    """
    import tomllib

    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        name: Family(
            name,
            group["title"],
            about,
            cleaners=tuple(data["cleaners"].get(name, ())),
            instead=data["without_rule"].get(name, ""),
            sample=data["sample"].get(name, ""),
        )
        for group in data["group"]
        for name, about in group["family"].items()
    }


def unknown_families(names: Iterable[str]) -> dict[str, str]:
    """The names that no family has, each with the known one that is nearest to it, or "".

    >>> unknown_families(["pagination", "paginaton", "weather"])
    {'paginaton': 'pagination', 'weather': ''}
    """
    from difflib import get_close_matches

    known = known_families()
    return {name: next(iter(get_close_matches(name, known, 1, 0.75)), "") for name in names if name not in known}
