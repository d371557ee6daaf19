"""Bytes of a language in Latin letters: which single-byte encoding makes words of them.

Statistics need more letters than a short clip has outside ASCII. Alphabets need
two or three: no language has both ø and ì, and no word has a ¶ in it.
"""

from __future__ import annotations

import re

_WESTERN = ("cp1252",)
_CENTRAL = ("cp1250", "iso8859-2")

ALPHABETS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("French", _WESTERN, "àâæçèéêëîïôœùûüÿ"),
    ("German", _WESTERN, "äöüßé"),
    ("Spanish", _WESTERN, "áéíñóúü"),
    ("Portuguese", _WESTERN, "àáâãçéêíóôõúü"),
    ("Italian", _WESTERN, "àèéìíîòóù"),
    ("Catalan", _WESTERN, "àçèéíïòóúü"),
    ("Dutch", _WESTERN, "áèéêëïóöü"),
    ("Swedish, Finnish", _WESTERN, "åäöéüšž"),
    ("Danish, Norwegian", _WESTERN, "åæøéèêòóôü"),
    ("Polish", _CENTRAL, "ąćęłńóśźż"),
    ("Czech", _CENTRAL, "áčďéěíňóřšťúůýž"),
    ("Slovak", _CENTRAL, "áäčďéíĺľňóôŕšťúýž"),
    ("Hungarian", _CENTRAL, "áéíóöőúüű"),
    ("Romanian", _CENTRAL, "ăâîşţ"),
    ("Croatian, Slovene", _CENTRAL, "čćđšž"),
    ("Icelandic", _WESTERN, "áæéíðóöúýþ"),
    ("Turkish", ("cp1254",), "çğıİöşüâîû"),
    ("Lithuanian", ("cp1257",), "ąčęėįšųūž"),
    ("Latvian", ("cp1257",), "āčēģīķļņšūž"),
    ("Estonian", ("cp1257",), "äöõüšž"),
)
"""The small letters outside ASCII of each language, and how its texts are encoded; the first that fits is taken."""

FEW = 0.02
"""Names from anywhere may stand in a text of which so few letters are outside ASCII."""

_ODD = re.compile("[^\x00-\x7f]")
_ASCII_LETTERS = re.compile("[A-Za-z]")
_LETTERS = frozenset("".join(letters for _, encodings, letters in ALPHABETS if encodings == _WESTERN))
# What no Western language writes, and what its neighbours' letters often look like in cp1252.
_NEVER = re.compile(r"ñ[b-df-hj-np-tv-z]|õ(?!e)|ã[b-df-hj-np-rt-z]|\bð|þ(?![aeiouyáéíóúýæöjrv])")
# Signs that may stand between two letters, right after one, and anywhere else.
_JOINING = frozenset("’‘·–—…\xa0\xad")
_AFTER = _JOINING | frozenset("”“»›™®©°ªº²•†‡")
_SIGNS = _AFTER | frozenset("„‚‹«¡¿€£¥§±½¼¾‰")


def latin_encoding(sample: bytes) -> str | None:
    """The encoding in which some bytes are words in Latin letters; None where it takes more to tell.

    >>> latin_encoding("Le café est fermé".encode("cp1252")), latin_encoding("że są w Łodzi".encode("cp1250"))
    ('cp1252', 'cp1250')
    >>> latin_encoding("закрыт".encode("cp1251")) is None
    True
    """
    plain = len(_ASCII_LETTERS.findall(sample.decode("ascii", "ignore")))
    read: dict[str, list[str] | None] = {}
    for _, encodings, alphabet in ALPHABETS:
        for encoding in encodings:
            if encoding not in read:
                text = sample.decode(encoding, "replace")
                never = encoding == "cp1252" and _NEVER.search(text)
                read[encoding] = None if never else _odd_letters(text, plain)
            letters = read[encoding]
            if letters is not None and set(letters) <= set(alphabet):
                return encoding
    western = read["cp1252"]
    if western is not None and len(western) <= FEW * plain and set(western) <= _LETTERS:
        return "cp1252"
    return None


def _odd_letters(text: str, most: int) -> list[str] | None:
    """The letters outside ASCII, as small ones; None for what is no text, or has more of them than `most`."""
    letters: list[str] = []
    for found in _ODD.finditer(text):
        sign, before, after = found[0], text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if sign.isalpha() and sign not in _SIGNS:
            if len(letters) == most or (sign.isupper() and before.islower()):
                return None
            letters.append(sign if sign == "İ" else sign.lower())
        elif sign != "\ufffd" and not _fits(sign, before, after):  # a byte that an encoding leaves open says nothing
            return None
    return letters


def _fits(sign: str, before: str, after: str) -> bool:
    """Whether a sign may stand between two characters."""
    if before.isalpha():
        return sign in (_JOINING if after.isalpha() else _AFTER)
    return sign in _SIGNS and not (sign == "£" and after.isalpha())
