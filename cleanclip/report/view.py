"""A result as rows and sums: what the page, the notebook and the terminal show alike."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

from cleanclip.clip import Block, Edit
from cleanclip.words import count_words

FIELDS = ("headline", "standfirst", "byline", "dateline", "publication", "published", "language")
"""The fields of a result, in the order in which they are shown."""


class Account(Protocol):
    """What a view needs of a `Result`; the report stands below it and does not import it."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def source_text(self) -> str: ...  # noqa: D102
    @property
    def blocks(self) -> tuple[Block, ...]: ...  # noqa: D102
    @property
    def edits(self) -> tuple[Edit, ...]: ...  # noqa: D102
    @property
    def warnings(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def removed_ratio(self) -> float: ...  # noqa: D102


class Piece(NamedTuple):
    """A stretch of a kept line: as it was, as it is, and the edit between them, if there is one."""

    old: str
    new: str
    edit: Edit | None = None


class Row(NamedTuple):
    """One line of the clip."""

    number: int
    """Its line in the source, from 1."""
    block: Block
    pieces: tuple[Piece, ...] = ()
    """The whole of a kept line, in order."""
    changes: tuple[Piece, ...] = ()
    """The edits in a kept line or right after it that touch more than white space."""


class View:
    """The rows and sums of one result.

    >>> import cleanclip
    >>> view = View(cleanclip.explain("Advertisement\\n\\nIt rained in Basra on Monday, officials said."))
    >>> [(row.number, row.block.kept) for row in view.rows]
    [(1, False), (3, True)]
    >>> view.dropped
    Counter({'ad': 1})
    """

    def __init__(self, result: Account) -> None:
        self.result = result
        given = ((name.capitalize(), getattr(result, name, None)) for name in (*FIELDS, "encoding"))
        self.fields: list[tuple[str, str]] = [(shown, str(value)) for shown, value in given if value]

    @cached_property
    def rows(self) -> list[Row]:
        """Every line of the clip that is not blank, in order."""
        source, edits, blocks = self.result.source_text, self.result.edits, self.result.blocks
        after = self._between_lines(blocks, edits)
        rows: list[Row] = []
        number, counted, first = 1, 0, 0
        for index, block in enumerate(blocks):
            number += len(_LINE_END.findall(source, counted, block.start))
            counted = max(counted, block.start)
            if not block.kept:
                rows.append(Row(number, block))
                continue
            while first < len(edits) and edits[first].end < block.start:
                first += 1
            pieces = _pieces(source, block, edits, first)
            inside = [piece for piece in pieces if piece.edit is not None and not _is_white(piece)]
            rows.append(Row(number, block, tuple(pieces), (*inside, *after.get(index, ()))))
        return rows

    def _between_lines(self, blocks: Sequence[Block], edits: Sequence[Edit]) -> dict[int, list[Piece]]:
        """For each line, the edits after it that are neither white space nor the removal of a line: joins."""
        source = self.result.source_text
        starts = [block.start for block in blocks]
        found: dict[int, list[Piece]] = {}
        for edit in edits:
            before = bisect_right(starts, edit.start) - 1
            if edit.label == "space" or before < 0 or edit.start < blocks[before].end:
                continue
            inside = blocks[before + 1 : bisect_right(starts, max(edit.start, edit.end - 1))]
            if not any(block.kept or block.label == edit.label for block in inside):
                found.setdefault(before, []).append(Piece(source[edit.start : edit.end], edit.replacement, edit))
        return found

    @cached_property
    def kept(self) -> int:
        """How many lines were kept."""
        return sum(block.kept for block in self.result.blocks)

    @cached_property
    def dropped(self) -> Counter[str]:
        """How many lines of each label went, the most frequent first."""
        return _ranked(block.label for block in self.result.blocks if not block.kept)

    @cached_property
    def changed(self) -> Counter[str]:
        """How many changes of each label there are in kept lines, white space aside."""
        return _ranked(piece.edit.label for row in self.rows for piece in row.changes if piece.edit)

    @cached_property
    def words(self) -> tuple[int, int]:
        """The words of the source and of the text."""
        return count_words(self.result.source_text), count_words(self.result.text)

    def sums(self) -> list[str]:
        """The totals, one short sentence each."""
        total = len(self.result.blocks)
        before, after = self.words
        share = f"{self.result.removed_ratio:.1%} of the characters"
        sums = [
            f"{self.kept:,} of {_count(total, 'line')} kept",
            f"{_count(max(0, before - after), 'word')} of {before:,} removed ({share})",
        ]
        if self.dropped:
            sums.append("dropped: " + ", ".join(f"{label} {count:,}" for label, count in self.dropped.items()))
        if self.changed:
            sums.append("changed: " + ", ".join(f"{label} {count:,}" for label, count in self.changed.items()))
        return sums


_LINE_END = re.compile(r"\r\n|\r|\n")


def _pieces(source: str, block: Block, edits: Sequence[Edit], first: int) -> list[Piece]:
    """A kept line cut at the edits that reach into it, of which `first` may be the first."""
    pieces: list[Piece] = []
    at = block.start
    for index in range(first, len(edits)):
        edit = edits[index]
        if edit.start >= block.end:
            break
        low, high = max(edit.start, at), min(edit.end, block.end)
        if high < low or (high == low and edit.start != low):
            continue  # it ends where the line starts
        if at < low:
            pieces.append(Piece(source[at:low], source[at:low]))
        pieces.append(Piece(source[low:high], edit.replacement if edit.start >= block.start else "", edit))
        at = high
    if at < block.end:
        pieces.append(Piece(source[at : block.end], source[at : block.end]))
    return pieces


def _is_white(piece: Piece) -> bool:
    return not piece.old.strip() and not piece.new.strip()


def _ranked(labels: object) -> Counter[str]:
    counts: Counter[str] = Counter(labels)  # type: ignore[call-overload]
    return Counter(dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


# What would move the cursor, turn the line round, or not be valid UTF-8.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# What cannot be seen, so that a change of it would look like none.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)


def safe(text: str) -> str:
    """A line as it can be shown: control characters become their numbers.

    >>> safe("red \\x1b[31m alert")
    'red ⟨U+001B⟩[31m alert'
    """
    return _UNSAFE.sub(_sign, text) if not text.isprintable() else text


def exact(text: str) -> str:
    """A piece of a change with everything in it made visible.

    >>> exact("Soft\\N{SOFT HYPHEN}en\\nup"), exact("  ")
    ('Soft⟨U+00AD⟩en⏎up', '␣␣')
    """
    if not text.strip(" "):
        return "␣" * len(text)
    return _UNSEEN.sub(_sign, text) if not text.isprintable() else text


def _sign(found: re.Match[str]) -> str:
    if found[0] in "\n\r\v\f\x85\u2028\u2029":
        return "⏎"
    if found[0] == "\t":
        return "⇥"
    return f"⟨U+{ord(found[0]):04X}⟩"
