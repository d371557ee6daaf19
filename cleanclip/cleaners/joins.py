"""Sentences that a page break or a pull-quote cut in two."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from cleanclip.clip import Clip, Edit, cleaner
from cleanclip.lexicon import NAME_OPENERS
from cleanclip.words import (
    OPEN_ENDS,
    PROSE_WORDS,
    belong_together,
    count_words,
    ends_sentence,
    fold,
    goes_on,
    is_title_like,
    is_unfinished,
)

LEAST_QUOTE = 4
LONGEST_QUOTE = 30
"""How many words a pull-quote has."""

TOP_LINES = 5
"""Above this line may stand a headline that looks like half a sentence."""

SEARCHED = 60
"""So many lines before and after a pull-quote are looked at for the sentence that it restates."""

OVERLAP = 0.6
"""A line that shares so much of its longer words with one other line restates that line."""

NARROWEST, WIDEST = 60, 85
"""How many characters the lines of a clip have that was wrapped at a fixed width."""

LEAST_WRAPPED = 4
MOSTLY = 0.8
"""So many lines that go on below, and so large a part of them as full as they can be, show the width."""

_LONGER_WORD = re.compile(r"[^\W\d_]{4,}")
_LONE_SIGN = re.compile(r"(?<!\S)[^\w\s]+(?!\S)")
_SENTENCE_INSIDE = re.compile(r"[.!?][\"'”’)]?\s[\"'“‘(]?[A-Z]")
_STARTS_ITEM = re.compile(r"[•▪►▶*–—\-] |\(?\w{1,2}[.)] ")
_FIRST_LETTERS = re.compile(r"[^\W\d_]+")

# A heading may end with "on" or "for"; hardly one ends with these.
_BEFORE_CAPITALS = frozenset("a an and but its nor or our than the their whose".split())
_BEFORE_NAMES = frozenset(map(str.capitalize, NAME_OPENERS))


@cleaner(stage="mend")
def joins(clip: Clip) -> Iterator[Edit]:
    """Join the halves of a sentence, and take out a pull-quote that stands between them.

    The first half must be long and unfinished, the second must go on in small
    letters (or after a name's first part, or after a word such as "the"), and
    the whole must end as a sentence does. A paragraph that itself opens in small
    letters is an item of a list, or half of something that is gone.

    >>> text = "The strike near the airport killed the militia's deputy commander Abu\\n\\nMahdi al-Muhandis on Friday."
    >>> [edit.label for edit in joins(Clip.from_text(text))]
    ['join']
    """
    wrapped = _wrapped(clip)
    onward = {**_onward(clip), **{index: index + 1 for index in wrapped}}
    done = -1
    for index in sorted(onward):
        if index >= done and (index in wrapped or _opens(clip, index)):
            while index in onward:
                yield _join(clip, index, onward[index])
                index = done = onward[index]


def _opens(clip: Clip, index: int) -> bool:
    """Whether a line can be the first part of a cut sentence: it is long, and no paragraph in small letters."""
    line = clip.lines[index]
    words = count_words(_LONE_SIGN.sub(" ", line))
    return words >= PROSE_WORDS and not (line[0].islower() and clip.blank_before(index))


def _join(clip: Clip, left: int, right: int) -> Edit:
    """The edit that makes one sentence of two lines and drops what stands between them."""
    quote = right - left > 1
    label, reason = (
        ("pullquote", "a pull-quote stood inside a sentence") if quote else ("join", "a sentence was cut in two")
    )
    hyphen = clip.lines[left].endswith("-")
    return Edit(clip.end(left) - hyphen, clip.starts[right], _link(clip, left, right), label, "joins", reason)


def _wrapped(clip: Clip) -> set[int]:
    """The lines of a clip of fixed width that go on below: the next line's first word had no place on them.

    A clip is such where blank lines part its paragraphs, nearly every line is as
    full as it can be, and the lines below go on in small letters as often as not.
    """
    lines, gaps = clip.lines, clip.gaps
    inner = [index for index in range(len(lines) - 1) if gaps[index + 1] == 1]
    if not LEAST_WRAPPED <= len(inner) < len(lines) - 1:
        return set()
    widths = [len(lines[index]) for index in inner]
    width = max(widths)
    if not NARROWEST <= width <= WIDEST or sum(length >= NARROWEST for length in widths) < MOSTLY * len(inner):
        return set()
    full = {i for i in inner if len(lines[i]) + 1 + len(lines[i + 1].partition(" ")[0]) > width}
    small = sum(lines[index + 1][0].islower() for index in full)
    if len(full) < MOSTLY * len(inner) or 2 * small < len(full):
        return set()
    return {index for index in full if lines[index][-1] != ":" and not _STARTS_ITEM.match(lines[index + 1])}


def _onward(clip: Clip) -> dict[int, int]:
    """For lines that are cut in two the line that goes on with the sentence; every chain ends as a sentence does.

    Worked out from the last line up: whether two lines stand together like verse
    depends on how long the lower one is once it has its own second half.
    """
    lines = clip.lines
    onward: dict[int, int] = {}
    for index in reversed(_could_go_on(lines)):
        line, below = lines[index], index + 1
        right = _continuation(clip, index, onward) if is_unfinished(line) else 0
        if not right or not (right in onward or (ends_sentence(lines[right]) and not lines[right].endswith(" ."))):
            continue
        grown = below in onward and count_words(lines[below]) >= PROSE_WORDS
        whole = f"{lines[below]} {lines[onward[below]]}" if grown else lines[below]
        verse = clip.gaps[below] == 1 and belong_together(line, whole)
        if not verse or (line.endswith("-") and _link(clip, index, right) == ""):
            onward[index] = right
    return onward


def _could_go_on(lines: Sequence[str]) -> list[int]:
    """The lines that end no sentence and have a line in small letters near below, or end with a word that goes on."""
    small = [line[0].islower() for line in lines]
    near = zip(lines, small[1:], [*small[2:], False], strict=False)
    return [
        index
        for index, (line, below, after) in enumerate(near)
        if line[-1] not in ".!?”" and (below or after or line[line.rfind(" ") + 1 :] in OPEN_ENDS)
    ]


def _continuation(clip: Clip, index: int, onward: Container[int]) -> int:
    """The line that goes on where one stops: the next, or the one after a pull-quote; 0 for none."""
    lines = clip.lines
    below, after = lines[index + 1], lines[index + 2] if index + 2 < len(lines) else ""
    next_line = index + 1 if _goes_on_below(clip, index) else 0
    quote = (
        not lines[index].endswith("-")
        and after[:1].islower()
        and is_title_like(below)
        and LEAST_QUOTE <= count_words(below) <= LONGEST_QUOTE
        and not (_SENTENCE_INSIDE.search(below) and is_unfinished(below))
    )
    if quote and (next_line or index + 2 in onward or ends_sentence(after)) and _restates(clip, index + 1):
        return index + 2
    return next_line


def _goes_on_below(clip: Clip, index: int) -> bool:
    """Whether the line right below goes on with the sentence of one, and could hardly do anything else."""
    line, below = clip.lines[index], clip.lines[index + 1]
    return goes_on(line, below) and not _starts_anew(line, below) and not _doubtful(clip, index)


def _doubtful(clip: Clip, index: int) -> bool:
    """Whether the second half could go with the line above as well: at the top, a headline or half a sentence."""
    if not 0 < index < TOP_LINES:
        return False
    above = clip.lines[index - 1]
    long = count_words(above) >= PROSE_WORDS and is_title_like(above) and is_unfinished(above)
    return long and not goes_on(above, clip.lines[index])


def _starts_anew(left: str, right: str) -> bool:
    """Whether a line that could go on with another may as well open a sentence: what is kept apart is not wrong.

    >>> _starts_anew("There is a lot going on", "This week it rained."), _starts_anew("It hit the", "American base.")
    (True, False)
    """
    if right[0].islower():
        letters = _FIRST_LETTERS.match(right)
        return letters is not None and not letters[0].islower()  # a trade name: "eBay"
    last = left[left.rfind(" ") + 1 :]
    return last not in _BEFORE_CAPITALS and last not in _BEFORE_NAMES


def _restates(clip: Clip, quote: int) -> bool:
    """Whether most of a line's longer words stand in one other line."""
    wanted = set(_LONGER_WORD.findall(fold(clip.lines[quote])))
    near = range(max(0, quote - SEARCHED), min(len(clip.lines), quote + SEARCHED))
    return bool(wanted) and any(
        len(wanted.intersection(_LONGER_WORD.findall(fold(clip.lines[index])))) >= OVERLAP * len(wanted)
        for index in near
        if index != quote
    )


def _link(clip: Clip, left: int, right: int) -> str:
    """What comes between the halves: a space; after a hyphen the hyphen, unless the clip has the word whole."""
    if not clip.lines[left].endswith("-"):
        return " "
    first = clip.lines[left].split()[-1][:-1]
    second = re.match(r"[^\W_]*", clip.lines[right])
    whole = first + (second[0] if second else "")
    return "" if whole.lower() in clip.once(_words) else "-"


def _words(clip: Clip) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", clip.text.lower()))
