"""What a printed page has at its top and foot: the same line beside every page break."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cleanclip.clip import Clip, Mark, cleaner
from cleanclip.words import count_words, is_prose

PAGE_BREAK = "\f"
LONGEST = 12
"""How many words the head of a page has at most."""

TWICE = 2
_NUMBER = re.compile(r"\d+")


@cleaner(stage="find")
def pagebreaks(clip: Clip) -> Iterator[Mark]:
    """Mark short lines that stand beside page breaks more than once, but for the number of the page.

    >>> clip = Clip.from_text("It rained.\\n\\fThe Ledger, page 2\\nIt rained on.\\n\\fThe Ledger, page 3\\nIt ended.")
    >>> [clip.text[mark.start:mark.end] for mark in pagebreaks(clip)]
    ['The Ledger, page 2', 'The Ledger, page 3']
    """
    if PAGE_BREAK not in clip.text:
        return
    beside = [index for index in range(len(clip.lines)) if _is_beside(clip, index)]
    short = [i for i in beside if count_words(clip.lines[i]) <= LONGEST and not is_prose(clip.lines[i])]
    seen = Counter(_NUMBER.sub("0", clip.lines[index].casefold()) for index in short)
    for index in short:
        if seen[_NUMBER.sub("0", clip.lines[index].casefold())] >= TWICE:
            reason = "the same line stands beside another page break"
            yield Mark(clip.starts[index], clip.end(index), "nav", False, True, "pagebreaks", reason)


def _is_beside(clip: Clip, index: int) -> bool:
    """Whether a page break stands between a line and its neighbour on either side."""
    above = clip.end(index - 1) if index else 0
    below = clip.starts[index + 1] if index + 1 < len(clip.lines) else len(clip.text)
    return PAGE_BREAK in clip.text[above : clip.starts[index]] or PAGE_BREAK in clip.text[clip.end(index) : below]
