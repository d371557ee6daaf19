"""HTML entities left in plain text, decoded until none is left."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from cleanclip.clip import Clip, Edit, cleaner

_NAME = r"#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31}"
_ENTITY = re.compile(f"&({_NAME});")
_REST = re.compile(f"({_NAME});")
_AMPERSANDS = frozenset(("amp", "AMP", "#38", "#038", "#x26", "#X26"))


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
        name, end = match[1], match.end()
        # A chain such as "&amp;amp;lt;" is decoded to its end in one step, so that a
        # second pass over the result has nothing left to do.
        while name in _AMPERSANDS and (rest := _REST.match(text, end)):
            if rest[1] not in _AMPERSANDS and _decode(rest[1]) == f"&{rest[1]};":
                break
            name, end = rest[1], rest.end()
        decoded = _decode(name)
        if decoded != match[0]:
            shown = text[match.start() : min(end, match.start() + 40)]
            yield Edit(match.start(), end, decoded, "entity", "entities", f"the entity {shown}")


def _decode(name: str) -> str:
    """What `&name;` stands for; itself where nothing is known of it."""
    from html.entities import html5

    entity = f"&{name};"
    if name[0] != "#" and f"{name};" not in html5:
        return entity
    decoded = html.unescape(entity)
    return decoded if len(decoded.splitlines()) <= 1 and decoded.strip() else " " if decoded else ""
