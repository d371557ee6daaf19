"""What a rule pack promises, tried out: its samples, its speed, and its peace with other rules."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from cleanclip.clip import Clip
from cleanclip.rules.compiled import FOLDER
from cleanclip.rules.engine import Rules
from cleanclip.rules.families import unknown_families
from cleanclip.rules.index import EDGES, ENDINGS, LONGEST_LINE
from cleanclip.rules.packs import Pack, PackError, Rule, load_pack, markers
from cleanclip.rules.placeholders import PLACEHOLDERS, template_expression
from cleanclip.words import fold

SHORT_INPUT = LONGEST_LINE // 4
"""Expressions are timed on lines of this many characters and on the longest that rules see."""

STEEPEST = 8.0
"""How much longer four times the characters may take: a linear expression needs 4, a quadratic one 16."""

NOTICEABLE = 0.0005
"""Seconds for the longest line under which growth cannot be told from noise, and does not matter."""

TOO_LONG = 0.02
"""Seconds for one line after which an expression is stopped and refused; a good one needs 0.0001."""

ROUNDS = 5
"""How often a suspicious input is timed; the fastest run counts."""


class Problem(NamedTuple):
    """Something that is wrong with a rule, where it stands, and what would be right."""

    path: str
    line: int
    rule: str
    """The pack and the rule, such as "wordpress/jetpack"."""
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.text}"


def check_pack(pack: Pack) -> list[Problem]:
    """Everything that is wrong with one pack; an empty list when nothing is.

    >>> from cleanclip.rules import parse_pack
    >>> pack = parse_pack('''
    ... name = "ledger"
    ... about = "The Ledger's site"
    ... [[rule]]
    ... id = "end"
    ... label = "footer"
    ... line = ["The Ledger on paper"]
    ... sample = ["The Leger on paper"]
    ... counter_sample = ["She kept the ledger on paper."]
    ... ''')
    >>> for problem in check_pack(pack):
    ...     print(problem)
    <pack>:1: ledger/end: does not match its sample 'The Leger on paper'; correct the sample or what the rule matches
    """
    return check_packs([pack])


def load_checked(path: str | Path) -> Pack:
    """Read a rule pack that is going to be used, and refuse it where it breaks a promise.

    Raises:
        PackError: as `load_pack` does; and where a rule misses its sample, takes
            its counter-sample or an ordinary line of news, or hangs.
    """
    with suppress(OSError):
        state = Path(path).stat()
        return _load_checked(str(path), state.st_mtime_ns, state.st_size)
    return load_pack(path)


@lru_cache(maxsize=64)
def _load_checked(path: str, *_state: int) -> Pack:
    pack = load_pack(path)
    places = _lines(pack)
    found = chain(_samples(pack), _common_lines(pack), ((rule, text) for rule in pack.rules for text in _hanging(rule)))
    for rule, text in found:
        problem = Problem(path, places.get(rule.id, 1), rule.name, text)
        raise PackError(f"{problem} (cleanclip rules check {path} tells all)")
    return pack


def check_packs(packs: Sequence[Pack]) -> list[Problem]:
    """Everything that is wrong with some packs, each by itself and all together, in the order of their lines."""
    places: dict[str, dict[str, int]] = {pack.path: _lines(pack) for pack in packs}
    paths = {rule.name: pack.path for pack in packs for rule in pack.rules}
    found: list[tuple[Rule, str]] = []
    for pack in packs:
        found += _samples(pack)
        found += _common_lines(pack)
        found += _families(pack)
        for rule in pack.rules:
            found += ((rule, text) for text in (*_bare(rule), *_slow(rule)))
    found += _between([rule for pack in packs for rule in pack.rules])
    problems = [
        Problem(paths[rule.name], places[paths[rule.name]].get(rule.id, 1), rule.name, text) for rule, text in found
    ]
    order = {pack.path: number for number, pack in enumerate(packs)}
    return sorted(problems, key=lambda problem: (order[problem.path], problem.line))


def _lines(pack: Pack) -> dict[str, int]:
    """The line of a pack's file on which each rule says its id."""
    path = Path(pack.path)
    if not path.is_file():
        return {}
    numbered = enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
    found = ((re.match(r"""\s*id\s*=\s*["']([^"']+)["']""", line), number) for number, line in numbered)
    return {match[1]: number for match, number in found if match}


def _samples(pack: Pack) -> Iterator[tuple[Rule, str]]:
    """A rule must match each of its samples, and none of its counter-samples."""
    rules = Rules((pack,), packaged=False)

    def is_matched(rule: Rule, text: str) -> bool:
        return any(match.rule == rule for match in rules.matches(Clip.from_text(text)))

    for rule in pack.rules:
        for sample in rule.sample:
            if not is_matched(rule, sample):
                yield rule, f"does not match its sample {sample!r}; correct the sample or what the rule matches"
        for sample in rule.counter_sample:
            if is_matched(rule, sample):
                yield rule, f"matches its counter_sample {sample!r}; make what the rule matches narrower"


@cache
def common_lines() -> tuple[str, ...]:
    """Ordinary lines of news articles, none of which a rule may take without further evidence."""
    text = Path(__file__).with_name("common_lines.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.split("\n") if line and not line.startswith("#"))


def _common_lines(pack: Pack) -> Iterator[tuple[Rule, str]]:
    lines = common_lines()
    # Line by line: what a line is must not depend on its place among the others.
    rules = Rules((pack,), packaged=False)
    for line in lines:
        for match in rules.matches(Clip.from_text(line)):
            if not match.rule.needs:
                yield (
                    match.rule,
                    f'takes the ordinary line {line!r}; make it narrower, or ask for evidence: needs = ["another"]',
                )


def _families(pack: Pack) -> Iterator[tuple[Rule, str]]:
    """Families that nobody knows; a user's own may be called anything but nearly like one of ours."""
    ours = Path(pack.path).absolute().parent == FOLDER
    for rule in pack.rules:
        for name, near in unknown_families(rule.families).items():
            if near:
                yield rule, f"is for an unknown family {name!r}; did you mean {near!r}"
            elif ours:
                yield rule, f"is for an unknown family {name!r}; describe it in cleanclip/rules/families.toml"


def _bare(rule: Rule) -> Iterator[str]:
    """Complaints about markers of certain rules that are told from ordinary words by signs which are not compared."""
    own = set(map(_key, rule.line))
    for marker in rule.line if rule.plain else ():
        bare = _key(marker).strip(EDGES)
        ended = marker.rstrip().endswith(tuple("".join(ENDINGS)))
        if bare not in own and not ended and "{" not in marker and len(bare.split()) == 1:
            yield (
                f"the line {marker!r} takes {bare!r} too, as signs round a line are not compared; "
                'ask for evidence: needs = ["another"], or write a pattern'
            )


def _hanging(rule: Rule) -> Iterator[str]:
    """Complaints about expressions that have to be stopped; `rules check` takes its time and measures growth."""
    for what, remedy, run, starts in _expressions(rule):
        for _, longer in _hostile_lines(starts):
            if _seconds(run, longer, 1) >= TOO_LONG and _seconds(run, longer, ROUNDS) >= TOO_LONG:
                yield f"{what} was stopped after {TOO_LONG * 1000:g} ms on {longer[:30]!r}...; {remedy}"
                break


def _slow(rule: Rule) -> Iterator[str]:
    """Complaints about the expressions of a rule that do not keep pace with the length of a line."""
    for what, remedy, run, starts in _expressions(rule):
        for line, longer in _hostile_lines(starts):
            if _seconds(run, longer, 1) < NOTICEABLE:
                continue
            before, seconds = _seconds(run, line, ROUNDS), _seconds(run, longer, ROUNDS)
            if seconds >= TOO_LONG:
                yield f"{what} was stopped after {TOO_LONG * 1000:g} ms on {longer[:30]!r}...; {remedy}"
                break
            if seconds >= NOTICEABLE and seconds > STEEPEST * before:
                times = f"{seconds / before:.0f} times as long for 4 times the characters"
                yield f"{what} takes {times} of {longer[:30]!r}...; {remedy}"
                break


class _Expression(NamedTuple):
    what: str
    remedy: str
    """What to do when it is slow."""
    run: Callable[..., Any]
    """Runs it as the engine does."""
    starts: tuple[str, ...]
    """How lines begin that reach deep into it."""


def _expressions(rule: Rule) -> Iterator[_Expression]:
    import regex

    for key, marker in markers((rule,)):
        if "{" in marker and key != "phrase":
            filled = re.sub(r"\{(\w+)\}", lambda found: PLACEHOLDERS[found[1]][1], marker)
            match = regex.compile(template_expression(marker, whole=key == "line")).match  # which can be stopped
            remedy = "use fewer placeholders, or put words between them"
            yield _Expression(f"the {key} {marker!r}", remedy, match, (marker.split("{", 1)[0], filled))
    if rule.pattern:
        remedy = "anchor it with ^, give every repetition an upper bound, and let no two neighbours match the same text"
        yield _Expression("the pattern", remedy, regex.compile(rule.pattern).search, (*rule.trigger, *rule.sample))


def _hostile_lines(starts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of a line and one four times as long, made to keep an expression busy."""
    for start in dict.fromkeys(("", *starts, *(start[: len(start) // 2] for start in starts))):
        fillers = ("a", "A", " ", "A ", "a, ", "1", "1 ", ".", "A-", "a.", "-", "é", start, start[-3:], start[-1:])
        for filler in dict.fromkeys(filter(None, fillers)):
            yield _filled(start, filler, SHORT_INPUT), _filled(start, filler, LONGEST_LINE)


def _filled(start: str, filler: str, length: int) -> str:
    """A line of some length whose end fits nothing."""
    return (start + filler * length)[: length - 1] + "\x00"


def _seconds(run: Callable[..., Any], line: str, rounds: int) -> float:
    """The time of the fastest of some runs."""
    best = TOO_LONG
    for _ in range(rounds):
        start = perf_counter()
        try:
            run(line, timeout=TOO_LONG)
        except TimeoutError:
            return TOO_LONG
        best = min(best, perf_counter() - start)
    return best


def _between(rules: Sequence[Rule]) -> Iterator[tuple[Rule, str]]:
    """Markers that are given twice, and markers that a shorter one of another rule makes idle."""
    owners: dict[tuple[object, ...], Rule] = {}
    for rule in rules:
        for (key, marker), count in Counter(markers((rule,))).items():
            if count > 1:
                yield rule, f"has the {key} {marker!r} {count} times; give it once"
            first = owners.setdefault((key, _key(marker), *_claim(rule)), rule)
            if first is not rule:
                yield rule, f"has the {key} {marker!r} of {first.name} too; take it out of one of them"
    shorts: dict[str, list[tuple[Rule, str, str]]] = defaultdict(list)  # by a word that is in what they take
    for rule in rules:
        if not rule.needs and rule.where == "anywhere":
            for key, marker in markers((rule,)):
                if key != "line":
                    shorts[next(_words(marker), "")].append((rule, key, marker))
    for rule in rules:
        for key, marker in markers((rule,)):
            for other, how, shorter in chain.from_iterable(shorts.get(word, ()) for word in {"", *_words(marker)}):
                if other is not rule and _hides(other, how, shorter, rule, key, marker):
                    yield (
                        rule,
                        f"the {key} {marker!r} is idle, as the {how} {shorter!r} of {other.name} takes it; take it out",
                    )


def _words(marker: str) -> Iterator[str]:
    return (found[0] for found in re.finditer(r"\w+", _key(marker)))


def _hides(other: Rule, how: str, shorter: str, rule: Rule, key: str, marker: str) -> bool:
    """Whether the prefix or phrase of another rule takes every line that a marker takes, with the same effect."""
    long, short = _key(marker), _key(shorter)
    if "{" in short or len(short) >= len(long) or (other.label, other.scope) != (rule.label, rule.scope):
        return False
    most = len(marker.split()) if key == "line" and "{" not in marker else rule.max_words
    if most > other.max_words:
        return False
    if how == "prefix":
        return key != "phrase" and long.startswith(short)
    return re.search(rf"(?<!\w){re.escape(short)}(?!\w)", long) is not None


def _key(marker: str) -> str:
    """A marker as the engine compares it."""
    return fold(marker).strip()


def _claim(rule: Rule) -> tuple[object, ...]:
    """What two rules with one marker must have in common to be in each other's way."""
    home = rule.pack if "pack" in rule.needs else None
    return rule.scope, rule.where, rule.needs, home
