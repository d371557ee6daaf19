"""Paragraphs that the clip has twice, word for word."""

from __future__ import annotations

from collections.abc import Iterator

from cleanclip.clip import Clip, Mark, cleaner

LEAST_CHARS = 40
"""Shorter lines are not looked at: they may be repeated on purpose."""


@cleaner(stage="find")
def repeats(clip: Clip) -> Iterator[Mark]:
    """Hint at lines that an earlier one is equal to; the decide stage drops those that make a long paragraph.

    >>> line = "The council said on Monday that the bridge would stay closed until the spring. " * 2
    >>> clip = Clip.from_text(f"{line}\\n\\nIt rained.\\n\\n{line}")
    >>> [clip.text[mark.start:mark.end][:11] for mark in repeats(clip)]
    ['The council']
    """
    lines = clip.lines
    if len(set(lines)) == len(lines):
        return
    seen: set[str] = set()
    for index, line in enumerate(lines):
        if len(line) >= LEAST_CHARS:
            if line in seen:
                reason = "the same paragraph stands further up"
                yield Mark(clip.starts[index], clip.end(index), "repeat", False, False, "repeats", reason)
            seen.add(line)
