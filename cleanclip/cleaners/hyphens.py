"""Hyphens that an export lost: "Iranbacked" where the clip itself speaks of Iran."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from cleanclip.clip import Clip, Edit, cleaner

_SECOND = (
    "affiliated aligned allied backed based controlled funded held linked led occupied sponsored supported trained"
).split()
_FUSED = re.compile(r"(?<![\w'’])([A-Z][A-Za-z]{1,20})$")
# With a look behind, so that two names in a row are both found. "The Hand of God" is a title, not a name alone.
_ALONE = re.compile(r"(?<=[a-z,’']\s)([A-Z][A-Za-z]+)(?![\w’'])(?! of (?:the )?[A-Z])")
_LONG_SMALL_WORD = re.compile(r"\b[a-z]{4}")
_HYPHENED = re.compile(r"\b([A-Z][A-Za-z]+)-[a-z]")
LEAST_STEM = 3
_PREFIXES = frozenset(
    "with up be mis un out over under fore re pre de dis hard off down self hand non mal co con inter hyper cross back "
    "feed horse hunch hump paper piggy quarter razor res cons dist".split()
)
"""What opens English words that end so: handheld, nonaligned, interlinked, horsebacked, restrained."""
# Before "led" these letters make an English verb: called, settled, bundled, ruffled.
_VERB_STEMS = frozenset("bcdfgklptxz")


@cleaner(stage="mend")
def hyphens(clip: Clip) -> Iterator[Edit]:
    """Give back a hyphen between a name and a word such as "backed".

    The name must stand alone elsewhere in the clip, in mid-sentence, and neither
    it nor the fused form anywhere in small letters.

    >>> text = "They met in Iran. The Iranbacked groups of Iran agreed, and so did the settled ones."
    >>> [(edit.start, edit.replacement) for edit in hyphens(Clip.from_text(text))]
    [(22, 'Iran-backed')]
    """
    text = clip.text
    for second in _SECOND:
        at = text.find(second)
        while at >= 0:
            end = at + len(second)
            # Most words that end so are found out by one character: "called", "based", "led".
            if text[at - 1 : at].isalpha() and not text[end : end + 1].isalnum():
                stem = _FUSED.search(text, max(0, at - 24), at)
                if (
                    stem
                    and _splits(stem[1], second)
                    and stem[1] in clip.once(_stems)
                    and clip.once(_small_words).isdisjoint((stem[1].lower(), (stem[1] + second).lower()))
                ):
                    reason = f"{stem[1]} stands alone in this clip, so the hyphen of {stem[1]}{second} was lost"
                    yield Edit(stem.start(1), end, f"{stem[1]}-{second}", "hyphen", "hyphens", reason)
            at = text.find(second, end)


def _splits(stem: str, second: str) -> bool:
    """Whether a stem before such a word can be a name, and not the beginning of an English word."""
    if len(stem) < LEAST_STEM and not stem.isupper():
        return False
    return stem.lower() not in _PREFIXES and not (second == "led" and stem[-1] in _VERB_STEMS)


def _stems(clip: Clip) -> frozenset[str]:
    """The words with a capital that stand in mid-sentence, or before a hyphen."""
    # In a heading every word has a capital.
    alone = (_ALONE.findall(line) for line in clip.lines if _LONG_SMALL_WORD.search(line))
    return frozenset(chain.from_iterable(alone)) | frozenset(_HYPHENED.findall(clip.text))


def _small_words(clip: Clip) -> frozenset[str]:
    return frozenset(re.findall(r"\b[a-z]+\b", clip.text))
