"""Passages: paragraphs with the halves of a cut sentence taken together, and which of them stand in a clip twice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from cleanclip.words import count_words, goes_on, is_unfinished

TWIN_WORDS = 20
"""A paragraph of so many words goes where it repeats an earlier one to the letter."""


def twins(lines: Sequence[str], repeats: Collection[int], stays: Callable[[int], bool]) -> Iterator[int]:
    """The lines of long paragraphs that repeat another, where that one is kept further up.

    Looked at among the lines that stay, with the halves of a cut sentence taken
    together: shorter lines may be repeated on purpose, as refrains and answers are.
    """
    wanted = {lines[index] for index in repeats if stays(index)}
    original: dict[str, int] = {}  # where each of these lines stands first among those that stay
    for index in [index for index, line in enumerate(lines) if line in wanted]:
        if stays(index):
            original.setdefault(lines[index], index)
    again = [index for index in repeats if stays(index) and original[lines[index]] < index]
    if not again:
        return
    stay = [index for index in range(len(lines)) if stays(index)]
    passages = Passages(lines, stay)
    found = {
        passage: all(original.get(lines[i], i) < i for i in stay[slice(*passage)])
        for passage in passages.that_have(again)
    }
    # What a page prints twice it prints in a row: a lone paragraph is repeated on purpose.
    for passage in [passage for passage, twin in found.items() if twin]:
        above, below = passages.above(passage), passages.below(passage)
        in_a_row = above is not None and passages.text(above) == passages.text(passage)
        if in_a_row or any(near is not None and found.get(near) for near in (above, below)):
            yield from stay[slice(*passage)]


def flows(line: str, below: str) -> bool:
    """Whether a line is half a sentence and the next one goes on with it."""
    return is_unfinished(line) and goes_on(line, below)


def cut_in_two(line: str, below: str, after: str = "") -> bool:
    """Whether a line is half a sentence, which goes on below it or below a pull-quote."""
    return flows(line, below) or (is_unfinished(line) and after[:1].islower())


Passage = tuple[int, int]
"""The first place of a passage in the list of lines that stay, and the place after its last."""


class Passages:
    """The long passages among the lines that stay, the halves of a cut sentence taken together.

    Looked at only round the places that are asked for.
    """

    def __init__(self, lines: Sequence[str], stay: Sequence[int]) -> None:
        self.lines, self.stay = lines, stay

    def that_have(self, indexes: Iterable[int]) -> list[Passage]:
        """The long passages that have some of these lines, in order."""
        found: list[Passage] = []
        end = 0
        for index in sorted(indexes):
            place = bisect_left(self.stay, index)
            if place >= end:
                first, end = self._first(place), self._end(place)
                found.append((first, end))
        return [passage for passage in found if self._is_long(passage)]

    def above(self, passage: Passage) -> Passage | None:
        """The next long passage above one."""
        end = passage[0]
        while end:
            above = self._first(end - 1), end
            if self._is_long(above):
                return above
            end = above[0]
        return None

    def below(self, passage: Passage) -> Passage | None:
        """The next long passage below one."""
        first = passage[1]
        while first < len(self.stay):
            below = first, self._end(first)
            if self._is_long(below):
                return below
            first = below[1]
        return None

    def text(self, passage: Passage) -> list[str]:
        """The lines of a passage."""
        return [self.lines[index] for index in self.stay[slice(*passage)]]

    def _is_long(self, passage: Passage) -> bool:
        return sum(map(count_words, self.text(passage))) >= TWIN_WORDS

    def _first(self, place: int) -> int:
        while place and self._flows(place - 1):
            place -= 1
        return place

    def _end(self, place: int) -> int:
        while place + 1 < len(self.stay) and self._flows(place):
            place += 1
        return place + 1

    def _flows(self, place: int) -> bool:
        return flows(self.lines[self.stay[place]], self.lines[self.stay[place + 1]])
