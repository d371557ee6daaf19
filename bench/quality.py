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
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

import common
from common import RUN, runs, tokens

import cleanclip
from cleanclip import Pipeline

OURS = "cleanclip"
ALONE = "without the tagger"
PRESETS = ("gentle", "standard", "strict")
CLEANERS: dict[str, Callable[[str], str]] = {
    **{f"{OURS}, {preset}": functools.partial(cleanclip.clean, names=False, pipeline=preset) for preset in PRESETS},
    f"{OURS}, {ALONE}": functools.partial(cleanclip.clean, names=False, pipeline=Pipeline.named().without("tagger")),
    "identity": lambda text: text,
    **common.PEERS,
}

MUST = (
    ("standard", "all", 0.925, 0.028),
    ("standard", "English", 0.940, 0.016),
    ("strict", "all", 0.932, 0.040),
    ("gentle", "all", 0.905, 0.010),
    ("standard", "other languages", 0.85, 0.08),
)
"""What the presets must reach on aeb: at least this F1, at most this mean loss."""
MOST_HURT = 0.08
"""The share of clips that may lose over a twentieth of their body in the standard preset."""
LEAST_EXACT = 0.24
"""The share of clips whose words must be exactly the gold body's in the strict preset."""


class Score(NamedTuple):
    """How one output compares with the gold body of its clip."""

    precision: float | None
    """None where the output is empty."""
    recall: float
    loss: float
    exact: bool
    """Whether the output has the words of the gold body, and no others."""

    @property
    def f1(self) -> float:
        """The harmonic mean, 0 where there is no output."""
        return harmonic(self.precision or 0.0, self.recall)


def harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def score(body: str, there: int, output: str) -> Score:
    """The score of an output; `there` counts the gold's runs that the clip has at all."""
    gold, got = runs(tokens(body)), runs(tokens(output))
    hits = (gold & got).total()
    precision = hits / got.total() if got else None
    recall = hits / gold.total() if gold else 1.0
    loss = max(0.0, 1 - hits / there) if there else 0.0
    return Score(precision, recall, loss, tokens(output) == tokens(body))


def summary(scores: Sequence[Score]) -> tuple[float, ...]:
    """F1, precision, recall, docF1, loss, and the shares of clips that lost over 5 %, and that are exact."""
    shown = [s.precision for s in scores if s.precision is not None]
    precision = statistics.fmean(shown) if shown else 0.0
    recall = statistics.fmean(s.recall for s in scores)
    columns = zip(*((s.f1, s.loss, s.loss > 0.05, s.exact) for s in scores), strict=True)
    rest = map(statistics.fmean, columns)
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
    made.add_argument("--by", nargs="*", default=["dataset"], choices=["dataset", "lang", "renderer"])
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
        there = (runs(tokens(doc.body)) & runs(tokens(doc.text))).total()
        for name, cleaner in CLEANERS.items():
            try:
                output = cleaner(doc.text)
            except Exception:  # counted as no output; bench/laws.py says which
                output = ""
                failed[name] += 1
            scores[name].append(score(doc.body, there, output))

    groups: dict[str, list[int]] = {
        "all": list(range(len(docs))),
        "English": [i for i, doc in enumerate(docs) if doc.lang == "en"],
        "other languages": [i for i, doc in enumerate(docs) if doc.lang != "en"],
    }
    for key in args.by:
        values = sorted({getattr(doc, key) or "?" for doc in docs})
        if len(values) > 1:
            for value in values:
                groups[f"{key} {value}"] = [i for i, doc in enumerate(docs) if (getattr(doc, key) or "?") == value]
    head = ("cleaner", "n", "F1", "precision", "recall", "docF1", "loss", ">5%", "exact")
    totals = {}
    for group, members in groups.items():
        if not members:
            continue
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
    best = max(totals["all", peer][0] for peer in common.PEERS)
    checks.add("standard: F1, against the best peer", *_least(totals["all", f"{OURS}, standard"][0], best))
    if args.sets == ["aeb"] and not args.docs:
        for preset, group, f1, loss in MUST:
            ours = totals[group, f"{OURS}, {preset}"]
            checks.add(f"{preset}, {group}: F1", *_least(ours[0], f1))
            checks.add(f"{preset}, {group}: mean loss", f"{ours[4]:.4f}", f"<= {loss}", ours[4] <= loss)
        hurt = totals["all", f"{OURS}, standard"][5]
        checks.add("standard: clips that lose over 5 %", f"{hurt:.4f}", f"<= {MOST_HURT}", hurt <= MOST_HURT)
        checks.add("strict: exact clips", *_least(totals["all", f"{OURS}, strict"][6], LEAST_EXACT))
    for name in CLEANERS:
        if failed[name]:
            ours = name.startswith(OURS)
            checks.add(f"{name}: clips that raised", failed[name], "0" if ours else "-", False if ours else None)
    return checks.finish()


def _least(figure: float, wanted: float) -> tuple[str, str, bool]:
    return f"{figure:.4f}", f">= {wanted:.4g}", figure >= wanted


if __name__ == "__main__":
    sys.exit(main())
