"""What the tagger says of the lines of one clip: a score for each, which of them suffice, and why."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import compress
from typing import Any

import numpy as np

from cleanclip.clip import Clip, Known
from cleanclip.tagger.features import Features, features, lines_of
from cleanclip.tagger.network import Reading, network, on_one_thread
from cleanclip.tagger.viterbi import best_course

PIECE_LINES = 5_000
PIECE_CHARS = 500_000
"""A longer clip is no article: it is read in pieces of so many lines and characters."""

LEAST_CHROME = 0.06
"""A clip of which a smaller share would go, by rules or by scores, is a clean one: nothing goes for its score."""

NEAR = 1e-6
"""No score is nearer to 0 or 1."""

CERTAIN = 20.0
"""The log-odds of a line that a rule or a keep decided about."""


class LineScores:
    """What the tagger says of the lines of one clip, worked out when it is asked for."""

    def __init__(self, clip: Clip, known: Known) -> None:
        self.clip, self.known = clip, known

    @cached_property
    def _firsts(self) -> list[int]:
        return list(_pieces(self.clip))

    @cached_property
    def _readings(self) -> list[Reading]:
        with on_one_thread():
            return list(map(network(), self._features()))

    def _features(self) -> Iterator[Features]:
        """The features of each piece; they are much larger than the text, and not kept."""
        lines = lines_of(self.clip, self.known)
        for first, end in zip(self._firsts, (*self._firsts[1:], len(self.clip.lines)), strict=True):
            yield features(lines.part(first, end))

    @cached_property
    def values(self) -> Sequence[float]:
        """How likely each line is to be body, 0 to 1."""
        by = card()["calibration"]
        return [
            value for reading in self._readings for value in calibrated(reading.body, by["slope"], by["shift"]).tolist()
        ]

    def kept(self, preset: str) -> Sequence[bool]:
        """Which lines are body enough for a preset."""
        for demanding, milder in (("strict", "standard"), ("standard", "gentle")):
            if preset == demanding and self.familiar < card()["familiar"][demanding]:
                preset = milder
        if preset == "strict":
            kept = best_course(self._odds())
        else:
            floor = card()["floors"][preset]
            kept = [value >= floor for value in self.values]
        stays = (keep and index not in self.known.goes for index, keep in enumerate(kept))
        left = sum(map(len, compress(self.clip.lines, stays)))
        clean = left > (1 - LEAST_CHROME) * sum(map(len, self.clip.lines))
        return [True] * len(kept) if clean else kept

    @cached_property
    def familiar(self) -> float:
        """The share of the clip's words that the tagger has learned."""
        words = sum(reading.words for reading in self._readings)
        return sum(reading.known for reading in self._readings) / max(1, words)

    def _odds(self) -> list[float]:
        """The natural log-odds of each line, with what is known of it."""
        odds = log_odds(np.array(self.values))
        odds[list(self.known.goes)] = -CERTAIN
        odds[list(self.known.stays)] = CERTAIN
        return odds.tolist()  # type: ignore[no-any-return]

    def reason(self, index: int) -> str:
        """Where a line stands to the article, and which of its features told most."""
        piece = bisect_right(self._firsts, index) - 1
        at = index - self._firsts[piece]
        reading = self._readings[piece]
        inside, before = float(reading.inside[at]), float(reading.before[at])
        where = "in the article" if inside >= 0.5 else "above the article" if before >= 0.5 else "below the article"
        return f"it scores {self.values[index]:.2f} of 1 for body text: {where}, told by {self._telling[piece][at]}"

    @cached_property
    def _telling(self) -> list[list[str]]:
        return [_telling(piece, reading) for piece, reading in zip(self._features(), self._readings, strict=True)]


def _telling(piece: Features, reading: Reading) -> list[str]:
    """For each line the group of features without which its score would be most unlike."""
    names = list(piece.groups)
    with on_one_thread():
        less = [network()(piece.without(name)).body for name in names]
    changes = [np.abs(log_odds(body) - log_odds(reading.body)) for body in less]
    return [names[most] for most in np.argmax(changes, axis=0)]


def log_odds(chances: Any) -> Any:
    """The natural log-odds of some chances, none of them quite sure.

    >>> float(log_odds(np.array([0.5]))[0])
    0.0
    """
    near = np.clip(chances, NEAR, 1 - NEAR)
    return np.log(near / (1 - near))


def calibrated(chances: Any, slope: float, shift: float) -> Any:
    """Chances brought to how often lines with such scores were body on sites that were not seen.

    Source: J. Platt, "Probabilistic outputs for support vector machines and comparisons
    to regularized likelihood methods", Advances in Large Margin Classifiers, 1999.

    >>> [round(float(chance), 2) for chance in calibrated(np.array([0.2, 0.9]), 1.2, -0.3)]
    [0.12, 0.91]
    """
    return 1 / (1 + np.exp(-(slope * log_odds(chances) + shift)))


def _pieces(clip: Clip) -> Iterator[int]:
    """The first line of each piece that is read by itself."""
    first = 0
    while first < len(clip.lines):
        yield first
        end = min(first + PIECE_LINES, len(clip.lines))
        if clip.end(end - 1) - clip.starts[first] > PIECE_CHARS:
            end = max(first + 1, _within(clip, first, end))
        first = end


def _within(clip: Clip, first: int, end: int) -> int:
    """The first line, from `first` to `end`, that does not lie within a piece's characters."""
    most = clip.starts[first] + PIECE_CHARS
    return next(index for index in range(first, end) if clip.end(index) > most)


@lru_cache(maxsize=1)
def card() -> dict[str, Any]:
    """The numbers of the model card: the floors of the presets, and how the weights came to be."""
    return json.loads(files("cleanclip.tagger").joinpath("card.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]
