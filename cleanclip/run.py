"""One text on its way through the stages, and the only place where cleaners run."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from cleanclip.body import body, cut, laid_out, layout, rebuilt
from cleanclip.clip import Block, Clip, Edit, Mark, Stage
from cleanclip.decide import Decision, decide
from cleanclip.edits import OffsetMap, apply, compose, settle
from cleanclip.registry import name_of, stage_of
from cleanclip.result import Result
from cleanclip.words import count_words

REPAIR_ROUNDS = 8
"""Read cleaners run again while one of them made work for another, at most so often."""

MOST_DOUBT = 0.05
"""The share of the body that may be expected to be lost without a warning."""

Stages = Mapping[Stage, Sequence[Callable[..., Any]]]
"""The cleaners of each stage, in order; empty where there are none at all."""


class Run:
    """One text on its way through a pipeline: what each stage made of it."""

    def __init__(
        self,
        stages: Stages,
        preset: str,
        source: str,
        url: str | None = None,
        include: Collection[str] = (),
    ) -> None:
        self.source = source
        self.repairs: list[list[Edit]] = []
        self.later: list[list[Edit]] = []
        self.clip = Clip("", (), (), (), url)
        self.decision = Decision([], [])
        self._cut: list[Edit] | None = None
        self._final = self.clip
        self.text = source
        if stages:
            self._go(stages, preset, url, include)

    def _go(self, stages: Stages, preset: str, url: str | None, include: Collection[str]) -> None:
        self.clip = Clip.from_text(self._repaired(stages.get("read", ())), url)
        finders = stages.get("find", ())
        found = [_marks(cleaner, self.clip) for cleaner in finders]

        def again(clip: Clip) -> Iterator[Mark]:
            for cleaner, marks in zip(finders, found, strict=True):
                yield from _marks(cleaner, clip) if getattr(cleaner, "looks_again", False) else marks

        scorer = next(iter(stages.get("score", ())), None)
        self.decision = decide(self.clip, chain.from_iterable(found), include, preset, scorer, again)
        clip, self._cut = body(self.clip, self.decision)
        for stage in ("mend", "name"):
            clip = self._edited(clip, self._spared(_edits(stages.get(stage, ()), clip), clip, include))
        self._final = clip
        self.text = laid_out(clip)

    def _repaired(self, cleaners: Sequence[Callable[..., Any]]) -> str:
        clip = Clip(self.source, (), ())
        for _ in range(REPAIR_ROUNDS):
            again = False
            for cleaner in cleaners:
                edits = _edits((cleaner,), clip)
                if edits:
                    self.repairs.append(edits)
                    clip = Clip(apply(clip.text, edits), (), ())
                    again = again or cleaner is not cleaners[-1]
            if not again:
                break
        return clip.text

    def _spared(self, edits: list[Edit], clip: Clip, include: Collection[str]) -> list[Edit]:
        """The edits without those that take out a whole line that a keep or `include` protects."""
        protected = self.decision.protected
        gone = [edit for edit in edits if not edit.replacement.strip() and _in(clip, edit)]
        if not gone or not (include or protected):
            return edits
        origin = self._origins(clip)
        spared = {
            edit for edit in gone if edit.label in include or any(origin(line) in protected for line in _in(clip, edit))
        }
        return [edit for edit in edits if edit not in spared]

    def _origins(self, clip: Clip) -> Callable[[int], int]:
        """Says which line of the decided clip a line of a later one is."""
        edits = cut(self.clip, self.decision) if self._cut is None else self._cut
        for layer in self.later:
            edits = compose(self.clip.text, edits, layer)
        offsets = OffsetMap(edits)

        def origin(index: int) -> int:
            start = clip.starts[index]
            return bisect_right(self.clip.starts, offsets.source_span(start, start + 1)[0]) - 1

        return origin

    def _edited(self, clip: Clip, edits: list[Edit]) -> Clip:
        if not edits:
            return clip
        self.later.append(edits)
        return rebuilt(clip, edits, clip.labels)

    @property
    def labels(self) -> Collection[str]:
        """The labels of the lines."""
        return self.decision.labels

    def result(self, **known: Any) -> Result:
        """The text with its account."""
        from cleanclip.fields import read_fields  # cleaning alone needs no dates

        clip, decision = self.clip, self.decision
        edits = self._cut if self._cut is not None else cut(clip, decision)
        scores = map(decision.score, range(len(clip.lines)))
        columns = zip(clip.lines, clip.starts, decision.labels, decision.kept, scores, decision.reasons, strict=True)
        blocks = (
            Block(line, start, start + len(line), label, kept, score, None, reasons)
            for line, start, label, kept, score, reasons in columns
        )
        warnings = [*known.pop("warnings", ())]
        if clip.lines and not self.text.strip():
            warnings.append("nothing but boilerplate was found, so the text is empty")
        doubt = _doubt(clip, decision)
        if doubt > MOST_DOUBT:
            warnings.append(f"about {doubt:.0%} of the body may have been taken for boilerplate; look at what went")
        return Result(
            self.text,
            self.source,
            **read_fields(clip, decision),
            warnings=tuple(warnings),
            layers=tuple(map(tuple, (*self.repairs, edits, *self.later, layout(self._final)))),
            drafts=tuple(blocks),
            repairs=len(self.repairs),
            **known,
        )


def _doubt(clip: Clip, decision: Decision) -> float:
    """The share of the body that went for its score alone, as far as the scores can tell."""
    if decision.scores is None or not decision.low:
        return 0.0
    values = decision.scores.values
    lost = sum(values[index] * count_words(clip.lines[index]) for index in decision.low)
    kept = sum(count_words(line) for line, keep in zip(clip.lines, decision.kept, strict=True) if keep)
    return lost / max(1.0, lost + kept)


def _in(clip: Clip, edit: Edit) -> range:
    """The lines that lie wholly inside the stretch of an edit."""
    first = bisect_left(clip.starts, edit.start)
    last = bisect_right(clip.starts, edit.end) - 1
    return range(first, last + (last >= first and clip.end(last) <= edit.end))


def _marks(cleaner: Callable[..., Any], clip: Clip) -> list[Mark]:
    """What a find cleaner says, checked."""
    marks: list[Mark] = []
    for mark in _said(cleaner, clip):
        if not isinstance(mark, Mark):
            raise TypeError(
                f"find cleaner {name_of(cleaner)!r} yielded {mark!r}; find cleaners yield Mark, others Edit"
            )
        if not 0 <= mark.start <= mark.end <= len(clip.text):
            raise ValueError(
                f"find cleaner {name_of(cleaner)!r} marked {mark.start}:{mark.end}, "
                f"but the clip's text has the offsets 0 to {len(clip.text)}"
            )
        marks.append(mark)
    return marks


def _edits(cleaners: Iterable[Callable[..., Any]], clip: Clip) -> list[Edit]:
    """What read, mend or name cleaners want changed, sorted and disjoint."""
    proposed: list[Edit] = []
    for cleaner in cleaners:
        for edit in _said(cleaner, clip):
            if not isinstance(edit, Edit):
                raise TypeError(
                    f"{stage_of(cleaner)} cleaner {name_of(cleaner)!r} yielded {edit!r}; "
                    "only find cleaners yield Mark, others Edit"
                )
            proposed.append(edit)
    return settle(proposed, len(clip.text)) if proposed else proposed


def _said(cleaner: Callable[..., Any], clip: Clip) -> Iterable[Any]:
    """What a cleaner returned, when it can be gone through."""
    said: Iterable[Any] = cleaner(clip)
    if not hasattr(said, "__iter__"):
        raise TypeError(
            f"cleaner {name_of(cleaner)!r} returned {said!r}; a cleaner yields its marks or edits, or returns a list"
        )
    return said
