"""Lines at the top that could be the headline or the standfirst; the decide stage chooses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanclip.clip import Clip, Mark, cleaner
from cleanclip.words import fold, is_title_like, prose

_SEARCHED = 60
_PROSE_LINES = 2
_LONGEST_SECTION = 30
_NO_SIGNS = re.compile(r"[^\w\s]+|^\d+")
_FIRST_SECTIONS = frozenset(
    {
        *("abstract", "at a glance", "background", "conclusion", "executive summary", "highlights", "in a nutshell"),
        *("in brief", "in short", "introduction", "key facts", "key findings", "key highlights", "key points"),
        *("key takeaway", "key takeaways", "main points", "main takeaways", "motivation", "original paper", "overview"),
        *("problem", "purpose", "quick answer", "quick facts", "quick overview", "quick summary", "quick take"),
        *("summary", "table of contents", "takeaway", "takeaways", "the basics", "the big picture", "the bottom line"),
        *("the gist", "the problem", "the rundown", "tldr", "updates", "what happened", "what to expect", "what to know"),
        *("what you need to know", "why it matters"),
        *("auf einen blick", "einleitung", "zusammenfassung", "en bref", "lessentiel", "résumé", "en resumen", "resumen"),
    }
)
"""What articles call their first section: a cross-heading, not the headline."""


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
        elif is_title_like(line) and not _opens_section(line):
            yield Mark(
                clip.starts[index], clip.end(index), "headline", False, False, "headlines", "a title above the article"
            )


def _opens_section(line: str) -> bool:
    """Whether a line is the heading of an article's first section.

    >>> _opens_section("Key Takeaways"), _opens_section("TL;DR"), _opens_section("Key figures of the truce")
    (True, True, False)
    """
    return len(line) < _LONGEST_SECTION and _NO_SIGNS.sub("", fold(line)).strip() in _FIRST_SECTIONS
