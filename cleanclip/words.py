"""What a line of text looks like: words, sentence ends, prose, titles; and how lines are compared.

Most of this judges one line by itself; `goes_on` and `belong_together` judge two that
stand together, and `prose` and `vocabulary` a whole clip. None looks at lines that
it is not given: a judgement that does not depend on what stands near is the same before
and after a clean.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from cleanclip.clip import Clip
from cleanclip.lexicon import NAME_PARTICLES

CLOSING = "\"'”’»›)]}」』）】"
"""Characters that may follow the final punctuation of a sentence."""

OPENING = "\"'“‘«‹([{「『（【¿¡"
"""Characters that may come before the first letter of a sentence."""

_STOPS_ELSEWHERE = "。｡।॥۔։።။།។"
_STOPS = ".…;" + _STOPS_ELSEWHERE
_FINAL = ".!?…！？؟\N{GREEK QUESTION MARK}" + _STOPS_ELSEWHERE

_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]"
)
"""Letters of scripts that are written without spaces between words (and Hangul, whose words are long)."""

CHARS_PER_WORD = 2
"""How many letters of such a script count as one word: 80 characters are 40 words."""


def count_words(line: str) -> int:
    """How many words a line has; in scripts without spaces, two characters count as one.

    >>> count_words("Two rockets fell.")
    3
    >>> count_words("責任編集者の記事")
    4
    """
    words = line.split()
    if line.isascii():
        return len(words)
    letters = len(_UNSPACED.findall(line))
    return max(len(words), letters // CHARS_PER_WORD)


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does, closing quotes and brackets aside.

    >>> ends_sentence("“They left,” he said."), ends_sentence("What next?”"), ends_sentence("All news")
    (True, True, False)
    """
    last = line[-1:]
    if last in CLOSING:
        last = line.rstrip(CLOSING)[-1:]
    return last in _FINAL and last != ""


PROSE_CHARS = 16
PROSE_WORDS = 8
LONG_WORDS = 25


def is_prose(line: str) -> bool:
    """Whether a line reads as running text: a sentence of some length, or a long line.

    >>> is_prose("The militias agreed on Sunday to halt their attacks.")
    True
    >>> is_prose("Bridge Closes as River Rises Over the Old Quay")
    False
    """
    if len(line) < PROSE_CHARS:
        return False
    words = line.count(" ") + 1
    if words < PROSE_WORDS and not line.isascii():
        words = count_words(line)
    return words >= LONG_WORDS or (words >= PROSE_WORDS and ends_sentence(line))


def prose(clip: Clip) -> list[bool]:
    """For each line of a clip, whether it is prose; to be asked with `clip.once(prose)`.

    >>> prose(Clip.from_text("Share\\nThe militias agreed on Sunday to halt their attacks."))
    [False, True]
    """
    # Most lines are too short, and told by that alone.
    return [
        len(line) >= PROSE_CHARS and (line.count(" ") > PROSE_WORDS - 2 or not line.isascii()) and is_prose(line)
        for line in clip.lines
    ]


TITLE_WORDS = 25
TITLE_CHARS = 180


def is_title_like(line: str) -> bool:
    """Whether a line could be a headline: short, opened like one, not closed like a sentence.

    >>> is_title_like("Bridge Closes as River Rises Over the Old Quay")
    True
    >>> is_title_like("The demands are:"), is_title_like("and the other half")
    (False, False)
    """
    if not line or len(line) > TITLE_CHARS or line.count(" ") >= TITLE_WORDS:
        return False
    bare = line.rstrip(CLOSING)
    if not bare or bare[-1] in ":;,，：—–-" or (bare[-1] in _STOPS and not bare.endswith("U.S.")):
        return False
    first = line.lstrip(OPENING)[:1]
    return first.isalnum() and not first.islower()


_TIES = frozenset(
    (
        "a an and as at but by for from her his in into its nor of on or our than that the their to was were "
        "which who whose with"
    ).split()
)
OPEN_ENDS = _TIES | {form for particle in NAME_PARTICLES for form in (particle.capitalize(), particle.upper())}
"""Words after which a sentence goes on: ties, and name particles with a capital."""

_ITEM = re.compile(r"[•▪►▶*–—\-\d(\[]")
LEAST_SECOND = 3
"""After a word such as "the", the second half has at least so many words."""


def is_unfinished(line: str) -> bool:
    """Whether a line stops in mid-sentence: after a word or a comma.

    >>> is_unfinished("and to remove"), is_unfinished("The demands are:")
    (True, False)
    """
    last = line[-1]
    if not (last.isalnum() or last in ",-’'") or ends_sentence(line):
        return False
    word = line[line.rfind(" ") + 1 :]
    return "@" not in word and "/" not in word


def goes_on(left: str, right: str) -> bool:
    """Whether a second line goes on with the first: in small letters, or after a tie or a name's first part.

    >>> goes_on("the militia commander Abu", "Mahdi al-Muhandis"), goes_on("It rained", "The quay was wet.")
    (True, False)
    """
    if right[0].islower():
        return not _ITEM.match(left)
    last = left[left.rfind(" ") + 1 :]
    if last in _TIES:
        return right.lstrip("\"'“‘")[:1].isalnum() and not _ITEM.match(right) and count_words(right) >= LEAST_SECOND
    return last in OPEN_ENDS and right[0].isupper() and right[1:2].islower()


SHORT_LINE = 80
SHORT_WORDS = 12
VERSE_LINE = 60
"""Two lines of so many characters, at most, belong together however many words they have."""

_BULLETS = "•▪‣◦·*–—-"


def belong_together(one: str, other: str) -> bool:
    """Whether two lines with no blank line between them are verse, a list or a table, and stay one below the other.

    >>> belong_together("Brazil 2 Serbia 0", "Spain 1 Japan 2")
    True
    >>> belong_together("The council said on Monday that the bridge would stay closed.", "It " * 20)
    False
    """
    if one[0] in _BULLETS and other[0] in _BULLETS:
        return True
    if len(one) > SHORT_LINE or len(other) > SHORT_LINE:
        return False
    if len(one) <= VERSE_LINE and len(other) <= VERSE_LINE:
        return True
    return one.count(" ") < SHORT_WORDS and other.count(" ") < SHORT_WORDS


INVISIBLE = (
    "\xad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
    "\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
"""Characters that are not seen and mean nothing when lines are compared."""
ARABIC_MARKS = "\u0640" + "".join(map(chr, range(0x064B, 0x0653))) + "\u0670"
_DOT_ABOVE = "\N{COMBINING DOT ABOVE}"
_FOLDED: dict[str, str] = {
    **dict.fromkeys(INVISIBLE + ARABIC_MARKS, ""),
    **dict(zip("’‘‛“”„：，！？｜（）\u3000", "'''\"\"\":,!?|() ", strict=True)),
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىی", "ي"),
    "ک": "ك",
    "ё": "е",
    "ı": "i",
    "\N{NO-BREAK SPACE}": " ",
    _DOT_ABOVE: "",  # what lower() makes of a Turkish capital dotted I
}
_TO_FOLD = re.compile(f"[{re.escape(''.join(_FOLDED))}]")


def fold(text: str, odd: Set[str] | None = None) -> str:
    """A form in which two ways to write one phrase are equal: for comparing, never for showing.

    Case, typographic quotes, full-width punctuation, invisible characters, Arabic
    vowel signs, the forms of alef, Persian letters, the Russian ё and the Turkish ı
    all give way. Line ends stay. It is quicker for a caller who knows which
    characters that are not ASCII the text may have.

    >>> fold("I’m not a Robot") == fold("I'm not a robot")
    True
    """
    low = text.lower()
    if not low.isascii():
        # A few replacements are ten times as fast as str.translate on text that is not ASCII.
        for char in sorted(_TO_FOLD.findall(low) if odd is None else _FOLDED.keys() & {*odd, _DOT_ABOVE}):
            low = low.replace(char, _FOLDED[char])
    return low


def unfolded(char: str) -> set[str]:
    """The characters that fold to a folded one.

    >>> sorted(unfolded("é")), "أ" in unfolded("ا")
    (['É', 'é'], True)
    """
    return {char, char.upper(), char.title(), *(odd for odd, plain in _FOLDED.items() if plain == char)}


MOST_WORDS = 200_000
"""A clip with more different words than this has no vocabulary: the list would be longer than the use it is of."""

_CHUNK = 1 << 20
_LONGEST_WORD = 64
_SMALL_LETTERS = bytes(ord(chr(i).lower()) if i < 128 and chr(i).isalnum() else 32 for i in range(256))

UNDECOMPOSED = {**dict(zip("łıøđəð", "lioded", strict=True)), "ß": "ss", "æ": "ae"}
"""Letters that Unicode does not decompose, and how they are written without their strokes."""


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """What an odd character is in a vocabulary: ASCII letters or digits, nothing, or itself."""
    from unicodedata import combining, normalize

    if _FOLDED.get(char) == "" or combining(char):
        return ""
    bare = UNDECOMPOSED.get(char.lower()) or "".join(c for c in normalize("NFKD", char) if not combining(c))
    return bare if bare.isascii() and bare.isalnum() else char


def ascii_words(text: str) -> list[bytes]:
    """The words of a text in ASCII letters and digits, in small letters; other letters part them."""
    return text.encode("utf-8", "replace").translate(_SMALL_LETTERS).split()


def vocabulary(clip: Clip) -> set[bytes] | None:
    """The different words of a clip in ASCII letters and digits, in small letters; None where there are too many.

    Accents are left out, and apostrophes part words. It is a quick way to know
    what a clip does not say, to be asked with `clip.once(vocabulary)`: for a part of
    a clip it may be that of the whole.

    >>> sorted(vocabulary(Clip.from_text("L’été of the Café")))
    [b'cafe', b'ete', b'l', b'of', b'the']
    """
    found: set[bytes] = set()
    plain = {odd: _plain(odd) for odd in clip.odd_characters}
    accented = [(odd, letters) for odd, letters in plain.items() if letters != odd]
    for at in range(0, len(clip.text), _CHUNK):
        piece = clip.text[at : at + _CHUNK + _LONGEST_WORD]
        for odd, letters in accented:
            piece = piece.replace(odd, letters)
        found.update(ascii_words(piece))
        if len(found) > MOST_WORDS:
            return None
    return found
