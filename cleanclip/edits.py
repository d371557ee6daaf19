"""Edits as a calculus: apply them, put two lists into one, map offsets through them.

Edits of one list are sorted, disjoint and in the coordinates of one text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from cleanclip.clip import Edit


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text after the edits.

    Raises:
        ValueError: where an edit leaves the text or meets the one before it.

    >>> apply("Iranbacked groups", [Edit(0, 10, "Iran-backed", "hyphen", "hyphens", "lost")])
    'Iran-backed groups'
    """
    pieces: list[str] = []
    at = 0
    for edit in edits:
        if not at <= edit.start <= edit.end <= len(text):
            raise ValueError(
                f"edit {edit.start}:{edit.end} by {edit.cleaner!r} does not fit: edits must be sorted, "
                f"disjoint, and inside the text (the last one ended at {at}, the text at {len(text)})"
            )
        pieces += (text[at : edit.start], edit.replacement)
        at = edit.end
    pieces.append(text[at:])
    return "".join(pieces)


def settle(edits: Iterable[Edit], length: int) -> list[Edit]:
    """Edits that several cleaners proposed for one text, made sorted and disjoint.

    Overlapping removals unite. Of other overlapping edits the longer wins, then
    the earlier start, then the cleaner's name. What leaves the text is refused.

    Raises:
        ValueError: for an edit outside `0 <= start <= end <= length`.

    >>> short = Edit(0, 6, "Qasem", "name", "a", "")
    >>> long = Edit(0, 16, "Qasem Soleimani", "name", "b", "")
    >>> settle([short, long], 20) == [long]
    True
    """
    proposed = sorted(edits)
    for edit in proposed:
        if not 0 <= edit.start <= edit.end <= length:
            raise ValueError(
                f"cleaner {edit.cleaner!r} proposed an edit at {edit.start}:{edit.end}, "
                f"but the text has the offsets 0 to {length}"
            )
    if all(a.end <= b.start and a[:2] != b[:2] for a, b in pairwise(proposed)):
        return proposed
    settled: list[Edit] = []
    cluster: list[Edit] = []
    reach = -1
    for edit in proposed:
        if cluster and edit.start > reach:
            settled += _strongest(cluster)
            cluster = []
        cluster.append(edit)
        reach = max(reach, edit.end) if len(cluster) > 1 else edit.end
    return settled + _strongest(cluster)


def _strongest(cluster: list[Edit]) -> list[Edit]:
    """Of edits that touch one another, those that stay."""
    if len(cluster) == 1:
        return cluster
    removals = _united([edit for edit in cluster if not edit.replacement])
    rest = [edit for edit in cluster if edit.replacement]
    ranked = sorted(removals + rest, key=lambda e: (e.start - e.end, e.start, e.cleaner, e.replacement))
    chosen: list[Edit] = []
    starts: list[int] = []
    for edit in ranked:
        place = bisect_right(starts, edit.start)
        before, after = chosen[place - 1 : place], chosen[place : place + 1]
        clear_before = not before or (before[0].end <= edit.start and before[0][:2] != edit[:2])
        if clear_before and (not after or edit.end <= after[0].start):
            chosen.insert(place, edit)
            starts.insert(place, edit.start)
    return chosen


def _united(removals: Sequence[Edit]) -> list[Edit]:
    """Sorted removals with those that overlap made one, which keeps every reason."""
    united: list[Edit] = []
    for edit in removals:
        if united and edit.start < united[-1].end:
            last = united[-1]
            widest = max(last, edit, key=lambda e: e.end - e.start)
            united[-1] = widest._replace(
                start=last.start, end=max(last.end, edit.end), reason=_both(last.reason, edit.reason)
            )
        elif edit.start < edit.end:
            united.append(edit)
    return united


def compose(text: str, first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """One list that does to `text` what `first` and then `second` do.

    `second` is in the coordinates of `apply(text, first)`. Where it meets the
    work of `first` the two become one edit, with the later label and both reasons.

    >>> first = [Edit(3, 5, " ", "space", "spaces", "two spaces")]
    >>> second = [Edit(2, 5, "-", "hyphen", "hyphens", "no space here")]
    >>> [edit] = compose("one  two", first, second)
    >>> edit.start, edit.end, edit.label, edit.reason
    (2, 6, 'hyphen', 'two spaces; no space here')
    """
    if not first:
        return list(second)
    out: list[Edit] = []
    i = j = shift = 0  # shift: offset in the middle text minus offset in `text`, outside edits
    while i < len(first) or j < len(second):
        start_a = first[i].start + shift if i < len(first) else None
        start_b = second[j].start if j < len(second) else None
        # What is deleted at a point comes before what a later edit begins there.
        a_leads = start_b is None or (
            start_a is not None
            and (start_a < start_b or (start_a == start_b and (not first[i].replacement or second[j].end > start_b)))
        )
        low_i, low_j, low_shift = i, j, shift
        if a_leads:
            assert start_a is not None
            left, right = start_a, start_a + len(first[i].replacement)
            shift += len(first[i].replacement) - (first[i].end - first[i].start)
            i += 1
        else:
            left, right = second[j].start, second[j].end
            j += 1
        while True:
            if i < len(first) and left < right and first[i].start + shift < right:
                right = max(right, first[i].start + shift + len(first[i].replacement))
                shift += len(first[i].replacement) - (first[i].end - first[i].start)
                i += 1
            elif j < len(second) and left < right and second[j].start < right:
                right = max(right, second[j].end)
                j += 1
            else:
                break
        out.append(_merged(text, left, right, (low_shift, shift), first[low_i:i], second[low_j:j]))
    return out


def _merged(
    text: str,
    left: int,
    right: int,
    shifts: tuple[int, int],
    first: Sequence[Edit],
    second: Sequence[Edit],
) -> Edit:
    """One edit of `text` for a group of edits that meet in the middle text, at `left:right`."""
    if not second:
        return first[0]
    start, end = left - shifts[0], right - shifts[1]
    if not first:
        return second[0]._replace(start=start, end=end)
    middle = apply(text[start:end], (e._replace(start=e.start - start, end=e.end - start) for e in first))
    final = apply(middle, (e._replace(start=e.start - left, end=e.end - left) for e in second))
    reason = ""
    for edit in (*first, *second):
        reason = _both(reason, edit.reason)
    return Edit(start, end, final, second[-1].label, second[-1].cleaner, reason)


def _both(one: str, other: str) -> str:
    """Two reasons as one sentence, each said once."""
    if not one or other in one.split("; "):
        return one or other
    return f"{one}; {other}" if other else one


class OffsetMap:
    """Where places in an edited text come from.

    >>> edits = [Edit(0, 6, "", "nav", "rules", "navigation")]
    >>> OffsetMap(edits).source_span(0, 4)
    (6, 10)
    """

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._ends: list[int] = []  # where each edit's replacement ends in the edited text
        shift = 0
        for edit in edits:
            shift += len(edit.replacement) - (edit.end - edit.start)
            self._ends.append(edit.end + shift)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open stretch of the source that `start:end` of the edited text came from.

        A place inside a replacement comes from the whole of what was replaced.
        """
        low = self._source(start, after=True)
        return low, max(low, self._source(end, after=False))

    def _source(self, place: int, *, after: bool) -> int:
        index = bisect_right(self._ends, place) if after else self._first_end_at_or_after(place)
        if index < len(self._edits):
            edit = self._edits[index]
            begin = self._ends[index] - len(edit.replacement)
            inside = begin <= place if after and edit.replacement else begin < place
            if inside:
                return edit.start if after else edit.end
        if index == 0:
            return place
        return place - self._ends[index - 1] + self._edits[index - 1].end

    def _first_end_at_or_after(self, place: int) -> int:
        return bisect_right(self._ends, place - 1)
