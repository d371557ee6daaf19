"""What comes back: the text, the fields, and everything that led to them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from cleanclip.clip import Block, Clip, Edit
from cleanclip.edits import OffsetMap, compose
from cleanclip.report.view import FIELDS


@dataclass(frozen=True)
class Result:
    """A cleaned clip with an account of every change.

    >>> import cleanclip
    >>> result = cleanclip.explain("Advertisement\\n\\nIt rained in Basra on Monday, officials said.")
    >>> result.text
    'It rained in Basra on Monday, officials said.'
    >>> [(block.label, block.kept) for block in result.blocks]
    [('ad', False), ('body', True)]
    """

    text: str
    """The canonical body text."""
    source_text: str
    """The caller's own text, the decoded bytes, or the text of a page."""
    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    dateline: str | None = None
    publication: str | None = None
    published: str | None = None
    """ISO 8601, only where the clip says so; a page clock is no publication date."""
    encoding: str | None = None
    """For bytes, the encoding they were read in, and how it was found out."""
    warnings: tuple[str, ...] = ()
    layers: tuple[tuple[Edit, ...], ...] = field(default=(), repr=False)
    """The edits of each step, each in the coordinates of the text before it."""
    drafts: tuple[Block, ...] = field(default=(), repr=False)
    """The blocks in the coordinates of the repaired text, after `repairs` layers."""
    repairs: int = field(default=0, repr=False)

    def __str__(self) -> str:
        return self.text

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """Every change, sorted and disjoint, in code points of `source_text`."""
        return tuple(_composed(self.source_text, self.layers))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every line that is not blank, kept or dropped, in code points of `source_text`."""
        offsets = OffsetMap(_composed(self.source_text, self.layers[: self.repairs]))
        out: list[Block] = []
        at = 0
        for block in self.drafts:
            start, end = offsets.source_span(block.start, block.end)
            out += self._swallowed(at, start)
            at = end
            gone = None if not block.kept else self._taken(start, end)
            if gone is not None:
                reasons = (*block.reasons, gone.reason)
                block = block._replace(label=gone.label, kept=False, reasons=reasons)
            out.append(block._replace(text=self.source_text[start:end], start=start, end=end))
        out += self._swallowed(at, len(self.source_text))
        return tuple(out)

    def _swallowed(self, start: int, end: int) -> Iterator[Block]:
        """Lines of the source of which a repair left nothing, such as a lone entity for a space."""
        gap = self.source_text[start:end]
        if not gap or gap.isspace():
            return
        clip = Clip.from_text(gap)
        for line, offset in zip(clip.lines, clip.starts, strict=True):
            begin = start + offset
            edit = self._taken(begin, begin + len(line))
            label, reasons = (edit.label, (edit.reason,)) if edit else ("space", ("nothing was left of it",))
            yield Block(line, begin, begin + len(line), label, False, None, None, reasons)

    def _taken(self, start: int, end: int) -> Edit | None:
        """The edit that swallowed a whole stretch of the source, such as a pull-quote."""
        place = bisect_right(self._starts, start) - 1
        if place < 0:
            return None
        edit = self.edits[place]
        inside = edit.start < start and end < edit.end
        return edit if inside or (end <= edit.end and not edit.replacement.strip()) else None

    @cached_property
    def _starts(self) -> list[int]:
        return [edit.start for edit in self.edits]

    @cached_property
    def language(self) -> str | None:
        """The ISO 639-1 code of the body's language, or None where it cannot be told."""
        from cleanclip.language import guess_language

        return guess_language(self.text or self.source_text)

    @property
    def removed_ratio(self) -> float:
        """The share of the source's characters, white space aside, that is not in the text, from 0 to 1."""
        before = _solid(self.source_text)
        return max(0.0, 1 - _solid(self.text) / before) if before else 0.0

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of `text` stands in `source_text`; both half-open, in code points.

        Raises:
            ValueError: unless `0 <= start <= end <= len(text)`.

        >>> import cleanclip
        >>> cleanclip.explain("  It rained.").source_span(0, 2)
        (2, 4)
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"{start}:{end} is not a stretch of the text, which has the offsets 0 to {len(self.text)}")
        return self._offsets.source_span(start, end)

    @cached_property
    def _offsets(self) -> OffsetMap:
        return OffsetMap(self.edits)

    def to_dict(self) -> dict[str, Any]:
        """Plain lists, dicts, strings and numbers, ready for JSON."""
        return {
            "text": self.text,
            **{name: getattr(self, name) for name in FIELDS},
            "encoding": self.encoding,
            "removed_ratio": round(self.removed_ratio, 4),
            "warnings": list(self.warnings),
            "blocks": [{**block._asdict(), "reasons": list(block.reasons)} for block in self.blocks],
            "edits": [edit._asdict() for edit in self.edits],
            "source_text": self.source_text,
        }

    def to_html(self) -> str:
        """A page that shows what was kept, what went and why; it needs nothing from elsewhere."""
        from cleanclip.report.render import page

        return page(self)

    def _repr_html_(self) -> str:
        from cleanclip.report.render import fragment

        return fragment(self)


def _composed(text: str, layers: tuple[tuple[Edit, ...], ...]) -> list[Edit]:
    edits: list[Edit] = []
    for layer in layers:
        edits = compose(text, edits, layer)
    return edits


def _solid(text: str) -> int:
    """How many characters are not white space."""
    return sum(map(len, text.split()))


@dataclass(frozen=True)
class Outcome:
    """A result or an error, as a value: what becomes of one of many clips."""

    text: str | None
    result: Result | None
    error: Exception | None

    @property
    def ok(self) -> bool:
        """Whether there is a text."""
        return self.error is None
