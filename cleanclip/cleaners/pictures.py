"""Captions and credits of pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from cleanclip.clip import Clip, Mark, cleaner
from cleanclip.lexicon import (
    FULL_NAME,
    MONTH,
    PERSON,
    PICTURE_WORDS,
    PICTURES,
    PICTURES_AMBIGUOUS,
    PICTURES_SURE,
    TIES,
    one_of,
)
from cleanclip.words import belong_together, count_words, ends_sentence, goes_on, is_prose, is_unfinished

if TYPE_CHECKING:
    import regex

_TOKEN = rf"(?:[\p{{Lu}}\p{{N}}@][\p{{L}}\p{{M}}\p{{N}}'’._\-]{{0,40}}+|{TIES}\b)"
_SMALL = r"(?:(?:of|for|the|via|by|and|from|courtesy) ){0,2}"
_CREDITED = rf"{_TOKEN}(?:(?: ?[/,|&] ?| - | ){_SMALL}{_TOKEN}){{0,8}}"
"""Whoever is named in a credit: words with capitals, and the small words that tie them."""

_TRIGGERS = (*"©Ⓒ/", "?? ", "hoto", "HOTO", "mage", "icture", "redit", "rédit", "foto", "Foto", "Bild")
"""What a line with a credit has in it."""

_LONGEST = 700
_CREDIT_WITHIN = 120
LONGEST_CREDIT = 160
"""In characters."""

LONGEST_LOOSE_CAPTION = 40
LONGEST_CAPTION = 80
"""How many words a caption has at most: with its credit under it, and with its credit at its end."""

_GLYPH_OPENINGS = frozenset(["?", *map(chr, range(0xE000, 0xF900))])
_GLYPH = re.compile(
    r"(?:\?\?|[\ue000-\uf8ff]{1,2}) ?([^?\ue000-\uf8ff]{1,40}?) ?"
    r"(?:\?\?|[\ue000-\uf8ff]{1,2}) ?(\S.*)"
)
"""PressReader's photo block: an icon that became `??`, the credit, the icon again, the caption."""

_DATED = re.compile(rf"\b(?:{MONTH} \d{{1,2}},|\d{{1,2}} {MONTH},?) (?:19|20)\d\d\b")

_LABEL = r"(?i:photo(?:graph|s)?|image|picture|pic|foto|bild|cr[ée]dits?(?: photo)?)(?i: credit| courtesy| by)?"
_MORE = rf"(?:\s?[/,|]\s?(?:{PERSON}|{PICTURES}))*"
_SLASHED = (
    rf"(?:{PICTURES_SURE} ?/ ?(?:{PICTURES}|{PERSON})(?:, {PERSON})?(?: via {PICTURES})?"
    rf"|{PERSON} ?/ ?(?:{PICTURES_AMBIGUOUS}(?: Photo)?(?: ?/ ?| via ))?{PICTURES_SURE}(?: via {PICTURES})?"
    rf"(?: ?/ ?{_CREDITED})?)"
)
"""A person and an agency that is nothing else, in either order."""


@lru_cache(maxsize=1)
def _credit_line() -> regex.Pattern[str]:
    """Lines that are nothing but a credit."""
    import regex

    return regex.compile(
        rf"[(\[]?[©Ⓒ]\s?(?:{PICTURES}|{PERSON})(?: (?:19|20)\d\d)?\s?/\s?{_CREDITED}[)\]]?"
        rf"|[(\[]?{_SLASHED}[)\]]?"
        rf"|\(?{_LABEL}\s?:\s?(?:[©Ⓒ]\s?)?(?:{PERSON}|{PICTURES}){_MORE}\)?\.?"
        rf"|\(?{_LABEL}\s?\|\s?(?:[©Ⓒ]\s?)?(?:{FULL_NAME}|{PICTURES_SURE}){_MORE}\)?\.?"
        rf"|\(?{_LABEL}\s?/\s?(?:[©Ⓒ]\s?)?(?:{PICTURES_SURE}{_MORE}|{_SLASHED})\)?\.?"
        rf"|\(?(?i:photo|image|picture) (?i:courtesy of|credit) (?:{PERSON}|{PICTURES}){_MORE}\)?"
        rf"|\(?(?i:photo|image|picture) (?i:by) (?:{FULL_NAME}|{PICTURES}|{PERSON}\s?/\s?{PICTURES_SURE}){_MORE}\)?"
    )


@lru_cache(maxsize=1)
def _perhaps_credit() -> regex.Pattern[str]:
    """Lines that are a credit if anything near them is one: a source with another meaning, or one name alone."""
    import regex

    return regex.compile(
        rf"[(\[]?{FULL_NAME} ?/ ?{PICTURES_AMBIGUOUS}[)\]]?"
        rf"|\(?{_LABEL}\s?\|\s?{PERSON}\)?\.?"
        rf"|\(?(?i:photo|image|picture) (?i:by) {PERSON}\)?"
    )


@lru_cache(maxsize=1)
def _credit_at_end() -> regex.Pattern[str]:
    """A caption's last words: a credit in brackets, with a slash or the word photo."""
    import regex

    return regex.compile(
        rf"[(\[](?:{_SLASHED}|{FULL_NAME} ?/ ?(?:PA|AA|Rex)"
        rf"|(?i:photo|image)(?:(?i: by| credit| courtesy of| via):? |: )(?:[©Ⓒ] ?)?{_CREDITED}"
        rf"|(?i:photo|image) (?:{PICTURES_SURE}|{_SLASHED}|@\w{{2,40}})"
        r"|AP Photo[^()\[\]]{0,60}) ?[)\]]\.?$"
        rf"|[.!?”] (?i:photo|photograph|image|picture|foto)(?i: credit| by)?\s?: "
        rf"(?:{_SLASHED}|{FULL_NAME} ?/ ?(?:{PERSON}|{PICTURES}))$"
    )


# What every credit has: a sign, a word for a picture, or an agency. Most lines with a slash have none.
_NAMED = re.compile(rf"[©Ⓒ]|hoto|HOTO|mage|icture|redit|rédit|[Ff]oto|Bild|{one_of(PICTURE_WORDS)}")


def _candidates(clip: Clip) -> list[int]:
    """The lines in which something hints at a picture."""
    return [index for index in clip.lines_with(*_TRIGGERS) if len(clip.lines[index]) <= _LONGEST]


def _short_candidates(clip: Clip) -> list[int]:
    lines = clip.lines
    return [i for i in clip.once(_candidates) if len(lines[i]) <= LONGEST_CREDIT and _NAMED.search(lines[i])]


def _credit_lines(clip: Clip) -> list[int]:
    fullmatch = _credit_line().fullmatch
    return [i for i in clip.once(_short_candidates) if fullmatch(clip.lines[i]) and not _is_row(clip, i)]


_ROW = re.compile(r"[^\W\d_][\w ’'&-]{1,30}: \S")
_SOURCE = re.compile(r"[/©Ⓒ]")


def _is_row(clip: Clip, index: int) -> bool:
    """Whether a line such as "Picture: Anna Horst" is one of several of its form, as in a list of prizes."""
    lines = clip.lines
    if _SOURCE.search(lines[index]) or not _ROW.match(lines[index]):
        return False
    near = ((index - 1, index), (index + 1, index + 1))
    return any(
        0 <= other < len(lines) and not clip.blank_before(below) and _is_other_row(lines[index], lines[other])
        for other, below in near
    )


def _is_other_row(line: str, other: str) -> bool:
    # Lines that do not belong together are paragraphs of their own, with a blank line between them in a second pass.
    return belong_together(line, other) and bool(_ROW.match(other)) and not _credit_line().fullmatch(other)


@cleaner(stage="find")
def credits(clip: Clip) -> Iterator[Mark]:
    """Mark lines that say nothing but who took a picture.

    What may as well be something else, such as "Jane Doe/Pool", is a hint.

    >>> clip = Clip.from_text("© AP Photo / Jane Doe\\nAn AP/Reuters report said so.")
    >>> [clip.text[mark.start:mark.end] for mark in credits(clip)]
    ['© AP Photo / Jane Doe']
    """
    sure = set(clip.once(_credit_lines))
    for index in clip.once(_short_candidates):
        if index in sure:
            reason = "a line that only names who took a picture"
        elif _perhaps_credit().fullmatch(clip.lines[index]) or _credit_line().fullmatch(clip.lines[index]):
            reason = "a line that may name who took a picture"
        else:
            continue
        yield Mark(clip.starts[index], clip.end(index), "credit", False, index in sure, "credits", reason)


@cleaner(stage="find")
def captions(clip: Clip) -> Iterator[Mark]:
    """Mark captions: by a credit that ends them, stands under them, or stands between two copies of them.

    >>> clip = Clip.from_text("The market, seen on Monday. (AP Photo/Jane Doe)\\n\\nPrices fell, he said.")
    >>> [clip.text[mark.start:mark.end] for mark in captions(clip)]
    ['The market, seen on Monday. (AP Photo/Jane Doe)']
    """
    lines = clip.lines
    credited = set()

    def mark(index: int, reason: str, *, certain: bool = True) -> Mark:
        return Mark(clip.starts[index], clip.end(index), "caption", False, certain, "captions", reason)

    for index in clip.once(_candidates):
        line = lines[index]
        block = _GLYPH.match(line) if line[0] in _GLYPH_OPENINGS else None
        if block:
            yield mark(index, "a photo block: icon, credit, icon, caption")
            below = lines[index + 1] if index + 1 < len(lines) else ""
            if below in (block[2], f"{block[1]} {block[2]}"):
                yield mark(index + 1, "the caption above, once more")
        elif (
            (line[-1] in ")]." or ": " in line[-_CREDIT_WITHIN:])
            and count_words(line) <= LONGEST_CAPTION
            and _credit_at_end().search(line[-_CREDIT_WITHIN:])
        ):
            yield mark(index, "a caption with its credit at the end")
    loose = False
    for index in clip.once(_credit_lines):
        above, under = index - 1, index + 1
        if _is_echo(clip, index):
            credited |= {above, under}
            yield mark(above, "a caption printed twice, with a credit between")
            yield mark(under, "a caption printed twice, with a credit between")
            continue
        kind = _caption_above(clip, index)
        if kind is None:
            loose = True
        elif kind:
            yield mark(above, "a line with a credit under it, apart from the paragraphs")
        else:
            credited.add(above)
            yield mark(above, "a sentence with a credit under it", certain=False)
    if loose:
        for index in range(min(len(lines), 40)):
            if index not in credited and is_prose(lines[index]) and _DATED.search(lines[index][:1000]):
                yield mark(index, "a dated scene, and a credit without a caption", certain=False)


def _is_echo(clip: Clip, credit: int) -> bool:
    """Whether a credit stands between two copies of one line; whole sentences must stand close to it."""
    lines, above, below = clip.lines, credit - 1, credit + 1
    if not 0 < credit < len(lines) - 1 or lines[above] != lines[below]:
        return False
    return not ends_sentence(lines[above]) or not (clip.blank_before(credit) or clip.blank_before(below))


def _caption_above(clip: Clip, credit: int) -> bool | None:
    """Whether the line right above a credit is its caption, apart from the paragraphs: True, False for perhaps, None.

    What ends as a sentence may be the article's, with a picture below it. What goes on
    below the credit is.
    """
    above = credit - 1
    if above < 0 or clip.blank_before(credit) or not (clip.blank_before(above) and _below_is_apart(clip, credit)):
        return None
    line, below = clip.lines[above], clip.lines[credit + 1 : credit + 2]
    half = is_unfinished(line) and any(goes_on(line, right) for right in below)
    if half or count_words(line) > LONGEST_LOOSE_CAPTION or line[-1] in ",:;":
        return None
    if ends_sentence(line):
        return False if is_prose(line) else None
    return True


def _below_is_apart(clip: Clip, index: int) -> bool:
    return index + 1 >= len(clip.lines) or clip.blank_before(index + 1)
