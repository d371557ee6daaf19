"""What every cleaner means by a month, an agency, a name, a place: the lists, and expressions made of them.

Nothing here looks at a clip, and nothing of ours is imported, so that every room
can read the same lists.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

# The calendar

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

CALENDAR = frozenset(word.lower() for word in (*MONTHS, *DAYS))
"""Months and days in full, in small letters."""

CALENDAR_STEMS = frozenset(word[:3] for word in CALENDAR)
"""The three letters that months and days open with."""

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
"""A month, in full or short."""

# Agencies


class Agency(NamedTuple):
    """One way to write a source of news or pictures."""

    form: str
    wire: bool
    """Whether it opens a dispatch, as in "BASRA (AP) —", or signs one."""
    pictures: bool
    """Whether it is named in credits."""
    ambiguous: bool = False
    """Whether the form is also a word, a name, or short for something else: by itself it proves nothing."""


def _agencies(forms: str, *, wire: bool, pictures: bool, ambiguous: bool = False) -> list[Agency]:
    return [Agency(form.strip(), wire, pictures, ambiguous) for form in forms.replace("\n", " ").split("|")]


AGENCIES: tuple[Agency, ...] = (
    *_agencies(
        "AP|Associated Press|AFP|Agence France-Presse|Reuters|REUTERS|UPI|EFE|dpa|DPA|Xinhua|TASS|Anadolu"
        "|Anadolu Agency|Kyodo|Yonhap|ANSA|RIA Novosti|Sputnik|Bloomberg",
        wire=True,
        pictures=True,
    ),
    *_agencies("AA|PA", wire=True, pictures=True, ambiguous=True),
    *_agencies(
        "PTI|ANI|IANS|CNN|BBC|Kyodo News|Yonhap News Agency|Canadian Press|Interfax|Ukrinform|IRNA|SANA|KUNA|Bernama"
        "|ANTARA|United Press International",
        wire=True,
        pictures=False,
    ),
    *_agencies("CP|RIA|TT|ANP|NTB|APA|Lusa|Belga|WAM|SPA|MENA|Petra", wire=True, pictures=False, ambiguous=True),
    *_agencies(
        "AP Photo|AFPTV|EPA|EPA-EFE|Getty|Getty Images|Shutterstock|iStock|Alamy|NurPhoto|PA Wire|PA Images|PA Media"
        "|Zuma|Zuma Press|ZUMA|Rex Features|Corbis|Al Jazeera|Press Association",
        wire=False,
        pictures=True,
    ),
    *_agencies("Rex|Handout|POOL|Pool|File", wire=False, pictures=True, ambiguous=True),
)


def one_of(forms: Iterable[str]) -> str:
    """An expression for one of some strings, the longer before those that they open with.

    >>> one_of(["AP", "AP Photo"])
    '(?:AP Photo|AP)'
    """
    from re import escape

    return f"(?:{'|'.join(map(escape, sorted(forms, key=lambda form: (-len(form), form))))})".replace("\\ ", " ")


WIRE = one_of(agency.form for agency in AGENCIES if agency.wire)
"""Agencies as they stand in brackets after a place."""

WIRE_SURE = one_of(agency.form for agency in AGENCIES if agency.wire and not agency.ambiguous)
PICTURES_SURE = one_of(agency.form for agency in AGENCIES if agency.pictures and not agency.ambiguous)
PICTURES_AMBIGUOUS = one_of(agency.form for agency in AGENCIES if agency.pictures and agency.ambiguous)
PICTURES = rf"(?:{PICTURES_SURE}|{PICTURES_AMBIGUOUS})"
PICTURE_WORDS = frozenset(agency.form.split()[0] for agency in AGENCIES if agency.pictures)
"""The first words of those that are named in credits."""

# Names of people

NAME_OPENERS = frozenset("abd abdel abdul abou abu bin bint ibn van von".split())
"""Particles with which a line hardly ends, but in mid-name."""

LINKS = frozenset({*"al ben el ul ud".split(), *NAME_OPENERS} - {"van", "von"})
"""Particles of Arabic names."""

NAME_PARTICLES = frozenset(
    {
        *"al ash bar ben da dal de del della den der des di dos du el la las le los mac mc o san santa st ter".split(),
        *"vom y zu zum zur".split(),
        *NAME_OPENERS,
    }
)
"""Words that open a name or tie its parts together, folded."""

TIES = one_of(NAME_PARTICLES - {"bar", "mac", "mc", "o", "san", "santa", "st"})
"""Particles that stand in small letters between two parts of a name."""

# The expressions below are for the library `regex`.

NAME_WORD = r"\p{Lu}[\p{L}\p{M}'’.\-]{0,30}+"
_NEXT_NAME_WORD = rf"[ \-](?:{TIES}[ \-]){{0,2}}{NAME_WORD}"
PERSON = rf"{NAME_WORD}(?:{_NEXT_NAME_WORD}){{0,4}}"
"""A name of one to five words with capitals."""

FULL_NAME = rf"{NAME_WORD}(?:{_NEXT_NAME_WORD}){{1,4}}"
"""A name of two to five words with capitals."""

PEOPLE = rf"{FULL_NAME}(?:(?:,? (?:and|AND|&) |, ){FULL_NAME}){{0,5}}"

# Places; these are for `re` as well

PLACE_IN_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]+(?:[ /][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]+){0,3}"
PLACE = r"[A-Z][\w'’]+(?: [A-Z][\w'’]+){0,2}"
REGION = r"(?:, (?:[A-Z][\w.'’\-]+)(?: [A-Z][\w.'’\-]+){0,2})?"
"""The land or the state behind a place, with its comma, or nothing."""
