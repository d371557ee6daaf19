"""From a decided clip to canonical body text: what goes, what parts the rest, and the layers of edits that say so."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, compress, islice, pairwise

from cleanclip.clip import Clip, Edit
from cleanclip.decide import Decision
from cleanclip.edits import OffsetMap, apply
from cleanclip.words import belong_together, vocabulary

PARAGRAPH = "\n\n"
LINE = "\n"


def cut(clip: Clip, decision: Decision) -> list[Edit]:
    """The edits that leave the kept lines, a paragraph or a line apart."""
    kept = [index for index, keep in enumerate(decision.kept) if keep]
    gaps = _gaps(clip, kept)
    edits: list[Edit] = []
    previous = -1
    for index, gap in zip(kept, gaps, strict=True):
        edits += _between(clip, decision, previous, index, gap)
        previous = index
    edits += _between(clip, decision, previous, len(clip.lines), "")
    if decision.cuts:
        edits = sorted([*edits, *_inner(clip, decision)])
    return edits


def _gaps(clip: Clip, kept: Sequence[int]) -> list[str]:
    """What comes before each kept line: nothing, a line end, or a blank line."""
    if not kept:
        return []
    widths, apart = clip.gaps, clip.blank_before
    return [
        "",
        *[
            LINE if this - last == 1 and (widths[this] == 1 or not apart(this)) else PARAGRAPH
            for last, this in pairwise(kept)
        ],
    ]


def _between(clip: Clip, decision: Decision, left: int, right: int, gap: str) -> Iterator[Edit]:
    """Edits from the end of one kept line to the start of the next: white space, then each dropped line."""
    text = clip.text
    at = clip.end(left) if left >= 0 else 0
    for index in range(left + 1, right):
        start = clip.starts[index]
        if at < start or gap:
            yield from _white(text, at, start, gap)
        gap, at = "", start
        end = clip.starts[index + 1] if index + 1 < len(clip.lines) else len(text)
        label = decision.labels[index]
        yield Edit(start, end, "", label, decision.cleaner(index), "; ".join(decision.reasons[index]))
        at = end
    end = clip.starts[right] if right < len(clip.lines) else len(text)
    if at < end or gap:
        yield from _white(text, at, end, gap)


def _white(text: str, start: int, end: int, gap: str) -> Iterator[Edit]:
    if text[start:end] != gap:
        yield Edit(start, end, gap, "space", "layout", "one blank line between paragraphs")


def _inner(clip: Clip, decision: Decision) -> Iterator[Edit]:
    """Removals inside kept lines, with the space that would be left double or at an edge."""
    for mark in decision.cuts:
        line = bisect_right(clip.starts, mark.start) - 1
        first, last = clip.starts[line], clip.end(line)
        start, end = mark.start, mark.end
        while end < last and clip.text[end].isspace() and (start == first or clip.text[start - 1].isspace()):
            end += 1
        while start > first and clip.text[start - 1].isspace() and end == last:
            start -= 1
        yield Edit(start, end, "", mark.label, mark.cleaner, mark.reason)


def body(clip: Clip, decision: Decision) -> tuple[Clip, list[Edit] | None]:
    """The clip that is left, and its edits where they had to be made to build it.

    The common case, whole lines kept or dropped, is put together without edits.
    """
    if decision.cuts:
        edits = cut(clip, decision)
        return rebuilt(clip, edits, decision.labels), edits
    gaps = _gaps(clip, list(compress(range(len(clip.lines)), decision.kept)))
    lines, labels = (list(compress(column, decision.kept)) for column in (clip.lines, decision.labels))
    ends = accumulate(chain.from_iterable(zip(map(len, gaps), map(len, lines), strict=True)))
    starts = array("q", islice(ends, 0, None, 2))
    text = "".join(chain.from_iterable(zip(gaps, lines, strict=True)))
    return Clip(text, lines, starts, labels, clip.url).part_of(clip, vocabulary), None


def rebuilt(clip: Clip, edits: Sequence[Edit], labels: Sequence[str]) -> Clip:
    """The clip after some edits, its lines still labelled."""
    fresh = Clip.from_text(apply(clip.text, edits), clip.url)
    offsets = OffsetMap(edits)
    origins = (bisect_right(clip.starts, offsets.source_span(start, start + 1)[0]) - 1 for start in fresh.starts)
    return Clip(fresh.text, fresh.lines, fresh.starts, [labels[max(0, origin)] for origin in origins], clip.url)


def laid_out(clip: Clip) -> str:
    """The text with lines parted by a blank line wherever they are not verse, a list or a table."""
    if clip.text.count("\n") == 2 * (len(clip.lines) - 1):
        return clip.text  # parted already
    parted = _parted(clip)
    if not parted:
        return clip.text
    pieces: list[str] = []
    at = 0
    for index in parted:
        pieces += (clip.text[at : clip.end(index - 1)], PARAGRAPH)
        at = clip.starts[index]
    return "".join((*pieces, clip.text[at:]))


def layout(clip: Clip) -> list[Edit]:
    """The edits of `laid_out`."""
    return [
        Edit(clip.end(index - 1), clip.starts[index], PARAGRAPH, "space", "layout", "one blank line between paragraphs")
        for index in _parted(clip)
    ]


def _parted(clip: Clip) -> list[int]:
    """The lines that stand right below another and are a paragraph of their own."""
    lines, near = clip.lines, [index for index, gap in enumerate(clip.gaps) if gap == 1]
    return [index for index in near if not belong_together(lines[index - 1], lines[index])]
