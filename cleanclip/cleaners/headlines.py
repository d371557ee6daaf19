"""Lines at the top that could be the headline or the standfirst; the decide stage chooses."""

from __future__ import annotations

from collections.abc import Iterator

from cleanclip.clip import Clip, Mark, cleaner
from cleanclip.words import is_title_like, prose

_SEARCHED = 60
_PROSE_LINES = 2


@cleaner(stage="find")
def headlines(clip: Clip) -> Iterator[Mark]:
    """Hint at title-like lines above the second paragraph of running text.

    >>> clip = Clip.from_text("Truce offered in Basra\\n\\nThe militias agreed on Sunday to halt their attacks.")
    >>> [(clip.text[mark.start:mark.end], mark.certain) for mark in headlines(clip)]
    [('Truce offered in Basra', False)]
    """
    passed = 0
    for index, (line, running) in enumerate(zip(clip.lines[:_SEARCHED], clip.once(prose), strict=False)):
        if running:
            passed += 1
            if passed == _PROSE_LINES:
                return
        elif is_title_like(line):
            yield Mark(
                clip.starts[index], clip.end(index), "headline", False, False, "headlines", "a title above the article"
            )
