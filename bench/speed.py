"""Throughput on plain clips as ratios, measured in one run on one core.

CPU time of this process. The contenders take turns on chunks of clips, in an
order that turns round with every chunk; no clip is timed twice, so that a cache
of results would not help; a warm-up on clips of its own, in which the patterns
of rules are compiled, is not counted. Each
round has a ratio, and the result is the median of the rounds with the least and
the greatest. jusText and trafilatura get one <p> per line, made before the clock
starts. MB are UTF-8 bytes of clip.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import common

common.cap_threads()

import cleanclip  # noqa: E402  after the number of threads is set
from cleanclip.rules import Pack, Rule, packaged_packs  # noqa: E402

OURS = "cleanclip.clean"
LEAST = {"long": 5.0, "short": 2.5}
"""How many times as fast as jusText `clean` must be, by the clips' length."""
LONG, SHORT = 10_000, 2_000
"""Long clips have so many characters at least, short ones are cut to so many."""
CHUNK = 4
WARM_UP = 72
TENFOLD = "with ten times the rules"
MOST_TENFOLD = 1.5
KNOWN = frozenset({"register", "log in", "subscribe", "related:", "advertisement", "read more", "share", "menu"})


def explain_edits(text: str) -> int:
    """The explanation down to its edits, which may be computed only when asked for."""
    return len(cleanclip.explain(text).edits)


def floor(text: str) -> int:
    """Split, strip, look up: what any line cleaner in Python pays at least."""
    return sum(line.strip() in KNOWN for line in text.splitlines())


_WORD = re.compile(r"(?<!\{)\b[^\W\d_]{2,}\b(?!\})")


def strangers(copy: int) -> Pack:
    """Every packaged rule once more, its words spelled backwards: rules for other sites and languages.

    What has no word, such as "{number}" or "©", would be the same marker again and is left out.
    """

    def turned(markers: Iterable[str]) -> tuple[str, ...]:
        return tuple(
            _WORD.sub(lambda word: word[0][::-1] + "abcdefghij"[copy], marker)
            for marker in markers
            if _WORD.search(marker)
        )

    def stranger(rule: Rule) -> Rule:
        words = {key: turned(getattr(rule, key)) for key in ("line", "prefix", "phrase", "trigger")}
        return replace(rule, pack=f"{rule.pack}{copy}", pattern=rule.pattern if words["trigger"] else "", **words)

    rules = (stranger(rule) for pack in packaged_packs() for rule in pack.rules)
    return Pack(f"strangers{copy}", "rules that fit nothing here", tuple(rules))


def tenfold() -> Callable[[str], str]:
    """`clean` with nine strangers for each packaged rule."""
    packs = [strangers(copy) for copy in range(9)]
    return lambda text: cleanclip.clean(text, rules=packs)


#: name -> (function, what it is fed)
CONTENDERS: dict[str, tuple[Callable[[str], Any], str]] = {
    OURS: (cleanclip.clean, "text"),
    "cleanclip.explain + edits": (explain_edits, "text"),
    TENFOLD: (tenfold(), "text"),
    "jusText": (common.justext_page, "page"),
    "trafilatura": (common.trafilatura_page, "page"),
    "C4 line rules": (common.c4_lines, "text"),
    "split, strip, look up": (floor, "text"),
}


def one_round(documents: list[dict[str, str]]) -> dict[str, float]:
    """CPU seconds of each contender over the documents, in turns."""
    spent = dict.fromkeys(CONTENDERS, 0.0)
    order = list(CONTENDERS)
    gc.collect()
    for at in range(0, len(documents), CHUNK):
        for name in order:
            run, food = CONTENDERS[name]
            texts = [document[food] for document in documents[at : at + CHUNK]]
            started = time.process_time()
            for text in texts:
                run(text)
            spent[name] += time.process_time() - started
        order.reverse()
    return spent


def main() -> int:
    made = common.parser(__doc__)
    common.add_clips(made)
    made.add_argument("--rounds", type=int, default=7, help="rounds, each over clips of its own (default: 7)")
    made.add_argument("--docs", type=int, help="clips to time in all (default: every one)")
    made.add_argument(
        "--length", choices=list(LEAST), default="long", help="clips of 10,000 characters and more, or all cut to 2,000"
    )
    args: argparse.Namespace = made.parse_args()

    texts = [clip.text for clip in common.clips(args) if clip.text.strip()]
    texts = [text for text in texts if len(text) >= LONG] if args.length == "long" else [text[:SHORT] for text in texts]
    random.Random(0).shuffle(texts)
    warm, texts = texts[:WARM_UP], texts[WARM_UP:][: args.docs]
    if len(texts) < args.rounds * CHUNK:
        raise SystemExit(f"{len(texts)} clips to time; {args.rounds} rounds need {args.rounds * CHUNK} or more.")
    documents = [{"text": text, "page": common.as_page(text)} for text in texts]
    one_round([{"text": text, "page": common.as_page(text)} for text in warm])

    shares = [documents[number :: args.rounds] for number in range(args.rounds)]
    rounds = [one_round(share) for share in shares]
    sizes = [sum(len(document["text"].encode()) for document in share) / 1e6 for share in shares]

    checks = common.Checks()
    rows = []
    for name in CONTENDERS:
        ratios = [spent[name] / spent[OURS] for spent in rounds]
        middle = statistics.median(ratios)
        speed = statistics.median(size / spent[name] for size, spent in zip(sizes, rounds, strict=True))
        rows.append((name, f"{middle:.3g}", f"{min(ratios):.3g} to {max(ratios):.3g}", f"{speed:.2f}"))
        if name == TENFOLD:
            checks.add(
                f"{OURS} with ten times the rules", f"{middle:.2f} x", f"<= {MOST_TENFOLD} x", middle <= MOST_TENFOLD
            )
        if name == "jusText":
            least = LEAST[args.length]
            checks.add(f"{OURS} against jusText", f"{middle:.2f} x", f">= {least} x", middle >= least)
    print(f"{len(documents)} clips, {sum(sizes):.1f} MB, {args.rounds} rounds, Python {sys.version.split()[0]}")
    print(f"time taken, as a multiple of what {OURS} takes on the same clips (more than 1: {OURS} is faster)\n")
    print(common.table(("contender", "median", "least to greatest", "MB/s"), rows), end="\n\n")
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
