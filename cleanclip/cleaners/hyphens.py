"""Hyphens that an export lost: "Iranbacked" where the clip itself speaks of Iran."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanclip.clip import Clip, Edit, cleaner

_SECOND = "affiliated aligned allied backed based controlled funded held linked led occupied sponsored supported trained"
_FUSED = re.compile(rf"\b([A-Z][A-Za-z]{{2,20}}?|[A-Z]{{2,6}})({'|'.join(_SECOND.split())})\b")
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
    known: dict[str, bool] = {}
    for match in _FUSED.finditer(text):
        stem, second = match.groups()
        if second == "led" and stem[-1] in _VERB_STEMS:
            continue
        if match[0] not in known:
            alone = re.search(rf"[a-z,’']\s{re.escape(stem)}(?![\w’'])|\b{re.escape(stem)}-[a-z]", text)
            known[match[0]] = bool(alone) and not re.search(rf"\b{match[0].lower()}\b", text)
        if known[match[0]]:
            reason = f"{stem} stands alone in this clip, so the hyphen of {match[0]} was lost"
            yield Edit(match.start(), match.end(), f"{stem}-{second}", "hyphen", "hyphens", reason)
