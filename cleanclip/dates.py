"""A date that a line states in full, as ISO 8601; whatever could be read in two ways is no date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Any

_LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "tr", "ru", "uk")
"""The languages whose names of months are known."""

_LONGEST = 300
_YEAR = r"((?:1[5-9]|20)\d{2})(?!\d)"
_WORD = r"([^\W\d_]{3,12})"
_DAY_MONTH = re.compile(
    r"(?<![\d\-–/.])(\d{1,2})(?:st|nd|rd|th|er|º|°)?\.?[\s\-]{1,3}(?:of |de |d['’])?"
    rf"{_WORD}\.?,?[\s\-]{{1,3}}(?:de |del )?{_YEAR}"
)
_MONTH_DAY = re.compile(rf"(?<!\w){_WORD}\.?\s{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}{_YEAR}")
_YEAR_FIRST = re.compile(r"(?<![\d\-/.])((?:1[5-9]|20)\d{2})([\-/.])(\d{1,2})\2(\d{1,2})(?![\d\-/])")
_YEAR_LAST = re.compile(rf"(?<![\d\-/.])(\d{{1,2}})([\-/.])(\d{{1,2}})\2{_YEAR}(?![\-/])")
_CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2})[:.h](\d{2})(?::(\d{2}))?(?:\.\d{1,6})?\s?([ap]\.?\s?m\b\.?)?(?:\s?Uhr\b)?\s?\(?"
    r"(?:([A-Z]{1,4})\b\s?)?([+\-−]\d{1,2}(?::?\d{2})?)?(?![\d:])",
    re.IGNORECASE,
)
_OFFSETS = {
    **dict.fromkeys(("Z", "GMT", "UTC"), 0),
    **{"CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "WEST": 1, "MSK": 3, "JST": 9, "HKT": 8},
    **{"EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AEST": 10, "AEDT": 11},
}
"""Hours from UTC for the zones that go by one name each: CST, BST and IST are those of several countries."""


def iso_date(text: str) -> str | None:
    """The one date that a text states, with its time where time and zone stand there too; None for none or two.

    Day, month and year must all be there, and the order of day and month beyond doubt.

    >>> iso_date("November 3, 2019 Sunday"), iso_date("dimanche 3 novembre 2019"), iso_date("13/04/2019")
    ('2019-11-03', '2019-11-03', '2019-04-13')
    >>> iso_date("Published on March 12, 2020 at 10:20 GMT")
    '2020-03-12T10:20+00:00'
    >>> iso_date("03/04/2019"), iso_date("November 2019"), iso_date("yesterday")
    (None, None, None)
    """
    text = text[:_LONGEST]
    found = {day for day in _dates(text) if day}
    if len(found) != 1:
        return None
    day = found.pop()
    moment = _moment(text, day)
    return moment.isoformat(timespec="seconds" if moment.second else "minutes") if moment else day.isoformat()


def has_date(text: str) -> re.Match[str] | None:
    """Where the first date that a text states begins and ends.

    >>> has_date("Harbour Ledger, Nov 3, 2019").start()
    16
    """
    found = (
        match
        for pattern in (_DAY_MONTH, _MONTH_DAY, _YEAR_FIRST, _YEAR_LAST)
        for match in pattern.finditer(text[:_LONGEST])
        if pattern in (_YEAR_FIRST, _YEAR_LAST) or any(map(_month, match.groups()[:2]))
    )
    return min(found, key=re.Match.start, default=None)


def _dates(text: str) -> Iterator[date | None]:
    for match in _DAY_MONTH.finditer(text):
        yield _date(match[3], _month(match[2]), match[1])
    for match in _MONTH_DAY.finditer(text):
        yield _date(match[3], _month(match[1]), match[2])
    for match in _YEAR_FIRST.finditer(text):
        yield _date(match[1], int(match[3]), match[4])
    for match in _YEAR_LAST.finditer(text):
        first, second = int(match[1]), int(match[3])
        if first == second or second > 12:
            yield _date(match[4], first, match[3])
        elif first > 12:
            yield _date(match[4], second, match[1])


def _date(year: str, month: int | None, day: str) -> date | None:
    try:
        return date(int(year), month or 0, int(day))
    except ValueError:
        return None


@lru_cache(maxsize=256)
def _month(word: str) -> int | None:
    """The number of a month, by its name or a short form of it.

    >>> _month("November"), _month("févr"), _month("Tuesday"), _month("3")
    (11, 2, None, None)
    """
    if not word.isalpha():
        return None
    said = _parser().get_date_data(f"3 {word} 2001").date_obj
    return said.month if said and (said.year, said.day) == (2001, 3) else None


@lru_cache(maxsize=1)
def _parser() -> Any:
    """Reads nothing but a day, a month and a year, whatever was read before."""
    from dateparser.date import DateDataParser

    strict = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    return DateDataParser(languages=[*_LANGUAGES], settings=strict, try_previous_locales=False)


def _moment(text: str, day: date) -> datetime | None:
    """The time on that day, where a text gives exactly one, and its zone."""
    clocks = [match for match in _CLOCK.finditer(text) if match[5] or match[6] or ":" in match[0]]
    if len(clocks) != 1:
        return None
    hour, minute, second, half, zone, offset = clocks[0].groups()
    hours, minutes = int(hour), _offset(zone or "", offset or "")
    if minutes is None or (half and not 1 <= hours <= 12):
        return None
    if half:
        hours = hours % 12 + 12 * (half[0] in "pP")
    try:
        return datetime.combine(
            day, time(hours, int(minute), int(second or 0), tzinfo=timezone(timedelta(minutes=minutes)))
        )
    except ValueError:
        return None


def _offset(zone: str, offset: str) -> int | None:
    """How many minutes a zone is ahead of UTC; None where no one zone is named.

    >>> _offset("GMT", ""), _offset("UTC", "+01:00"), _offset("", "+0530"), _offset("IST", ""), _offset("", "")
    (0, 60, 330, None, None)
    """
    hours = _OFFSETS.get(zone.upper()) if zone else 0
    digits = offset[1:].replace(":", "")
    if hours is None or (offset and hours) or not (zone or len(digits) > 2):
        return None
    ahead = 60 * hours + 60 * int(digits[:2] or 0) + int(digits[2:] or 0)
    return ahead if offset[:1] in ("", "+") else -ahead
