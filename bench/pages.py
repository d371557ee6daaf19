"""Pages with known bodies as the tagger sees them: lines, what the rules know of them, and which are body.

Used by `train.py` and `tagger.py`. The sites of the yardstick `aeb`, and every page
that shares a run of twelve words of body with one of its pages, are left out.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import hashlib
import importlib.util
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import common
import numpy as np
from common import RUN, Runs, runs, tokens
from numpy.typing import NDArray

from cleanclip import Pipeline
from cleanclip.clip import Clip, Known
from cleanclip.run import Run
from cleanclip.tagger.features import GONE, Lines, lines_of

YARDSTICK = "aeb"
SETS = ("andy", "wcxb", "traf")
NEAR_ARTICLES = ("documentation", "service")
"""Kinds of pages of WCXB, besides articles, whose body is text: their sites show more kinds of furniture."""
SILVER = "traf"
"""Bodies that an extractor found, where they meet a page's annotated segments."""
FOLDS = 5
SHARED_RUN = 12
LEAST_ORACLE = 0.88
"""A clip is of use when choosing whole lines can give so much of its body, as F1 over runs of four words."""
SHORT = 4
"""A line of fewer words is body where it stands beside body words in their order."""


class Page(NamedTuple):
    """One rendering of a page."""

    id: str
    site: str
    set: str
    lang: str
    renderer: str
    text: str
    body: str
    lines: Lines
    is_body: NDArray[np.bool_]
    words: NDArray[np.int64]
    """How many words each line has."""

    @property
    def free(self) -> NDArray[np.bool_]:
        """The lines that the tagger decides about."""
        return self.lines.states != GONE

    @property
    def fold(self) -> int:
        """The same for all pages of a site."""
        return fold_of(self.site)

    @property
    def key(self) -> tuple[str, str]:
        """What no other clip has."""
        return self.id, self.renderer


def fold_of(site: str) -> int:
    """Which fifth of the sites a site belongs to."""
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % FOLDS


@dataclass
class _All:
    """A scorer that keeps every line and remembers what was known of them."""

    name = "everything"
    stage = "score"
    known: Known | None = None
    values: Sequence[float] = ()

    def __call__(self, clip: Clip, known: Known) -> _All:
        self.known, self.values = known, [1.0] * len(clip.lines)
        return self

    def kept(self, preset: str) -> list[bool]:  # noqa: ARG002
        return [True] * len(self.values)

    def reason(self, index: int) -> str:
        raise NotImplementedError(index)


@cache
def _rules() -> Pipeline:
    return Pipeline.named().without("tagger", "names")


def seen(text: str) -> Lines:
    """The lines of a text, with what rules and cleaners know of them."""
    scorer = _All()
    run = Run(_rules().plus(scorer).stages, "standard", text)
    return lines_of(run.clip, scorer.known or Known({}, {}, ()))


def labelled(lines: Sequence[str], body: str) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Which lines are body, and how many words each has.

    A line is body when half of its runs of four words are. A shorter one is where
    it goes on with the words above or below it as the body does, and one without
    words between two lines of body. Of lines that the body has less often
    than the clip, those with most body round them are.
    """
    gold = tokens(body)
    known = {tuple(gold[at : at + RUN]) for at in range(len(gold) - RUN + 1)}
    flat = f" {' '.join(gold)} "
    words = [tokens(line) for line in lines]
    count = len(words)
    is_body = np.zeros(count, dtype=np.int64)
    for index, line in enumerate(words):
        if len(line) >= SHORT:
            hits = sum(tuple(line[at : at + RUN]) in known for at in range(len(line) - RUN + 1))
            is_body[index] = 2 * hits >= len(line) - RUN + 1
        elif line:
            above = [word for other in words[max(0, index - 2) : index] for word in other][-3:]
            below = [word for other in words[index + 1 : index + 3] for word in other][:3]
            goes_on = len(above) > 1 and f" {' '.join(above + line)} " in flat
            leads = len(below) > 1 and f" {' '.join(line + below)} " in flat
            is_body[index] = goes_on or leads
    for index, line in enumerate(words):
        if not line and 0 < index < count - 1:
            is_body[index] = is_body[index - 1] and is_body[index + 1]
    copies: dict[str, list[int]] = {}
    for index in np.flatnonzero(is_body):
        copies.setdefault(" ".join(words[index]), []).append(int(index))
    for line, places in copies.items():
        most = max(1, flat.count(f" {line} ")) if line else len(places)
        if len(places) > most:
            others = is_body.copy()
            others[places] = 0
            places.sort(key=lambda at: -others[max(0, at - 4) : at + 5].sum())
            is_body[places[most:]] = 0
    return is_body.astype(bool), np.array([len(line) for line in words], dtype=np.int64)


def f1(gold: Runs, kept: Runs) -> float:
    """The agreement of two texts, in runs of words."""
    hits = (gold & kept).total()
    return 2 * hits / max(1, gold.total() + kept.total())


def page_of(doc: common.Doc) -> Page | None:
    """A clip as a page; None where whole lines cannot give its body."""
    lines = seen(doc.text)
    is_body, words = labelled(lines.texts, doc.body)
    kept = [word for line, keep in zip(lines.texts, is_body, strict=True) if keep for word in tokens(line)]
    if f1(runs(tokens(doc.body)), runs(kept)) < LEAST_ORACLE:
        return None
    return Page(doc.id, doc.site, doc.dataset, doc.lang, doc.renderer, doc.text, doc.body, lines, is_body, words)


def without_yardstick(docs: Iterable[common.Doc], yardstick: Sequence[common.Doc]) -> Iterator[common.Doc]:
    """The clips whose site is not one of the yardstick's, nor named like it, and that share no run of body with it."""
    names = {doc.site.split(".")[0] for doc in yardstick}
    shared: set[tuple[str, ...]] = set()
    for doc in yardstick:
        shared.update(runs(tokens(doc.body.lower()), SHARED_RUN))
    for doc in docs:
        if doc.site.split(".")[0] not in names and shared.isdisjoint(runs(tokens(doc.body.lower()), SHARED_RUN)):
            yield doc


def near_articles(required: bool) -> Iterator[common.Doc]:
    """Clips of the pages of WCXB that are no articles but have a text as their body."""
    found = importlib.util.spec_from_file_location("make_clips", common.need("bench/make_clips.py", required))
    assert found is not None
    assert found.loader is not None
    maker = importlib.util.module_from_spec(found)
    found.loader.exec_module(maker)
    folder = common.need("data/wcxb/dev", required)
    with gzip.open(folder / "ground-truth.jsonl.gz", "rt", encoding="utf-8") as records:
        for record in map(json.loads, records):
            kind = ((record.get("_internal") or {}).get("page_type") or {}).get("primary")
            body = record["ground_truth"].get("main_content")
            if kind not in NEAR_ARTICLES or not body:
                continue
            name = record["file_id"]
            page = gzip.decompress((folder / f"html/{name}.html.gz").read_bytes()).decode("utf-8", "replace")
            site, lang = maker.site_of(record.get("url") or name), maker.lang_of(body)
            for renderer, render in maker.RENDERERS.items():
                with contextlib.suppress(Exception):  # a page that a renderer cannot read has no such clip
                    yield common.Doc(f"wcxb/{name}", render(page), body, f"wcxb, {kind}", lang, renderer, site)


def pages(args: argparse.Namespace) -> list[Page]:
    """The training pages."""

    def clips(*sets: str) -> list[common.Doc]:
        return common.clips(argparse.Namespace(**{**vars(args), "sets": sets}))

    every = [*clips(*SETS), *near_articles(args.require_data)]
    chosen = [doc for doc in without_yardstick(every, clips(YARDSTICK)) if doc.body.strip()]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        made = list(pool.map(page_of, chosen, chunksize=16))
    return [page for page in made if page is not None]
