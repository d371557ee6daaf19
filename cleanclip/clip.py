"""What a clip is, what cleaners may say about it, and what becomes of its lines: frozen types, labels and stages.

This file imports nothing of ours; everything else stands on it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from operator import add, sub
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

#: Every label this package gives, and what it tells a reader. Labels are open
#: strings: a cleaner or a rule pack may use others.
LABELS: dict[str, str] = {
    "body": "the article's own text",
    "headline": "the headline",
    "standfirst": "the summary under the headline",
    "byline": "who wrote it",
    "dateline": "where it was written",
    "masthead": "the publication's name",
    "crosshead": "a heading inside the article",
    "caption": "the caption of a picture",
    "credit": "who took a picture",
    "bio": "a note about the author",
    "correction": "a correction or an editor's note",
    "embed": "a post embedded from elsewhere",
    "nav": "site navigation and widgets",
    "form": "a form or an account dialog",
    "policy": "privacy or comment policy",
    "consent": "a cookie or consent wall",
    "paywall": "a paywall",
    "signup": "a call to subscribe or sign up",
    "share": "a share bar",
    "related": "links to other stories",
    "tags": "tags or keywords",
    "comment": "readers' comments and their form",
    "ad": "advertising",
    "pullquote": "a pull-quote",
    "published": "the date of publication",
    "timestamp": "a page clock or a date line",
    "url": "a bare address",
    "metadata": "data about the document",
    "footer": "a footer",
    "repeat": "a paragraph that stands further up as well",
    "boilerplate": "boilerplate of no known kind",
    "space": "white space",
    "join": "a sentence that was cut in two",
    "hyphen": "a hyphen lost or left over",
    "entity": "an HTML entity",
    "encoding": "characters that went through the wrong encoding",
    "name": "a name brought to its canonical form",
}


class Mark(NamedTuple):
    """What a find cleaner says about a stretch of the clip.

    >>> Mark(0, 13, "byline", keep=False, certain=True, cleaner="bylines", reason="names after 'By'").label
    'byline'
    """

    start: int
    """Where it starts, in code points of `Clip.text`."""
    end: int
    """Where it ends; the stretch is half-open."""
    label: str
    """What kind of text it is, for example one of `LABELS`."""
    keep: bool
    """True protects the stretch, False asks for its removal."""
    certain: bool
    """True for a proof, False for one hint among others."""
    cleaner: str
    """Who says so."""
    reason: str
    """Why, in words that a user understands."""
    exact: bool = True
    """False for a proof by likeness, such as a line's beginning: the gentle preset wants a second mark beside it."""


class Edit(NamedTuple):
    """What a mend or name cleaner wants changed: `text[start:end]` becomes `replacement`.

    >>> Edit(4, 14, "Iran-backed", "hyphen", "hyphens", "a lost hyphen").replacement
    'Iran-backed'
    """

    start: int
    """Where it starts, in code points."""
    end: int
    """Where it ends; equal to `start` for an insertion."""
    replacement: str
    """The new text; "" removes."""
    label: str
    cleaner: str
    reason: str


class Known(NamedTuple):
    """What is known of the lines of a clip before they are scored, by their indexes.

    >>> Known(goes={0: "share"}, may_go={}, stays=frozenset()).goes[0]
    'share'
    """

    goes: Mapping[int, str]
    """The lines that go, with their labels."""
    may_go: Mapping[int, str]
    """The lines that a hint speaks of, with the hint's label; some of them go as well."""
    stays: Collection[int]
    """The lines that a keep protects."""


class Scores(Protocol):
    """What a scorer says of the lines of a clip."""

    values: Sequence[float]
    """How likely each line is to be body, 0 to 1."""

    def kept(self, preset: str) -> Sequence[bool]:
        """Which lines have a score that is high enough for a preset."""

    def reason(self, index: int) -> str:
        """Why a line has its score, in words that a user understands."""


class Block(NamedTuple):
    """One line of a clip, or one block element of a page, and what became of it.

    >>> Block("Log In", 0, 6, label="form", kept=False).kept
    False
    """

    text: str
    start: int
    """Where it starts, in code points of the text it was cut from."""
    end: int
    label: str = "body"
    kept: bool = True
    score: float | None = None
    """How much it looks like body, 0 to 1; None where nothing scored it."""
    path: str | None = None
    """For pages, the XPath of the element."""
    reasons: tuple[str, ...] = ()


_T = TypeVar("_T")


@dataclass(frozen=True)
class Clip:
    """A text seen as lines that are not blank. Cleaners read it and change nothing.

    Build one with `Clip.from_text`; the pipeline builds the rest.

    >>> clip = Clip.from_text("Toronto Star\\n\\n  Truce offered\\n")
    >>> clip.lines
    ['Toronto Star', 'Truce offered']
    >>> clip.blocks[1].start, clip.text[16:29]
    (16, 'Truce offered')
    """

    text: str
    lines: Sequence[str]
    """The lines that are not blank, without the white space round them."""
    starts: Sequence[int]
    """Where each of `lines` starts in `text`."""
    labels: Sequence[str] = ()
    """A label for each line, once the decide stage has been; empty before."""
    url: str | None = None
    gone: frozenset[int] = frozenset()
    """The lines that go for their scores. Cleaners that look again count on none of them."""

    @classmethod
    def from_text(cls, text: str, url: str | None = None) -> Clip:
        """Split a text into lines at every character that Unicode calls a line end."""
        lines: list[str] = []
        starts = array("q")
        at = 0
        crlf = "\r\n" in text
        for line in text.splitlines():
            bare = line.strip()
            if bare:
                lines.append(bare)
                starts.append(at if bare == line else at + line.index(bare[0]))
            at += len(line)
            at += 2 if crlf and text.startswith("\r\n", at) else 1
        return cls(text, lines, starts, (), url)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The lines as `Block` objects, built when first asked for."""
        labels = self.labels or ("body",) * len(self.lines)
        return tuple(
            Block(line, start, start + len(line), label)
            for line, start, label in zip(self.lines, self.starts, labels, strict=True)
        )

    def lines_with(self, *literals: str) -> list[int]:
        """The lines that contain one of some literal strings, in order; faster than any expression.

        >>> Clip.from_text("one\\ntwo © 2020\\nthree").lines_with("©", "(c)")
        [1]
        """
        return self.once(_finder(literals))

    def once(self, function: Callable[[Clip], _T]) -> _T:
        """What a function says of this clip, worked out only once however many cleaners ask.

        It may not look at `gone`.

        >>> def count(clip):
        ...     return len(clip.lines)
        >>> Clip.from_text("one\\ntwo").once(count)
        2
        """
        if function not in self._said:
            self._said[function] = function(self)
        return self._said[function]  # type: ignore[no-any-return]

    def without(self, gone: Collection[int]) -> Clip:
        """The same clip, of which some lines go; what was worked out of it once still stands."""
        return replace(self, gone=frozenset(gone)).part_of(self, *self._said)

    def part_of(self, whole: Clip, *functions: Callable[[Clip], Any]) -> Clip:
        """This clip, for which what these functions have said of the whole it is a part of may stand."""
        self._said.update((function, whole.once(function)) for function in functions if function in whole._said)
        return self

    @cached_property
    def _said(self) -> dict[Callable[[Clip], Any], Any]:
        return {}

    @cached_property
    def odd_runs(self) -> frozenset[str]:
        """The runs of characters that are neither printable ASCII nor a line feed, each once."""
        found = {white.encode() for white in "\t\v\f\r" if white in self.text}
        for at in range(0, len(self.text), _CHUNK):  # a little further than the chunk, where a run may be cut
            data = self.text[at : at + _CHUNK + _OVERLAP].encode("utf-8", "surrogatepass")
            found.update(data.translate(_ODD_BYTES).split())
        return frozenset([run.decode("utf-8", "surrogatepass") for run in found])

    @cached_property
    def odd_characters(self) -> frozenset[str]:
        """The characters that are not printable ASCII or a line feed: most cleaners need look no further."""
        return frozenset("".join(self.odd_runs))

    def end(self, index: int) -> int:
        """Where line `index` ends."""
        return self.starts[index] + len(self.lines[index])

    def blank_before(self, index: int) -> bool:
        """Whether a blank line, or the edge of the clip, stands above line `index`."""
        if index <= 0:
            return True
        end, start = self.end(index - 1), self.starts[index]
        if start - end == 1 or self.text.startswith("\n\n", end):
            return start - end > 1
        return len((self.text[end:start] + "x").splitlines()) > 2

    @cached_property
    def gaps(self) -> Sequence[int]:
        """How many characters stand between each line and the one above it; 1 is a line end, and for the first 0."""
        ends = map(add, self.starts, map(len, self.lines))
        return [0, *map(sub, self.starts[1:], ends)] if self.lines else []


_CHUNK = 1 << 20
_OVERLAP = 16
_ODD_BYTES = bytes(32 if 32 <= byte < 127 or byte == 10 else byte for byte in range(256))


@lru_cache(maxsize=256)
def _finder(literals: tuple[str, ...]) -> Callable[[Clip], list[int]]:
    """The function that finds the lines of a clip that contain one of some literal strings."""

    def lines_with(clip: Clip) -> list[int]:
        found: set[int] = set()
        for literal in literals:
            at = clip.text.find(literal)
            while at >= 0:
                index = bisect_right(clip.starts, at) - 1
                found.add(index)
                at = clip.text.find(literal, max(clip.end(index), at + 1))
        return sorted(found)

    return lines_with


Scorer = Callable[[Clip, Known], Scores]
"""Says how likely each line of a clip is to be body. It is asked once, and not about clips without lines."""

Cleaner = Callable[[Clip], Iterable[Mark]] | Callable[[Clip], Iterable[Edit]] | Scorer
"""A plain function or an object with `__call__`; its stage says which of the three it is."""

Stage = Literal["read", "find", "score", "mend", "name"]
STAGES: tuple[Stage, ...] = ("read", "find", "score", "mend", "name")
"""In the order in which a clip goes through them. Cleaners of `find` yield marks, those of `score` give scores, all
others yield edits."""

_C = TypeVar("_C", bound=Callable[..., Any])


def cleaner(stage: Stage, looks_again: bool = False) -> Callable[[_C], _C]:
    """Name the stage of a cleaner; the function itself comes back unchanged.

    Args:
        stage: one of `STAGES`.
        looks_again: whether a find cleaner is asked once more, with `Clip.gone`, when lines go for their scores.

    Raises:
        ValueError: for a stage that does not exist.
        TypeError: where the stage is forgotten, as in a bare `@cleaner`.

    >>> @cleaner(stage="find")
    ... def shouting(clip):
    ...     for line, start in zip(clip.lines, clip.starts):
    ...         if line.endswith("!!!"):
    ...             yield Mark(start, start + len(line), "ad", False, True, "shouting", "it shouts")
    >>> shouting.stage
    'find'
    """
    if callable(stage):
        name = getattr(stage, "__name__", "the function")
        raise TypeError(
            f"write @cleaner(stage=...) above {name}, with one of {', '.join(STAGES)}: "
            "a cleaner says to which stage it belongs"
        )
    if stage not in STAGES:
        raise ValueError(f"there is no stage {stage!r}; the stages are {', '.join(STAGES)}")

    def name_stage(function: _C) -> _C:
        function.stage = stage  # type: ignore[attr-defined]
        function.looks_again = looks_again  # type: ignore[attr-defined]
        return function

    return name_stage
