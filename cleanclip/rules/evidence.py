"""What the matches of one clip prove together: which of them speak, where the article begins and where it ends.

What a rule needs beyond its own line (`needs`, `where`) asks only for other matches
and for lines that nothing matched, so a second pass over a cleaned clip finds
nothing that the first one left.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import compress, count
from sys import intern

from cleanclip.clip import Clip, Mark
from cleanclip.rules.index import Match, cuts
from cleanclip.rules.packs import Rule
from cleanclip.words import count_words, ends_sentence, goes_on, is_prose, is_title_like, is_unfinished, prose

ARTICLE_RUN = 3
"""So many paragraphs in a row that no rule matched show that the article goes on."""

ARTICLE_RUN_AFTER_ONE = 2
"""So many are enough below a tail's mark that stands alone."""

STORY_TITLE_WORDS = 18
"""Titles in a list of links are no longer than this; the first half of a cut sentence often is."""

HEADLINE_WORDS = 4
"""A line with fewer words than this, in the furniture above an article, is not its headline."""

MARKED_BETWEEN = 40
"""So many marked lines, at most, are passed over on the way up to the first half of a sentence."""

LIVE_CLOCKS = 3
"""So many clocks, each with a paragraph below it, are the order of a live report."""

LOCAL_TITLES = 8
"""So many story titles, at most, belong to a list of links in mid-article."""

_HINTS = frozenset(("another", "region", "titles", "second"))


class Evidence:
    """What the matches of one clip prove together."""

    def __init__(self, clip: Clip, matches: list[Match], home: set[str]) -> None:
        self.clip = clip
        if clip.gone:
            matches = [match for match in matches if match.line not in clip.gone]
        self.fused = [match for match in matches if match.rule.scope == "words"]
        if self.fused:  # they say nothing about their lines
            matches = [match for match in matches if match.rule.scope != "words"]
        self.home = home
        self.matches = matches = _possible(matches, home)
        self.last = len(clip.lines)
        self._last_runs: dict[int, int] = {}
        self.special = [match for match in matches if not match.rule.plain]
        # Without a head or a tail to stand in, what needs a region is ordinary text.
        regions = any(m.rule.scope in ("head", "tail") and "region" not in m.rule.needs for m in self.special)
        self.marked = {match.line for match in matches if regions or "region" not in match.rule.needs}
        # What a block takes with it is marked too: in a second pass it is not there.
        self.blocks = {m.line: self._last_below(m) for m in self.special if m.rule.scope == "block"}
        self.marked.update(line for first, last in self.blocks.items() for line in range(first, last + 1))
        self.marked |= clip.gone
        self.head = self._head_end()
        self.trifles = [i for i in range(self.head + 1) if i not in self.marked and not _substantial(clip.lines[i])]
        self.marked.update(self.trifles)

    @cached_property
    def by_pack(self) -> dict[str, dict[str, tuple[int, int]]]:
        """For each pack, where its rules matched first and last.

        Only what will go itself is evidence: what stays would speak again in a
        second pass. What is first may be another line then.
        """
        packs: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
        for match in self.matches:
            line, rule = match
            if rule.plain or (_HINTS.isdisjoint(rule.needs) and rule.where != "first" and self._in_place(match)):
                found = packs[rule.pack]
                found[rule.id] = (found.get(rule.id, (line,))[0], line)
        for pack in self.home:
            packs[pack][""] = (-1, -1)
        return packs

    @cached_property
    def prose(self) -> list[int]:
        """The lines of running text that no rule matched and that do not repeat an earlier one."""
        passed = self.marked | self.repeated
        return [i for i in compress(range(self.last), self.clip.once(prose)) if i not in passed]

    @cached_property
    def repeated(self) -> set[int]:
        """The lines of running text that an earlier one is equal to: the decide stage may drop them."""
        lines, running = self.clip.lines, list(compress(range(self.last), self.clip.once(prose)))
        times = Counter(map(lines.__getitem__, running))
        seen: set[tuple[str, str]] = set()  # each with the half of a sentence above it, "" where it is none
        again = set()
        for index in [index for index in running if times[lines[index]] > 1]:
            first_half = self._first_half(index)
            if ("", lines[index]) in seen or (first_half, lines[index]) in seen:
                again.add(index)
            else:
                seen.add((first_half, lines[index]))
        return again

    def _first_half(self, index: int) -> str:
        """The line above that nothing marked, where a line goes on with its sentence; a join makes them one."""
        lines, near = self.clip.lines, range(index - 1, max(-1, index - 1 - MARKED_BETWEEN), -1)
        above = next((lines[i] for i in near if i not in self.marked), "")
        return above if above and is_unfinished(above) and goes_on(above, lines[index]) else ""

    @cached_property
    def _top(self) -> int:
        """The first line that no rule matched."""
        return next((i for i in range(self.last) if i not in self.marked), self.last)

    @cached_property
    def tails(self) -> list[Match]:
        """The matches that may open a tail, as far as their own pack allows."""
        return [m for m in self.special if m.rule.scope == "tail" and self._allowed(m)]

    def marks(self) -> Iterator[Mark]:
        """What goes, and why."""
        clip, starts, lines = self.clip, self.clip.starts, self.clip.lines
        tails = list(self._tail_regions())
        tail = min((mark.start for mark in tails if mark.end == len(clip.text)), default=len(clip.text))
        live = self._live_clocks(tail)
        for line in sorted(live):
            reason = "one of several clocks between paragraphs: the order of a live report"
            yield Mark(starts[line], clip.end(line), "timestamp", True, True, "rules", reason)
        for line, rule in self.matches:
            if rule.plain and line not in live:
                start = starts[line]
                end = start + len(lines[line])
                yield Mark(start, end, rule.label, False, True, "rules", rule.reason, rule.exact)
        for match in self.special:
            line, rule = match
            inside = clip.starts[line] >= tail or line <= self.head
            needs = rule.needs
            if needs and (not self._allowed(match) or ("region" in needs and not inside)):
                continue
            if not needs and rule.where != "anywhere" and not self._in_place(match):
                continue
            hint = bool(needs) and "region" not in needs and not _HINTS.isdisjoint(needs)
            end = clip.end(self.blocks[line] if rule.scope == "block" else line)
            yield Mark(clip.starts[line], end, rule.label, False, not hint, "rules", rule.reason, rule.exact)
        for line in self.trifles:
            reason = "a short line among the furniture above the article"
            yield Mark(clip.starts[line], clip.end(line), "nav", False, True, "rules", reason)
        yield from tails
        for line, rule in self.fused:
            for phrase in rule.phrase:
                for at in cuts(lines[line], phrase):
                    start = starts[line] + at
                    yield Mark(start, start + len(phrase), rule.label, False, True, "rules", rule.reason)

    def _live_clocks(self, tail: int) -> set[int]:
        """The clocks of a live report: so many lines above the tail that tell a time, each with its paragraph."""
        end = bisect_right(self.clip.starts, tail - 1)
        clocks = sorted({m.line for m in self.matches if m.rule.plain and m.rule.label == "timestamp" and m.line < end})
        if len(clocks) < LIVE_CLOCKS:
            return set()
        ends = [*clocks[1:], end]
        live = {
            clock
            for clock, below in zip(clocks, ends, strict=True)
            if bisect_right(self.prose, clock) < bisect_right(self.prose, below - 1)
        }
        if len(live) < LIVE_CLOCKS:
            return set()
        if clocks[-1] < self._last_unmarked < end:
            live.add(clocks[-1])  # the last entry may be short
        return live

    def _allowed(self, match: Match) -> bool:
        """Whether the place of a match and the other matches of its pack are as the rule demands."""
        line, rule = match
        if rule.where == "first" and "pack" in rule.needs and rule.pack not in self._shown | self.home:
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
        return [match.line for match in self.special if match.rule.scope == "tail" and match.rule.where != "end"]

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
            if "titles" in rule.needs and line >= self._last_substantial and self._top < line:
                reason = intern(f"{rule.name}: a heading with nothing under it")  # there may be many
                # Not exact: what stands under it now may be another cleaner's, and gone in a second pass.
                yield Mark(clip.starts[line], clip.end(line), rule.label, False, True, "rules", reason, exact=False)
            if "titles" in rule.needs and not self._article_above(line):
                yield Mark(clip.starts[line], clip.end(line), rule.label, False, False, "rules", rule.reason)
            after = bisect_right(self.prose, line)
            prose = self.prose[after] if after < len(self.prose) else self.last
            others = [m for m in tails[place + 1 : place + 40] if m.rule.name != rule.name and m.line > line]
            run = ARTICLE_RUN if others else ARTICLE_RUN_AFTER_ONE
            tail = self._article_above(line) and line >= self._last_run(run)
            soon = any(m.line < prose for m in others)
            titles = self._titles(line) if "titles" in rule.needs else []
            if "second" in rule.needs and not (tail and others):
                continue
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

    def _last_run(self, length: int) -> int:
        """Where the last so many paragraphs in a row begin with nothing marked between them, -1 where there are none.

        Below a line, they show that the article goes on.
        """
        if length not in self._last_runs:
            self._last_runs[length] = self._find_last_run(length)
        return self._last_runs[length]

    def _find_last_run(self, length: int) -> int:
        marked = sorted(self.marked)
        for place in range(len(self.prose) - length, -1, -1):
            first, last = self.prose[place], self.prose[place + length - 1]
            if bisect_right(marked, last) == bisect_right(marked, first):
                return first
        return -1

    @cached_property
    def _last_unmarked(self) -> int:
        passed = self.marked | self.repeated
        return next((i for i in range(self.last - 1, -1, -1) if i not in passed), -1)

    @cached_property
    def _last_substantial(self) -> int:
        """The last line that could be text or a title: bylines and odd words may go, and stand under nothing."""
        passed, lines = self.marked | self.repeated, self.clip.lines
        below = (i for i in range(self.last - 1, -1, -1) if i not in passed and _substantial(lines[i]))
        return next((i for i in below if lines[i][:3].lower() != "by "), -1)

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
        heads = [m for m in self.special if m.rule.scope == "head" and self._allowed(m)]
        while heads and bisect_right(self.prose, heads[-1].line) > 1:
            heads.pop()
        return heads[-1].line if len({match.rule.id for match in heads}) >= 2 else -1


def _possible(matches: list[Match], home: set[str]) -> list[Match]:
    """The matches but for those that need another of their pack, or to stand first, and do not."""
    if not any("pack" in match.rule.needs or match.rule.where == "first" for match in matches):
        return matches
    own: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)  # the rules that may show a pack: first and last
    for line, rule in matches:
        if _HINTS.isdisjoint(rule.needs):
            own[rule.pack][rule.id] = (own[rule.pack].get(rule.id, (line,))[0], line)

    def shown(line: int, rule: Rule) -> bool:
        return rule.pack in home or any(id != rule.id and at != (line, line) for id, at in own[rule.pack].items())

    matched = [match for match in matches if "pack" not in match.rule.needs or shown(*match)]
    if not any(match.rule.where == "first" for match in matched):
        return matched
    others = {match.line for match in matched if match.rule.where != "first"}
    top = next(line for line in count() if line not in others)
    return [match for match in matched if match.rule.where != "first" or match.line <= top]


def _substantial(line: str) -> bool:
    """Whether a line in the head of a page could be headline, standfirst or text."""
    return count_words(line) >= HEADLINE_WORDS
