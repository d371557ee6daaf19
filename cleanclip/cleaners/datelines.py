"""The place at the opening of the first paragraph: "BAGHDAD (AP) — ". It is kept, and told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from cleanclip.clip import Clip, Mark, cleaner
from cleanclip.lexicon import MONTH, PLACE, PLACE_IN_CAPITALS, REGION, WIRE
from cleanclip.words import prose

_SEARCHED = 60
_DAY = rf"(?:,? {MONTH} \d{{1,2}})?"
_DATELINE = re.compile(
    rf"({PLACE_IN_CAPITALS}{REGION}?){_DAY}(?: ?\({WIRE}\))? ?(?:—|–|--| - |: (?=\S))"
    rf"|({PLACE}{REGION}){_DAY} ?\({WIRE}\) ?(?:—|–|--|-)"
)
_NOT_PLACES = frozenset(
    "BREAKING UPDATE UPDATED WATCH LIVE EXCLUSIVE ANALYSIS OPINION VIDEO NOTE EDITORIAL EXPLAINED EXPLAINER "
    "FACTBOX TIMELINE WARNING CORRECTION QUESTION ANSWER INTERVIEW REVIEW READ MORE "
    # what goes before a person's name
    "CEO CFO COO MR MRS MS MISS DR PROF PROFESSOR SIR PRESIDENT MINISTER CHANCELLOR POPE GEN COL COLONEL CAPT SGT MAJ "
    "MAJOR ADM ADMIRAL GOV GOVERNOR SEN SENATOR REP MAYOR JUDGE CHIEF CHAIRMAN DIRECTOR SECRETARY COACH SPOKESMAN "
    "SPOKESWOMAN MP MEP PM "
    # bodies that are known by their letters
    "NATO EU UN UNESCO UNICEF UNHCR UNRWA WHO WTO IMF OPEC OECD OSCE ASEAN ECB ICC ICJ IAEA IOC FIFA UEFA NASA ESA "
    "FBI CIA NSA FDA FAA CDC EPA SEC GOP DNC BBC CNN ISIS ISIL PKK HAMAS HEZBOLLAH IDF IRGC GCC BRICS".split()
)
_SPEAKER = re.compile(r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\- ]{2,60}: ")


@cleaner(stage="find", looks_again=True)
def datelines(clip: Clip) -> Iterator[Mark]:
    """Mark the place with which the first paragraph opens; it stays in the text.

    Capitals and a colon that open several lines are the speakers of an interview; where
    they open one, the mark is not certain: it fills the field, and proves nothing else.

    >>> clip = Clip.from_text("GAZA CITY, Gaza Strip (AP) — Two rockets were fired on Sunday, officials said.")
    >>> [clip.text[mark.start:mark.end] for mark in datelines(clip)]
    ['GAZA CITY, Gaza Strip']
    """
    there = (index for index in range(len(clip.lines)) if index not in clip.gone)
    flags = clip.once(prose)
    for index in islice(there, _SEARCHED):
        if not flags[index]:
            continue
        match = _DATELINE.match(clip.lines[index][:200])
        if match:
            group = 1 if match[1] else 2
            colon = match[0].endswith(": ")
            spoken = colon and sum(map(bool, map(_SPEAKER.match, clip.lines))) > 1
            if match[group].split()[0].rstrip(".,") not in _NOT_PLACES and len(match[group]) > 2 and not spoken:
                start = clip.starts[index]
                yield Mark(
                    start,
                    start + match.end(group),
                    "dateline",
                    True,
                    not colon,
                    "datelines",
                    "a place and a dash open the article",
                )
                return
