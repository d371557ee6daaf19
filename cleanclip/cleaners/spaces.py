"""White space inside lines: one plain space between two words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanclip.clip import Clip, Edit, cleaner

_ODD = "\t\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_SPACE = re.compile(f"[{_ODD}]")
# No anchors and nothing after the run: each space is looked at once, however many there are.
_RUN = re.compile(f"(?: (?=[ {_ODD}])|[{_ODD}])[ {_ODD}]*+")
_LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")


@cleaner(stage="read")
def spaces(clip: Clip) -> Iterator[Edit]:
    """Bring runs of spaces, and spaces of other kinds, to one space; edges of lines are not looked at.

    >>> [(edit.start, edit.end) for edit in spaces(Clip.from_text("  5\\xa0000  troops"))]
    [(3, 4), (7, 9)]
    """
    text = clip.text
    if "  " not in text and not _ODD_SPACE.search("".join(clip.odd_characters)):
        return
    for match in _RUN.finditer(text):
        start, end = match.span()
        if start > 0 and end < len(text) and text[start - 1] not in _LINE_ENDS and text[end] not in _LINE_ENDS:
            yield Edit(start, end, " ", "space", "spaces", "white space of another kind or length")
