"""Paragraphs that the clip has twice, word for word."""

from __future__ import annotations

from collections.abc import Iterator

from cleanclip.clip import Clip, Mark, cleaner
from cleanclip.words import count_words

LEAST_WORDS = 20
"""Shorter lines may be repeated on purpose: refrains, answers, rows of a table."""


@cleaner(stage="find")
def repeats(clip: Clip) -> Iterator[Mark]:
    """Hint at a long paragraph where an earlier one is the same to the letter; it goes if the earlier one stays.

    >>> line = "The council said on Monday that the bridge would stay closed until the spring, when the river falls " * 2
    >>> clip = Clip.from_text(f"{line}\\n\\nIt rained.\\n\\n{line}")
    >>> [clip.text[mark.start:mark.end][:11] for mark in repeats(clip)]
    ['The council']
    """
    seen: set[str] = set()
    for index, line in enumerate(clip.lines):
        if len(line) < LEAST_WORDS * 3:
            continue
        if line in seen and count_words(line) >= LEAST_WORDS:
            reason = "the same paragraph stands further up"
            yield Mark(clip.starts[index], clip.end(index), "boilerplate", False, False, "repeats", reason)
        seen.add(line)
