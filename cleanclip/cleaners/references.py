"""The numbers of an encyclopedia's references: "The bridge was closed in 1998.[1]"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleanclip.clip import Clip, Edit, cleaner

LEAST = 3
"""Fewer numbers in brackets may be the author's own."""

_FIRST = "[1]"
_REFERENCE = re.compile(r"(?<=[^\s\[(={])\[(\d{1,3})\](?![\w(=])")
_AFTER = '.,;:!?)]"”’。'


@cleaner(stage="mend")
def references(clip: Clip) -> Iterator[Edit]:
    """Take out reference numbers: three or more behind words, counted up from 1, most after a stop or comma.

    >>> text = "It closed in 1998.[1] Ferries sail,[2] in fog and ice.[3] See paragraph [4]."
    >>> [text[edit.start:edit.end] for edit in references(Clip.from_text(text))]
    ['[1]', '[2]', '[3]']
    """
    text = clip.text
    if _FIRST not in text:
        return
    found = list(_REFERENCE.finditer(text))
    if not _are_counted(found):
        return
    if 2 * sum(text[match.start() - 1] in _AFTER for match in found) < len(found):
        return
    for match in found:
        yield Edit(*match.span(), "", "metadata", "references", "a reference's number")


def _are_counted(found: Sequence[re.Match[str]]) -> bool:
    """Whether each number was there before or is the next one."""
    highest = 0
    for match in found:
        number = int(match[1])
        if number > highest + 1:
            return False
        highest = max(highest, number)
    return highest >= LEAST
