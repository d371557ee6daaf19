"""Bytes to text: a byte order mark, strict UTF-8, what the document declares, then a guess; and what is no text."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from cleanclip.read.latin import latin_encoding

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

_BINARY = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive, as Word, Excel, OpenDocument and EPUB files are"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh9", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
)
"""How files that are no text begin, and what they are."""

_CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
_TOO_MANY_CONTROLS = 0.02
_SOME_CONTROLS = 3
"""So many control characters, and so large a share of the beginning, are found in no text."""

# Browsers read what calls itself Latin-1 or ASCII as Windows-1252, which holds all of it.
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252", "latin-1": "cp1252"}


VALID = "valid UTF-8"
GUESSED = "guessed from the bytes"


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
    half = _halved(data[:_SAMPLE]) if b"\0" in data[:_SAMPLE] else None
    if half:
        return Decoded(data.decode(half, "replace"), half, "every second byte is zero")
    try:
        return Decoded(data.decode("utf-8"), "utf-8", VALID)
    except UnicodeDecodeError:
        pass
    patched = data.decode("utf-8", "replace")
    broken, sound = patched.count("\ufffd"), len(data) - len(patched)  # each sound character has two bytes or more
    if broken <= _BROKEN_SHARE * sound:
        return Decoded(patched, "utf-8", f"UTF-8 with {broken} broken character{'s' if broken > 1 else ''}")
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    if declared:
        try:
            encoding = codecs.lookup(declared[1].decode("ascii")).name
            encoding = _AS_BROWSERS_DO.get(encoding, encoding)
            return Decoded(data.decode(encoding), encoding, "declared in the document")
        except (LookupError, UnicodeDecodeError, ValueError, TypeError):
            pass  # an unknown name, or a codec that is no text encoding: go on to the guess
    encoding = latin_encoding(data[:_SAMPLE]) or _guess(data[:_SAMPLE])
    return Decoded(data.decode(encoding, "replace"), encoding, GUESSED)


def doubts(data: bytes, decoded: Decoded) -> list[str]:
    """What a reader should know of bytes that may not be the text they were read as, as sentences.

    >>> doubts(b"%PDF-1.7", decode(b"%PDF-1.7"))
    ['this looks like a PDF file, not text; give cleanclip the text that is in it']
    """
    what = next((what for opening, what in _BINARY if data.startswith(opening)), None)
    if what is None and _has_controls(data[:_SAMPLE], decoded.encoding):
        what = "binary data"
    if what is not None:
        return [f"this looks like {what}, not text; give cleanclip the text that is in it"]
    found = []
    if decoded.how == GUESSED:
        found.append(f"the encoding was guessed from the bytes: {decoded.encoding}")
    lost = 0 if decoded.how == VALID else decoded.text.count("\ufffd")
    if lost:
        what = "1 character" if lost == 1 else f"{lost} characters"
        found.append(f"{what} could not be read as {decoded.encoding} and became U+FFFD")
    return found


def _has_controls(sample: bytes, encoding: str) -> bool:
    if encoding.startswith(("utf-16", "utf_16", "utf-32")):
        sample = sample.decode(encoding, "ignore").encode("utf-8", "ignore")
    count = len(sample) - len(sample.translate(None, _CONTROLS))
    return count >= _SOME_CONTROLS and count > _TOO_MANY_CONTROLS * len(sample)


def _halved(sample: bytes) -> str | None:
    """UTF-16 without its mark, where the letters are such that every second byte is zero."""
    zeros = sample[::2].count(0), sample[1::2].count(0)
    if min(zeros) == 0 and max(zeros) > max(2, len(sample) // 3):
        return "utf-16-be" if zeros[0] else "utf-16-le"
    return None


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
