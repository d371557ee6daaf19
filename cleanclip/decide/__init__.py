"""Keep or drop: the one place where marks and scores become decisions."""

from cleanclip.decide.court import GUARD_WORDS, PRESETS, Decision, decide
from cleanclip.decide.passages import TWIN_WORDS

__all__ = ["GUARD_WORDS", "PRESETS", "TWIN_WORDS", "Decision", "decide"]
