"""Lines at the top that could be the headline or the standfirst; the decide stage chooses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cleanclip.clip import Clip, Mark, cleaner
from cleanclip.lexicon import CALENDAR_STEMS, WIRE_SURE
from cleanclip.words import fold, is_prose, is_title_like

ABOVE = "a title above the article"
"""Why a line is a headline, as far as its place tells."""

LONGEST_HEADLINE = 16
"""How many words a headline has at most: a longer line is as likely half of a cut sentence."""

_LONGEST_SECTION = 30
_LETTERS = re.compile(r"[^\W\d_]+")
_OF_DATES = CALENDAR_STEMS.union(
    "st nd rd th at a p m am pm gmt utc bst cet ces est edt cst cdt mst mdt pst pdt ist sgt".split()
)
_NO_SIGNS = re.compile(r"[^\w\s]+|^\d+")
_FIRST_SECTIONS = frozenset(
    """abstract|at a glance|background|conclusion|executive summary|highlights|in a nutshell|in brief|in short
    |introduction|key facts|key findings|key highlights|key points|key takeaway|key takeaways|main points|main takeaways
    |motivation|original paper|overview|problem|purpose|quick answer|quick facts|quick overview|quick summary|quick take
    |summary|table of contents|takeaway|takeaways|the basics|the big picture|the bottom line|the gist|the problem
    |the rundown|tldr|updates|what happened|what to expect|what to know|what you need to know|why it matters
    |auf einen blick|einleitung|zusammenfassung|en bref|lessentiel|résumé|en resumen|resumen""".replace(
        "\n    ", ""
    ).split("|")
)
"""What articles call their first section: a cross-heading, not the headline."""


@lru_cache(maxsize=1)
def _opens_text() -> re.Pattern[str]:
    """A letter's first line, a question of an interview, and a dateline that has its line to itself."""
    return re.compile(
        r"[QA]: "
        rf"|(?i:dear|hello|hi|good (?:morning|evening|afternoon)|to the editor)\b|.{{0,80}}\({WIRE_SURE}\)"
    )


@cleaner(stage="find")
def headlines(clip: Clip) -> Iterator[Mark]:
    """Hint that the first lines that stay may be headline and standfirst; the decide stage looks which they are.

    >>> clip = Clip.from_text("Truce offered in Basra\\n\\nThe militias agreed on Sunday to halt their attacks.")
    >>> [mark.certain for mark in headlines(clip)]
    [False]
    """
    if len(clip.lines) > 1:
        yield Mark(
            clip.starts[0],
            clip.end(len(clip.lines) - 1),
            "headline",
            False,
            False,
            "headlines",
            ABOVE,
        )


def could_be_headline(line: str) -> bool:
    """Whether a line has the shape of a headline: a title, not too long, neither a date nor a section's heading.

    >>> could_be_headline("Truce offered in Basra"), could_be_headline("Summary"), could_be_headline("May 3, 2024")
    (True, False, False)
    """
    short = line.count(" ") < LONGEST_HEADLINE and not is_prose(line)
    return short and is_title_like(line) and not (_opens_section(line) or _is_date(line) or _opens_text().match(line))


def _opens_section(line: str) -> bool:
    """Whether a line is the heading of an article's first section.

    >>> _opens_section("Key Takeaways"), _opens_section("TL;DR"), _opens_section("Key figures of the truce")
    (True, True, False)
    """
    return len(line) < _LONGEST_SECTION and _NO_SIGNS.sub("", fold(line)).strip() in _FIRST_SECTIONS


def _is_date(line: str) -> bool:
    """Whether a line has a number and no word but those of a date or a time of day.

    >>> _is_date("Monday, May 20th, 2025"), _is_date("10:20 GMT"), _is_date("May wins in 2025")
    (True, True, False)
    """
    if len(line) >= _LONGEST_SECTION or not any(map(str.isdigit, line)):
        return False
    return all(word[:3].lower() in _OF_DATES for word in _LETTERS.findall(line))
