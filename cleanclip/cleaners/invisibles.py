"""Characters that nobody sees: controls, lone surrogates, zero-width characters, soft hyphens, loose accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cleanclip.clip import Clip, Edit, cleaner

_CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff"
_ZERO_WIDTH = "\u200b\u2060\ufeff"
_JOINERS = "\u200c\u200d"
_SURROGATES = "\ud800-\udfff"
_SOFT_HYPHEN = r"\xad(?:[ \t]{0,40}(?:\r\n|[\n\r])[ \t]{0,40}(?=[^\W\d_]))?"
_ODD = re.compile(f"[{_CONTROLS}]+|[{_ZERO_WIDTH}]+|[{_JOINERS}]|[{_SURROGATES}]+|{_SOFT_HYPHEN}")
_ANY = re.compile(f"[{_CONTROLS}{_ZERO_WIDTH}{_JOINERS}{_SURROGATES}\xad]")

# Scripts whose letters are shaped by joiners, and the symbols that emoji are put together from.
_JOINING = re.compile("[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefe]")
_EMOJI = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff\u2640\u2642]")


@cleaner(stage="read")
def invisibles(clip: Clip) -> Iterator[Edit]:
    """Remove what cannot be seen and means nothing; bring the rest to NFC.

    Joiners stay where a script or an emoji needs them. A soft hyphen goes, and
    at a line's end it takes the line's end with it.

    >>> text = "Ira\\x00q and un\\xad\\nternehmen"
    >>> [(edit.start, edit.end, edit.replacement) for edit in invisibles(Clip.from_text(text))]
    [(3, 4, ''), (12, 14, '')]
    """
    text = clip.text
    quiet = True
    suspects = "".join(clip.odd_characters)
    for match in _found(text) if _ANY.search(suspects) else ():
        found, calm, quiet = match[0], quiet, False
        where = match.start(), match.end()
        first = found[0]
        if first in _JOINERS:
            if _needed(text, match.start()):
                quiet = calm
            else:
                yield Edit(*where, "", "space", "invisibles", "a joiner that joins nothing")
        elif first in _ZERO_WIDTH:
            yield Edit(*where, "", "space", "invisibles", "zero-width characters")
        elif first == "\xad":
            lower = text[match.end() : match.end() + 1].islower()
            end = match.end() if len(found) > 1 and lower else match.start() + 1
            yield Edit(match.start(), end, "", "hyphen", "invisibles", "a soft hyphen")
        elif "\ud800" <= first <= "\udfff":
            whole = found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            yield Edit(*where, whole, "encoding", "invisibles", "half a character (a lone surrogate)")
        else:
            yield Edit(*where, "", "encoding", "invisibles", "control characters")
    if quiet and suspects and not unicodedata.is_normalized("NFC", text):
        yield from _compose(text)


def _found(text: str) -> Iterator[re.Match[str]]:
    """The stretches to look at; one class of characters is searched for five times as fast as several."""
    hit = _ANY.search(text)
    while hit:
        match = _ODD.match(text, hit.start())
        assert match is not None
        yield match
        hit = _ANY.search(text, match.end())


def _needed(text: str, at: int) -> bool:
    """Whether the joiner at an offset stands beside a letter or symbol that it can shape."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(
        (_JOINING.match(before) and before)
        or (_JOINING.match(after) and after)
        or (before and after and _EMOJI.match(before) and _EMOJI.match(after))
    )


def _compose(text: str) -> Iterator[Edit]:
    """Edits that bring each run without white space to Unicode's normal form C."""
    for match in re.finditer(r"\S+", text):
        composed = unicodedata.normalize("NFC", match[0])
        if composed != match[0]:
            reason = "letters and accents written apart (Unicode NFC)"
            yield Edit(*match.span(), composed, "encoding", "invisibles", reason)
