"""Lines that say who wrote the article."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from cleanclip.clip import Clip, Mark, cleaner
from cleanclip.lexicon import CALENDAR, PEOPLE, WIRE_SURE

if TYPE_CHECKING:
    import regex

_OPENINGS = frozenset(("by ", "by:", "wri", "rep", "wor", "aut"))
_ALSO_OF_BOOKS = ("by", "Author", "author", "AUTHOR")
_LONGEST = 160
_NO_NAMES = CALENDAR.union(
    "christmas easter then now contrast popular any all every each some no this that these those what which who whom "
    "when where why how her his its my our their your far way means lake mount river sea land air rail road train boat "
    "plane night day dawn noon midnight law order design default chance mistake accident".split()
)
"""What "By" opens with when no name follows, in small letters."""

_OF_WRITERS = frozenset("agency board desk editors journal news post press staff team times".split())
"""What an institution's name ends with that writes articles: "By The Canadian Press", but "By The Numbers"."""


@lru_cache(maxsize=1)
def _byline() -> regex.Pattern[str]:
    import regex

    desk = r"(?:(?:,| \|| -| –| —| for| in) [^.!?]{2,60})?"
    return regex.compile(
        r"(?:(?:By|BY|by):? |(?i:written by|reported by|words by|authors?):? )"
        rf"(?:(?P<wire>(?:The )?{WIRE_SURE}(?: Staff)?)|(?P<people>{PEOPLE})){desk}"
    )


@cleaner(stage="find")
def bylines(clip: Clip) -> Iterator[Mark]:
    """Mark lines that are "By" and names, and nothing else but a desk or a place.

    The decide stage believes them above and below the article: between two paragraphs
    the name may be a poet's. A small "by", or "Author:", may name the writer of a book
    in a list: it is a hint anywhere.

    >>> clip = Clip.from_text("By Jane van Dyke and John Roe\\n\\nBy Tuesday night the army had left.")
    >>> [clip.text[mark.start:mark.end] for mark in bylines(clip)]
    ['By Jane van Dyke and John Roe']
    """
    for index in [index for index, line in enumerate(clip.lines) if line[:3].lower() in _OPENINGS]:
        line = clip.lines[index]
        found = _byline().fullmatch(line) if len(line) <= _LONGEST else None
        if found and (found["wire"] or _are_names(found["people"].lower().split())):
            yield Mark(
                clip.starts[index],
                clip.end(index),
                "byline",
                False,
                not line.startswith(_ALSO_OF_BOOKS),
                "bylines",
                "names after 'By', and nothing else",
            )


def _are_names(words: list[str]) -> bool:
    """Whether what stands after "By" can be writers, as far as its first word and its last tell.

    >>> _are_names("any means necessary".split()), _are_names("the canadian press".split())
    (False, True)
    """
    return words[-1] in _OF_WRITERS if words[0] == "the" else words[0] not in _NO_NAMES
