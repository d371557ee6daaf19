"""Text that was UTF-8 and was read as something else ("GrÃ¼ne"), put right by ftfy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanclip.clip import Clip, Edit, cleaner

# What the lead bytes of UTF-8 look like in Windows-1252 and Latin-1, followed by
# what its continuation bytes look like. ftfy, which is slow, sees only such lines.
_CONTINUATION = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_TRIGGER = re.compile(f"[ÂÃÄÅÐÑØÙ×][{_CONTINUATION}]|[àáâãäåæçèéêëìíîï][{_CONTINUATION}][{_CONTINUATION}]|ðŸ|â€")
_LEAD = re.compile("[À-ï×Ùð]")


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
    if text.isascii():
        return
    lead = _LEAD.search(text)
    done = 0
    for match in _TRIGGER.finditer(text, lead.start()) if lead else ():
        if match.start() < done:
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        done = text.find("\n", match.end()) + 1 or len(text)
        edit = _repair(text, start, done)
        if edit:
            yield edit


def _repair(text: str, start: int, end: int) -> Edit | None:
    from ftfy import fix_encoding

    broken = text[start:end]
    fixed = fix_encoding(broken)
    if fixed == broken:
        return None
    head = 0
    while head < min(len(broken), len(fixed)) and broken[head] == fixed[head]:
        head += 1
    tail = 0
    while tail < min(len(broken), len(fixed)) - head and broken[-1 - tail] == fixed[-1 - tail]:
        tail += 1
    replacement = fixed[head : len(fixed) - tail]
    reason = "UTF-8 that was read in another encoding"
    return Edit(start + head, end - tail, replacement, "encoding", "mojibake", reason)
