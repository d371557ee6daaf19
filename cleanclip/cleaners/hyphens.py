"""Hyphens that an export lost: "Iranbacked" where the clip itself speaks of Iran."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanclip.clip import Clip, Edit, cleaner

_SECOND = (
    "affiliated aligned allied backed based controlled funded held linked led occupied sponsored supported trained"
).split()
_FUSED = re.compile(r"(?<![\w'’])([A-Z][A-Za-z]{1,20})$")
# Before "led" these letters make an English verb: called, settled, bundled, ruffled.
_VERB_STEMS = frozenset("bcdfgklptxz")


@cleaner(stage="mend")
def hyphens(clip: Clip) -> Iterator[Edit]:
    """Give back a hyphen between a name and a word such as "backed".

    The name must stand alone elsewhere in the clip, in mid-sentence, and the
    fused form nowhere in small letters.

    >>> text = "They met in Iran. The Iranbacked groups of Iran agreed, and so did the settled ones."
    >>> [(edit.start, edit.replacement) for edit in hyphens(Clip.from_text(text))]
    [(22, 'Iran-backed')]
    """
    text = clip.text
    lost: dict[str, bool] = {}
    for second in _SECOND:
        at = text.find(second)
        while at >= 0:
            end = at + len(second)
            # Most words that end so are found out by one character: "called", "based", "led".
            if text[at - 1 : at].isalpha() and not text[end : end + 1].isalnum():
                stem = _FUSED.search(text, max(0, at - 24), at)
                if stem and stem[1] + second not in lost:
                    lost[stem[1] + second] = _lost(text, stem[1], second)
                if stem and lost[stem[1] + second]:
                    reason = f"{stem[1]} stands alone in this clip, so the hyphen of {stem[1]}{second} was lost"
                    yield Edit(stem.start(1), end, f"{stem[1]}-{second}", "hyphen", "hyphens", reason)
            at = text.find(second, end)


def _lost(text: str, stem: str, second: str) -> bool:
    """Whether the clip itself shows that the stem is a name, and the fused form no word."""
    if (len(stem) < 3 and not stem.isupper()) or (second == "led" and stem[-1] in _VERB_STEMS):
        return False
    alone = re.search(rf"[a-z,’']\s{re.escape(stem)}(?![\w’'])|\b{re.escape(stem)}-[a-z]", text)
    return bool(alone) and not re.search(rf"\b{(stem + second).lower()}\b", text)
