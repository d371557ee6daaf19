"""For authors of cleaners: the contract of a cleaner, as one function to call in a test."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from cleanclip.clip import Clip, Edit, Known, Mark, Scorer
from cleanclip.decide import PRESETS
from cleanclip.edits import settle
from cleanclip.registry import checked, name_of, stage_of

CLIPS = (
    "",
    "\n\n \n",
    "One line",
    "Harbour Ledger\n\nBridge closes for the winter\n\n- JANE ROE\n\n"
    "The council said on Monday that the bridge would stay closed until spring.\n\n"
    "Share\nTweet\n\n© AP Photo / Jane Roe\n\nRelated:\nFerry fares rise\n",
    "mixed\r\nline\rends\x85and\u2028more\x0bof\x0cthem\n",
    "NUL\x00 and half a character \ud800 and \ufeffmarks",
    "责任编辑：张三\nاقرأ أيضًا\nİstanbul'da\n" + "word " * 2000,
)
"""Clips that every cleaner must bear: empty, plain, odd line ends, odd characters, long."""


def check_cleaner(cleaner: Callable[..., Any], clips: Iterable[str] = ()) -> None:
    """Hold a cleaner to the contract; say in a sentence where it breaks it.

    It must name its stage and be picklable; yield `Mark` in the find stage, give a
    score from 0 to 1 for each line in the score stage, and yield `Edit` in all others;
    stay inside the text; and say the same of the same clip.

    Args:
        cleaner: the cleaner.
        clips: more texts to try it on, besides `CLIPS`.

    Raises:
        AssertionError: when the contract is broken.

    >>> from cleanclip.cleaners.spaces import spaces
    >>> check_cleaner(spaces, ["two  spaces"])
    """
    try:
        checked(cleaner)
    except TypeError as error:
        raise AssertionError(str(error)) from error
    name, stage = name_of(cleaner), stage_of(cleaner)
    try:
        pickle.loads(pickle.dumps(cleaner))
    except Exception as error:
        raise AssertionError(
            f"{name!r} cannot be pickled, so it cannot be sent to another process; move it to the top of its module"
        ) from error
    if stage == "score":
        for text in (*CLIPS, *clips):
            _check_scores(name, cleaner, Clip.from_text(text))
        return
    wanted = Mark if stage == "find" else Edit
    for text in (*CLIPS, *clips):
        # A read cleaner runs before there are lines.
        clip = Clip(text, (), ()) if stage == "read" else Clip.from_text(text)
        said = list(cleaner(clip))
        for item in said:
            assert type(item) is wanted, f"{name!r} is a {stage} cleaner and must yield {wanted.__name__}, not {item!r}"
            assert 0 <= item.start <= item.end <= len(text), (
                f"{name!r} speaks of {item.start}:{item.end}, but the clip's text has the offsets 0 to {len(text)}"
            )
            assert item.reason, f"{name!r} gives no reason for {text[item.start : item.end][:40]!r}"
        if stage != "find":
            settle([item for item in said if isinstance(item, Edit)], len(text))
        again = list(cleaner(replace(clip)))
        assert said == again, f"{name!r} says different things of the same clip, beginning {text[:40]!r}"


def _check_scores(name: str, scorer: Scorer, clip: Clip) -> None:
    """Hold what a scorer says of a clip to the contract."""
    if not clip.lines:  # it is not asked about those
        return
    scores = scorer(clip, Known({0: "share"}, {}, frozenset()))
    beginning = f"of the clip beginning {clip.text[:40]!r}"
    count = len(clip.lines)
    assert len(scores.values) == count, f"{name!r} gives {len(scores.values)} scores for the {count} lines {beginning}"
    assert all(0 <= value <= 1 for value in scores.values), f"{name!r} gives scores that are not 0 to 1 {beginning}"
    for preset in PRESETS:
        kept = scores.kept(preset)
        assert len(kept) == count, f"{name!r} keeps or drops {len(kept)} of the {count} lines {beginning}"
    assert all(map(scores.reason, range(count))), f"{name!r} gives no reason for a score {beginning}"
    again = scorer(replace(clip), Known({0: "share"}, {}, frozenset()))
    assert list(scores.values) == list(again.values), f"{name!r} says different things {beginning}"
