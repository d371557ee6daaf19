"""What a line looks like, and what stands round it, in numbers: a row for each feature, a column for each line.

Everything is counted for all lines at once. A text is looked up in tables of its
characters' kinds, and a word is known by a hash, so that no line is gone through by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
Rows = list[NDArray[np.generic]]


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
    rows = np.empty((sum(map(len, told.values())), text.count), dtype=np.float32)
    groups: dict[str, slice] = {}
    at = 0
    for name, group in told.items():
        groups[name] = slice(at, at + len(group))
        for row in group:
            rows[at] = row
            at += 1
    return Features(np.minimum(rows, CEILING, out=rows), text.buckets, text.words_of_line, groups)


class _Text:
    """The characters and words of some lines, counted."""

    def __init__(self, lines: Sequence[str]) -> None:
        joined = "\n".join([line[:LONGEST] for line in lines]) + "\n"
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        self.codes = codes = np.minimum(codes, LAST)
        table = tables()
        self.kind = kind = table.kind[codes]
        self.ends = np.flatnonzero(codes == ord("\n"))
        self.starts = np.concatenate(([0], self.ends[:-1] + 1))
        self.length = self.ends - self.starts
        self.count = n = len(self.ends)
        line = np.repeat(np.arange(n), self.length + 1)
        self.characters = np.bincount(line * KINDS + kind, minlength=n * KINDS).reshape(n, KINDS).T.astype(np.float32)

        before = np.concatenate((kind[:1] * 0 + BREAK, kind[:-1]))
        in_word = _is_letter(kind)
        parted = ~_is_letter(before) | (kind == UNSPACED) | (before == UNSPACED)
        self.first = first = np.flatnonzero(in_word & parted)
        self.line_of_word = line[first]
        self.kind_of_word = kind[first]
        self.words_of_line = np.bincount(self.line_of_word, minlength=n)
        self.unspaced = self.per_line(self.kind_of_word == UNSPACED)
        # Two characters of a script without spaces count as a word.
        self.words = self.words_of_line.astype(np.float32) - self.unspaced / 2
        inner_ends = line[(kind == SPACE) & (before == STOP)]
        self.sentences = np.bincount(inner_ends, minlength=n).astype(np.float32)
        second = kind[first + 1]
        self.capital = self.kind_of_word == UPPER
        self.shouted = self.capital & ((second == UPPER) | (second > UNSPACED))

        # A sum of powers is the same for one word wherever it stands, once it is divided by its first power.
        up, down = powers()
        values = table.hash[codes]
        values *= up[: len(codes)]
        values[~in_word] = 0
        hashes = np.add.reduceat(values, first) * down[first] if len(first) else values[:0]
        self.buckets = (hashes >> np.uint64(48)).astype(np.uint16)
        whole = np.add.reduceat(values, self.starts) * down[self.starts]
        self.key = whole ^ (self.length.astype(np.uint64) << np.uint64(1))
        """The same for lines of the same words."""
        letters = np.cumsum(in_word)
        upto = np.concatenate((letters[first[1:] - 1], letters[-1:])) if len(first) else letters[:0]
        self.long = upto - letters[first] + 1 >= LONG_WORD

        self.last = kind[self.ends - 1]
        self.closed = ((self.last == QUOTE) | (self.last == BRACKET)) & (self.length > 1)
        self.final = np.where(self.closed, kind[np.maximum(self.ends - 2, 0)], self.last)
        """The kind of the last character but for a closing quote or bracket."""

    def per_line(self, chosen: Any) -> Floats:
        """How many of some words each line has."""
        return np.bincount(self.line_of_word[chosen], minlength=self.count).astype(np.float32)

    def mean(self, values: Floats) -> Floats:
        """The mean of a number of each word, by lines."""
        total = np.bincount(self.line_of_word, weights=values, minlength=self.count)
        return (total / np.maximum(self.words_of_line, 1)).astype(np.float32)


def _is_letter(kind: NDArray[np.uint8]) -> Flags:
    """Whether characters are letters or digits."""
    return (kind > SPACE) & (kind <= UNSPACED)


class _Sight:
    """The paragraphs of a clip, as seen from each line."""

    def __init__(self, text: _Text, lines: Lines) -> None:
        self.count = n = text.count
        self.index = np.arange(n)
        self.words = text.words
        self.prose = ((text.words >= PROSE_WORDS) & (text.final == STOP)) | (text.words >= LONG_WORDS)
        self.prose_words = np.where(self.prose, text.words, 0)
        self.total = max(float(self.prose_words.sum()), 1.0)
        self.usual = float(np.median(text.words[self.prose])) if self.prose.any() else USUAL_PARAGRAPH
        _, group, copies = np.unique(text.key, return_inverse=True, return_counts=True)
        self.repeated = copies[group] > 1
        original = np.full(len(copies), n)
        np.minimum.at(original, group, self.index)
        self.again = original[group] < self.index
        self.gap = np.asarray(lines.gaps, dtype=np.float32)

    def above(self, flags: Flags) -> Whole:
        """How far up the next line with a flag is, a line's own counting."""
        return self.index - np.maximum.accumulate(np.where(flags, self.index, -1))

    def below(self, flags: Flags) -> Whole:
        """How far down the next line with a flag is, a line's own counting."""
        return np.minimum.accumulate(np.where(flags, self.index, self.count)[::-1])[::-1] - self.index


def _letters(text: _Text) -> Rows:
    """How long a line is, and what its words are made of."""
    words, chars = np.maximum(text.words, 1), np.maximum(text.length, 1)
    opening = text.kind[text.starts]
    return [
        np.log1p(text.length) / 4,
        np.log1p(text.words) / 3,
        text.length / words / 10,
        text.per_line(text.capital) / words,
        text.per_line(text.shouted) / words,
        text.characters[DIGIT] / chars,
        text.per_line(text.kind_of_word == DIGIT) / words,
        text.unspaced / words,
        text.characters[CASELESS] / chars,
        opening == LOWER,
        opening == UPPER,
        opening == DIGIT,
        opening > UNSPACED,
        opening == QUOTE,
    ]


def _punctuation(text: _Text) -> Rows:
    """How a line ends, and how much of which punctuation it has."""
    words = np.maximum(text.words, 1)
    end = text.codes[text.ends - 1]
    dots = (text.final == STOP) & (text.kind[np.maximum(text.ends - 2, 0)] == STOP)
    return [
        text.last == STOP,
        (text.final == STOP) & text.closed,
        text.last == COLON,
        text.last == COMMA,
        _is_letter(text.last),
        text.last == DIGIT,
        end == ord("?"),
        (end == ord("…")) | dots,
        np.log1p(text.sentences),
        *(text.characters[kind] / words for kind in (COMMA, STOP, QUOTE, BRACKET, DASH, BAR, SYMBOL, COLON, AT)),
    ]


def _place(sight: _Sight) -> Rows:
    """Where a line stands among the paragraphs, and how much of the clip there is."""
    upto = np.cumsum(sight.prose_words)
    gap, gap_below = sight.gap, np.append(sight.gap[1:], 2)
    beside = np.concatenate((sight.above(sight.prose)[:1] * 0 + 1, sight.above(sight.prose)[:-1] + 1))
    beneath = np.append(sight.below(sight.prose)[1:] + 1, 1)
    every = np.ones(sight.count, dtype=np.float32)
    return [
        np.log1p(np.maximum(gap - 1, 0)) / 2,
        gap > 1,
        gap_below > 1,
        sight.repeated,
        sight.again,
        sight.prose,
        (upto - sight.prose_words) / sight.total,
        (sight.total - upto) / sight.total,
        np.log1p(sight.index) / 6,
        np.log1p(sight.count - 1 - sight.index) / 6,
        np.log1p(beside) / 4,
        np.log1p(beneath) / 4,
        np.log1p(sight.words) - np.log1p(sight.usual),
        every * np.log1p(sight.total) / 7,
        every * np.log1p(sight.count) / 6,
    ]


def _words(text: _Text, sight: _Sight) -> Rows:
    """How common the words of a line are in the clip, and how many of them paragraphs elsewhere have."""
    times = np.bincount(text.buckets, minlength=BUCKETS)
    own = sight.prose[text.line_of_word]
    in_prose = np.bincount(text.buckets[own], minlength=BUCKETS)
    shared = text.long & (in_prose[text.buckets] > own)
    seen = times[text.buckets]
    return [
        text.mean(np.log1p(seen.astype(np.float32))) / 4,
        text.mean((seen == 1).astype(np.float32)),
        text.per_line(shared) / np.maximum(text.per_line(text.long), 1),
    ]


def _marks(sight: _Sight, lines: Lines) -> Rows:
    """What the find cleaners said of a line, and how far from it lines go."""
    gone, hinted = lines.states == GONE, lines.states == HINTED
    upto = np.cumsum(gone)
    every = np.ones(sight.count, dtype=np.float32)
    return [
        gone,
        hinted,
        lines.states == SAFE,
        *((gone | hinted) & (lines.kinds == kind) for kind in range(_OTHER + 1)),
        upto / max(int(upto[-1]), 1),
        np.log1p(sight.above(gone)) / 4,
        np.log1p(sight.below(gone)) / 4,
        every * np.log1p(float(upto[-1])) / 4,
    ]
