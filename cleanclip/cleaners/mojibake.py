"""Text that was UTF-8 and was read as something else ("GrÃ¼ne"), put right by ftfy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanclip.clip import Clip, Edit, cleaner

# What the lead bytes of UTF-8 look like in Windows-1252 and Latin-1, followed by
# what its continuation bytes look like. ftfy, which is slow, sees only such lines.
_CONTINUATION = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_TRIGGER = re.compile(f"[ÂÃÄÅÐÑØÙ×][{_CONTINUATION}]|[àáâãäåæçèéêëìíîï][{_CONTINUATION}][{_CONTINUATION}]|ðŸ|â€")
_COMPARED = 1000
"""Lines up to this length, in characters, are compared character by character."""

_LEADS = frozenset(map(chr, range(0xC0, 0xF1)))


@cleaner(stage="read")
def mojibake(clip: Clip) -> Iterator[Edit]:
    """Repair lines that ftfy is sure of; leave every other character alone.

    Source: Robyn Speer, ftfy (https://ftfy.readthedocs.io), `fix_encoding`.

    >>> [edit.replacement for edit in mojibake(Clip.from_text("Die GrÃ¼nen"))]
    ['ü']
    >>> list(mojibake(Clip.from_text("NÃO À VENDA")))
    []
    """
    text = clip.text
    if _LEADS.isdisjoint(clip.odd_characters) or not _TRIGGER.search(" ".join(clip.odd_runs)):
        return
    done = 0
    for match in _TRIGGER.finditer(text):
        if match.start() < done:
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        done = text.find("\n", match.end()) + 1 or len(text)
        yield from _repair(text, start, done)


def _repair(text: str, start: int, end: int) -> Iterator[Edit]:
    """The edits of one line, each as narrow as the broken characters where the line is of usual length."""
    from ftfy import fix_encoding

    broken = text[start:end]
    fixed = fix_encoding(broken)
    if fixed == broken:
        return
    changes = _changes(broken, fixed) if len(broken) <= _COMPARED else [(0, len(broken), fixed)]
    for low, high, replacement in changes:
        reason = "UTF-8 that was read in another encoding"
        yield Edit(start + low, start + high, replacement, "encoding", "mojibake", reason)


def _changes(broken: str, fixed: str) -> Iterator[tuple[int, int, str]]:
    """What is unlike in two lines, found word by word where they have as many: the time goes with the square."""
    from difflib import SequenceMatcher

    words, others = broken.split(" "), fixed.split(" ")
    if len(words) != len(others):
        words, others = [broken], [fixed]
    at = 0
    for word, other in zip(words, others, strict=True):
        if word != other:
            for kind, low, high, first, last in SequenceMatcher(None, word, other, autojunk=False).get_opcodes():
                if kind != "equal":
                    yield at + low, at + high, other[first:last]
        at += len(word) + 1
