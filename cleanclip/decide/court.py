"""Keep or drop: the one place where marks become decisions.

An explicit keep stands over a certain removal, and that over hints. A hint alone
removes nothing: another mark in the same zone (the lines between two paragraphs
that nobody marked), or an established region, must agree with it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress

from cleanclip.clip import Clip, Known, Mark, Scorer, Scores
from cleanclip.decide.passages import twins
from cleanclip.decide.titles import Titles
from cleanclip.words import PROSE_WORDS, belong_together, count_words, prose

GUARD_WORDS = 40
"""An uncertain region is not cut when fewer words of body than this would stand above it."""

LEAST_LINES = 25
"""A clip of fewer lines shows too little of its page for scores to take lines out."""

PROSE_WITNESSES = 4
"""A hint about a line of prose is believed when so many certain removals stand in its zone, or one of its label."""

PRESETS = ("gentle", "standard", "strict")

LEAST_AMID = 3
"""So many hints, at least, and of more than one kind, believe each other between two paragraphs."""

LONGEST_LIST = 12
"""So many lines, at most, are passed over on the way up to the line that introduces a list; and a longer list is a
menu, whatever stands above it."""

STRICT_LABELS = frozenset(("bio", "correction"))
"""What rules mark so, only the strict preset takes out, as far as it is no end of the article."""

# Cleaners of ours whose marks are read with more than the label; a cleaner of the user's is taken at its word.
_RULES, _HEADLINES, _BYLINES = "rules", "headlines", "bylines"


@dataclass
class Decision:
    """What becomes of each line of a clip, and of stretches inside lines."""

    labels: list[str]
    kept: list[bool]
    cuts: list[Mark] = field(default_factory=list)
    """Removals of a part of a kept line, sorted and disjoint."""
    spans: dict[str, str] = field(default_factory=dict)
    """Fields that a kept stretch gave, such as the dateline."""
    removals: Sequence[tuple[int, int, Mark]] = ()
    """Every removal that was believed: its first line, its last, and the mark."""
    namers: Mapping[int, Mark] = field(default_factory=dict)
    """For each line that was to go, the mark that gave it its label."""
    protected: Collection[int] = frozenset()
    """The lines that a keep touches: nothing later may take one out either."""
    scores: Scores | None = None
    """What the scorer says of the lines, where there is one."""
    low: Collection[int] = frozenset()
    """The lines that go for their score alone."""

    def score(self, index: int) -> float | None:
        """The score of a line that nothing else decided about."""
        if self.scores is None or index in self.namers or index in self.protected:
            return None
        return self.scores.values[index]

    def cleaner(self, index: int) -> str:
        """Who had a line removed; "" where nobody did."""
        return self.namers[index].cleaner if index in self.namers else ""

    @cached_property
    def reasons(self) -> list[tuple[str, ...]]:
        """Why, for each line; worked out when an account is asked for."""
        said: list[dict[str, None]] = [{} for _ in self.labels]
        for first, last, mark in self.removals:
            for index in range(first, last + 1):
                said[index][mark.reason] = None
        if self.scores is not None:
            for index in self.low:
                said[index][self.scores.reason(index)] = None
        return list(map(tuple, said))


def decide(
    clip: Clip,
    marks: Iterable[Mark],
    include: Collection[str] = (),
    preset: str = "standard",
    scorer: Scorer | None = None,
    again: Callable[[Clip], Iterable[Mark]] | None = None,
) -> Decision:
    """Decide about every line.

    Args:
        clip: the clip that the marks speak of.
        marks: what the find cleaners said, in any order.
        include: labels whose lines stay where they stand.
        preset: `gentle` removes on proof alone.
        scorer: what judges the lines that no mark decides about.
        again: what the find cleaners say of the clip when they know which lines go for their scores.

    >>> clip = Clip.from_text("Share\\n\\nIt rained.")
    >>> decide(clip, [Mark(0, 5, "share", False, True, "rules", "a share button")]).kept
    [False, True]
    """
    court = _Court(clip, sorted(marks), preset)
    if scorer is not None and clip.lines:
        court.score(scorer)
        if court.low and again is not None:
            clip = clip.without(court.low)
            court = _Court(clip, sorted(again(clip)), preset, court)
    return court.decision(include)


class _Court:
    """The marks of one clip, sorted by what they are, and the decisions that follow."""

    def __init__(self, clip: Clip, marks: Sequence[Mark], preset: str, before: _Court | None = None) -> None:
        self.clip, self.preset = clip, preset
        self.gentle, self.strict = preset == "gentle", preset == "strict"
        self.best: dict[int, Mark] = {}  # the removal that names a line
        self.removals: list[tuple[int, int, Mark]] = []
        self.named: dict[int, str] = {}  # lines that stay or go under a kept mark's label
        self.protected: set[int] = set()
        self.shields: list[Mark] = []  # the keeps themselves: no part of a line is cut out of one
        self.hints: dict[int, tuple[Mark, ...]] = {}
        self.title: Mark | None = None  # the hint that the lines at the top may be titles
        self.repeats: dict[int, Mark] = {}
        self.cuts: list[Mark] = []
        self.spans: dict[str, str] = {}
        self.scores: Scores | None = before.scores if before else None
        self.low = set(clip.gone)  # the lines that go for their score alone
        self.introduced: set[int] = set()  # lists that a line above them opens
        self.placed = False  # whether a dateline shows where the article begins
        self.regions: list[tuple[Mark, int, int]] = []
        for mark in marks:
            self._sort(mark)
        self.tail_from: int | None = None
        for mark, first, last in self.regions:
            self._region(mark, first, last)
        for index in [index for index in self.hints if self._opens_sentence(index)]:
            del self.hints[index]
        self.bylines = {
            index: mark
            for index, marks in self.hints.items()
            for mark in marks
            if mark.cleaner == _BYLINES and mark.certain
        }
        self._believe_bylines()
        self.hinted = {index: mark.label for index, mark in self.repeats.items()}
        self.hinted.update((index, marks[0].label) for index, marks in self.hints.items())
        if self.gentle:  # what is proved but for a second mark
            inexact = (
                (index, tuple(mark for mark in marks if not mark.exact and mark.certain))
                for index, marks in self.hints.items()
            )
            self.hints = {index: marks for index, marks in inexact if marks}
        if self.hints:
            self._corroborate()
        if self.repeats and not self.gentle:
            for index in [*twins(clip.lines, self.repeats, self._stays)]:
                self._remove(index, self.repeats[index])
        self._believe_bylines()  # once more: paragraphs have gone
        if before:  # what was proved without the scores stays so
            for index in before.best.keys() - self.best.keys():
                self._remove(index, before.best[index])

    def _sort(self, mark: Mark) -> None:
        """Put a mark where marks of its kind are looked at."""
        clip = self.clip
        first, last = self._lines(mark)
        if first > last:
            return
        proved = mark.exact or not self.gentle
        if mark.keep:
            self._keep(mark, first, last)
        elif mark.cleaner == _HEADLINES and not mark.certain:
            self.title = mark
        elif self._only_told(mark) and (first == last or mark.end < len(clip.text)):
            self.named.update(dict.fromkeys(range(first, last + 1), mark.label))
        elif first < last and proved:
            self.regions.append((mark, first, last))
        elif mark.start > clip.starts[first] or mark.end < clip.end(first):
            if mark.certain:
                self.cuts.append(mark)
        elif mark.certain and mark.cleaner != _BYLINES and proved:
            self._remove(first, mark)
        elif mark.label == "repeat":
            self.repeats[first] = mark
        else:
            self.hints[first] = (*self.hints.get(first, ()), mark)

    def _only_told(self, mark: Mark) -> bool:
        """Whether the preset leaves what a rule marks where it stands."""
        return not self.strict and mark.label in STRICT_LABELS and mark.cleaner == _RULES

    def _lines(self, mark: Mark) -> tuple[int, int]:
        """The first and last line that a mark touches."""
        starts = self.clip.starts
        first = bisect_right(starts, mark.start) - 1
        if first >= 0 and mark.start < mark.end <= starts[first] + len(self.clip.lines[first]):
            return first, first
        if first < 0 or mark.start >= self.clip.end(first):
            first += 1
        if first + 1 == len(starts) or mark.end <= starts[first + 1]:
            return first, first
        return first, bisect_left(starts, mark.end) - 1

    def _keep(self, mark: Mark, first: int, last: int) -> None:
        self.shields.append(mark)
        self.protected.update(range(first, last + 1))
        whole = mark.start <= self.clip.starts[first] and mark.end >= self.clip.end(last)
        if whole:
            self.named.update(dict.fromkeys(range(first, last + 1), mark.label))
        else:
            self.placed = self.placed or (mark.label == "dateline" and mark.certain)
            self.spans.setdefault(mark.label, self.clip.text[mark.start : mark.end])

    def _remove(self, index: int, mark: Mark) -> None:
        """Believe the removal of a line."""
        self.removals.append((index, index, mark))
        self._name(index, mark)

    def _name(self, index: int, mark: Mark) -> None:
        """The narrowest mark names a line."""
        best = self.best.setdefault(index, mark)
        if (mark.end - mark.start, not mark.certain) < (best.end - best.start, not best.certain):
            self.best[index] = mark

    def _region(self, mark: Mark, first: int, last: int) -> None:
        """A removal over several lines; in a tail, an unmarked line takes the label of the marked one above it."""
        tail = last == len(self.clip.lines) - 1
        if tail and self.tail_from is not None and first >= self.tail_from:
            return
        if not mark.certain and (self.gentle or first < self._guarded):
            return
        if tail:
            self.tail_from = first if self.tail_from is None else min(first, self.tail_from)
        inside = range(first, last + 1)
        for index in inside if len(inside) < len(self.hints) else [i for i in self.hints if i in inside]:
            for hint in self.hints.get(index, ()):
                self._remove(index, hint)
        self.removals.append((first, last, mark))
        for index in inside:
            best = self.best.setdefault(index, mark)
            if best is mark:
                continue
            if tail and best.label != mark.label:
                mark = mark._replace(label=best.label)
            self._name(index, mark)

    @cached_property
    def _guarded(self) -> int:
        """The first line that has enough words of body above it."""
        words = 0
        for index, line in enumerate(self.clip.lines):
            if words >= GUARD_WORDS:
                return index
            if self._stays(index):
                words += count_words(line)
        return len(self.clip.lines) if words < GUARD_WORDS else len(self.clip.lines) - 1

    def _believe_bylines(self) -> None:
        """Believe bylines above the first paragraph that stays or below the last; between two they are hints."""
        sure = {index: mark for index, mark in self.bylines.items() if index not in self.best}
        if not sure:
            return
        flags = self.clip.once(prose)
        running = [i for i in compress(range(len(flags)), flags) if i not in sure and self._stays(i)]
        for index, mark in sure.items():
            if not running or not running[0] < index < running[-1]:
                self._remove(index, mark)

    def _corroborate(self) -> None:
        """Believe hints that do not stand alone between two paragraphs."""
        lines, best = self.clip.lines, self.best
        marked = sorted({*self.hints, *best})
        prose_lines = list(self.clip.once(prose))
        for index in (*self.repeats, *self.low):  # what goes parts nothing, nor does a paragraph that may go
            prose_lines[index] = False
        zones: list[list[int]] = []
        previous = -1
        for index in marked:
            if not zones or (index - previous > 1 and True in prose_lines[previous + 1 : index]):
                zones.append([])
            zones[-1].append(index)
            previous = index
        running = [i for i in compress(range(len(lines)), prose_lines) if not (i in best or i in self.hints)]
        first, last = (running[0], running[-1]) if running else (len(lines), -1)
        for zone in zones:
            if not any(index in self.hints for index in zone):
                continue
            if len({lines[index].casefold() for index in zone}) < 2:
                continue
            sure = [best[index].label for index in zone if index in best]
            leads = zone[0] > 0 and _leads_in(lines[zone[0] - 1])
            if not sure and (leads or self._is_introduced(zone[0], prose_lines)):
                if zone[-1] - zone[0] < LONGEST_LIST:
                    self.introduced.update(range(zone[0], zone[-1] + 1))
                continue
            amid = first < zone[0] and zone[-1] < last
            if not sure and amid and (len(zone) < LEAST_AMID or self._of_one_kind(zone)):
                continue  # two lines, or a list of one kind, between two paragraphs may be the author's
            listed = set(_in_a_row(zone, best)) if leads else set()
            likes = {*sure} - {"caption"}
            for index in zone:
                if index in listed:
                    continue
                for hint in self.hints.get(index, ()):
                    alike = hint.label in likes
                    if not prose_lines[index] or len(sure) >= PROSE_WITNESSES or alike:
                        self._remove(index, hint)

    def _of_one_kind(self, zone: Sequence[int]) -> bool:
        """Whether one label suits all hints of a zone."""
        kinds = ({hint.label for hint in self.hints[index]} for index in zone if index in self.hints)
        return bool(set.intersection(*kinds))

    def _opens_sentence(self, index: int) -> bool:
        """Whether a line that a hint is about opens a sentence: the one right below it goes on in small letters."""
        lines, below = self.clip.lines, index + 1
        if below == len(lines) or self.clip.gaps[below] != 1 or not self._stays(below) or below in self.hints:
            return False
        # Two that do not belong together have a blank line between them in a second pass.
        if not belong_together(lines[index], lines[below]):
            return False
        return lines[index][-1].isalnum() and lines[below][0].islower()

    def _is_introduced(self, index: int, prose_lines: Sequence[bool]) -> bool:
        """Whether a line belongs to a list behind a colon: it may begin with unknown lines."""
        lines = self.clip.lines
        for above in range(index - 1, max(-1, index - 1 - LONGEST_LIST), -1):
            if lines[above].endswith(":"):
                return True
            if prose_lines[above] or self.clip.blank_before(above + 1):
                return False
        return False

    def _stays(self, index: int) -> bool:
        """Whether a line is kept as far as is known."""
        return (index not in self.best and index not in self.low) or index in self.protected

    def score(self, scorer: Scorer) -> None:
        """Let a scorer judge the lines that no mark decides about."""
        goes = {index: mark.label for index, mark in self.best.items()}
        self.scores = scorer(self.clip, Known(goes, self.hinted, self.protected))
        if len(self.clip.lines) >= LEAST_LINES:
            kept = self.scores.kept(self.preset)
            settled = {*self.best, *self.protected, *self.named, *self.introduced}
            self.low = {index for index, keep in enumerate(kept) if not keep} - settled
            if not any(map(self._stays, range(len(kept)))):  # scores alone leave no clip without its paragraphs
                self.low.difference_update(compress(range(len(kept)), self.clip.once(prose)))

    def _entitle(self, hint: Mark) -> None:
        """Believe that lines at the top are headline and standfirst, where something proves it."""
        labels = {index: mark.label for index, mark in self.best.items()}
        titles = Titles(self.clip, self._stays, labels, self.hints, self.placed, self.gentle)
        for index, label, reason in [*titles.found()]:
            if label:
                start, end = self.clip.starts[index], self.clip.end(index)
                self._remove(index, hint._replace(start=start, end=end, label=label, reason=reason))
            else:
                for mark in self.hints[index]:
                    self._remove(index, mark)

    def decision(self, include: Collection[str]) -> Decision:
        """What becomes of the lines."""
        if self.title is not None:
            self._entitle(self.title)
        count = len(self.clip.lines)
        labels, kept = ["body"] * count, [True] * count
        for index in self.low:
            labels[index] = self.hinted.get(index, "boilerplate")
            kept[index] = labels[index] in include
        for index, mark in self.best.items():
            labels[index] = mark.label
            kept[index] = index in self.protected or mark.label in include
        for index, label in self.named.items():
            labels[index] = label
        cuts = [cut for cut in self.cuts if kept[self._lines(cut)[0]] and cut.label not in include]
        if cuts and self.shields:
            cuts = _outside(cuts, _disjoint(self.shields))
        low = self.low - self.best.keys()
        return Decision(
            labels, kept, _disjoint(cuts), self.spans, self.removals, self.best, self.protected, self.scores, low
        )


def _leads_in(line: str) -> bool:
    """Whether a line is the long opening of a list: it ends with a colon, or with a word such as "these".

    >>> _leads_in("The networks that were blocked in the region are these:"), _leads_in("Share this:")
    (True, False)
    """
    words = line.split()
    return len(words) >= PROSE_WORDS and (line[-1] in ":：" or words[-1].rstrip(".,").lower() in _LEADING)


_LEADING = frozenset("these following below are were include includes".split())


def _in_a_row(zone: Sequence[int], sure: Container[int]) -> Iterator[int]:
    """The first lines of a zone, one right below the other, down to one of which somebody is certain."""
    for index, expected in zip(zone, range(zone[0], zone[-1] + 1), strict=False):
        if index != expected or index in sure:
            return
        yield index


def _disjoint(marks: list[Mark]) -> list[Mark]:
    """Sorted stretches with those that overlap made one."""
    out: list[Mark] = []
    for mark in sorted(marks):
        if out and mark.start < out[-1].end:
            out[-1] = out[-1]._replace(end=max(out[-1].end, mark.end))
        else:
            out.append(mark)
    return out


def _outside(cuts: list[Mark], shields: list[Mark]) -> list[Mark]:
    """The cuts that touch none of some sorted, disjoint stretches."""
    ends = [shield.end for shield in shields]

    def free(cut: Mark) -> bool:
        place = bisect_right(ends, cut.start)
        return place == len(shields) or cut.end <= shields[place].start

    return list(filter(free, cuts))
