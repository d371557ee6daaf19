"""Train the tagger: from pages with known bodies to `cleanclip/tagger/weights.npz` and `card.json`.

Sites are parted into five folds. A network for each fold, which has not seen its
sites, tells which pages have a gold body that was cut short (those are left out), gives
the soft labels that the last network learns from beside the gold. A trial of that
network, which has not seen the first fold, tells there how its scores become probabilities, and
the presets' floors. Nothing is chosen by the yardstick
`aeb`, whose sites are left out.

Needs the dependency group `train`. Same machine, same bytes: every draw has a fixed seed.
"""

from __future__ import annotations

import json
import pickle
import random
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import common
import numpy as np
import torch
from numpy.typing import NDArray
from pages import FOLDS, SILVER, Page, pages
from torch import Tensor, nn
from torch.nn import functional

from cleanclip.tagger.features import BUCKETS, Features, Lines, features
from cleanclip.tagger.network import Network
from cleanclip.tagger.scores import calibrated, log_odds

OUT = common.ROOT / "cleanclip/tagger"

CHANNELS = 48
VECTOR = 6
VOCABULARY = 4096
"""So many words, those on most sites, have a vector."""
DILATIONS = (1, 2, 4, 8, 16)
POOLED_AFTER = 2
DROPOUT = 0.15
EPOCHS, LAST_EPOCHS = 10, 15
"""How often the networks of the folds see each page, and how often the last one does."""
RATE = 3e-3
BATCH_LINES = 6000
BATCH_PAGES = 32
WORDS_TO = 0.7
"""A line weighs as its words to this power."""
STRETCH = 0.05
"""The weight of getting the article's first and last line right."""
SOFT = 0.7
"""The share of the other networks' scores in what the last network learns."""
CUT_SHORT = 0.4
"""A page is left out when so many words beside its gold body, as a share of it, score over 0.8 with a network that has
not seen the site."""
MISTAKEN = 0.5
"""A silver page is left out when such a network takes so much of its body for chrome, or twice as much chrome for body:
the extractor was mistaken as a rule."""

PRICE = 4
"""In the standard preset so many left-over words are as bad as a lost one."""
FIFTH = 5
"""The gentle preset loses so many times fewer words than a floor of a half does."""
FAMILIAR = {"standard": 0.25, "strict": 0.5}
"""The share of a clip's words that must have been learned for a preset to be what it is. Below the first lie scripts
and languages of which there were next to no pages, above the second those of which there were more than fifty."""

Array = NDArray[Any]


# --- the pages, as they are and as they could have been ---


class Draw:
    """Pages changed at random, so that the network sees more than three renderings of a page."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def __call__(self, page: Page) -> Page:
        """A page: often as it is, otherwise its body alone, a part of it, or with other line ends."""
        body = np.flatnonzero(page.is_body)
        if len(body) < 2:
            return page
        chance = self.random.random()
        if chance < 0.15:
            page = some(page, page.is_body)
            if chance < 0.1:
                page = some(page, self._excerpt(len(page.words), 8))
        elif chance < 0.2:
            page = some(page, self._excerpt(len(page.words), 25))
        elif chance < 0.3:
            page = some(page, self._cropped(len(page.words), int(body[0]), int(body[-1])))
        if self.random.random() < 0.04:
            page = wrapped(page, self.random.randint(50, 90))
        chance = self.random.random()
        if chance < 0.2:
            gap = 1 if chance < 0.1 else 2
            page = page._replace(lines=page.lines._replace(gaps=[gap] * len(page.words)))
        return page

    def _excerpt(self, count: int, most: int) -> Array:
        """A few lines in a row."""
        length = min(count, self.random.randint(1, most))
        first = self.random.randint(0, count - length)
        return (np.arange(count) >= first) & (np.arange(count) < first + length)

    def _cropped(self, count: int, first: int, last: int) -> Array:
        """The lines of a page from which the top, the bottom or both were left out."""
        near = self.random.random() < 0.7
        top = self.random.randint(max(0, first - 5) if near else 0, first)
        bottom = self.random.randint(last + 1, min(count, last + 6) if near else count)
        which = self.random.random()
        inside = np.zeros(count, dtype=bool)
        inside[0 if which < 0.33 else top : count if 0.33 <= which < 0.67 else bottom] = True
        return inside


def some(page: Page, chosen: Array) -> Page:
    """Some lines of a page."""
    at = np.flatnonzero(chosen)
    lines = page.lines
    return page._replace(
        lines=Lines([lines.texts[i] for i in at], [lines.gaps[i] for i in at], lines.states[at], lines.kinds[at]),
        is_body=page.is_body[at],
        words=page.words[at],
    )


def wrapped(page: Page, width: int) -> Page:
    """A page whose lines are broken at a width, with a blank line between paragraphs."""
    pieces = [textwrap.wrap(line, width, break_on_hyphens=False, break_long_words=False) for line in page.lines.texts]
    counts = [max(1, len(piece)) for piece in pieces]
    gaps = [
        gap if place == 0 and count == 1 else 2 if place == 0 else 1
        for gap, count in zip(page.lines.gaps, counts, strict=True)
        for place in range(count)
    ]
    texts = [line for piece, whole in zip(pieces, page.lines.texts, strict=True) for line in piece or [whole]]
    lines = Lines(texts, gaps, np.repeat(page.lines.states, counts), np.repeat(page.lines.kinds, counts))
    words = np.array([max(1, len(line.split())) for line in texts])
    return page._replace(lines=lines, is_body=np.repeat(page.is_body, counts), words=words)


def vocabulary(chosen: Sequence[Page]) -> Array:
    """The words that stand on most sites, as buckets in order."""
    on: dict[str, set[int]] = {}
    for page in chosen:
        if page.renderer == "raw":
            on.setdefault(page.site, set()).update(np.unique(features(page.lines).words).tolist())
    sites = Counter(word for words in on.values() for word in words)
    return np.array(sorted(sorted(sites, key=lambda word: (-sites[word], word))[:VOCABULARY]), dtype=np.uint16)


# --- the network, as it learns ---


class Learner(nn.Module):
    """What `cleanclip.tagger.network.Network` computes, with gradients, for several pages at once."""

    def __init__(self, rows: int, words: Array) -> None:
        super().__init__()
        self.words = words
        self.place = np.zeros(BUCKETS, dtype=np.int64)
        self.place[words] = np.arange(1, len(words) + 1)
        self.vectors = nn.EmbeddingBag(len(words) + 1, VECTOR, mode="sum", padding_idx=0)
        nn.init.normal_(self.vectors.weight, 0, 0.05)
        self.first = nn.Conv1d(rows + VECTOR, CHANNELS, 1)
        self.blocks = nn.ModuleList(
            nn.Conv1d(CHANNELS, CHANNELS, 3, padding=dilation, dilation=dilation) for dilation in DILATIONS
        )
        self.pool = nn.Linear(2 * CHANNELS, CHANNELS)
        self.middle = nn.Conv1d(CHANNELS, CHANNELS, 1)
        self.last = nn.Conv1d(CHANNELS, 3, 1)
        with torch.no_grad():
            self.vectors.weight[0] = 0
            self.last.weight.zero_()
            self.last.bias.copy_(torch.tensor([0.0, -0.3, -0.3]))

    def forward(self, batch: Batch) -> Tensor:
        """What each line looks like: body, before an article, after one."""
        weights = batch.word_weights
        if self.training:
            weights = weights * (torch.rand(weights.shape) > 0.1)
        count, _, width = batch.rows.shape
        meaning = batch.rows.new_zeros(count * width, VECTOR)
        buckets = torch.from_numpy(self.place[batch.buckets])
        meaning[batch.there.view(-1)] = self.vectors(buckets, batch.offsets, per_sample_weights=weights)
        meaning = meaning.view(count, width, VECTOR).transpose(1, 2)
        if self.training:
            meaning = meaning * (torch.rand(count, 1, 1) > 0.3)
        there = batch.there[:, None].float()
        h = functional.relu(self.first(torch.cat([batch.rows, meaning], 1))) * there
        h = functional.dropout(h, DROPOUT, self.training)
        for place, block in enumerate(self.blocks):
            h = (h + functional.relu(block(h))) * there
            if place == POOLED_AFTER:
                mean, most = h.sum(2) / there.sum(2), (h + (there - 1) * 1e4).amax(2)
                h = (h + functional.relu(self.pool(torch.cat([mean, most], 1)))[:, :, None]) * there
        h = functional.dropout(functional.relu(self.middle(h)), DROPOUT, self.training)
        return self.last(h)

    def arrays(self) -> dict[str, Array]:
        """The weights as the package reads them."""
        out: dict[str, Array] = {"words": self.words, "dilations": np.array(DILATIONS, dtype=np.uint8)}
        out["pooled_after"] = np.array(POOLED_AFTER, dtype=np.uint8)
        out["vectors"] = self.vectors.weight.detach().numpy()
        for name in ("first", "pool", "middle", "last", *(f"block{place}" for place in range(len(DILATIONS)))):
            layer = self.blocks[int(name[5:])] if name.startswith("block") else getattr(self, name)
            out[f"{name}.weight"] = layer.weight.detach().numpy()
            out[f"{name}.bias"] = layer.bias.detach().numpy()
            if out[f"{name}.weight"].shape[2:] == (1,):
                out[f"{name}.weight"] = out[f"{name}.weight"][:, :, 0]
        return {key: value.astype(np.float16) if value.dtype == np.float32 else value for key, value in out.items()}


@dataclass
class Batch:
    """Several pages side by side, the shorter ones filled up."""

    rows: Tensor
    there: Tensor
    free: Tensor
    is_body: Tensor
    soft: Tensor
    words: Tensor
    buckets: Array
    offsets: Tensor
    word_weights: Tensor


def batch_of(chosen: Sequence[Page], soft: dict[tuple[str, str], Array], noise: np.random.Generator | None) -> Batch:
    """A batch; with noise, some features of some pages are scaled or hidden."""
    given = [features(page.lines) for page in chosen]
    if noise is not None:
        for one in given:
            _disturb(one, noise)
    width = max(one.rows.shape[1] for one in given)

    def filled(columns: Iterator[Array], kind: Any) -> Tensor:
        out = np.zeros((len(chosen), width), dtype=kind)
        for row, column in zip(out, columns, strict=True):
            row[: len(column)] = column
        return torch.from_numpy(out)

    rows = np.zeros((len(chosen), given[0].rows.shape[0], width), dtype=np.float32)
    for place, one in enumerate(given):
        rows[place, :, : one.rows.shape[1]] = one.rows
    is_body = [page.is_body.astype(np.float32) for page in chosen]
    softened = []
    for page, gold in zip(chosen, is_body, strict=True):
        other = soft.get(page.key)
        softened.append((1 - SOFT) * gold + SOFT * other if other is not None and len(other) == len(gold) else gold)
    counts = np.concatenate([one.counts for one in given])
    return Batch(
        torch.from_numpy(rows),
        filled((np.ones(len(page.words)) for page in chosen), bool),
        filled((page.free for page in chosen), bool),
        filled(iter(is_body), np.float32),
        filled(iter(softened), np.float32),
        filled((page.words for page in chosen), np.float32),
        np.concatenate([one.words for one in given]),
        torch.from_numpy(np.concatenate(([0], np.cumsum(counts)[:-1]))),
        torch.from_numpy(np.repeat(1 / np.maximum(counts, 1), counts).astype(np.float32)),
    )


def _disturb(given: Features, noise: np.random.Generator) -> None:
    letters, marks = (given.groups[name] for name in ("its length and letters", "what the rules found near it"))
    if noise.random() < 0.3:
        by = noise.normal(0, 0.25)
        given.rows[0] += by / 4
        given.rows[1] += by / 3
    if noise.random() < 0.15:  # a language without capitals
        given.rows[letters][[3, 4, 9, 10]] = 0
    if noise.random() < 0.15:
        given.rows[marks] = 0


def readings(out: Tensor, there: Tensor) -> tuple[Tensor, Tensor, tuple[Tensor, Tensor, Tensor]]:
    """The log-probabilities of body and of chrome, and what the stretch of an article is weighed by."""
    like, before, after = out.unbind(1)
    before, after = before * there, after * there
    zero = before.new_zeros(len(before), 1)
    above = torch.cat([zero, before.cumsum(1)], 1)
    below = torch.cat([after.flip(1).cumsum(1).flip(1), zero], 1)
    beyond = torch.arange(above.shape[1])[None] > there.sum(1, keepdim=True)
    above, below = above.masked_fill(beyond, -1e4), below.masked_fill(beyond, -1e4)
    started = torch.logcumsumexp(above, 1)
    to_end = torch.logcumsumexp(below.flip(1), 1).flip(1)
    every = torch.logsumexp(started + below, 1, keepdim=True)
    inside = (started[:, :-1] + to_end[:, 1:] - every).clamp(max=-1e-6)
    body = (inside + functional.logsigmoid(like)).clamp(max=-1e-6)
    return body, torch.log(-torch.expm1(body)), (above, below, every)


def loss_of(learner: Learner, batch: Batch) -> Tensor:
    """How far the scores are from the labels, and the article's ends from theirs."""
    body, chrome, (above, below, every) = readings(learner(batch), batch.there)
    weight = batch.words.clamp(min=1) ** WORDS_TO * batch.free
    weight = weight / weight.sum(1, keepdim=True).clamp(min=1)
    loss = -((batch.soft * body + (1 - batch.soft) * chrome) * weight).sum(1).mean()
    of_body = (batch.is_body > 0.5) & batch.free
    first = of_body.float().argmax(1, keepdim=True)
    end = of_body.shape[1] - of_body.flip(1).float().argmax(1, keepdim=True)
    stretch = (above.gather(1, first) + below.gather(1, end) - every)[:, 0] * of_body.any(1)
    return loss - STRETCH * stretch.mean()


def batches(chosen: Sequence[Page], rng: random.Random | None) -> list[list[int]]:
    """The pages in groups of much the same length."""
    length = [len(page.words) for page in chosen]
    order = sorted(range(len(chosen)), key=lambda i: length[i] * (rng.uniform(0.8, 1.25) if rng else 1))
    out: list[list[int]] = [[]]
    for index in order:
        longest = max([length[index], *(length[i] for i in out[-1])])
        if out[-1] and (longest * (len(out[-1]) + 1) > BATCH_LINES or len(out[-1]) == BATCH_PAGES):
            out.append([])
        out[-1].append(index)
    if rng:
        rng.shuffle(out)
    return out


def train(chosen: Sequence[Page], soft: dict[tuple[str, str], Array], seed: int, epochs: int) -> Learner:
    """A network that has learned some pages."""
    torch.set_num_threads(1)  # threads that wait for each other cost more than they save
    torch.manual_seed(seed)
    draw, noise, rng = Draw(seed), np.random.default_rng(seed), random.Random(seed)
    learner = Learner(features(chosen[0].lines).rows.shape[0], vocabulary(chosen))
    optimizer = torch.optim.AdamW(learner.parameters(), lr=RATE, weight_decay=1e-3)
    steps = epochs * (len(batches(chosen, None)) + 20)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.1)
    started = time.monotonic()
    for epoch in range(epochs):
        drawn = list(map(draw, chosen))
        total = 0.0
        groups = batches(drawn, rng)
        learner.train()
        for group in groups:
            loss = loss_of(learner, batch_of([drawn[i] for i in group], soft, noise))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learner.parameters(), 1.0)
            optimizer.step()
            if schedule.last_epoch < steps - 1:
                schedule.step()
            total += loss.item()
        print(f"seed {seed}, epoch {epoch}: {total / len(groups):.4f}, {time.monotonic() - started:.0f} s", flush=True)
    return learner


def scores(networks: Sequence[dict[str, Array]], chosen: Sequence[Page]) -> dict[tuple[str, str], Array]:
    """The score of each line, by the network that has not seen the page's site, as the package runs it."""
    ready = list(map(Network, networks))
    return {page.key: ready[page.fold](features(page.lines)).body for page in chosen}


# --- what is made of the networks ---


def held_out(chosen: Sequence[Page], fold: int) -> dict[str, Array]:
    """The weights of a network that has not seen a fold's sites."""
    return train([page for page in chosen if page.fold != fold], {}, fold, EPOCHS).arrays()


def is_cut_short(page: Page, score: Array) -> bool:
    """Whether there is much that looks like body, surely, beside the gold body."""
    beside = page.words[~page.is_body & page.free & (score > 0.8)].sum()
    return bool(beside > CUT_SHORT * page.words[page.is_body].sum())


def is_mistaken(page: Page, score: Array) -> bool:
    """Whether the body of a silver page is likely to be wrong."""
    lost, over = course_of(page, score, 0.5)
    words = page.words[page.is_body].sum()
    return bool(lost > MISTAKEN * words or over > 2 * MISTAKEN * words)


def course_of(page: Page, score: Array, floor: float) -> tuple[int, int]:
    """The words lost and those left over above a floor."""
    kept = (score >= floor) & page.free
    lost = page.words[page.is_body & page.free & ~kept].sum()
    return int(lost), int(page.words[~page.is_body & kept].sum())


def floors(chosen: Sequence[Page], of: dict[tuple[str, str], Array]) -> dict[str, float]:
    """The floors of the presets, by the words that are lost and left over above each."""

    def words(floor: float) -> tuple[int, int]:
        lost, over = zip(*(course_of(page, of[page.key], floor) for page in chosen), strict=True)
        return sum(lost), sum(over)

    steps = [step / 100 for step in range(1, 51)]
    courses = dict(zip(steps, map(words, steps), strict=True))
    few = [step for step in steps if courses[step][0] <= courses[0.5][0] / FIFTH]
    standard = min(steps, key=lambda step: PRICE * courses[step][0] + courses[step][1])
    return {"standard": standard, "gentle": max(few, default=steps[0])}


def calibration(chosen: Sequence[Page], of: dict[tuple[str, str], Array]) -> tuple[float, float]:
    """The slope and the shift of the log-odds that make scores probabilities (Platt, 1999); lines weigh alike."""
    odds = log_odds(np.concatenate([of[page.key][page.free] for page in chosen]))
    is_body = np.concatenate([page.is_body[page.free] for page in chosen])
    seen = np.stack([odds, np.ones_like(odds)])
    found = np.array([1.0, 0.0])
    for _ in range(20):  # Newton's method
        chance = 1 / (1 + np.exp(-(found @ seen)))
        found += np.linalg.solve((seen * chance * (1 - chance)) @ seen.T, seen @ (is_body - chance))
    return round(float(found[0]), 3), round(float(found[1]), 3)


def main() -> int:
    made = common.parser(__doc__)
    made.add_argument("--clips", type=Path, help="a folder in which the made clips are kept and found again")
    made.add_argument("--networks", type=Path, help="a file for the networks of the folds, which `tagger.py` reads")
    made.add_argument("--jobs", type=int, default=2, help="so many networks learn at once (default: 2)")
    args = made.parse_args()
    every = pages(args)
    print(f"{len(every)} clips of {len({page.site for page in every})} sites: {Counter(page.set for page in every)}")
    with ProcessPoolExecutor(args.jobs) as pool:
        networks = list(pool.map(held_out, [every] * FOLDS, range(FOLDS)))
    of = scores(networks, every)
    cut = {page.id for page in every if page.set != SILVER and is_cut_short(page, of[page.key])}
    wrong = {page.id for page in every if page.set == SILVER and is_mistaken(page, of[page.key])}
    learned = [page for page in every if page.id not in cut | wrong]
    print(f"left out: {len(cut)} pages with a body cut short, {len(wrong)} with a silver body that is likely wrong")
    if args.networks:
        args.networks.write_bytes(pickle.dumps((networks, cut | wrong)))
    trial = train([page for page in learned if page.fold], of, FOLDS, LAST_EPOCHS).arrays()
    held = [page for page in learned if not page.fold]
    of_trial = scores([trial], held)
    slope, shift = calibration(held, of_trial)
    of_trial = {key: calibrated(score, slope, shift) for key, score in of_trial.items()}
    gold = [page for page in held if page.set in ("andy", "wcxb")]
    learner = train(learned, of, FOLDS, LAST_EPOCHS)
    np.savez_compressed(OUT / "weights.npz", **learner.arrays())
    card = {
        "floors": floors(gold, of_trial),
        "calibration": {"slope": slope, "shift": shift},
        "familiar": FAMILIAR,
        "clips": dict(Counter(page.set for page in learned)),
        "sites": len({page.site for page in learned}),
        "languages": dict(Counter(page.lang for page in learned if page.renderer == "raw")),
    }
    (OUT / "card.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(card, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
