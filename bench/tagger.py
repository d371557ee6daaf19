"""The tagger on pages of sites that it has not seen, what each part contributes, and how far its scores can be trusted.

Reads the networks of the five folds that `train.py --networks FILE` leaves behind;
each judges the pages of the sites that it was not trained on. The lines that
rules and cleaners took out stay out. Precision, recall and loss are those of `quality.py`.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import common
import numpy as np
from common import runs, tokens
from numpy.typing import NDArray
from pages import SILVER, Page, pages
from quality import Score, summary

from cleanclip.tagger.features import GONE, OPEN, SAFE, Features, features
from cleanclip.tagger.network import Network
from cleanclip.tagger.scores import CERTAIN, card, log_odds
from cleanclip.tagger.viterbi import best_course

BINS = 10

Keeps = Callable[[Page, NDArray[np.float32]], NDArray[np.bool_]]


def strict(page: Page, score: NDArray[np.float32]) -> NDArray[np.bool_]:
    """The lines that the strict preset keeps."""
    odds = log_odds(score)
    odds[page.lines.states == GONE] = -CERTAIN
    odds[page.lines.states == SAFE] = CERTAIN
    return np.array(best_course(odds.tolist()))


def above(preset: str) -> Keeps:
    """Says which lines a preset keeps that goes by its floor."""
    floor = card()["floors"][preset]
    return lambda page, score: ((score >= floor) | (page.lines.states == SAFE)) & (page.lines.states != GONE)


def everything(page: Page, score: NDArray[np.float32]) -> NDArray[np.bool_]:  # noqa: ARG001
    """What rules and cleaners leave."""
    return page.lines.states != GONE


PRESETS: dict[str, Keeps] = {"gentle": above("gentle"), "standard": above("standard"), "strict": strict}


class Judge:
    """Scores outputs against the gold bodies of some pages, whose words are counted once."""

    def __init__(self, chosen: Sequence[Page]) -> None:
        self.pages = chosen
        self.words = [list(map(tokens, page.lines.texts)) for page in chosen]
        self.gold = [runs(tokens(page.body)) for page in chosen]
        self.there = [
            (gold & runs([word for line in words for word in line])).total()
            for gold, words in zip(self.gold, self.words, strict=True)
        ]

    def figures(self, keeps: Keeps, scores: Sequence[Any], members: Sequence[int]) -> tuple[float, ...]:
        """The figures of `quality.summary` for some of the pages."""
        out = []
        for at in members:
            page = self.pages[at]
            kept = keeps(page, scores[at])
            words = [word for line, keep in zip(self.words[at], kept, strict=True) if keep for word in line]
            got = runs(words)
            hits = (self.gold[at] & got).total()
            recall = hits / max(1, self.gold[at].total())
            loss = max(0.0, 1 - hits / self.there[at]) if self.there[at] else 0.0
            precision = hits / got.total() if got else None
            out.append(Score(precision, recall, loss, words == tokens(page.body)))
        return summary(out)


def hidden(page: Page) -> Features:
    """The features of a page of which the rules say nothing."""
    blank = np.full_like(page.lines.states, OPEN)
    return features(page.lines._replace(states=blank, kinds=np.full_like(page.lines.kinds, -1)))


def main() -> int:
    made = common.parser(__doc__)
    made.add_argument("networks", type=Path, help="the file that `train.py --networks` wrote")
    made.add_argument("--clips", type=Path, help="a folder in which the made clips are kept and found again")
    args = made.parse_args()
    arrays, left_out = pickle.loads(args.networks.read_bytes())
    networks = list(map(Network, arrays))
    every = pages(args)
    judge = Judge(every)
    given = [features(page.lines) for page in every]
    scores = [networks[page.fold](one).body for page, one in zip(every, given, strict=True)]

    def members(wanted: Callable[[Page], bool]) -> list[int]:
        return [at for at, page in enumerate(every) if wanted(page)]

    gold = members(lambda page: page.set in ("andy", "wcxb"))
    groups = {
        "gold": gold,
        "gold, no body cut short": [at for at in gold if every[at].id not in left_out],
        "gold, English": [at for at in gold if every[at].lang == "en"],
        "silver, German": members(lambda page: page.set == SILVER and page.lang == "de"),
        "silver, English": members(lambda page: page.set == SILVER and page.lang == "en"),
        "other languages": members(lambda page: page.lang not in ("en", "de")),
        "other, likely right": members(lambda page: page.lang not in ("en", "de") and page.id not in left_out),
    }
    head = ("pages", "clips", "preset", "F1", "precision", "recall", "loss", ">5%", "exact")
    rows = []
    for name, chosen in groups.items():
        for preset, keeps in PRESETS.items():
            rows.append(_row(name, chosen, preset, judge.figures(keeps, scores, chosen)))
    print(f"Sites that were not seen\n{common.table(head, rows)}\n")

    rows = []
    chosen = groups["gold, no body cut short"]
    keeps = PRESETS["standard"]
    rows.append(_row("gold", chosen, "rules alone", judge.figures(everything, scores, chosen)))
    alone = [networks[page.fold](hidden(page)).body for page in every]
    floor = card()["floors"]["standard"]
    rows.append(_row("gold", chosen, "tagger alone", judge.figures(lambda _, score: score >= floor, alone, chosen)))
    rows.append(_row("gold", chosen, "both", judge.figures(keeps, scores, chosen)))
    for group in given[0].groups:
        less = [networks[page.fold](one.without(group)).body for page, one in zip(every, given, strict=True)]
        rows.append(_row("gold", chosen, f"not: {group}", judge.figures(keeps, less, chosen)))
    print(f"What each part contributes, in the standard preset\n{common.table(head, rows)}\n")

    print(f"Reliability\n{common.table(('score', 'lines', 'mean score', 'body'), reliability(every, scores, chosen))}")
    return 0


def _row(name: str, chosen: Sequence[int], preset: str, figures: Sequence[float]) -> tuple[Any, ...]:
    f1, precision, recall, _, loss, hurt, exact = (f"{figure:.4f}" for figure in figures)
    return name, len(chosen), preset, f1, precision, recall, loss, hurt, exact


def reliability(every: Sequence[Page], scores: Sequence[Any], chosen: Sequence[int]) -> list[tuple[Any, ...]]:
    """For each tenth of the scale the lines with such scores: how many, their mean score, and how many are body."""
    score = np.concatenate([scores[at][every[at].free] for at in chosen])
    body = np.concatenate([every[at].is_body[every[at].free] for at in chosen])
    place = np.minimum((score * BINS).astype(int), BINS - 1)
    rows = []
    for one in range(BINS):
        inside = place == one
        if inside.any():
            means = f"{score[inside].mean():.3f}", f"{body[inside].mean():.3f}"
            rows.append((f"{one / BINS:.1f} to {(one + 1) / BINS:.1f}", int(inside.sum()), *means))
    return rows


if __name__ == "__main__":
    sys.exit(main())
