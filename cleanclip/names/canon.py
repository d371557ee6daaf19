"""Bring the names in a clip to their canonical spelling, by exact look-up and never by guessing.

The rules lean one way: a variant that stays costs little, a name that was right
and is changed costs trust. So whatever could make a match somebody or something
else (a street, a son, a byline, an address) leaves it alone.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from cleanclip.clip import Clip, Edit
from cleanclip.names.maps import APOSTROPHES, WORD, NameEntry, NameMap, fold_name, fold_token
from cleanclip.words import CLOSING, NAME_PARTICLES, OPENING


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _words(
    "mr mrs ms miss dr prof professor gen general lt lieutenant col colonel maj major brig brigadier capt captain "
    "cmdr commander adm admiral sgt marshal president vice premier minister pm mp chancellor king queen prince princess "
    "emir sultan sheikh shaikh sheik sayyid sayyed seyyed sayed syed mullah maulana mawlawi molla ayatollah imam hajj "
    "haj hajji haji shahid martyr sen senator rep gov governor mayor secretary chief chairman leader spokesman "
    "spokesperson spokeswoman ambassador judge justice sir lord lady pope patriarch bishop cleric dictator strongman "
    "warlord comrade deputy speaker director head former late negotiator envoy lawmaker politician militant"
)
_OPENERS = _words(
    "the and but or nor when while as if after before since although though because then that than for with without "
    "from by on in at of to into about against over under like both even did does do is are was were has had have will "
    "would could can may might must should what why how who whom whose where whether not no yes now today yesterday "
    "later however meanwhile only also until once during between so still yet says said kills killed meets vs"
)
_DEMONYMS = _words(
    "iraqi israeli saudi kuwaiti yemeni qatari emirati omani bahraini pakistani bangladeshi afghan kurd somali uzbek "
    "kazakh tajik kyrgyz turkmen turk arab greek german french dutch czech slovak serb croat bosniak shiite shia sunni "
    "houthi us u.s uk u.k un u.n eu"
)
_DATES = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december"
)
_NAMED_AFTER = _words(
    "street streets avenue road boulevard lane highway square roundabout roundabouts plaza park garden gardens airport "
    "airbase station port bridge dam tower building brigade brigades battalion battalions division regiment corps unit "
    "squad camp base hospital clinic university college school academy institute library museum mosque shrine church "
    "mausoleum cemetery stadium arena cup trophy prize award medal foundation trust fund center centre house palace "
    "city town village district province international memorial jr sr junior senior ii iii iv"
)
_LINKS = _words("al el bin ibn ben bint ul ud abu abd abdul abdel")
_GIVEN = _words(
    "abbas abdullah abdallah adam adel adnan ahmad ahmed alaa alexander alexei ali amin amir andrei anna anwar aziz "
    "bashir daoud david dawood elena fahad faisal farid fatima george habib hadi hamed hamid hamza hasan hassan hussain "
    "hussein ibrahim idris igor imad imran iqbal ismail ivan jafar jamal james jawad john joseph kamal karim khaled khalid "
    "leila liaquat mahdi mahmoud mahmud majed malik maria mariam mary michael mohamed mohammad mohammed mousa muhammad "
    "mukhtar murad musa mustafa nabil nasser nikolai oleg olena olga omar osama paul peter rahim rashid reza robert saad "
    "saeed said salah saleh salem sami samir sergei sharif tariq umar usman walid wali waleed yahya yasser yousef yusuf zaid"
)
_MIDDLE = frozenset({*NAME_PARTICLES, *_LINKS, "as", "az", "ar", "an", "ad", "at", "ash", "i", "o"})
"""Tokens inside a name that may be small in running text."""

# A letter that is not a plain small one opens every candidate: names have capitals, most words have none.
_CAPITALISED = re.compile(rf"[A-Z\u00c0-\u00de\u0100-\u1fff\u2c00-\uffff][\w{APOSTROPHES}]*")
_STEP = re.compile(rf"([ \u00a0\-\u2010\u2011])[{APOSTROPHES}]?(\w[\w{APOSTROPHES}]*)")
_PARTICLE_BEFORE = re.compile(rf"(?<![\w{APOSTROPHES}])[AaEe][Ll][ \u00a0\-\u2010\u2011][{APOSTROPHES}]?\Z")
_PREFIX = re.compile(r"(?<![\w-])(?:anti|pro|ex|non|post|pre)[-\u2010\u2011]\Z", re.IGNORECASE)
_PARTICLE = re.compile(r"\b(al|el)(?=-)")
_BYLINE = re.compile(r"(?:[-–—•*|]\s*)?(?:[Bb]y|BY|[Ss]tory by|[Ww]ritten by|[Rr]eporting by)[ :]")
_BYLINE_WORDS = _words("and for in with of the staff & at de la le van von bin al el")
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?|«[^»]*»?|(?<!\w)‘(?:[^’]|’(?=\w))*’?|(?<!\w)'(?:[^']|'(?=\w))*'(?!\w)")
_GLUE = "@#_/\\=&%+~"
_HYPHENS = "-\u2010\u2011"
_NEAR = 48  # characters either side of a match that are looked at
_WORD_MAX = 256  # a stretch without spaces that is longer than this is not prose

_CLASSES = str.maketrans({**dict(zip("qcgjzxbvw", "kkkksspff", strict=True)), **dict.fromkeys("aeiouyh")})


def _skeleton(token: str) -> str:
    """What stays of a folded surname when vowels and kin consonants count as one: to find namesakes.

    >>> _skeleton("suleimani") == _skeleton("soleymany"), _skeleton("zelensky") == _skeleton("zelenska")
    (True, False)
    """
    bare = re.sub(r"(.)\1+", r"\1", token.replace("dh", "z").replace("h", "").translate(_CLASSES))
    last = token.rstrip("h")[-1:]
    return bare + ("a" if last == "a" else "u" if last in "ouw" else "i" if last in "eiy" else "")


class _Form(NamedTuple):
    """What is known about one folded spelling."""

    entry: NameEntry
    hyphens: frozenset[int]
    """After which tokens some approved spelling has a hyphen."""
    small: frozenset[int]
    """Which tokens some approved spelling writes small."""
    acronyms: frozenset[int]


class _Match(NamedTuple):
    start: int
    end: int
    entry: NameEntry
    capitals: bool


@dataclass
class _Index:
    """The maps laid out for look-up: a trie over folded tokens, and what belongs to each name."""

    trie: dict[str, Any] = field(default_factory=dict)
    entries: dict[str, list[NameEntry]] = field(default_factory=lambda: defaultdict(list))
    name_tokens: set[str] = field(default_factory=lambda: set(_GIVEN))

    @classmethod
    def of(cls, name_map: NameMap, *, aliases: bool) -> _Index:
        index = cls()
        forms: dict[tuple[str, ...], _Form] = {}
        keys: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
        for entry in name_map:
            if entry.kind == "alias" and not aliases:
                continue
            index.entries[entry.canonical].append(entry)
            home = fold_name(entry.canonical)
            for spelling in (entry.canonical, *entry.variants):
                key = fold_name(spelling)
                form = _form(entry, spelling)
                known = forms.get(key)
                if known is not None:  # el- and al-, hyphen and space: spellings that fold alike
                    if known.entry.canonical != entry.canonical:
                        continue
                    form = _Form(known.entry, *(a | b for a, b in zip(known[1:], form[1:], strict=True)))
                elif key != home:
                    keys[home].append(key)
                forms[key] = form
                if entry.of == "person":
                    index.name_tokens.update(key)
        _close(forms, keys)
        index.name_tokens -= _MIDDLE | _TITLES
        for key, form in forms.items():
            lead = len(key) > 1 and key[0] == "al"
            node = index.trie
            for token in key[lead:]:
                node = node.setdefault(token, {})
            node.setdefault("", {})[lead] = form
        return index


def _form(entry: NameEntry, spelling: str) -> _Form:
    tokens = list(WORD.finditer(spelling))
    hyphens = frozenset(i for i, m in enumerate(tokens) if spelling[m.end() : m.end() + 1] == "-")
    small = frozenset(i for i, m in enumerate(tokens) if m[0][0].islower())
    acronyms = frozenset(i for i, m in enumerate(tokens) if len(m[0]) > 1 and m[0].isupper())
    return _Form(entry, hyphens, small, acronyms)


def _close(forms: dict[tuple[str, ...], _Form], keys: dict[tuple[str, ...], list[tuple[str, ...]]]) -> None:
    """Let a name inside a longer name vary there too, or a second run would find what the first one made."""
    work = list(forms)
    for key in work:
        for start in range(len(key)):
            for end in range(start + 1, len(key) + 1):
                for inner in keys.get(key[start:end], ()) if end - start < len(key) else ():
                    other = key[:start] + inner + key[end:]
                    if other not in forms and len(work) < 8 * len(forms):
                        forms[other] = _Form(forms[key].entry, frozenset(range(9)), *forms[key][2:])
                        work.append(other)


@dataclass(frozen=True, init=False)
class Names:
    """A name cleaner: bring every approved spelling in a clip to its canonical form.

    Given maps go over the packaged ones, the first over the second. Aliases
    (another name of the same thing, such as Daesh for Islamic State) are left
    alone unless `aliases` is true.

    >>> from cleanclip.edits import apply
    >>> text = "The strike killed Qassim Soleimani. Suleimani’s car burned."
    >>> edits = list(Names()(Clip.from_text(text)))
    >>> apply(text, edits)
    'The strike killed Qasem Soleimani. Soleimani’s car burned.'
    >>> edits[1].reason
    'surname of Qasem Soleimani, the only Soleimani in the clip'
    """

    maps: tuple[NameMap, ...]
    aliases: bool
    stage: ClassVar[str] = "name"
    name: ClassVar[str] = "names"

    def __init__(self, *maps: NameMap, aliases: bool = False) -> None:
        for given in maps:
            if not isinstance(given, NameMap):
                raise TypeError(f"Names takes NameMap objects, not {type(given).__name__}; see NameMap.from_dict")
        object.__setattr__(self, "maps", maps)
        object.__setattr__(self, "aliases", aliases)

    def __getstate__(self) -> dict[str, Any]:
        return {"maps": self.maps, "aliases": self.aliases}  # the index is built anew where it is used

    @cached_property
    def _index(self) -> _Index:
        merged = NameMap.packaged()
        for given in reversed(self.maps):
            merged = given.over(merged)
        return _Index.of(merged, aliases=self.aliases)

    def __call__(self, clip: Clip) -> Iterator[Edit]:
        """The edits, in the order of the text; none where the text has the canonical form already."""
        trie = self._index.trie
        words: dict[str, str] = {}
        for raw in set(_CAPITALISED.findall(clip.text)):
            words[raw] = raw.lower() if raw.isalpha() and raw.isascii() else _fold_word(raw)
        if trie.keys().isdisjoint(words.values()):
            return
        yield from _Reading(clip, self._index, words).edits()


def _fold_word(raw: str) -> str:
    """A token of running text, folded, without a possessive; one too long to be a name becomes nothing."""
    return fold_token(raw[: _bare_end(raw)]) if len(raw) <= _NEAR else ""


def _bare_end(raw: str) -> int:
    """Where a token ends when a possessive and closing quotes are taken off."""
    bare = raw.rstrip(APOSTROPHES)
    if len(bare) > 2 and bare[-1] in "sS" and bare[-2] in "'’":
        return len(bare[:-1].rstrip(APOSTROPHES))
    return len(bare)


class _Reading:
    """One pass of the rules over one clip."""

    def __init__(self, clip: Clip, index: _Index, words: dict[str, str]) -> None:
        self.clip, self.text, self.index, self.words = clip, clip.text, index, words
        self._lines: dict[tuple[str, int], Any] = {}  # what was found out about a line
        self._needs: dict[tuple[str, ...], bool] = {}

    def edits(self) -> Iterator[Edit]:
        hits = {raw for raw, token in self.words.items() if token in self.index.trie}
        found: list[_Match] = []
        proposed: list[Edit] = []
        reach = 0
        for candidate in _CAPITALISED.finditer(self.text):
            if candidate[0] not in hits or candidate.start() < reach:
                continue
            match = self._longest(candidate)
            if match is None:
                continue
            reach = match.end
            if self._stays(match, reach_before=found[-1].end if found else 0):
                continue
            found.append(match)
            answer = match.entry.canonical.upper() if match.capitals else self._cased(match, match.entry.canonical)
            what = "another name" if match.entry.kind == "alias" else "spelling"
            proposed += self._edit(match, answer, f"{what} of {match.entry.canonical}")
        yield from sorted(proposed + list(self._surnames(found)))

    def _edit(self, match: _Match, answer: str, reason: str) -> list[Edit]:
        if self.text[match.start : match.end] == answer:
            return []
        return [Edit(match.start, match.end, answer, "name", Names.name, reason)]

    # Look-up

    def _longest(self, candidate: re.Match[str]) -> _Match | None:
        """The longest approved spelling whose first token, a leading al- aside, is the candidate."""
        text, start, raw = self.text, candidate.start(), candidate[0]
        before = _PARTICLE_BEFORE.search(text[max(0, start - 5) : start])
        node = self.index.trie
        tokens, joins, end, best = [raw], [], candidate.end(), None
        while True:
            bare = end - len(raw) + _bare_end(raw)
            last = self.words[raw] if raw in self.words else _fold_word(raw)
            node = node.get(last, {})
            for lead, form in node.get("", {}).items():
                if lead and before is None:
                    continue
                offset = 1 if lead else 0
                shown = [before[0].rstrip(" \u00a0" + _HYPHENS + APOSTROPHES)] if lead and before else []
                capitals = _capitals(shown + tokens, form)
                if capitals is not None and all(
                    join not in _HYPHENS or i + offset in form.hyphens or fold_token(tokens[i]) in _MIDDLE
                    for i, join in enumerate(joins)
                ):
                    begin = start - len(before[0]) if lead and before else start
                    if best is None or (bare, -begin) > (best.end, -best.start):
                        best = _Match(begin, bare, form.entry, capitals)
            step = _STEP.match(text, end) if len(node) > ("" in node) and bare == end else None
            if step is None or len(step[2]) > _NEAR:
                return best
            joins.append(step[1])
            raw = step[2]
            tokens.append(raw)
            end = step.end()

    def _cased(self, match: _Match, answer: str) -> str:
        """The answer with its particle's capital where the place asks for one and the text has it."""
        text, source = self.text, self.text[match.start : match.end]
        if re.search(r"\b[AE]l\b", source) and self._line("title", match.start):
            answer = _PARTICLE.sub(lambda m: m[0].capitalize(), answer)
        if source[0].isupper() and answer[0].islower() and _opens(text, match.start):
            answer = answer[0].upper() + answer[1:]
        return answer

    # What leaves a match alone

    def _stays(self, match: _Match, *, reach_before: int = -1, lone: bool = False) -> bool:
        """Whether something at or around the match forbids the change."""
        text, start, end, entry = self.text, match.start, match.end, match.entry
        before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
        if self._glued(match, before, after) or self._line("byline", start):
            return True
        if entry.kind == "alias" and self._quoted(start):
            return True
        if entry.needs and not self._has(entry.needs):
            return True
        if any(_touches(before, after, words.lower()) for words in entry.veto):
            return True
        person = entry.of == "person"
        if self._continues(match, after):
            return True
        previous = _previous(before)
        core = previous.rstrip(".").lower()
        token = fold_token(core)
        if not previous or core in _TITLES:
            return False
        if token in _LINKS or (person and token in NAME_PARTICLES and previous != "de"):
            return True
        if not person or not previous[0].isupper() or core in _OPENERS or core in _DATES or _is_demonym(core):
            return False
        if lone or len(core) == 1 or token in self.index.name_tokens or 0 <= start - 1 <= reach_before:
            return True
        return not (self._line("title case", start) or _opens(text, start - 1 - len(previous)))

    def _glued(self, match: _Match, before: str, after: str) -> bool:
        """Whether the match is part of a larger word, an address, a handle or a file name."""
        text, start, end = self.text, match.start, match.end
        left, right = before[-1:], after[:1]
        if left and (left.isalnum() or left in _GLUE or unicodedata.combining(left)):
            return True
        if left and left in "." + APOSTROPHES and before[-2:-1].isalnum():
            return True
        if left and left in _HYPHENS and not _PREFIX.search(before):
            return True
        if right and (right in _GLUE or unicodedata.combining(right) or right.isalnum()):
            return True
        if right == "." and (after[1:2].isalnum() or after[1:2] == "_"):
            return True
        if right and right in _HYPHENS and (not after[1:2].islower() or after[1:4].lower() in ("al-", "el-")):
            return after[1:2].isalnum() or after[1:2] in APOSTROPHES
        if left.isspace() and (right.isspace() or not right):
            return False
        head = text[max(0, start - _WORD_MAX) : start].rsplit(None, 1)
        tail = text[end : end + _WORD_MAX].split(None, 1)
        chunk = ("" if not left or left.isspace() or not head else head[-1]) + " "
        chunk += "" if not right or right.isspace() or not tail else tail[0]
        if len(chunk) > _WORD_MAX or "@" in chunk or "://" in chunk or "www." in chunk:
            return True
        return chunk.lstrip(OPENING)[:1] == "#" or ("/" in chunk and "." in chunk.rstrip(CLOSING + ".,;: "))

    def _continues(self, match: _Match, after: str) -> bool:
        """Whether the words after the match make it a longer name or a thing named after it."""
        suffix = re.match(r",? (?:[JS]r|JR|SR|II|III|IV)\b", after)
        if suffix and match.entry.of == "person":
            return True
        step = _STEP.match(after)
        if step is None or step[1] in _HYPHENS:
            return False
        word = step[2][: _bare_end(step[2])]
        token, person = fold_token(word), match.entry.of == "person"
        rest = after[step.end() :]
        if token in _LINKS or (rest[:1] in _HYPHENS and rest and token in _MIDDLE):
            return rest[1:2].isalnum()
        if token in _NAMED_AFTER:
            return person or word[0].isupper()
        if not word[0].isupper() or token in _DATES:
            return False
        if not person:
            return match.entry.kind == "alias"
        if match.capitals or self._line("title case", match.start):
            return token in self.index.name_tokens or not _verb_like(token)
        return True

    def _quoted(self, at: int) -> bool:
        line = bisect_right(self.clip.starts, at) - 1
        spans = self._lines.get(("quotes", line))
        if spans is None:
            spans = [m.span() for m in _QUOTED.finditer(self.clip.lines[line])]
            self._lines["quotes", line] = spans
        at -= self.clip.starts[line]
        place = bisect_right(spans, (at, len(self.text))) - 1
        return place >= 0 and spans[place][0] <= at < spans[place][1]

    def _has(self, needs: tuple[str, ...]) -> bool:
        if needs not in self._needs:
            self._needs[needs] = any(word in self.text for word in needs)
        return self._needs[needs]

    def _line(self, question: str, at: int) -> bool:
        """What the line at an offset is: a "byline", in "title case", or a "title" (a heading in title case)."""
        index = bisect_right(self.clip.starts, at) - 1
        if index < 0:
            return False
        known = self._lines.get((question, index))
        if known is None:
            label = self.clip.labels[index] if self.clip.labels else "body"
            line = self.clip.lines[index]
            if question == "byline":
                known = label in ("byline", "credit", "url") or (len(line) <= 160 and _is_byline(line))
            else:
                known = _is_title_case(line) and (question == "title case" or label in ("headline", "crosshead"))
            self._lines[question, index] = known
        return bool(known)

    # Lone surnames

    def _surnames(self, found: list[_Match]) -> Iterator[Edit]:
        """Edits of surnames that stand alone, where the clip leaves no doubt whose they are."""
        people = {m.entry.canonical: _Person(self.index.entries[m.entry.canonical]) for m in found if m.entry.of == "person"}
        owners: dict[str, set[str]] = defaultdict(set)
        for name, person in people.items():
            for form in person.forms:
                owners[_skeleton(form)].add(name)
        unsure = {name for names in owners.values() if len(names) > 1 for name in names}
        unsure |= {name for name, person in people.items() if not person.varies}
        if len(unsure) == len(people):
            return
        hits = {raw: skeleton for raw, token in self.words.items() if (skeleton := _skeleton(token)) in owners}
        lone: list[tuple[str, _Match]] = []
        at = 0
        for candidate in _CAPITALISED.finditer(self.text):
            skeleton = hits.get(candidate[0])
            if skeleton is None:
                continue
            while at < len(found) and found[at].end <= candidate.start():
                at += 1
            if at < len(found) and found[at].start <= candidate.start():
                continue
            start, end = candidate.start(), candidate.start() + _bare_end(candidate[0])
            particle = _PARTICLE_BEFORE.search(self.text[max(0, start - 5) : start])
            begin = start - len(particle[0]) if particle else start
            before = self.text[max(0, begin - _NEAR) : begin]
            previous = _previous(before, hyphens=True)
            for name in owners[skeleton]:
                if not people[name].calls(previous):
                    unsure.add(name)
                elif self.words[candidate[0]] in people[name].forms:
                    lone.append((name, _Match(begin, end, self.index.entries[name][0], particle is not None)))
        for name, match in lone:
            person = people[name]
            source = self.text[match.start : match.end]
            particled = match.capitals
            match = match._replace(capitals=False)
            if name in unsure or (particled and not person.particled) or source.isupper() or self._stays(match, lone=True):
                continue
            answer = self._cased(match, (person.particle if particled else "") + person.surname)
            yield from self._edit(match, answer, f"surname of {name}, the only {person.surname} in the clip")


class _Person:
    """The ways to write one person's surname, from all the entries of that person."""

    def __init__(self, entries: list[NameEntry]) -> None:
        self.forms: set[str] = set()
        self.given: set[str] = set()
        self.particled = False
        for entry in entries:
            for spelling in (entry.canonical, *entry.variants):
                *given, last = fold_name(spelling)
                self.forms.add(last)
                self.given.update(given)
                self.particled |= given[-1:] == ["al"]
        tokens = WORD.findall(entries[0].canonical)
        self.surname: str = tokens[-1]
        self.particle = f"{tokens[-2]}-" if len(tokens) > 1 and fold_token(tokens[-2]) == "al" else ""
        self.varies = all(entry.surname for entry in entries) and len(tokens) > 1

    def calls(self, previous: str) -> bool:
        """Whether the word before the surname leaves it this person's: none, a title, or the given name."""
        core = previous.rstrip(".").lower()
        if not previous or core in _TITLES or core in _OPENERS or core in _DATES or _is_demonym(core):
            return True
        return not previous[0].isupper() or fold_token(core) in self.given


def _capitals(tokens: list[str], form: _Form) -> bool | None:
    """True for a name in capitals, False for one in normal case, None for any other."""
    upper = title = small = 0
    for i, token in enumerate(tokens):
        token = token[: _bare_end(token)].lstrip(APOSTROPHES)
        if i in form.acronyms:
            if not token.isupper():
                return None
        elif len(token) > 1 and token.isupper():
            upper += 1
        elif not token[:1].islower():
            title += 1
        elif i in form.small or fold_token(token) in _MIDDLE:
            small += 1
        else:
            return None
    return None if upper and (title or small) else bool(upper)


def _opens(text: str, at: int) -> bool:
    """Whether a sentence, a line or a quotation opens at an offset."""
    left = text[max(0, at - _NEAR) : at]
    bare = left.rstrip(OPENING + CLOSING + " \u00a0•*–—-")
    gap = left[len(bare) :]
    if not bare:
        return at <= _NEAR
    if bare[-1] in "\n\r\u2028\u2029" or any(quote in gap for quote in "“\"«„‘") or bare[-1] in "!?…:":
        return True
    if bare[-1] != "." or not gap:
        return False
    word = bare[:-1].rsplit(None, 1)[-1] if bare[:-1].split() else ""
    return not (word.lower() in _TITLES or (len(word) == 1 and word.isupper()))


def _previous(before: str, *, hyphens: bool = False) -> str:
    """The word that stands right before a match, parted by one space, or nothing."""
    if before[-1:] not in (" ", "\u00a0") and not (hyphens and before[-1:] in _HYPHENS and before):
        return ""
    parts = before[:-1].rsplit(None, 1)
    if not parts or before[-2:-1].isspace():
        return ""
    word = parts[-1].lstrip(OPENING + "—–-")
    last = word[-1:]
    if not last or word[_bare_end(word) :] or (last == "." and not _abbreviates(word)):
        return ""
    return word if last.isalnum() or last == "." else ""


def _abbreviates(word: str) -> bool:
    """Whether a full stop after a word belongs to the word: a title or an initial."""
    core = word[:-1]
    return core.lower() in _TITLES or (len(core) == 1 and core.isupper()) or "." in core


def _is_demonym(core: str) -> bool:
    return core in _DEMONYMS or (core.endswith(("ian", "ese", "ish")) and core not in ("adrian", "brian", "christian"))


def _verb_like(token: str) -> bool:
    """Whether a word of a headline is rather what was done than part of a name."""
    return token in _OPENERS or (len(token) > 3 and token.endswith(("s", "ed", "ing")) and not token.endswith("ss"))


def _touches(before: str, after: str, words: str) -> bool:
    """Whether the words stand right before or right after a match."""
    left, right = before.lower().rstrip(" \u00a0-"), after.lower().lstrip(" \u00a0-")
    return (left.endswith(words) and not left[: -len(words)][-1:].isalnum()) or (
        right.startswith(words) and not right[len(words) : len(words) + 1].isalnum()
    )


def _is_title_case(line: str) -> bool:
    """Whether a line is a short one whose longer words nearly all have a capital."""
    if len(line) > 200 or (line.endswith(".") and not line.endswith("U.S.")):
        return False
    long = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return len(long) > 1 and sum(not word[0].islower() for word in long) >= 0.8 * len(long)


def _is_byline(line: str) -> bool:
    """Whether a line reads as a list of writers: opened by "By" or a dash, names and joining words only."""
    by = _BYLINE.match(line)
    if by is None and line[0] not in "-–—":
        return False
    words = [word.strip(",;|()") for word in line[by.end() if by else 1 :].split()]
    if not words or len(words) > 16 or line.rstrip().endswith((".", "?", "!", ":", "”")):
        return False
    return all(not word[:1].islower() or word in _BYLINE_WORDS or "@" in word for word in words)
