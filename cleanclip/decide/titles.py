"""Which lines at the top of a clip are headline and standfirst."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from cleanclip.cleaners.headlines import ABOVE, could_be_headline
from cleanclip.clip import Clip
from cleanclip.decide.passages import cut_in_two
from cleanclip.words import CLOSING, PROSE_WORDS, belong_together, count_words

HEAD_LINES = 2
"""So many title-like lines, at most, may stand above the article and go as headline and standfirst."""

LINES_TO_TITLE = 15
OPENING_LINES = 50
TITLE_TOPICS, SHARED_TOPICS = 3, 0.7
"""A line that went is the headline when it is at most so far above the article, and has so many words of four
letters or more, of which this share stands in the article's first lines."""

TITLE_WORDS = 4
"""A line of fewer words above a title is a section's name."""

PROSE_PARAGRAPHS = 3
"""So many paragraphs of prose prove a headline when no second mark does."""

STANZA_LINES = 3
"""So many short lines below one another, and then a blank line, are no headline with its standfirst."""

_LONG_WORD = re.compile(r"\w{4,}")
_ASKED = frozenset("?!？！؟")
_ABOVE_ARTICLE = frozenset(("masthead", "byline", "dateline", "credit", "standfirst", "timestamp", "published"))


class Title(NamedTuple):
    """A line at the top that goes."""

    line: int
    label: str
    """headline, standfirst or nav; "" for a word of the page's furniture, which goes by what hints say of it."""
    reason: str


class Titles:
    """The lines at the top of a clip, as far as they could be titles."""

    def __init__(
        self,
        clip: Clip,
        stays: Callable[[int], bool],
        labels: Mapping[int, str],
        hints: Container[int],
        placed: bool,
        gentle: bool,
    ) -> None:
        self.clip = clip
        self.stays = stays
        self.labels = labels
        """What the lines are called that go."""
        self.hints = hints
        self.placed = placed
        """Whether a dateline shows where the article begins."""
        self.gentle = gentle

    def found(self) -> Iterator[Title]:
        """The title-like lines right above the article are headline and standfirst, or nothing is."""
        lines = self.clip.lines
        free = [*islice((i for i in range(len(lines)) if self.stays(i)), 2 * HEAD_LINES + 2)]
        sections = [*takewhile(self._is_section, free[:HEAD_LINES])]
        top = free[len(sections) : len(sections) + HEAD_LINES + 2]
        run: list[int] = []
        for place, index in enumerate(top[:-1]):
            half = count_words(lines[index]) >= PROSE_WORDS and cut_in_two(*(lines[i] for i in top[place : place + 3]))
            if half or not could_be_headline(lines[index]):
                break
            run.append(index)
        titles = [*sections, *run]
        if not run:
            yield from self._title_that_went()
        if not titles or len(run) > HEAD_LINES or self._opens_stanza(titles[0]):
            return
        proof = self._proof(titles)
        if proof is None:
            return
        yield from (Title(index, "", "") for index in sections)
        if not run:
            return
        head, stand = run[0], run[1] if len(run) > 1 else None
        if stand is not None and lines[stand] == lines[head]:
            yield Title(stand, "headline", "the headline once more")
            stand = None
        if stand is not None and count_words(lines[head]) < TITLE_WORDS:
            head, stand = stand, head
        if stand is not None and stand < head:
            yield Title(stand, "nav", "a section's name above the headline")
        elif stand is not None:
            if count_words(lines[stand]) < PROSE_WORDS:
                return
            yield Title(stand, "standfirst", "a second title under the headline")
        yield Title(head, "headline", f"{ABOVE}; {proof}")

    def _title_that_went(self) -> Iterator[Title]:
        """The headline among the lines above the article that went for their scores.

        It is the nearest one that has most of its words in common with the article, or that has some
        and a byline or its like by it.
        """
        lines = self.clip.lines
        article = list(islice((index for index in range(len(lines)) if self.stays(index)), OPENING_LINES))
        if not article:
            return
        text = "\n".join([lines[index] for index in article]).lower()
        signed = self.placed
        for index in range(article[0] - 1, max(-1, article[0] - 1 - LINES_TO_TITLE), -1):
            if index in self.labels:
                signed = signed or self.labels[index] in _ABOVE_ARTICLE
            elif could_be_headline(lines[index]):
                topics = _LONG_WORD.findall(lines[index].lower())
                shared = sum(topic in text for topic in topics)
                alike = len(topics) >= TITLE_TOPICS and shared >= SHARED_TOPICS * len(topics)
                by_it = signed or self.labels.get(index - 1) in _ABOVE_ARTICLE
                if alike or (by_it and shared and count_words(lines[index]) >= TITLE_WORDS):
                    yield Title(index, "headline", ABOVE)
                    return

    def _is_section(self, index: int) -> bool:
        """Whether a line at the top is a word of the page's furniture, and no title of its own."""
        line = self.clip.lines[index]
        return index in self.hints and count_words(line) < TITLE_WORDS and could_be_headline(line)

    def _opens_stanza(self, index: int) -> bool:
        """Whether a line is the first of several short ones, none marked, nothing between: verse or a list."""
        lines, last = self.clip.lines, index
        while last + 1 < len(lines) and not self.clip.blank_before(last + 1):
            if not (self.stays(last + 1) and belong_together(lines[last], lines[last + 1])):
                return False
            last += 1
        return last - index + 1 >= STANZA_LINES

    def _proof(self, titles: Sequence[int]) -> str | None:
        """What shows that titles are the headline's: a second mark near them, or an article under them.

        A question, or a cry, may be the article's first line: paragraphs prove nothing, nor
        does what else than a masthead stands above it.
        """
        below = titles[-1] + 1
        asked = any(self.clip.lines[index].rstrip(CLOSING)[-1:] in _ASKED for index in titles)
        for index in range(below + 4):
            label = self.labels.get(index, "")
            if label in _ABOVE_ARTICLE and not (asked and index < titles[0] and label != "masthead"):
                return f"a {label} stands by it"
        if self.placed:
            return "a dateline follows"
        if self.gentle or asked:
            return None
        # A long line without an end may be half a sentence, which a mend makes prose: count it from the first.
        lines = self.clip.lines
        free = (i for i in range(below, len(lines)) if self.stays(i))
        follow = (i for i in free if count_words(lines[i]) >= PROSE_WORDS and lines[i][-1] != ":")
        return "three paragraphs follow" if len(list(islice(follow, PROSE_PARAGRAPHS))) == PROSE_PARAGRAPHS else None
