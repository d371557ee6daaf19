"""Headings inside an article; only the strict preset takes them out."""

from __future__ import annotations

from collections.abc import Iterator

from cleanclip.clip import Clip, Mark, cleaner
from cleanclip.words import ends_sentence, goes_on, is_title_like, is_unfinished

LONGEST_CROSSHEAD = 12
"""How many words a heading has at most."""


@cleaner(stage="find")
def crossheads(clip: Clip) -> Iterator[Mark]:
    """Hint that lines among those that stay may be headings; the decide stage of the strict preset looks which.

    >>> clip = Clip.from_text("It rained in Basra on Monday, officials said.\\n\\nA wet week\\n\\nThe quay was closed.")
    >>> [mark.label for mark in crossheads(clip)]
    ['crosshead']
    """
    if len(clip.lines) > 2:
        end = clip.end(len(clip.lines) - 1)
        yield Mark(clip.starts[0], end, "crosshead", False, False, "crossheads", "a heading between two paragraphs")


def is_crosshead(above: str, line: str, below: str) -> bool:
    """Whether a line can be a heading: a short title between two paragraphs that end their sentences.

    >>> is_crosshead("It rained in Basra.", "A wet week", "The quay was closed.")
    True
    >>> is_crosshead("He named two towns:", "Basra", "The quay was closed.")
    False
    """
    return (
        line.count(" ") < LONGEST_CROSSHEAD
        and is_title_like(line)
        and ends_sentence(above)
        and ends_sentence(below)
        and not (is_unfinished(line) and goes_on(line, below))
    )
