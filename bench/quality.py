"""Body kept and chrome dropped on plain clips with gold bodies, beside the peers in the same run.

The measure is that of the article-extraction-benchmark: a text is the multiset
of its runs of four tokens (`\\w+`), shorter texts being one run. Precision is the
mean over clips with any output, recall the mean over clips, F1 is made of the two
means. docF1 is the mean of the clips' own F1, loss the mean share of the gold's
runs present in the clip that a cleaner deleted, >5% the share of clips that lost
more than a twentieth. Prints totals only. The names stage is off: the gold has
the authors' spellings.
"""

from __future__ import annotations

import functools
import re
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

import common

import cleanclip

RUN = 4
OURS = "cleanclip"
CLEANERS: dict[str, Callable[[str], str]] = {
    OURS: functools.partial(cleanclip.clean, names=False),
    "identity": lambda text: text,
    **common.PEERS,
}

tokens = re.compile(r"\w+").findall


class Score(NamedTuple):
    """How one output compares with the gold body of its clip."""

    precision: float | None
    """None where the output is empty."""
    recall: float
    loss: float

    @property
    def f1(self) -> float:
        """The harmonic mean, 0 where there is no output."""
        return harmonic(self.precision or 0.0, self.recall)


def harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def runs(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four tokens of a text, with their counts.

    >>> sorted(runs("Crews pause a strike today"))
    [('Crews', 'pause', 'a', 'strike'), ('pause', 'a', 'strike', 'today')]
    """
    words = tokens(text)
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))


def score(gold: Counter[tuple[str, ...]], there: int, output: str) -> Score:
    """The score of an output; `there` counts the gold's runs that the clip has at all."""
    got = runs(output)
    hits = (gold & got).total()
    precision = hits / got.total() if got else None
    recall = hits / gold.total() if gold else 1.0
    return Score(precision, recall, max(0.0, 1 - hits / there) if there else 0.0)


def summary(scores: Sequence[Score]) -> tuple[float, ...]:
    """F1, precision, recall, docF1, loss, and the share of clips with a loss over 5 %."""
    shown = [s.precision for s in scores if s.precision is not None]
    precision = statistics.fmean(shown) if shown else 0.0
    recall = statistics.fmean(s.recall for s in scores)
    rest = (statistics.fmean(values) for values in zip(*((s.f1, s.loss, s.loss > 0.05) for s in scores), strict=True))
    return (harmonic(precision, recall), precision, recall, *rest)


def end_of(text: str, body: str) -> str:
    """How a rule's end of the article stands to the gold's: "found", "early" (body below it is lost), or "none".

    "nothing" where no line stands below the body, so that there was no end to find.
    """
    blocks = cleanclip.explain(text, kind="text", names=False).blocks
    gold = common.squash(body)
    of_body = [len(tokens(block.text)) >= RUN and common.squash(block.text) in gold for block in blocks]
    last = max((index for index, is_body in enumerate(of_body) if is_body), default=-1)
    ends = (index for index, block in enumerate(blocks) if any(_ENDS in reason for reason in block.reasons))
    end = next(ends, None)
    if end is not None:
        return "early" if end <= last else "found"
    return "none" if last + 1 < len(blocks) else "nothing"


_ENDS = ": the article ends before "


def main() -> int:
    made = common.parser(__doc__)
    common.add_clips(made)
    made.add_argument("--docs", type=int, help="only the first so many clips")
    made.add_argument("--by", nargs="*", default=["dataset", "lang"], choices=["dataset", "lang", "renderer"])
    made.add_argument("--least-f1", type=float, default=0.0, help="the F1 that cleanclip must reach at least")
    made.add_argument("--most-loss", type=float, default=1.0, help="the loss that cleanclip may have at most")
    args = made.parse_args()
    if "traf" in args.sets and not args.clips:
        made.error("the bodies of traf are silver (trafilatura's own output); they are for training, not for scoring")

    docs = [doc for doc in common.clips(args) if doc.body][: args.docs]
    if not docs:
        raise SystemExit("no clip has a gold `body`.")
    scores: dict[str, list[Score]] = defaultdict(list)
    failed: Counter[str] = Counter()
    ends = Counter(end_of(doc.text, doc.body) for doc in docs)
    for doc in docs:
        gold = runs(doc.body)
        there = (gold & runs(doc.text)).total()
        for name, cleaner in CLEANERS.items():
            try:
                output = cleaner(doc.text)
            except Exception:  # counted as no output; bench/laws.py says which
                output = ""
                failed[name] += 1
            scores[name].append(score(gold, there, output))

    groups: dict[str, list[int]] = {"all": list(range(len(docs)))}
    for key in args.by:
        values = sorted({getattr(doc, key) or "?" for doc in docs})
        if len(values) > 1:
            for value in values:
                groups[f"{key} {value}"] = [i for i, doc in enumerate(docs) if (getattr(doc, key) or "?") == value]
    head = ("cleaner", "n", "F1", "precision", "recall", "docF1", "loss", ">5%")
    totals = {}
    for group, members in groups.items():
        rows = []
        for name in CLEANERS:
            figures = summary([scores[name][i] for i in members])
            totals[group, name] = figures
            rows.append((name, len(members), *(f"{figure:.4f}" for figure in figures)))
        print(f"{group}\n{common.table(head, rows)}\n")

    checks = common.Checks()
    for what, told in (
        ("found", "by a rule, below the body"),
        ("early", "by a rule, above some of it"),
        ("none", "by none"),
    ):
        share = ends[what] / max(1, len(docs) - ends["nothing"])
        checks.add(f"the article's end is found {told}", f"{ends[what]} clips ({100 * share:.1f} %)", "-")
    ours, best = totals["all", OURS], max(totals["all", peer][0] for peer in common.PEERS)
    checks.add("F1, against the best peer", f"{ours[0]:.4f}", f"> {best:.4f}", ours[0] > best)
    if args.least_f1:
        checks.add("F1", f"{ours[0]:.4f}", f">= {args.least_f1}", ours[0] >= args.least_f1)
    if args.most_loss < 1:
        checks.add("loss", f"{ours[4]:.4f}", f"<= {args.most_loss}", ours[4] <= args.most_loss)
    for name in CLEANERS:
        if failed[name]:
            checks.add(f"{name}: clips that raised", failed[name], "0" if name == OURS else "-", ok_of(name))
    return checks.finish()


def ok_of(name: str) -> bool | None:
    """An exception of ours is a miss, one of a peer is only told."""
    return False if name == OURS else None


if __name__ == "__main__":
    sys.exit(main())
