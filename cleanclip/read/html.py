"""Pages: tell them from text, and turn them into text."""

from __future__ import annotations

import re

_OPENING = re.compile(
    r"(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!--.{0,2000}?-->\s{0,200})?<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_BLANK = re.compile(r"[\s\ufeff\u200b]*")
_BLOCKS = re.compile(r"<(p|div|article|section|main|h[1-6]|ul|table|span|a)(?:\s[^<>]{0,500})?>", re.I)
_LOOKED_AT = 5000
_ENOUGH = 3


def is_html(text: str) -> bool:
    """Whether a text is clearly a page: it opens as one, or opens with a tag and is full of them.

    >>> is_html("<!DOCTYPE html><title>x</title>"), is_html("if a < b and c > d")
    (True, False)
    """
    at = _blank_end(text)
    if _OPENING.match(text, at):
        return True
    start = text[at : at + _LOOKED_AT]
    if not _BLOCKS.match(start):
        return False
    return len(_BLOCKS.findall(start)) >= _ENOUGH and "</" in start


def page_text(html: str, url: str | None) -> str:
    """The text of a page as trafilatura extracts it, without comments; "" where it finds none.

    Source: Adrien Barbaresi, "Trafilatura", ACL 2021.
    """
    import trafilatura

    # lxml refuses a whole page for half a character.
    whole = html.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return trafilatura.extract(whole[_blank_end(whole) :], url=url, include_comments=False) or ""


def _blank_end(text: str) -> int:
    """Where the white space and the byte order marks end that a text opens with."""
    return _BLANK.match(text).end()  # type: ignore[union-attr]
