"""Paragraphs that the clip has twice, word for word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cleanclip.clip import Clip, Mark, cleaner
from cleanclip.words import count_words, goes_on, is_unfinished

LEAST_WORDS = 20
"""Shorter lines may be repeated on purpose: refrains, answers, rows of a table."""


LEAST_CHARS = 20
"""Shorter lines are not looked at: half a cut sentence is longer."""


@cleaner(stage="find")
def repeats(clip: Clip) -> Iterator[Mark]:
    """Hint at a long paragraph where an earlier one is the same to the letter; it goes if the earlier one stays.

    >>> line = "The council said on Monday that the bridge would stay closed until the spring, when the river falls " * 2
    >>> clip = Clip.from_text(f"{line}\\n\\nIt rained.\\n\\n{line}")
    >>> [clip.text[mark.start:mark.end][:11] for mark in repeats(clip)]
    ['The council']
    """
    lines = clip.lines
    if len(set(lines)) == len(lines):
        return
    twice = {line for line, count in Counter(lines).items() if count > 1 and len(line) >= LEAST_CHARS}
    seen: set[str] = set()
    done = 0
    for index, line in enumerate(lines) if twice else ():
        if line not in twice or index < done:
            continue
        last = index
        while last + 1 < len(lines) and is_unfinished(lines[last]) and goes_on(lines[last], lines[last + 1]):
            last += 1  # a cut sentence counts as the whole that it will be
        passage = lines[index : last + 1]
        if seen.issuperset(passage) and sum(map(count_words, passage)) >= LEAST_WORDS:
            for copy in range(index, last + 1):
                reason = "the same paragraph stands further up"
                yield Mark(clip.starts[copy], clip.end(copy), "boilerplate", False, False, "repeats", reason)
        seen.update(passage)
        done = last + 1
