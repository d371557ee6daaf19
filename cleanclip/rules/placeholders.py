"""The words in braces that a rule may use instead of a raw expression: `{name}`, `{place}`, `{date}` ...

A template such as "Newspapers from {place}" is literal text, compared without
regard to case, round placeholders, which mind the case. Each placeholder is
bounded, so that no template can be slow.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cleanclip.words import fold, unfolded

if TYPE_CHECKING:
    import regex

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_DATE = (
    rf"(?i:(?:{_DAY},?\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH},?(?:\s\d{{4}})?"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?(?:\s\d{{4}})?)"
    r"|\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4})"
)
_CLOCK = r"(?i:\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?)"
_ZONE = r"(?:\s?\(?(?:GMT|UTC|[A-Z]{2,4}T|Z)\)?(?:\s?[+-]\d{1,2}(?::?\d{2})?)?)?"
_CAPITAL = r"[\p{Lu}\p{Lt}][\p{L}\p{M}'’.\-]{0,30}+"
_PARTICLE = r"(?:al|el|bin|bint|ibn|abu|van|von|der|den|de|da|di|dos|du|la|le|ter|of|and|the)"

PLACEHOLDERS: dict[str, tuple[str, str, str]] = {
    "name": (
        rf"{_CAPITAL}(?:[\s\-](?:{_PARTICLE}[\s\-])?{_CAPITAL}){{0,4}}",
        "Jane van Dyke",
        "a name: 1 to 5 words with capitals",
    ),
    "place": (
        rf"{_CAPITAL}(?:[\s\-](?:{_PARTICLE}\s){{0,2}}{_CAPITAL}){{0,4}}",
        "United Arab Emirates",
        "a place, with capitals",
    ),
    "date": (_DATE, "13 December 2023", "a calendar date; the year may be missing"),
    "time": (_CLOCK + _ZONE, "10:20 AM UTC", "a time of day, with or without its zone"),
    "number": (r"\d{1,3}(?:[.,\s]?\d{3}){0,3}(?:\.\d)?[kKmM]?", "1,203", "a count in digits"),
    "year": (r"(?:19|20)\d{2}", "2023", "a year from 1900 to 2099"),
    "url": (r"(?:https?://|www\.)\S{3,2000}", "https://example.org/a", "a web address"),
    "email": (r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}", "desk@example.org", "an e-mail address"),
    "word": (r"[\p{L}\p{M}\p{N}'’\-]{1,40}", "politics", "one word"),
    "words": (r"\S{1,40}(?:\s\S{1,40}){0,7}", "politics and the law", "1 to 8 words of any kind"),
}
"""For each placeholder: its expression, an example, and what it stands for."""

TELLING = ("date", "time", "number", "year", "url", "email")
"""Those that show by a sign of their own that they stand there: a template may open with one and have no words."""

_WHOLE = r"[\s:»›>→…]{0,8}$"
_BRACES = re.compile(r"\{([^{}]*)\}")


def literal_parts(template: str) -> list[str]:
    """The literal text of a template, in order, cut at its placeholders.

    >>> literal_parts("{number} thoughts on {words}")
    ['', ' thoughts on ', '']
    """
    return _BRACES.split(template)[::2]


def unknown(template: str) -> str | None:
    """The first placeholder of a template that does not exist.

    >>> unknown("Newspapers from {country}")
    'country'
    """
    return next((name for name in _BRACES.findall(template) if name not in PLACEHOLDERS), None)


@lru_cache(maxsize=8192)
def compile_template(template: str, *, whole: bool) -> regex.Pattern[str] | re.Pattern[str]:
    """The expression for a template, for a whole line or for its beginning.

    Raises:
        ValueError: for a placeholder that does not exist; the message lists those that do.

    >>> pattern = compile_template("Newspapers from {place}", whole=True)
    >>> bool(pattern.match("NEWSPAPERS FROM United Arab Emirates"))
    True
    """
    expression = template_expression(template, whole=whole)
    if r"\p{" not in expression:
        return re.compile(expression)  # three times as fast where it is enough
    import regex

    return regex.compile(expression)


def template_expression(template: str, *, whole: bool) -> str:
    """What `compile_template` compiles."""
    return rf"\W{{0,8}}?{_body(template)}" + (_WHOLE if whole else "")


@cache
def expression_of(placeholder: str) -> re.Pattern[str]:
    """The expression of a placeholder of digits and plain letters."""
    return re.compile(PLACEHOLDERS[placeholder][0])


def _body(template: str) -> str:
    odd = unknown(template)
    if odd is not None:
        raise ValueError(f"unknown placeholder {{{odd}}}; there are {', '.join(f'{{{n}}}' for n in PLACEHOLDERS)}")
    return "".join(
        f"(?:{PLACEHOLDERS[part][0]})" if index % 2 else f"(?i:{_loose(part)})" if part else ""
        for index, part in enumerate(_BRACES.split(template))
    )


def _loose(literal: str) -> str:
    """A literal in which other ways to write a sign or a letter are allowed; case is not the expression's business."""
    parts = []
    for char in fold(literal):
        ways = {way.lower() for way in unfolded(char)} if char not in "\n" else {char}
        parts.append(re.escape(char) if len(ways) == 1 else f"[{''.join(map(re.escape, sorted(ways)))}]")
    return "".join(parts)
