"""Find the lines that have a rule's words in them, at a cost that follows the text and not the number of rules.

Look-ups find the candidates: a line as a whole and a line's first word in dicts,
lines that open with a digit, and phrases only where the clip has all their words.
Only candidates are compared in full. Whether a line matches depends on that line
alone (but for rules of the first line), so what short lines matched is remembered.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import accumulate, chain
from operator import itemgetter
from typing import Any, NamedTuple

from cleanclip.clip import Clip
from cleanclip.rules.packs import Rule, longest_literal
from cleanclip.rules.placeholders import compile_template, expression_of, literal_parts
from cleanclip.words import ARABIC_MARKS, INVISIBLE, ascii_words, count_words, fold, unfolded

LONGEST_LINE = 2000
"""Lines longer than this (in characters) are prose or data, never chrome."""

LONGEST_PHRASE_LINE = 400
"""Phrases and triggers are looked for in lines up to this length."""

REMEMBERED_LENGTH = 120
REMEMBERED_LINES = 50_000
"""What lines up to this length matched is remembered, for so many lines."""

LONGEST_DATED_LINE = 200
"""Lines that open with a date, a time or a count are looked at up to this length."""

LONGEST_LINE_WITH_DATE = 80
"""Lines that have one elsewhere, and no other word of a marker, are looked at up to this length."""

LINES_AT_ONCE = 20_000
"""So many lines are looked up together, so that what is worked out on the way stays small."""

EDGES = " \t:»›>→…|*+#•·▪►▶-–—👉🔔📲🔴"
"""What may stand round a marker without being part of it."""


class Match(NamedTuple):
    """A rule whose words are in a line, before anything is asked about its needs."""

    line: int
    rule: Rule


Test = Callable[[str, str], Any]
"""Takes a line and its folded beginning, says whether a rule's words are there."""


class _Candidate(NamedTuple):
    opening: str
    """What a line opens with, edges aside, if the rule's words can be there at all."""
    rule: Rule
    test: Test


class Index:
    """The look-ups, built once for a set of rules."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._exact: dict[str, tuple[Rule, ...]] = {}
        self._with_ending: dict[str, list[tuple[str, Rule]]] = defaultdict(list)
        self._first: dict[str, list[_Candidate]] = defaultdict(list)
        self._dated: dict[str, dict[str, list[_Candidate]]] = defaultdict(lambda: defaultdict(list))
        self._with_date: list[_Candidate] = []
        self._top: list[_Candidate] = []
        self._inside = _Phrases()
        self._seen: dict[str, list[Rule]] = {}
        every = [marker for rule in rules for marker in (*rule.line, *rule.prefix, *rule.phrase, *rule.trigger)]
        folded = {marker: marker.lower() for marker in every if marker.isascii()}
        odd = [marker for marker in every if not marker.isascii()]
        folded.update(zip(odd, fold("\n".join(odd)).split("\n"), strict=True) if odd else ())
        for rule in rules:
            self._add_lines(rule, folded)
            self._add_prefixes(rule, folded)
            for phrase in rule.phrase:
                if rule.scope == "words":
                    self._inside.add_cut(phrase, rule)
                else:
                    self._inside.add(folded[phrase], _Candidate("", rule, _words_test(folded[phrase])))
            if rule.pattern:
                self._add_pattern(rule, folded)
        self._openings = {word: tuple({c.opening for c in found}) for word, found in self._first.items()}
        markers = (*self._exact, *self._with_ending, *chain.from_iterable(self._openings.values()))
        self._head = max(map(len, markers), default=0) + 16
        """So many characters at the beginning of a line are enough to compare it with every marker."""

    def _add_lines(self, rule: Rule, folded: Mapping[str, str]) -> None:
        templates = []
        alone = (rule,)  # one for all markers of the rule: there are thousands
        for marker in rule.line:
            if "{" in marker:
                templates.append(marker)
                continue
            bare = folded[marker].strip(EDGES)
            ending = _ENDING_OF.get(folded[marker].rstrip()[-1:])
            if ending is not None:
                self._with_ending[bare].append((ending, rule))
            elif self._exact.setdefault(bare, alone) is not alone:
                self._exact[bare] += alone
        if templates:
            self._add_templates(rule, templates, folded, whole=True)

    def _add_prefixes(self, rule: Rule, folded: Mapping[str, str]) -> None:
        templates = []
        for marker in rule.prefix:
            if "{" in marker:
                templates.append(marker)
            else:
                bare = folded[marker].lstrip(EDGES)
                self._first[_first_word(bare)].append(_Candidate(bare, rule, _words_test(bare)))
        if templates:
            self._add_templates(rule, templates, folded, whole=False)

    def _add_templates(self, rule: Rule, templates: Sequence[str], folded: Mapping[str, str], *, whole: bool) -> None:
        by_place: dict[_Place, list[str]] = defaultdict(list)
        for template in templates:
            for place in _places(template, folded[template]):
                by_place[place].append(template)
        for (kind, literal), together in by_place.items():
            candidate = _Candidate("", rule, _template_test(together, whole=whole))
            if kind == "first":
                self._first[_first_word(literal)].append(candidate._replace(opening=literal))
            elif kind == "inside":
                self._inside.add(literal, candidate)
            elif kind == "with date":
                self._with_date.append(candidate._replace(test=_with(expression_of(literal).search, candidate.test)))
            else:
                self._dated[kind][literal].append(candidate)

    def _add_pattern(self, rule: Rule, folded: Mapping[str, str]) -> None:
        candidate = _Candidate("", rule, _pattern_test(rule))
        if rule.where == "first":
            self._top.append(candidate)
        for trigger in (folded[trigger] for trigger in rule.trigger):
            if trigger.startswith("^{"):
                self._dated[trigger[2:-1]][""].append(candidate)
            elif trigger.startswith("^"):
                self._first[_first_word(trigger[1:])].append(candidate._replace(opening=trigger[1:]))
            else:
                self._inside.add(trigger, candidate)

    def matches(self, clip: Clip) -> list[Match]:
        """Every rule whose words are in a line of the clip, in the order of the lines.

        What a short line matched is remembered: the pages of one site share most
        of their furniture, and a line's matches depend on nothing but the line.
        """
        out: list[Match] = []
        phrases = self._inside.of(clip)
        for at in range(0, len(clip.lines), LINES_AT_ONCE):
            lines = clip.lines[at : at + LINES_AT_ONCE]
            known = list(map(self._seen.get, lines))
            fresh = [index for index, rules in enumerate(known) if rules is None]
            if fresh:
                found = self._look_up([lines[index] for index in fresh], phrases, clip.odd_characters)
                for row, rules in found.items():
                    known[fresh[row]] = rules
                self._remember(lines, fresh, known)
            out += [Match(at + index, rule) for index, rules in enumerate(known) if rules for rule in rules]
        if self._top:
            out += _at_the_top(self._top, clip.lines, {match.line for match in out})
            out.sort(key=itemgetter(0))
        return out

    def _remember(self, lines: Sequence[str], fresh: Sequence[int], known: Sequence[list[Rule] | None]) -> None:
        if len(self._seen) > REMEMBERED_LINES:
            self._seen.clear()
        for index in fresh[: REMEMBERED_LINES + 1 - len(self._seen)]:
            if len(lines[index]) <= REMEMBERED_LENGTH:
                self._seen[lines[index]] = known[index] or _NOTHING

    def _look_up(self, lines: Sequence[str], phrases: Sequence[str], odd: Set[str]) -> dict[int, list[Rule]]:
        """For each line that has some the rules whose words are in it."""
        head = self._head
        text = fold("\n".join([line if len(line) <= LONGEST_PHRASE_LINE else line[:head] for line in lines]), odd)
        keys = text.split("\n")
        opened = [key.lstrip(EDGES) for key in keys]
        bare = [key.rstrip(EDGES) for key in opened]
        words = [key.partition(" ")[0].partition(":")[0].rstrip(_AFTER_WORD) for key in bare]
        sizes = list(map(_size, lines))
        out: dict[int, list[Rule]] = {}

        def add(row: int, rules: Iterable[Rule]) -> None:
            found = out.setdefault(row, [])
            found += [rule for rule in rules if rule not in found]

        def check(row: int, candidates: Iterable[_Candidate]) -> None:
            line, key, size = lines[row], keys[row], sizes[row]
            matched = [rule for _, rule, test in candidates if size <= rule.max_words and test(line, key)]
            if matched:
                add(row, matched)

        def check_whole(row: int, key: str) -> None:
            if key in self._exact:
                add(row, self._exact[key])
            if key in self._with_ending:
                ending = keys[row][len(keys[row].rstrip(EDGES)) :]
                add(row, [rule for signs, rule in self._with_ending[key] if not set(ending).isdisjoint(signs)])

        for row, key in enumerate(bare):
            if len(lines[row]) <= head and (key in self._exact or key in self._with_ending):
                check_whole(row, key)
            if opened[row].startswith(self._openings.get(words[row], ())) and len(lines[row]) <= LONGEST_LINE:
                check(row, self._opened(opened[row], words[row]))
            opening = key[:1]
            if opening in _DIGITS or words[row] in _CALENDAR:
                if opening and len(lines[row]) < LONGEST_DATED_LINE:
                    check(row, self._opened_by_date(key))
            elif opening > _SYMBOLS:
                bare_of_signs = re.sub(r"^[\W_]+", "", opened[row])
                check_whole(row, re.sub(r"[\W_]+$", "", bare_of_signs))
                check(row, self._opened(bare_of_signs, _first_word(bare_of_signs)))
            elif opening in "hw" and key.startswith(("http", "www.")):
                check(row, self._first.get(_ADDRESS, ()))
        if self._with_date:
            for row, key in enumerate(keys):
                if len(key) < LONGEST_LINE_WITH_DATE and _DIGIT(key):
                    check(row, self._with_date)
        elsewhere = [phrase for phrase in phrases if phrase in self._inside.candidates]
        for row, phrase in chain(self._inside.by_words(text, keys, sizes), _rows_with(elsewhere, text, keys)):
            if len(lines[row]) <= LONGEST_PHRASE_LINE:
                check(row, self._inside.candidates[phrase])
        cut_out = [phrase for phrase in phrases if phrase in self._inside.cuts]
        if cut_out:
            for row, phrase in _rows_with(cut_out, "\n".join(lines), lines):
                if len(lines[row]) <= LONGEST_LINE and any(True for _ in cuts(lines[row], phrase)):
                    add(row, self._inside.cuts[phrase])
        return out

    def _opened_by_date(self, key: str) -> Iterator[_Candidate]:
        """The candidates that open with a date or a count, as a line does, and of which it has a word."""
        words = {"", *_WORDS(key)} if key.isascii() else {"", *_WORDS(key), *key}
        for kind, by_word in self._dated.items():
            if expression_of(kind).match(key):
                for word in words.intersection(by_word):
                    yield from by_word[word]

    def _opened(self, key: str, word: str) -> Iterable[_Candidate]:
        """The candidates that open as a line does."""
        return [candidate for candidate in self._first.get(word, ()) if key.startswith(candidate.opening)]


def _at_the_top(candidates: Sequence[_Candidate], lines: Sequence[str], matched: set[int]) -> Iterator[Match]:
    """Rules for the first line; they look through marked lines, which a second pass would not see."""
    for index, line in enumerate(lines):
        if len(line) <= LONGEST_PHRASE_LINE:
            size = _size(line)
            yield from (Match(index, rule) for _, rule, test in candidates if size <= rule.max_words and test(line, ""))
        if index not in matched:
            return


_NOTHING: list[Rule] = []
_AFTER_WORD = ":,.!?|"
ENDINGS = (":", "»›>→►▶", "…")
"""Signs of which one, where it ends a marker, must be in the line as well: it, or another of its kind."""
_ENDING_OF = {sign: signs for signs in ENDINGS for sign in signs}
_DIGITS = "0123456789"
_SYMBOLS = "\u2000"
_UNPARTED = "\u0e00"
"""From here on most scripts do not part their words."""
_ADDRESS = "{url}"
_AT_SIGN = "@"
_DATED = ("date", "time", "number", "year")
_LONG_WORD = 12
_NO_SIGNS = bytes(byte for byte in range(256) if byte > 127 or chr(byte).isalnum() or chr(byte) in "\n ,.'")
"""What is no sign, or so frequent that it tells nothing."""
_WORDS_OF_LINES = bytes(byte if (chr(byte).isalnum() and byte < 128) or byte == 10 else 32 for byte in range(256))
_DIGIT = re.compile(r"\d").search
_WORDS = re.compile(r"\w+").findall
_CALENDAR = frozenset(
    "jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october "
    "nov november dec december mon monday tue tues tuesday wed wednesday thu thurs thursday fri friday sat saturday "
    "sun sunday".split()
)


def _first_word(folded: str) -> str:
    """The word by which the candidates for a line are found; its first two characters where words are not parted."""
    if folded[:1] > _UNPARTED and folded[0].isalpha():
        return folded[:2]
    return folded.partition(" ")[0].partition(":")[0].rstrip(_AFTER_WORD)


_Place = tuple[str, str]
"""How the candidates of a template are found, and by what: "first" and a line's opening, "inside" and a literal,
"with date" and a kind of date or number, or such a kind, which opens the line, and a word."""


def _places(marker: str, folded: str) -> Iterator[_Place]:
    """Where the candidates of a template are found: by first word, a literal inside, or a date."""
    opening = folded.partition("{")[0].lstrip(EDGES)
    kinds = re.findall(r"\{(\w+)\}", marker)
    kind, dates = kinds[0], [kind for kind in kinds if kind in _DATED]
    if " " in opening:
        yield "first", opening
    elif not opening and kind in _DATED:
        yield kind, max(_whole_words(folded), key=len, default=_unparted(folded))
    elif not opening and kind == "url":
        yield "first", _ADDRESS
    elif dates and not (re.search(r"[^\W\d_]{3}", longest_literal(folded)) or _unparted(folded)):
        yield "with date", dates[0]
    else:
        yield "inside", longest_literal(folded) or _AT_SIGN


def _whole_words(template: str) -> list[str]:
    """The words of a template that no placeholder can make longer."""
    return re.findall(r"(?<![\w\0])\w+(?![\w\0])", re.sub(r"\{\w+\}", "\0", template))


def _unparted(template: str) -> str:
    """A letter of a script that does not part its words, "" where there is none."""
    return next((char for char in template if char > _UNPARTED and char.isalpha()), "")


_STEPS = (10, 20, 40, 80)
"""Numbers of words: most phrases are looked for in short lines only."""

_Gate = tuple[frozenset[bytes], str]
"""The words that a line needs to have a phrase, and the phrase."""


class _Phrases:
    """Phrases and triggers that may stand anywhere in a line, found by the words and signs that they need."""

    def __init__(self) -> None:
        self.candidates: dict[str, list[_Candidate]] = defaultdict(list)
        self.cuts: dict[str, list[Rule]] = defaultdict(list)
        self._by_word: dict[bytes, list[_Gate]] = defaultdict(list)
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        self._of_signs: list[tuple[str, set[int]]] = []

    def add(self, phrase: str, candidate: _Candidate) -> None:
        """Look for a folded phrase from now on."""
        if phrase not in self.candidates:
            self._add_gate(phrase)
        self.candidates[phrase].append(candidate)

    def add_cut(self, phrase: str, rule: Rule) -> None:
        """Look for a phrase that is to be cut out of its line, as it is written, and in long lines too."""
        self.cuts[phrase].append(rule)

    def _add_gate(self, phrase: str) -> None:
        words, odd = frozenset(ascii_words(phrase)), max(phrase)
        if words:
            self._by_word[max(words, key=lambda word: (len(word), word))].append((words, phrase))
        elif not odd.isascii():
            for letter in unfolded(odd):
                self._by_letter[letter].append(phrase)
        else:
            self._of_signs.append((phrase, {*phrase.encode().translate(None, _NO_SIGNS)}))

    @cached_property
    def _words(self) -> list[frozenset[bytes]]:
        """The words by which phrases are found in lines of some length: one set for each of `_STEPS`."""
        most = {
            word: max(candidate.rule.max_words for _, phrase in gates for candidate in self.candidates[phrase])
            for word, gates in self._by_word.items()
        }
        return [frozenset(word for word in most if most[word] > step) for step in (0, *_STEPS)]

    def of(self, clip: Clip) -> list[str]:
        """The phrases that can be in a clip, but for those that are found by a word of a line."""
        signs = set(clip.text.encode("utf-8", "replace").translate(None, _NO_SIGNS))
        found = [phrase for phrase, its_signs in self._of_signs if its_signs <= signs]
        found += [phrase for phrase in self.cuts if phrase in clip.text]
        letters = clip.odd_characters.intersection(self._by_letter)
        return [*found, *chain.from_iterable(map(self._by_letter.__getitem__, letters))]

    def by_words(self, text: str, lines: Sequence[str], sizes: Sequence[int]) -> Iterator[tuple[int, str]]:
        """The rows of the lines of a text in which a phrase with ASCII letters stands, and the phrase.

        Lines of more words than any rule for the phrase allows are passed over.
        """
        of_text = text.encode("ascii", "replace").translate(_WORDS_OF_LINES).split(b"\n")
        of_length = self._words
        for row, (line, size) in enumerate(zip(map(bytes.split, of_text), sizes, strict=True)):
            telling = of_length[bisect_left(_STEPS, size)].intersection(line)
            if telling:
                words = set(line)
                for its_words, phrase in chain.from_iterable(map(self._by_word.__getitem__, telling)):
                    if its_words <= words and _stands_in(lines[row], phrase):
                        yield row, phrase


def _rows_with(phrases: Iterable[str], text: str, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The rows of the lines of a text in which a phrase stands, not joined to other letters, and the phrase."""
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    for phrase in phrases:
        at = text.find(phrase)
        while at >= 0:
            if _joined(text, at) or _joined(text, at + len(phrase)):
                at = text.find(phrase, at + 1)
            else:
                place = bisect_right(starts, at)
                yield place - 1, phrase
                at = text.find(phrase, starts[place])


def _stands_in(line: str, phrase: str) -> bool:
    """Whether a phrase stands in a line, not joined to other letters."""
    at = line.find(phrase)
    while at >= 0:
        if not (_joined(line, at) or _joined(line, at + len(phrase))):
            return True
        at = line.find(phrase, at + 1)
    return False


def _joined(text: str, at: int) -> bool:
    """Whether the offset lies inside a word of a script that parts its words."""
    return (
        0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum() and max(text[at - 1 : at + 1]) < _UNPARTED
    )


def _size(line: str) -> int:
    """How many words a line has, one for each space at least: what `max_words` of a rule is compared with."""
    words = line.count(" ") + 1
    # Where words are parted a space comes often: only other lines have to be counted out.
    if (words - 1) * _LONG_WORD >= len(line) or line.isascii():
        return words
    return max(words, count_words(line))


def _with(search: Callable[[str], Any], test: Test) -> Test:
    """A test for lines in whose folded form something else is found as well; the quicker one comes first."""
    return lambda line, key: test(line, key) and search(key)


def cuts(line: str, phrase: str) -> Iterator[int]:
    """Where a phrase stands in a line as it is written, with white space or the line's edges round it.

    >>> list(cuts("It had only Skip advertisement just begun.", "Skip advertisement"))
    [12]
    """
    at = line.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        if line[at - 1 : at].strip() == "" and line[end : end + 1].strip() == "":
            yield at
        at = line.find(phrase, end)


def _words_test(marker: str) -> Test:
    """Compare prefixes and phrases, which are there already: a sentence that tells who said it is no furniture.

    A marker with a colon names what follows, and that may be anybody's sentence.
    """
    named = marker.endswith(":")

    def test(line: str, _key: str) -> bool:
        return named or line[-1] not in _FULL_STOPS or not _REPORTED.search(line)

    return test


_FULL_STOPS = ".?!"
_SAID = (
    "said says told wrote writes added replied explained explains recalled warned argued advised advises "
    "announced found sagte sagt schrieb erklärte berichtete dit déclare déclaré explique raconte conseille dijo "
    "dice declaró explicó afirmó disse spiega diz afirmou explica сказал сказала сообщил сообщила рассказал "
    "рассказала заявил заявила dedi söyledi"
).split()
_REPORTED = re.compile(rf"[,?!»“][\"”’»]? (?:[\w’'.\-]{{1,30}} ){{0,6}}?(?:{'|'.join(_SAID)})\b")
"""Who said so, behind a comma or a quotation's end: ", the minister told reporters"."""


def _template_test(markers: Sequence[str], *, whole: bool) -> Test:
    longest = LONGEST_PHRASE_LINE if whole else LONGEST_LINE
    by_literal: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)  # by the longest: most lines have none
    for marker in markers:
        literal, *others = sorted(literal_parts(fold(marker).strip(EDGES)), key=len, reverse=True)
        by_literal[literal].append((marker, list(filter(None, others))))
    templates = list(by_literal.items())
    dates = [expression_of(kind).search for kind in ("date", "time") if all(f"{{{kind}}}" in one for one in markers)]

    def test(line: str, key: str) -> bool:
        if len(line) > longest:
            return False
        if len(line) > len(key):
            key = fold(line)
        # Each is compiled by itself, and only where the line has its words: a large alternative takes long to compile.
        near = [
            marker
            for literal, those in templates
            if literal in key
            for marker, others in those
            if all(other in key for other in others)
        ]
        if not near or not all(search(line) for search in dates):
            return False
        return any(compile_template(marker, whole=whole).match(line) for marker in near)

    return test


def _pattern_test(rule: Rule) -> Test:
    search: Callable[[str], Any] | None = None

    def test(line: str, _key: str) -> bool:
        nonlocal search
        if search is None:
            import regex

            search = regex.compile(rule.pattern).search
        return bool(search(line) or (not line.isascii() and (bare := seen(line)) != line and search(bare)))

    return test


_OPENING_SYMBOLS = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff ]+")


def seen(line: str) -> str:
    """A line without Arabic vowel signs, the characters that nobody sees, and the arrows and pictures that open it.

    >>> seen("\U0001f449 Read\u200b more")
    'Read more'
    """
    if _ANY_UNSEEN.search(line):
        line = line.translate(_UNSEEN).strip()
    symbols = _OPENING_SYMBOLS.match(line)
    return line[symbols.end() :] if symbols else line


_UNSEEN = dict.fromkeys(map(ord, INVISIBLE + ARABIC_MARKS))
_ANY_UNSEEN = re.compile(f"[{INVISIBLE}{ARABIC_MARKS}]")
