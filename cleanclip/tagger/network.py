"""The network: from the features of lines to how likely each is to be body.

A residual convolution over the lines, with one look at the clip as a whole, says three
things of each line: how much it looks like body, how much like what stands before an
article, and how much like what stands after one. The article is one stretch of lines.
Every stretch is weighed by what it leaves before and after itself, and a line's
score is the share of the stretches that it is inside, times how much it looks like body there.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleanclip.tagger.features import BUCKETS, Features

Floats = NDArray[np.float32]


class Reading(NamedTuple):
    """What the network says of each line, in probabilities."""

    body: Floats
    """That it is body."""
    inside: Floats
    """That it stands between the article's first line and its last."""
    before: Floats
    """That the article begins below it."""
    words: int = 0
    """How many words were read,"""
    known: int = 0
    """and how many of them have been learned."""


class Network:
    """The weights, ready for use."""

    def __init__(self, arrays: dict[str, Any]) -> None:
        of = {name: np.ascontiguousarray(array, dtype=np.float32) for name, array in arrays.items() if name != "words"}
        self.vectors = np.ascontiguousarray(of["vectors"].T)
        self.place = np.zeros(BUCKETS, dtype=np.int64)
        self.place[arrays["words"]] = np.arange(1, len(arrays["words"]) + 1)
        self.first = of["first.weight"], of["first.bias"][:, None]
        self.dilations = [int(one) for one in arrays["dilations"]]
        # The three taps of a convolution side by side, and its bias: one product instead of three and a sum.
        self.blocks = [
            np.concatenate((*of[f"block{place}.weight"].transpose(2, 0, 1), of[f"block{place}.bias"][:, None]), axis=1)
            for place in range(len(self.dilations))
        ]
        self.pooled_after = int(arrays["pooled_after"])
        self.pool = of["pool.weight"], of["pool.bias"]
        self.middle = of["middle.weight"], of["middle.bias"][:, None]
        self.last = of["last.weight"], of["last.bias"][:, None]

    def __call__(self, given: Features) -> Reading:
        """Read the lines."""
        x = np.concatenate((given.rows, self._meaning(given)))
        width, n = len(self.first[0]), x.shape[1]
        # What the taps of a convolution see, one below the other, and a row of ones for the biases.
        around = np.zeros((3 * width + 1, n), dtype=np.float32)
        around[-1] = 1
        left, h, right = around[:width], around[width : 2 * width], around[2 * width : -1]
        np.add(self.first[0] @ x, self.first[1], out=h)
        _positive(h)
        more = np.empty_like(h)
        for place, (dilation, weight) in enumerate(zip(self.dilations, self.blocks, strict=True)):
            reach = min(dilation, n)
            left[:, :reach] = right[:, n - reach :] = 0
            left[:, reach:] = h[:, : n - reach]
            right[:, : n - reach] = h[:, reach:]
            h += _positive(np.matmul(weight, around, out=more))
            if place == self.pooled_after:
                whole = np.concatenate((h.mean(axis=1), h.max(axis=1)))
                h += _positive(self.pool[0] @ whole + self.pool[1])[:, None]
        out = self.last[0] @ _positive(self.middle[0] @ h + self.middle[1]) + self.last[1]
        known = int(np.count_nonzero(self.place[given.words]))
        return _read(out.astype(np.float64))._replace(words=len(given.words), known=known)

    def _meaning(self, given: Features) -> Floats:
        """The mean of the vectors of each line's words; of words that were not learned it is zero."""
        out = np.zeros((len(self.vectors), len(given.counts)), dtype=np.float32)
        filled = given.counts > 0
        if len(given.words):
            counts = given.counts[filled]
            starts = counts.cumsum() - counts
            found = self.vectors.take(self.place.take(given.words), axis=1)
            out[:, filled] = np.add.reduceat(found, starts, axis=1) / counts
        return out


def _positive(x: Floats) -> Floats:
    return np.maximum(x, 0, out=x)


def _read(out: NDArray[np.float64]) -> Reading:
    """The probabilities over all stretches that an article can be."""
    like, before, after = out
    # above[s] weighs that the article starts at line s, below[e] that it ends above line e.
    above = np.concatenate(([0.0], np.cumsum(before)))
    below = np.concatenate((np.cumsum(after[::-1])[::-1], [0.0]))
    started = np.logaddexp.accumulate(above)
    to_end = np.logaddexp.accumulate(below[::-1])[::-1]
    every = np.logaddexp.reduce(started + below)
    inside = np.exp(np.minimum(started[:-1] + to_end[1:] - every, 0.0))
    # The article begins below line i: its first line is one of those from i + 1 on.
    later = np.logaddexp.accumulate((above + to_end)[::-1])[::-1]
    still = np.exp(np.minimum(later[1:] - every, 0.0))
    return Reading(*(one.astype(np.float32) for one in (inside / (1 + np.exp(-like)), inside, still)))


def on_one_thread() -> Any:
    """A context in which NumPy's products run on one thread: they are small, and threads that wait cost more.

    It also makes them the same to the last bit, however many cores there are.
    """
    return _controller().limit(limits=1, user_api="blas")


@lru_cache(maxsize=1)
def _controller() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@lru_cache(maxsize=1)
def network() -> Network:
    """The network with the packaged weights, read at the first call."""
    with files("cleanclip.tagger").joinpath("weights.npz").open("rb") as file, np.load(file) as arrays:
        return Network(dict(arrays))
