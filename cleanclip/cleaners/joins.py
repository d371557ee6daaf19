"""Sentences that a page break or a pull-quote cut in two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanclip.clip import Clip, Edit, cleaner
from cleanclip.words import NAME_PARTICLES, count_words, ends_sentence, fold, is_title_like

LEAST_WORDS = 8
"""The first half of a cut sentence has at least so many words: verse, labels and headings have fewer."""

LONGEST_QUOTE = 30
OVERLAP = 0.6
"""A line that shares so much of its longer words with one other line restates that line."""

_TIES = frozenset(
    "a an and as at but by for from her his in into its nor of on or our than that the their to was were which who whose with".split()
)
_BULLET = re.compile(r"[•▪►▶*–—\-\d(\[]")
_LONGER_WORD = re.compile(r"[^\W\d_]{4,}")


@cleaner(stage="mend")
def joins(clip: Clip) -> Iterator[Edit]:
    """Join the halves of a sentence, and take out a pull-quote that stands between them.

    The first half must be long and unfinished, the second must go on in small
    letters (or after a name's first part, or after a word such as "the"), and
    the whole must end as a sentence does.

    >>> text = "The strike near the airport killed the militia's deputy commander Abu\\n\\nMahdi al-Muhandis on Friday."
    >>> [edit.label for edit in joins(Clip.from_text(text))]
    ['join']
    """
    lines = clip.lines
    index = 0
    while index < len(lines) - 1:
        chain = _chain(clip, index)
        for left, right in chain:
            quote = right - left > 1
            hyphen = lines[left].endswith("-")
            yield Edit(
                clip.end(left) - hyphen,
                clip.starts[right],
                _link(clip, left, right),
                "pullquote" if quote else "join",
                "joins",
                "a pull-quote stood inside a sentence" if quote else "a sentence was cut in two",
            )
        index = chain[-1][1] if chain else index + 1


def _chain(clip: Clip, index: int) -> list[tuple[int, int]]:
    """Pairs of lines, beginning at one, that together are one sentence; [] where they are not."""
    lines = clip.lines
    chain: list[tuple[int, int]] = []
    words = 0
    while index < len(lines) - 1:
        words += count_words(lines[index])
        right = _continuation(clip, index) if words >= LEAST_WORDS else None
        if right is None:
            break
        chain.append((index, right))
        index = right
    return chain if chain and ends_sentence(lines[index]) else []


def _continuation(clip: Clip, index: int) -> int | None:
    """The line that goes on where one stops: the next, or the one after a pull-quote."""
    lines = clip.lines
    if not _unfinished(lines[index]):
        return None
    below, after = lines[index + 1], lines[index + 2] if index + 2 < len(lines) else ""
    quote = (
        after[:1].islower()
        and is_title_like(below)
        and 4 <= count_words(below) <= LONGEST_QUOTE
        and not _BULLET.match(after)
    )
    if quote and (not _goes_on(lines[index], below) or _restates(clip, index + 1)):
        return index + 2
    return index + 1 if _goes_on(lines[index], below) else None


def _unfinished(line: str) -> bool:
    last = line[-1]
    return (last.isalnum() or last in ",-’'") and not ends_sentence(line)


def _goes_on(left: str, right: str) -> bool:
    """Whether the second line goes on with the sentence of the first."""
    if _BULLET.match(right) or _BULLET.match(left):
        return False
    if right[0].islower():
        return True
    if not right.lstrip("\"'“‘")[:1].isalnum():
        return False
    last = left.split()[-1]
    if last[0].isupper():
        return fold(last) in NAME_PARTICLES and right[0].isupper()
    return last in _TIES and count_words(right) >= 3


def _restates(clip: Clip, quote: int) -> bool:
    """Whether most of a line's longer words stand in one other line."""
    wanted = set(_LONGER_WORD.findall(fold(clip.lines[quote])))
    return bool(wanted) and any(
        len(wanted.intersection(_LONGER_WORD.findall(fold(line)))) >= OVERLAP * len(wanted)
        for index, line in enumerate(clip.lines)
        if index != quote
    )


def _link(clip: Clip, left: int, right: int) -> str:
    """What comes between the halves: a space; after a hyphen nothing, and no hyphen where the clip has the word whole."""
    if not clip.lines[left].endswith("-"):
        return " "
    first = clip.lines[left].split()[-1][:-1]
    second = re.match(r"[^\W_]*", clip.lines[right])
    whole = first + (second[0] if second else "")
    return "" if re.search(rf"\b{re.escape(whole)}\b", clip.text, re.IGNORECASE) else "-"
