"""HTML entities left in plain text, decoded until none is left."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from cleanclip.clip import Clip, Edit, cleaner

# A chain such as "&amp;amp;lt;" is decoded to its end in one step, so that a
# second pass over the result has nothing left to do.
_ENTITY = re.compile(
    r"&(?:(?:amp|AMP|#0{0,5}38|#[xX]0{0,4}26);)*(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)


@cleaner(stage="read")
def entities(clip: Clip) -> Iterator[Edit]:
    """Decode complete entities: a known name or a number, with its semicolon.

    >>> [edit.replacement for edit in entities(Clip.from_text("AT&amp;T &notit; &amp;lt;"))]
    ['&', '<']
    """
    text = clip.text
    if "&" not in text or ";" not in text:
        return
    for match in _ENTITY.finditer(text):
        decoded = _decode(match[1])
        if decoded != match[0]:
            yield Edit(match.start(), match.end(), decoded, "entity", "entities", f"the entity {match[0][:40]}")


def _decode(name: str) -> str:
    """What `&name;` stands for; itself where nothing is known of it."""
    from html.entities import html5

    entity = f"&{name};"
    if name[0] != "#" and f"{name};" not in html5:
        return entity
    decoded = html.unescape(entity)
    return decoded if len(decoded.splitlines()) <= 1 and decoded.strip() else " " if decoded else ""
