"""What kind of character each code point is, as tables that NumPy can look a whole text up in."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SPACE, LOWER, UPPER, DIGIT, CASELESS, UNSPACED = range(6)
STOP, COMMA, COLON, QUOTE, BRACKET, DASH, BAR, SYMBOL, AT, BREAK = range(6, 16)
KINDS = 16

LAST = 0xFFFF
"""Code points above this one are looked up as this one, which counts as a symbol."""

_CASED = 0x590
"""Scripts with small letters and capitals lie below this code point, but for rare ones."""

_OF_CATEGORY = {
    **dict.fromkeys(("Ll", "Lm", "Lo", "Mn", "Mc", "Cn", "Co", "Cs"), CASELESS),
    **dict.fromkeys(("Lu", "Lt"), UPPER),
    **dict.fromkeys(("Zs", "Zl", "Zp", "Cc", "Cf"), SPACE),
    **dict.fromkeys(("Pi", "Pf"), QUOTE),
    **dict.fromkeys(("Ps", "Pe"), BRACKET),
    "Nd": DIGIT,
    "Pd": DASH,
    "Pc": AT,
}
"""By Unicode's categories; letters with small and capital forms are told apart below."""
_BY_HAND = {
    STOP: ".!?…。！？．｡؟۔।॥።։",
    COMMA: ",;،؛、，；､",
    COLON: ":：",
    QUOTE: "\"'‘’“”„‚«»‹›「」『』`´＂",
    BRACKET: "()[]{}（）【】",
    DASH: "-–—−",
    BAR: "|•·/\\>→▶►▪●■◦‣※<←↓↑⟩∙・",
    AT: "@_",
}
_WITHOUT_SPACES = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF))
_FACTOR = 0x9E3779B97F4A7C15


class Tables(NamedTuple):
    """A row for each code point."""

    kind: NDArray[np.uint8]
    hash: NDArray[np.uint64]
    """A number that has little to do with that of another character; a capital has its small letter's."""


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The tables, made at the first call."""
    from unicodedata import category

    names = map(category, map(chr, range(LAST + 1)))
    kind = np.array([_OF_CATEGORY.get(name, SYMBOL) for name in names], dtype=np.uint8)
    small = np.arange(LAST + 1, dtype=np.uint64)
    for code in range(_CASED):
        char = chr(code)
        if char.islower():
            kind[code] = LOWER
        elif char.isupper():
            kind[code] = UPPER
            low = char.lower()
            small[code] = ord(low) if len(low) == 1 else code
    for first, last in _WITHOUT_SPACES:
        letters = kind[first : last + 1]
        letters[letters == CASELESS] = UNSPACED
    for name, characters in _BY_HAND.items():
        kind[[ord(char) for char in characters]] = name
    kind[ord("\n")] = BREAK
    kind[LAST] = SYMBOL
    mixed = (small + np.uint64(1)) * np.uint64(_FACTOR)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    return Tables(kind, mixed | np.uint64(1))


MOST = 1 << 20
"""A text that is looked at in one go has fewer characters than this."""

_BASE = 0xD1342543DE82EF95


@lru_cache(maxsize=1)
def powers() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The powers of an odd number modulo 2**64, and those of its inverse."""
    inverse = pow(_BASE, -1, 1 << 64)
    up, down = np.full(MOST, _BASE, dtype=np.uint64), np.full(MOST, inverse, dtype=np.uint64)
    up[0] = down[0] = 1
    return np.multiply.accumulate(up), np.multiply.accumulate(down)
