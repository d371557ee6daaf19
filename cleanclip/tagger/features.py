"""What a line looks like, and what stands round it, in numbers: a row for each feature, a column for each line.

Everything is counted for all lines at once. A text is looked up in tables of its
characters' kinds, and a word is known by a hash, so that no line is gone through by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log1p
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleanclip.clip import Clip, Known
from cleanclip.tagger.characters import (
    AT,
    BAR,
    BRACKET,
    BREAK,
    CASELESS,
    COLON,
    COMMA,
    DASH,
    DIGIT,
    KINDS,
    LAST,
    LOWER,
    QUOTE,
    SPACE,
    STOP,
    SYMBOL,
    UNSPACED,
    UPPER,
    powers,
    tables,
)
from cleanclip.words import LONG_WORDS, PROSE_WORDS

LONGEST = 4_000
"""Of a longer line only so many characters are looked at."""

BUCKETS = 1 << 16
"""So many kinds of words are told apart."""

LONG_WORD = 5
"""Words of so many characters, and longer ones, are compared with those of paragraphs elsewhere."""

USUAL_PARAGRAPH = 20
"""The words of a paragraph in a clip that has none."""

CEILING = 4.0
"""No feature is greater."""

KINDS_OF_MARK = (
    ("share",),
    ("related",),
    ("comment",),
    ("signup", "paywall", "ad"),
    ("nav", "form", "policy", "consent", "footer", "url", "metadata"),
    ("caption", "credit", "embed"),
    ("byline", "timestamp", "published", "dateline", "masthead", "bio", "correction"),
    ("tags",),
    ("repeat", "pullquote"),
)
"""The labels of marks, those that mean much the same together; all others are one kind more."""
_OTHER = len(KINDS_OF_MARK)
_KIND_OF_LABEL = {label: kind for kind, labels in enumerate(KINDS_OF_MARK) for label in labels}

OPEN, GONE, HINTED, SAFE = range(4)
"""What is known of a line before the tagger looks at it: nothing, that it goes, that it may go, that it stays."""

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
Rows = list[NDArray[Any]]
"""Blocks of rows, one below the other."""


class Lines(NamedTuple):
    """What the tagger reads: the lines of a clip, and what the find cleaners said of them."""

    texts: Sequence[str]
    gaps: Sequence[int]
    """How many characters stand between each line and the one above it."""
    states: NDArray[np.int8]
    """OPEN, GONE, HINTED or SAFE for each."""
    kinds: NDArray[np.int8]
    """Which of KINDS_OF_MARK the marks on it are; -1 for none."""

    def part(self, first: int, end: int) -> Lines:
        """Some of the lines, as if there were no others."""
        return Lines(self.texts[first:end], self.gaps[first:end], self.states[first:end], self.kinds[first:end])


def lines_of(clip: Clip, known: Known) -> Lines:
    """The lines of a clip, with what is known of them."""
    states = np.full(len(clip.lines), OPEN, dtype=np.int8)
    kinds = np.full(len(clip.lines), -1, dtype=np.int8)
    for state, labels in ((HINTED, known.may_go), (GONE, known.goes)):
        if labels:
            places = list(labels)
            states[places] = state
            kinds[places] = [_KIND_OF_LABEL.get(label, _OTHER) for label in labels.values()]
    states[list(known.stays)] = SAFE
    return Lines(clip.lines, clip.gaps, states, kinds)


class Features(NamedTuple):
    """Some lines in numbers."""

    rows: Floats
    """A row for each feature, a column for each line."""
    words: NDArray[np.uint16]
    """The bucket of each word, line by line."""
    counts: Whole
    """How many of these words each line has."""
    groups: Mapping[str, slice]
    """Which rows belong together, by a name that a user understands."""

    def without(self, group: str) -> Features:
        """The same but for one of the groups, of which nothing is known."""
        rows = self.rows.copy()
        rows[self.groups[group]] = 0
        if group == WORDS:
            return self._replace(rows=rows, words=self.words[:0], counts=np.zeros_like(self.counts))
        return self._replace(rows=rows)


WORDS = "its words"


def features(lines: Lines) -> Features:
    """The features of some lines, of which there is one at least."""
    text = _Text(lines.texts)
    sight = _Sight(text, lines)
    told: dict[str, Rows] = {
        "its length and letters": _letters(text),
        "its punctuation": _punctuation(text),
        "where it stands": _place(sight),
        WORDS: _words(text, sight),
        "what the rules found near it": _marks(sight, lines),
    }
    groups: dict[str, slice] = {}
    at = 0
    for name, group in told.items():
        width = sum(len(rows) for rows in group)
        groups[name] = slice(at, at + width)
        at += width
    rows = np.concatenate([rows for group in told.values() for rows in group], dtype=np.float32, casting="same_kind")
    return Features(np.minimum(rows, CEILING, out=rows), text.buckets, text.words_of_line, groups)


_SIGNS = [COMMA, STOP, QUOTE, BRACKET, DASH, BAR, SYMBOL, COLON, AT]
"""What is counted for each line, in the order of the features."""


class _Text:
    """The characters and words of some lines, counted."""

    def __init__(self, lines: Sequence[str]) -> None:
        joined = "\n".join([line[:LONGEST] for line in lines]) + "\n"
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        self.codes = codes = np.minimum(codes, LAST, dtype=np.intp, casting="unsafe")
        table = tables()
        self.kind = kind = table.kind[codes]
        self.ends = (kind == BREAK).nonzero()[0]
        self.count = n = len(self.ends)
        self.starts = np.zeros(n, dtype=np.int64)
        self.starts[1:] = self.ends[:-1] + 1
        self.length = (self.ends - self.starts).astype(np.float32)

        line = np.repeat(np.arange(n), self.ends - self.starts + 1)
        signs = (kind > UPPER).nonzero()[0]  # and digits, and letters of other scripts: few of a text, mostly
        counts = np.bincount(line[signs] * KINDS + kind[signs], minlength=n * KINDS)
        self.characters = counts.reshape(n, KINDS).T.astype(np.float32)
        """How often each line has the characters of a kind, spaces and plain letters aside."""
        inner = ((kind[:-1] == STOP) & (kind[1:] == SPACE)).nonzero()[0]
        self.sentences = np.bincount(line[inner], minlength=n)

        in_word = _is_letter(kind)
        opens = _opens_word(kind, in_word)
        self.first = first = opens.nonzero()[0]
        last = (in_word[:-1] & (opens[1:] | ~in_word[1:])).nonzero()[0]
        self.long = last - first >= LONG_WORD - 1
        self.line_of_word = line[first]
        self.words_of_line = np.bincount(self.line_of_word, minlength=n)
        self.filled = self.words_of_line > 0
        self.first_words = (self.words_of_line.cumsum() - self.words_of_line)[self.filled]
        """The first word of each line that has some."""
        kind_of_word, second = kind[first], kind[first + 1]

        # A sum of powers is the same for one word wherever it stands, once it is divided by its first power.
        up, down = powers()
        values = table.hash[codes]
        values *= up[: len(codes)]
        values *= in_word
        hashes = np.add.reduceat(values, first) * down[first] if len(first) else values[:0]
        self.buckets = (hashes >> np.uint64(48)).astype(np.uint16)
        whole = np.add.reduceat(values, self.starts) * down[self.starts]
        self.key = whole ^ ((self.ends - self.starts).astype(np.uint64) << np.uint64(1))
        """The same for lines of the same words."""

        capital = kind_of_word == UPPER
        shouted = capital & ((second == UPPER) | (second > UNSPACED))
        unspaced = kind_of_word == UNSPACED
        of_words = self.per_line(capital, shouted, kind_of_word == DIGIT, unspaced)
        # Two characters of a script without spaces count as a word.
        self.words = self.words_of_line.astype(np.float32) - of_words[3] / 2
        self.some_words = np.maximum(self.words, 1)
        self.shares = of_words / self.some_words
        """Of the words of each line those with a capital, in capitals, with a digit, and of scripts without spaces."""

        self.last = kind[self.ends - 1]
        self.closed = ((self.last == QUOTE) | (self.last == BRACKET)) & (self.length > 1)
        self.final = np.where(self.closed, kind[np.maximum(self.ends - 2, 0)], self.last)
        """The kind of the last character but for a closing quote or bracket."""

    def per_line(self, *chosen: Flags) -> Floats:
        """How many words of some kinds each line has: a row for each kind."""
        if not len(self.first):
            return np.zeros((len(chosen), self.count), dtype=np.float32)
        counts = np.zeros((len(chosen), self.count), dtype=np.float32)
        counts[:, self.filled] = np.add.reduceat(np.array(chosen), self.first_words, axis=1, dtype=np.int32)
        return counts

    def mean(self, values: Floats) -> Floats:
        """The mean of a number of each word, by lines."""
        total = np.bincount(self.line_of_word, weights=values, minlength=self.count)
        return (total / np.maximum(self.words_of_line, 1)).astype(np.float32)


def _is_letter(kind: NDArray[np.uint8]) -> Flags:
    """Whether characters are letters or digits."""
    return (kind > SPACE) & (kind <= UNSPACED)


def _opens_word(kind: NDArray[np.uint8], in_word: Flags) -> Flags:
    """Where a word begins: each character of a script without spaces is one."""
    opens = in_word.copy()
    opens[1:] &= ~in_word[:-1]
    unspaced = kind == UNSPACED
    if unspaced.any():
        opens |= unspaced
        opens[1:] |= in_word[1:] & unspaced[:-1]
    return opens


class _Sight:
    """The paragraphs of a clip, as seen from each line."""

    def __init__(self, text: _Text, lines: Lines) -> None:
        self.count = n = text.count
        self.index = np.arange(n)
        self.words = text.words
        self.prose = ((text.words >= PROSE_WORDS) & (text.final == STOP)) | (text.words >= LONG_WORDS)
        self.prose_words = text.words * self.prose
        self.total = max(float(self.prose_words.sum()), 1.0)
        long = np.sort(text.words[self.prose])
        middle = long[(len(long) - 1) // 2 : len(long) // 2 + 1]
        self.usual = float(middle.sum() / len(middle)) if len(long) else USUAL_PARAGRAPH
        order = np.argsort(text.key, kind="stable")
        key = text.key[order]
        same = key[1:] == key[:-1]
        self.repeated, self.again = np.zeros((2, n), dtype=bool)
        self.again[order[1:]] = same
        self.repeated[order[:-1]] = same
        self.repeated |= self.again
        self.gap = np.asarray(lines.gaps, dtype=np.float32)

    def above(self, flags: Flags) -> Whole:
        """How far up the next line with a flag is, a line's own counting."""
        return self.index - np.maximum.accumulate(np.where(flags, self.index, -1))

    def below(self, flags: Flags) -> Whole:
        """How far down the next line with a flag is, a line's own counting."""
        return np.minimum.accumulate(np.where(flags, self.index, self.count)[::-1])[::-1] - self.index


def _rows(*rows: NDArray[Any]) -> Floats:
    """Some rows as one block."""
    return np.array(rows, dtype=np.float32)


def _log(*rows: NDArray[Any]) -> Floats:
    """The logarithms of some rows, each plus one."""
    block = _rows(*rows)
    return np.log1p(block, out=block)


def _scaled(block: Floats, *divisors: float) -> Floats:
    """Each row of a block divided by a number of its own."""
    block /= np.array(divisors, dtype=np.float32)[:, None]
    return block


_OPENINGS = np.array([[LOWER], [UPPER], [DIGIT]], dtype=np.uint8)
_ENDS = np.array([[STOP], [COLON], [COMMA], [DIGIT]], dtype=np.uint8)


def _letters(text: _Text) -> Rows:
    """How long a line is, and what its words are made of."""
    chars = np.maximum(text.length, 1)
    opening = text.kind[text.starts]
    digits, caseless = text.characters[[DIGIT, CASELESS]] / chars
    capital, shouted, of_digits, unspaced = text.shares
    return [
        _scaled(_log(text.length, text.words), 4, 3),
        _rows(text.length / text.some_words / 10, capital, shouted, digits, of_digits, unspaced, caseless),
        opening == _OPENINGS,
        _rows(opening > UNSPACED, opening == QUOTE),
    ]


def _punctuation(text: _Text) -> Rows:
    """How a line ends, and how much of which punctuation it has."""
    end = text.codes[text.ends - 1]
    dots = (text.final == STOP) & (text.kind[np.maximum(text.ends - 2, 0)] == STOP)
    stop, colon, comma, digit = text.last == _ENDS
    return [
        _rows(
            stop,
            (text.final == STOP) & text.closed,
            colon,
            comma,
            _is_letter(text.last),
            digit,
            end == ord("?"),
            (end == ord("…")) | dots,
        ),
        _log(text.sentences),
        text.characters[_SIGNS] / text.some_words,
    ]


def _place(sight: _Sight) -> Rows:
    """Where a line stands among the paragraphs, and how much of the clip there is."""
    upto = sight.prose_words.cumsum()
    gap, gap_below = sight.gap, np.full(sight.count, 2, dtype=np.float32)
    gap_below[:-1] = gap[1:]
    beside, beneath = np.ones((2, sight.count))
    beside[1:] += sight.above(sight.prose)[:-1]
    beneath[:-1] += sight.below(sight.prose)[1:]
    logs = _log(np.maximum(gap - 1, 0), sight.index, sight.index[::-1], beside, beneath, sight.words)
    size = np.array([[log1p(sight.total) / 7], [log1p(sight.count) / 6]])
    logs[5] -= log1p(sight.usual)
    return [
        logs[:1] / 2,
        _rows(
            gap > 1,
            gap_below > 1,
            sight.repeated,
            sight.again,
            sight.prose,
            (upto - sight.prose_words) / sight.total,
            (sight.total - upto) / sight.total,
        ),
        _scaled(logs[1:], 6, 6, 4, 4, 1),
        np.broadcast_to(size, (2, sight.count)),
    ]


def _words(text: _Text, sight: _Sight) -> Rows:
    """How common the words of a line are in the clip, and how many of them paragraphs elsewhere have."""
    word = _numbered(text.buckets)
    own = sight.prose[text.line_of_word]
    seen = np.bincount(word)[word]
    in_prose = np.bincount(word, weights=own)[word]
    shared, long, once = text.per_line(text.long & (in_prose > own), text.long, seen == 1)
    return [
        _rows(
            text.mean(np.log1p(seen.astype(np.float32))) / 4,
            once / np.maximum(text.words_of_line, 1),
            shared / np.maximum(long, 1),
        )
    ]


def _numbered(values: NDArray[np.uint16]) -> Whole:
    """The same number for equal values, counted up from 0: tables of all values would be large."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    fresh = ordered[1:] != ordered[:-1]
    numbers = np.zeros(len(values), dtype=np.int64)
    numbers[order[1:]] = fresh.cumsum()
    return numbers


_KINDS = np.arange(_OTHER + 1, dtype=np.int8)[:, None]


def _marks(sight: _Sight, lines: Lines) -> Rows:
    """What the find cleaners said of a line, and how far from it lines go."""
    gone, hinted, safe = lines.states == np.array([[GONE], [HINTED], [SAFE]], dtype=np.int8)
    upto = gone.cumsum()
    every = np.full(sight.count, float(upto[-1]))
    return [
        _rows(gone, hinted, safe),
        (gone | hinted) & (lines.kinds == _KINDS),
        _rows(upto / max(int(upto[-1]), 1)),
        _scaled(_log(sight.above(gone), sight.below(gone), every), 4, 4, 4),
    ]
