"""Match a clip against rule packs at a cost that follows the text, not the number of rules.

Look-ups find the candidates: a line as a whole and a line's first word in dicts,
lines that open with a digit or an address, and one scan of the short lines for
phrases and triggers. Only candidates are compared in full. Whether a line matches
depends on that line alone (but for rules of the first line); what a rule needs
beyond it (`needs`, `where`) asks only for other matches and for lines that
nothing matched, so a second pass over a cleaned clip finds nothing that the first
one left.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, compress
from operator import itemgetter
from typing import Any, NamedTuple

from cleanclip.clip import Clip, Mark
from cleanclip.rules.packs import Pack, Rule, longest_literal, packaged_packs
from cleanclip.rules.placeholders import compile_templates
from cleanclip.words import any_of, count_words, ends_sentence, fold, is_prose, is_title_like, prose

LONGEST_LINE = 2000
"""Lines longer than this (in characters) are prose or data, never chrome."""

LONGEST_PHRASE_LINE = 400
"""Phrases and triggers are looked for in lines up to this length."""

REMEMBERED_LENGTH = 120
REMEMBERED_LINES = 20_000
"""What lines up to this length matched is remembered, for so many lines."""

LONGEST_DATED_LINE = 80
"""Lines that open with a date, a time or a count are looked at up to this length."""

_EDGES = " \t:»›>→…|*+#•·▪►▶-–—👉🔔📲🔴"
"""What may stand round a marker without being part of it."""

ARTICLE_RUN = 3
"""So many paragraphs in a row that no rule matched show that the article goes on."""

STORY_TITLE_WORDS = 18
"""Titles in a list of links are no longer than this; the first half of a cut sentence often is."""

HEADLINE_WORDS = 4
"""A line with fewer words than this, in the furniture above an article, is not its headline."""

LOCAL_TITLES = 8
"""So many story titles, at most, belong to a list of links in mid-article."""


class Match(NamedTuple):
    """A rule whose words are in a line, before anything is asked about its needs."""

    line: int
    rule: Rule


Test = Callable[[str, str], Any]
"""Takes a line and its folded form, says whether a rule's words are there."""


@dataclass(frozen=True)
class Rules:
    """The find cleaner that marks what rule packs know.

    >>> clip = Clip.from_text("It rained in Basra on Monday, officials said.\\n\\nhttps://example.org/a.jpg")
    >>> [clip.text[mark.start:mark.end] for mark in Rules()(clip)]
    ['https://example.org/a.jpg']
    """

    packs: tuple[Pack, ...] = ()
    """Packs besides the packaged ones."""
    packaged: bool = True
    """Whether the packs that come with this package are used."""
    stage = "find"
    name = "rules"

    def __getstate__(self) -> dict[str, Any]:
        return {"packs": self.packs, "packaged": self.packaged}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    @property
    def all_packs(self) -> tuple[Pack, ...]:
        """The packs in use."""
        return (*self.packs, *(packaged_packs() if self.packaged else ()))

    @cached_property
    def _index(self) -> _Index:
        return _Index([rule for pack in self.all_packs for rule in pack.rules])

    def matches(self, clip: Clip) -> list[Match]:
        """Every rule whose words are in a line of the clip, in the order of the lines."""
        return self._index.matches(clip.lines)

    def __call__(self, clip: Clip) -> Iterator[Mark]:
        """Mark what the packs prove or hint at."""
        matches = self.matches(clip)
        if matches:
            yield from _Evidence(clip, matches, self._home_packs(clip.url)).marks()

    def _home_packs(self, url: str | None) -> set[str]:
        """The packs that name the host of the clip's address."""
        if not url:
            return set()
        host = re.sub(r"^[a-z]+://|[/:?#].*$", "", url.lower())
        return {p.name for p in self.all_packs if any(host == h or host.endswith("." + h) for h in p.hosts)}


class _Index:
    """The three look-ups, built once for a set of rules."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.exact: dict[str, list[tuple[Rule, Test]]] = defaultdict(list)
        self.first: dict[str, list[tuple[Rule, Test]]] = defaultdict(list)
        self.inside: dict[str, list[tuple[Rule, Test]]] = defaultdict(list)
        self.digit: list[tuple[Rule, Test]] = []
        self.top: list[tuple[Rule, Test]] = []
        self.seen: dict[str, list[Rule]] = {}
        for rule in rules:
            for key in ("line", "prefix"):
                self._add_markers(rule, getattr(rule, key), whole=key == "line")
            for phrase in rule.phrase:
                self.inside[fold(phrase)].append((rule, _short_enough(rule)))
            if rule.pattern:
                test = _pattern_test(rule)
                if rule.where == "first":
                    self.top.append((rule, test))
                for trigger in rule.trigger:
                    if trigger.startswith("^"):
                        self.first[_first_word(fold(trigger[1:]))].append((rule, test))
                    else:
                        self.inside[fold(trigger)].append((rule, test))
        # A phrase hides what it contains: the scan finds the longest at each place.
        self.within = {
            long: [short for short in self.inside if short != long and long.startswith(short)] for long in self.inside
        }
        self.scan = re.compile(any_of(self.inside)) if self.inside else None

    def _add_markers(self, rule: Rule, markers: Sequence[str], *, whole: bool) -> None:
        templates: dict[str, list[str]] = defaultdict(list)  # by where their candidates are found
        for marker in markers:
            folded = fold(marker)
            bare = folded.strip(_EDGES) if whole else folded.lstrip(_EDGES)
            if "{" in marker:
                for place in _places(marker, folded):
                    templates[place].append(marker)
            elif whole:
                self.exact[bare].append((rule, _whole_test(folded)))
            else:
                self.first[_first_word(bare)].append((rule, _prefix_test(rule, bare)))
        for place, together in templates.items():
            test = _template_test(rule, tuple(together), whole=whole)
            kind, _, literal = place.partition(" ")
            table = {"first": self.first, "inside": self.inside}.get(kind)
            (self.digit if table is None else table[literal]).append((rule, test))

    def matches(self, lines: Sequence[str]) -> list[Match]:
        """Every rule whose words are in a line, in the order of the lines.

        What a short line matched is remembered: the pages of one site share most
        of their furniture, and a line's matches depend on nothing but the line.
        """
        known = list(map(self.seen.get, lines))
        fresh = [index for index, rules in enumerate(known) if rules is None]
        if fresh:
            if len(self.seen) > REMEMBERED_LINES:
                self.seen.clear()
            for index, rules in zip(fresh, self._look_up([lines[index] for index in fresh]), strict=True):
                known[index] = rules
                if len(lines[index]) <= REMEMBERED_LENGTH and len(self.seen) <= REMEMBERED_LINES:
                    self.seen[lines[index]] = rules
        out = [Match(index, rule) for index, rules in enumerate(known) if rules for rule in rules]
        if self.top:
            out += self._at_the_top(lines, known)
            out.sort(key=itemgetter(0))
        return out

    def _at_the_top(self, lines: Sequence[str], known: Sequence[Sequence[Rule] | None]) -> Iterator[Match]:
        """Rules for the first line; they look through marked lines, which a second pass would not see."""
        for index, rules in enumerate(known):
            if len(lines[index]) <= LONGEST_PHRASE_LINE:
                yield from (Match(index, rule) for rule, test in self.top if test(lines[index], ""))
            if not rules:
                return

    def _look_up(self, lines: Sequence[str]) -> list[list[Rule]]:
        """For each line the rules whose words are in it."""
        keys = fold("\n".join(lines)).split("\n")
        out: list[list[Rule]] = [[] for _ in keys]

        def check(index: int, candidates: list[tuple[Rule, Test]]) -> None:
            for rule, test in candidates:
                if test(lines[index], keys[index]) and rule not in out[index]:
                    out[index].append(rule)

        bare = [key[:LONGEST_LINE].strip(_EDGES) for key in keys]
        words = [key.partition(" ")[0].rstrip(_AFTER_WORD) for key in bare]
        for index, (whole, start) in enumerate(zip(map(self.exact.get, bare), map(self.first.get, words), strict=True)):
            if whole:
                check(index, whole)
            if start and len(keys[index]) <= LONGEST_LINE:
                check(index, start)
        for index, key in enumerate(bare):
            opening = key[:1]
            if opening in _DIGITS:
                if len(key) < LONGEST_DATED_LINE and opening:
                    check(index, self.digit)
            elif opening > _SYMBOLS:
                self._after_symbols(index, key, check)
            elif opening in "hw" and key.startswith(("http", "www.")):
                check(index, self.first.get(_ADDRESS, []))
        if self.scan:
            self._scan(keys, [i for i, key in enumerate(keys) if len(key) <= LONGEST_PHRASE_LINE], check)
        return out

    def _after_symbols(self, index: int, key: str, check: _Check) -> None:
        """Look a line up without the emoji and other signs that open it."""
        bare = re.sub(r"^[\W_]+", "", key)
        check(index, self.exact.get(bare, []))
        check(index, self.first.get(_first_word(bare), []))

    def _scan(self, keys: list[str], short: list[int], check: _Check) -> None:
        """Look for phrases and triggers in the short lines, all at once."""
        assert self.scan is not None
        text = "\n".join([keys[index] for index in short])
        starts: list[int] = []
        search = self.scan.search
        hit = search(text)
        while hit:
            start = hit.start()
            if not starts:
                starts = [0, *accumulate(len(keys[index]) + 1 for index in short)]
            literal = hit[0]
            row = bisect_right(starts, start) - 1
            for phrase in (literal, *self.within[literal]):
                if not (_joined(text, start) or _joined(text, start + len(phrase))):
                    check(short[row], self.inside[phrase])
            hit = search(text, start + 1)


_Check = Callable[[int, list[tuple[Rule, Test]]], None]
_AFTER_WORD = ":,.!?|"
_DIGITS = "0123456789"
_SYMBOLS = "\u2000"
_ADDRESS = "{url}"
_DATED = ("date", "time", "number", "year")
_CALENDAR = (
    "jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october "
    "nov november dec december mon monday tue tues tuesday wed wednesday thu thurs thursday fri friday sat saturday "
    "sun sunday"
).split()


def _first_word(folded: str) -> str:
    """The word by which the candidates for a line are found."""
    return folded.partition(" ")[0].rstrip(_AFTER_WORD)


def _places(marker: str, folded: str) -> Iterator[str]:
    """Where the candidates of a template are found: by first word, by a literal inside, by a digit at the start."""
    opening = folded.partition("{")[0].lstrip(_EDGES)
    kind = marker.partition("{")[2].partition("}")[0]
    if " " in opening:
        yield f"first {_first_word(opening)}"
    elif not opening and kind in _DATED:
        yield "digit"
        if kind == "date":
            yield from (f"first {word}" for word in _CALENDAR)
    elif not opening and kind == "url":
        yield f"first {_ADDRESS}"
    else:
        yield f"inside {longest_literal(folded)}"


def _joined(text: str, at: int) -> bool:
    """Whether the offset lies inside a word of a script that parts its words."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum() and text[at] < "\u0e00"


def _whole_test(marker: str) -> Test:
    """Compare whole lines: a colon in the marker must be in the line too."""
    if marker.rstrip().endswith(":"):
        return lambda _line, key: key.rstrip(" \t»›>→").endswith(":")
    return lambda _line, _key: True


def _prefix_test(rule: Rule, marker: str) -> Test:
    short = _short_enough(rule)
    return lambda line, key: key.lstrip(_EDGES).startswith(marker) and short(line, key)


def _short_enough(rule: Rule) -> Callable[[str, str], bool]:
    most = rule.max_words
    return lambda line, _: line.count(" ") < most


def _template_test(rule: Rule, markers: tuple[str, ...], *, whole: bool) -> Test:
    short = _short_enough(rule)
    longest = LONGEST_PHRASE_LINE if whole else LONGEST_LINE
    literals = [longest_literal(fold(marker)) for marker in markers]
    needed = literals if all(literals) else [""]

    def test(line: str, key: str) -> bool:
        for literal in needed:
            if literal in key:
                break
        else:
            return False
        return len(line) <= longest and short(line, key) and bool(compile_templates(markers, whole=whole).match(line))

    return test


def _pattern_test(rule: Rule) -> Test:
    short = _short_enough(rule)
    search: Callable[[str], Any] | None = None

    def test(line: str, key: str) -> bool:
        nonlocal search
        if search is None:
            import regex

            search = regex.compile(rule.pattern).search
        return short(line, key) and bool(search(line))

    return test


_HINTS = frozenset(("another", "region", "titles"))


class _Evidence:
    """What the matches of one clip prove together."""

    def __init__(self, clip: Clip, matches: list[Match], home: set[str]) -> None:
        self.clip = clip
        self.matches = matches
        self.last = len(clip.lines)
        # Without a head or a tail to stand in, what needs a region is ordinary text.
        regions = any(m.rule.scope in ("head", "tail") and "region" not in m.rule.needs for m in matches)
        self.marked = {match.line for match in matches if regions or "region" not in match.rule.needs}
        # What a block takes with it is marked too: in a second pass it is not there.
        self.blocks = {m.line: self._last_below(m) for m in matches if m.rule.scope == "block"}
        self.marked.update(line for first, last in self.blocks.items() for line in range(first, last + 1))
        # For each pack, where its rules matched first and last. Only what will go itself
        # is evidence: what stays would speak again in a second pass. What is first
        # may be another line then.
        self.by_pack: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
        for match in matches:
            line, rule = match
            if _HINTS.isdisjoint(rule.needs) and rule.where != "first" and self._in_place(match):
                found = self.by_pack[rule.pack]
                found[rule.id] = (found.get(rule.id, (line,))[0], line)
        for pack in home:
            self.by_pack[pack][""] = (-1, -1)
        self.head = self._head_end()
        self.trifles = [i for i in range(self.head + 1) if i not in self.marked and not _substantial(clip.lines[i])]
        self.marked.update(self.trifles)

    @cached_property
    def prose(self) -> list[int]:
        """The lines of running text that no rule matched and that do not repeat an earlier one."""
        passed = self.marked | self.repeated
        return [i for i in compress(range(self.last), self.clip.once(prose)) if i not in passed]

    @cached_property
    def repeated(self) -> set[int]:
        """The lines of running text that an earlier one is equal to: the decide stage may drop them."""
        lines, flags = self.clip.lines, self.clip.once(prose)
        seen: set[str] = set()
        again = set()
        for index in compress(range(self.last), flags):
            if lines[index] in seen:
                again.add(index)
            seen.add(lines[index])
        return again

    @cached_property
    def _top(self) -> int:
        """The first line that no rule matched."""
        return next((i for i in range(self.last) if i not in self.marked), self.last)

    @cached_property
    def tails(self) -> list[Match]:
        """The matches that may open a tail, as far as their own pack allows."""
        return [m for m in self.matches if m.rule.scope == "tail" and self._allowed(m)]

    def marks(self) -> Iterator[Mark]:
        clip = self.clip
        tails = list(self._tail_regions())
        tail = min((mark.start for mark in tails if mark.end == len(clip.text)), default=len(clip.text))
        for match in self.matches:
            line, rule = match
            inside = clip.starts[line] >= tail or line <= self.head
            needs = rule.needs
            if needs and (not self._allowed(match) or ("region" in needs and not inside)):
                continue
            if not needs and rule.where != "anywhere" and not self._in_place(match):
                continue
            hint = bool(needs) and "region" not in needs and not _HINTS.isdisjoint(needs)
            end = clip.end(self.blocks[line] if rule.scope == "block" else line)
            yield Mark(clip.starts[line], end, rule.label, False, not hint, "rules", rule.reason)
        for line in self.trifles:
            reason = "a short line among the furniture above the article"
            yield Mark(clip.starts[line], clip.end(line), "nav", False, True, "rules", reason)
        yield from tails

    def _allowed(self, match: Match) -> bool:
        """Whether the place of a match and the other matches of its pack are as the rule demands."""
        line, rule = match
        if rule.where == "first" and "pack" in rule.needs and rule.pack not in self._shown:
            return False
        if "pack" in rule.needs and not any(
            other != rule.id and where != (line, line) for other, where in self.by_pack[rule.pack].items()
        ):
            return False
        return self._in_place(match)

    @cached_property
    def _shown(self) -> set[str]:
        """The packs of which something will go that does not stand first."""
        return {
            m.rule.pack
            for m in self.matches
            if m.rule.where != "first" and _HINTS.isdisjoint(m.rule.needs) and self._allowed(m)
        }

    def _in_place(self, match: Match) -> bool:
        line, rule = match
        if rule.where == "first":
            return line <= self._top
        if rule.where == "head":
            return not self.prose or line < self.prose[0]
        if rule.where == "end":
            return self._ends_above_prose(line)
        return True

    def _ends_above_prose(self, line: int) -> bool:
        """Whether no prose stands below a line, or an opener of a tail comes before it."""
        after = bisect_right(self.prose, line)
        if after == len(self.prose):
            return True
        opener = bisect_right(self._openers, line)
        return opener < len(self._openers) and self._openers[opener] < self.prose[after]

    @cached_property
    def _openers(self) -> list[int]:
        return [match.line for match in self.matches if match.rule.scope == "tail" and match.rule.where != "end"]

    def _last_below(self, match: Match) -> int:
        """The last line that a block takes with it: short lines directly below, down to a blank line."""
        line, rule = match
        for below in range(line + 1, line + 2 + rule.below):
            if below >= self.last or self.clip.blank_before(below):
                return below - 1
            if is_prose(self.clip.lines[below]):
                break
        return line

    def _tail_regions(self) -> Iterator[Mark]:
        """Where the article ends: from an opener to the end of the clip, or over a list of links inside it."""
        clip, tails = self.clip, self.tails
        for place, (line, rule) in enumerate(tails):
            if "region" in rule.needs:
                continue
            if "titles" in rule.needs and not self._unmarked_below(line) and self._top < line:
                reason = f"{rule.name}: a heading with nothing under it"
                yield Mark(clip.starts[line], clip.end(line), rule.label, False, True, "rules", reason)
            after = bisect_right(self.prose, line)
            prose = self.prose[after] if after < len(self.prose) else self.last
            tail = self._article_above(line) and not self._goes_on_below(line)
            others = [m for m in tails[place + 1 : place + 40] if m.rule.name != rule.name and m.line > line]
            soon = any(m.line < prose for m in others)
            titles = self._titles(line) if "titles" in rule.needs else []
            if tail and "titles" not in rule.needs:
                second = bool(others)
            elif tail and soon:
                second = True
            elif not any(count_words(clip.lines[title]) >= HEADLINE_WORDS for title in titles):
                continue
            elif prose < self.last or not tail:
                reason = f"{rule.name}: titles of other stories under {clip.lines[line][:40]!r}"
                end = clip.end(titles[-1])
                yield Mark(clip.starts[line], end, rule.label, False, True, "rules", reason)
                continue
            else:
                second = False
            proof = " and a second mark" if second else ""
            reason = f"{rule.name}: the article ends before {clip.lines[line][:40]!r}{proof}"
            yield Mark(clip.starts[line], len(clip.text), rule.label, False, second, "rules", reason)
            if second:
                return

    def _article_above(self, line: int) -> bool:
        """Whether any sentence that nothing marked stands above a line."""
        return self._first_sentence < line

    @cached_property
    def _first_sentence(self) -> int:
        lines = self.clip.lines
        return next((i for i in range(self.last) if i not in self.marked and ends_sentence(lines[i])), self.last)

    def _goes_on_below(self, line: int) -> bool:
        """Whether paragraphs in a row, with nothing marked between them, stand below a line: the article goes on."""
        return line < self._last_run

    @cached_property
    def _last_run(self) -> int:
        """Where the last run of so many paragraphs that nothing marked begins; -1 where there is none."""
        marked = sorted(self.marked)
        for place in range(len(self.prose) - ARTICLE_RUN, -1, -1):
            first, last = self.prose[place], self.prose[place + ARTICLE_RUN - 1]
            if bisect_right(marked, last) == bisect_right(marked, first):
                return first
        return -1

    @cached_property
    def _last_unmarked(self) -> int:
        passed = self.marked | self.repeated
        return next((i for i in range(self.last - 1, -1, -1) if i not in passed), -1)

    def _unmarked_below(self, line: int) -> bool:
        return line < self._last_unmarked

    def _titles(self, line: int) -> list[int]:
        """The first lines below one that nothing marked, as far as they could be titles of stories."""
        found: list[int] = []
        for below in range(line + 1, min(line + 1 + 3 * LOCAL_TITLES, self.last)):
            if below in self.marked or below in self.repeated:
                continue
            text = self.clip.lines[below]
            if not is_title_like(text) or count_words(text) > STORY_TITLE_WORDS or len(found) == LOCAL_TITLES:
                break
            found.append(below)
        return found

    def _head_end(self) -> int:
        """The last line of the furniture above the article, -1 where a pack gave fewer than two head marks.

        At most one line of prose may stand above that line: a picture's caption.
        """
        heads = [m for m in self.matches if m.rule.scope == "head" and self._allowed(m)]
        while heads and bisect_right(self.prose, heads[-1].line) > 1:
            heads.pop()
        return heads[-1].line if len({match.rule.id for match in heads}) >= 2 else -1


def _substantial(line: str) -> bool:
    """Whether a line in the head of a page could be headline, standfirst or text."""
    return count_words(line) >= HEADLINE_WORDS
