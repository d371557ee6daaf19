"""What may stand round a name in running text, and what it says about the name.

Word lists, patterns and small judgements over strings; the rules that use them
are in `reading.py` and `surnames.py`.
"""

from __future__ import annotations

import re
import unicodedata

from cleanclip.lexicon import CALENDAR, LINKS, NAME_PARTICLES
from cleanclip.names.maps import APOSTROPHES
from cleanclip.words import CLOSING, OPENING


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "mr mrs ms miss dr prof professor gen general lt lieutenant col colonel maj major brig brigadier capt captain "
    "cmdr commander adm admiral sgt marshal president vice premier minister pm mp chancellor king queen prince "
    "princess emir sultan sheikh shaikh sheik sayyid sayyed seyyed sayed syed mullah maulana mawlawi molla "
    "ayatollah imam hajj haj hajji haji shahid martyr sen senator rep gov governor mayor secretary chief chairman "
    "leader spokesman spokesperson spokeswoman ambassador judge justice sir lord lady pope patriarch bishop cleric "
    "dictator strongman warlord comrade deputy speaker director head former late negotiator envoy lawmaker "
    "politician militant"
)
OPENERS = _words(
    "the and but or nor when while as if after before since although though because then that than for with without "
    "from by on in at of to into about against over under like both even did does do is are was were has had have "
    "will would could can may might must should what why how who whom whose where whether not no yes now today "
    "yesterday later however meanwhile only also until once during between so still yet says said kills killed "
    "meets vs"
)
NATIONS = _words(
    "iraqi israeli saudi kuwaiti yemeni qatari emirati omani bahraini pakistani bangladeshi afghan kurd somali "
    "uzbek kazakh tajik kyrgyz turkmen turk arab greek german french dutch czech slovak serb croat bosniak shiite "
    "shia sunni houthi islamist us u.s uk u.k un u.n eu iran iraq lebanon syria yemen pakistan afghanistan russia "
    "ukraine"
)
NAMED_AFTER = _words(
    "street streets avenue road boulevard lane highway square roundabout roundabouts plaza park garden gardens "
    "airport airbase station port bridge dam tower building brigade brigades battalion battalions division regiment "
    "corps unit squad camp base hospital clinic university college school academy institute library museum mosque "
    "shrine church mausoleum cemetery stadium arena cup trophy prize award medal foundation trust fund center "
    "centre house palace city town village district province international memorial jr sr junior senior ii iii iv"
)
GIVEN = _words(
    "abbas abdullah abdallah adam adel adnan ahmad ahmed alaa alexander alexei ali amin amir andrei anna anwar aziz "
    "bashir daoud david dawood elena fahad faisal farid fatima george habib hadi hamed hamid hamza hasan hassan "
    "hussain hussein ibrahim idris igor imad imran iqbal ismail ivan jafar jamal james jawad john joseph kamal "
    "karim khaled khalid leila liaquat mahdi mahmoud mahmud majed malik maria mariam mary michael mohamed mohammad "
    "mohammed mousa muhammad mukhtar murad musa mustafa nabil nasser nikolai oleg olena olga omar osama paul peter "
    "rahim rashid reza robert saad saeed said salah saleh salem sami samir sergei sharif tariq umar usman walid "
    "wali waleed yahya yasser yousef yusuf zaid"
)
GENERIC = _words(
    "army assembly authority bank brigade brigades committee congress council democratic force forces front "
    "government group guard international islamic league liberation military ministry movement national network "
    "organisation organization palestinian parliament party people popular president republic resistance song state "
    "states supreme union united west"
)
"""Words of organisations' names that many a text has."""

MIDDLE = frozenset({*NAME_PARTICLES, *LINKS, "as", "az", "ar", "an", "ad", "at", "ash", "i", "o"})
"""Tokens inside a name that may be small in running text."""


PREFIX = re.compile(r"(?<![\w-])(?:anti|pro|ex|non|post|pre)[-\u2010\u2011]\Z", re.IGNORECASE)
_SMALL_WORD = re.compile(r"(?<![\w'’-])[a-zß-öø-ÿ][\w'’]{3,}+(?![\w-])")
PARTICLE = re.compile(r"\b(al|el)(?=-)")
_BYLINE = re.compile(r"(?:[-–—•*|]\s*)?(?:[Bb]y|BY|[Ss]tory by|[Ww]ritten by|[Rr]eporting by)[ :]")
_BYLINE_MAX = 40  # words
_BYLINE_WORDS = _words("and for in with of the staff & at de la le van von bin al el")

QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?|«[^»]*»?|(?<!\w)‘(?:[^’]|’(?=\w))*’?|(?<!\w)'(?:[^']|'(?=\w))*'(?!\w)")

GLUE = "@#_/\\=&%+~"
HYPHENS = "-\u2010\u2011"
TOKENS_MAX = 8  # of a name that is put together from two entries
NEAR = 48  # characters either side of a match that are looked at

WORD_MAX = 256  # a stretch without spaces that is longer than this is not prose

_CLASSES = str.maketrans({**dict(zip("qcgjzxbvw", "kkkksspff", strict=True)), **dict.fromkeys("aeiouyh")})


def skeleton(token: str) -> str:
    """What stays of a folded surname when vowels and kin consonants count as one: to find namesakes.

    >>> skeleton("suleimani") == skeleton("soleymany"), skeleton("zelensky") == skeleton("zelenska")
    (True, False)
    """
    bare = re.sub(r"(.)\1+", r"\1", token.replace("dh", "z").replace("h", "").translate(_CLASSES))
    last = token.rstrip("h")[-1:]
    return bare + ("a" if last == "a" else "u" if last in "ouw" else "i" if last in "eiy" else "")


def bare_end(raw: str) -> int:
    """Where a token ends when a possessive and closing quotes are taken off."""
    bare = raw.rstrip(APOSTROPHES)
    if len(bare) > 2 and bare[-1] in "sS" and bare[-2] in "'’":
        return len(bare[:-1].rstrip(APOSTROPHES))
    return len(bare)


def glued(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is part of a larger word, an address, a handle or a file name."""
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    left, right = before[-1:], after[:1]
    if left and (left.isalnum() or left in GLUE or unicodedata.combining(left)):
        return True
    if left and left in "." + APOSTROPHES and before[-2:-1].isalnum():
        return True
    if left and left in HYPHENS and not PREFIX.search(before):
        return True
    if right and (right in GLUE or unicodedata.combining(right) or right.isalnum()):
        return True
    if right == "." and (after[1:2].isalnum() or after[1:2] == "_"):
        return True
    if right and right in HYPHENS and (not after[1:2].islower() or after[1:4].lower() in ("al-", "el-")):
        return after[1:2].isalnum() or after[1:2] in APOSTROPHES
    if left.isspace() and (right.isspace() or not right):
        return False
    head = text[max(0, start - WORD_MAX) : start].rsplit(None, 1)
    tail = text[end : end + WORD_MAX].split(None, 1)
    chunk = ("" if not left or left.isspace() or not head else head[-1]) + " "
    chunk += "" if not right or right.isspace() or not tail else tail[0]
    if len(chunk) > WORD_MAX or "@" in chunk or "://" in chunk or "www." in chunk:
        return True
    return chunk.lstrip(OPENING)[:1] == "#" or ("/" in chunk and "." in chunk.rstrip(CLOSING + ".,;: "))


def opens(text: str, at: int) -> bool:
    """Whether a sentence, a line or a quotation opens at an offset."""
    left = text[max(0, at - NEAR) : at]
    bare = left.rstrip(OPENING + CLOSING + " \u00a0•*–—-")
    gap = left[len(bare) :]
    if not bare:
        return at <= NEAR
    if bare[-1] in "\n\r\u2028\u2029" or any(quote in gap for quote in '“"«„‘') or bare[-1] in "!?…:":
        return True
    if bare[-1] != "." or not gap:
        return False
    word = bare[:-1].rsplit(None, 1)[-1] if bare[:-1].split() else ""
    return not (word.lower() in TITLES or (len(word) == 1 and word.isupper()))


def word_before(before: str, *, hyphens: bool = False) -> str:
    """The word that stands right before a match, parted by one space, or nothing."""
    if before[-1:] not in (" ", "\u00a0") and not (hyphens and before[-1:] in HYPHENS and before):
        return ""
    parts = before[:-1].rsplit(None, 1)
    if not parts or before[-2:-1].isspace():
        return ""
    word = parts[-1].lstrip(OPENING + "—–-")
    last = word[-1:]
    if not last or word[bare_end(word) :] or (last == "." and not _abbreviates(word)):
        return ""
    return word if last.isalnum() or last == "." else ""


def _abbreviates(word: str) -> bool:
    """Whether a full stop after a word belongs to the word: a title or an initial."""
    core = word[:-1]
    return core.lower() in TITLES or (len(core) == 1 and core.isupper()) or "." in core


def could_be_given(core: str) -> bool:
    """Whether a word with a capital before a surname may be a given name, as far as its look goes."""
    if core in TITLES or core in OPENERS or core in CALENDAR or core in NATIONS:
        return False
    if core.endswith(("-backed", "-led", "-linked", "-based", "-born", "-allied", "-affiliated", "-aligned")):
        return False
    return not core.endswith(("ian", "ese", "ish")) or core in ("adrian", "brian", "christian", "ian", "julian", "kian")


def verb_like(token: str) -> bool:
    """Whether a word of a headline is rather what was done than part of a name."""
    return token in OPENERS or (len(token) > 3 and token.endswith(("s", "ed", "ing")) and not token.endswith("ss"))


def touches(before: str, after: str, words: str) -> bool:
    """Whether the words stand right before or right after a match."""
    left, right = before.lower().rstrip(" \u00a0-"), after.lower().lstrip(" \u00a0-")
    return (left.endswith(words) and not left[: -len(words)][-1:].isalnum()) or (
        right.startswith(words) and not right[len(words) : len(words) + 1].isalnum()
    )


def is_title_case(line: str, aside: frozenset[str]) -> bool:
    """Whether the longer words of a line all have a capital, hyphened ones and some others aside.

    Nothing here may change when a name does, or a second run would judge the line anew.
    """
    if line.endswith(".") and not line.endswith("U.S."):
        return False
    return all(word[0] in aside for word in _SMALL_WORD.finditer(line))


def is_byline(line: str) -> bool:
    """Whether a line reads as a list of writers: opened by "By" or a dash, names and joining words only."""
    by = _BYLINE.match(line)
    if by is None and line[0] not in "-–—":
        return False
    words = [word.strip(",;|()") for word in line[by.end() if by else 1 :].split(None, _BYLINE_MAX)]
    if not words or len(words) > _BYLINE_MAX or line.rstrip().endswith((".", "?", "!", ":", "”")):
        return False
    return all(not word[:1].islower() or word in _BYLINE_WORDS or "@" in word for word in words)
