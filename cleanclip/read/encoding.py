"""Bytes to text: a byte order mark, strict UTF-8, what the document declares, then a guess."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<[^>]{0,200}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z][\w.:-]{1,40})""")
_DECLARED_WITHIN = 4096
_SAMPLE = 1 << 16
_WEB = [
    *(f"cp125{n}" for n in range(9)),
    *("cp1252", "koi8_r", "koi8_u", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "utf_16_le", "utf_16_be"),
]
"""What is guessed at: the encodings that pages are written in."""

_BROKEN_SHARE = 0.2
"""Text that is UTF-8 but for so few of its characters outside ASCII is UTF-8 that was damaged."""

_CLOSE = 0.02
"""How much more disorder Windows-1252 may show than its sisters and still be preferred: it is the commonest."""

# Browsers read what calls itself Latin-1 or ASCII as Windows-1252, which holds all of it.
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252", "latin-1": "cp1252"}


class Decoded(NamedTuple):
    """A text, the encoding it was read in, and how that was found out."""

    text: str
    encoding: str
    how: str


def decode(data: bytes) -> Decoded:
    """Turn bytes into text; never raises.

    Characters that the encoding does not have become U+FFFD.

    >>> decode("Grüne".encode("utf-8"))
    Decoded(text='Grüne', encoding='utf-8', how='valid UTF-8')
    >>> decode(b"\\xff\\xfea\\x00").how
    'a byte order mark'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, "replace"), encoding, "a byte order mark")
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "valid UTF-8")
    except UnicodeDecodeError:
        pass
    patched = data.decode("utf-8", "replace")
    broken, sound = patched.count("\ufffd"), len(data) - len(patched)  # each sound character has two bytes or more
    if broken <= _BROKEN_SHARE * sound:
        return Decoded(patched, "utf-8", f"UTF-8 with {broken} broken characters")
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    if declared:
        try:
            encoding = codecs.lookup(declared[1].decode("ascii")).name
            encoding = _AS_BROWSERS_DO.get(encoding, encoding)
            return Decoded(data.decode(encoding), encoding, "declared in the document")
        except (LookupError, UnicodeDecodeError, ValueError, TypeError):
            pass  # an unknown name, or a codec that is no text encoding: go on to the guess
    encoding = _guess(data[:_SAMPLE])
    return Decoded(data.decode(encoding, "replace"), encoding, "guessed from the bytes")


def _guess(sample: bytes) -> str:
    """The likeliest encoding; Windows-1252 where nothing speaks clearly for another."""
    from charset_normalizer import from_bytes

    matches = from_bytes(sample, cp_isolation=_WEB)
    best = matches.best()
    if best is None:
        return "cp1252"
    western = next(
        (match for match in matches if match.could_be_from_charset and "cp1252" in match.could_be_from_charset), None
    )
    close = western is not None and western.chaos <= best.chaos + _CLOSE
    return "cp1252" if close and best.encoding.startswith("cp125") else best.encoding
