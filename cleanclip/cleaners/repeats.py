"""Paragraphs that the clip has twice, word for word."""

from __future__ import annotations

from collections.abc import Iterator

from cleanclip.clip import Clip, Edit, cleaner
from cleanclip.words import count_words

LEAST_WORDS = 20
"""Shorter lines may be repeated on purpose: refrains, answers, rows of a table."""


@cleaner(stage="mend")
def repeats(clip: Clip) -> Iterator[Edit]:
    """Take out a long paragraph where an earlier one is the same to the letter.

    >>> line = "The council said on Monday that the bridge would stay closed until the spring, when the river falls " * 2
    >>> clip = Clip.from_text(f"{line}\\n\\nIt rained.\\n\\n{line}")
    >>> [clip.text[edit.start:edit.end].strip()[:11] for edit in repeats(clip)]
    ['The council']
    """
    seen: set[str] = set()
    for index, line in enumerate(clip.lines):
        if len(line) < LEAST_WORDS * 3:
            continue
        if line in seen and count_words(line) >= LEAST_WORDS:
            start = clip.end(index - 1)
            yield Edit(start, clip.end(index), "", "boilerplate", "repeats", "the same paragraph stands further up")
        seen.add(line)
