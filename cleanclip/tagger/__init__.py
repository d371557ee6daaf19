"""The tagger: how much each line looks like body, learned from pages whose bodies are known.

It decides about lines that no rule knows. What it learned from, and how well it
does, is in `MODEL_CARD.md`; `bench/train.py` makes the weights anew. NumPy and the
weights are loaded when the first clip is scored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleanclip.clip import Clip, Known

if TYPE_CHECKING:
    from cleanclip.tagger.scores import LineScores


@dataclass(frozen=True)
class Tagger:
    """Scores each line by what it looks like and what stands round it.

    >>> clip = Clip.from_text("It rained in Basra on Monday, officials said, and the bridge stayed closed.")
    >>> tagger(clip, Known({}, {}, ())).values[0] > 0.5
    True
    """

    name = "tagger"
    stage = "score"

    def __call__(self, clip: Clip, known: Known) -> LineScores:
        """The scores of the lines of a clip."""
        from cleanclip.tagger.scores import LineScores

        return LineScores(clip, known)


tagger = Tagger()
