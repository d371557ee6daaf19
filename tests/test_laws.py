"""The laws of the design, held over generated clips, every sample and every preset."""

import pickle
import random
import re
import subprocess
import sys
import unicodedata

import pytest
from clips import anything, clips
from hypothesis import assume, example, given
from hypothesis import strategies as st

import cleanclip
from cleanclip import Pipeline

PRESETS = st.sampled_from(["gentle", "standard", "strict"])


@given(st.one_of(clips(), anything))
def test_an_empty_pipeline_returns_its_source(text: str) -> None:
    """Law 1: without cleaners nothing changes, and nothing is said to have changed."""
    result = cleanclip.explain(text, kind="text", pipeline=Pipeline())
    assert (result.text, result.edits) == (text, ())


@given(st.one_of(clips(), anything), PRESETS)
def test_edits_replay_to_the_text(text: str, preset: str) -> None:
    """Law 2: the edits, applied to the source, give the text, and `clean` gives the same one."""
    result = cleanclip.explain(text, kind="text", pipeline=preset)
    assert cleanclip.apply(result.source_text, result.edits) == result.text
    assert cleanclip.clean(text, kind="text", pipeline=preset) == result.text


VOTE = "The council of Kallmar voted on Monday to keep the winter ferry, which carries forty people on a good morning."


@given(st.one_of(clips(), clips(most=60), anything), PRESETS)
@example(
    f"They met the ferryman they all call by the name Abu\n{VOTE}\nRelated:\nNight Boats Return to Port\n{VOTE}",
    "gentle",
)
@example(
    f"Story continues below advertisement\nAs an Amazon Associate we earn a commission.\nBy Jane Doe\n{VOTE}", "gentle"
)
@example(f"Photo: Jane Roe\nJANE ROE: {VOTE}", "gentle")
@example("By Jane Doe\nthe old tolls, said the minister, who spoke to reporters on the pier.", "gentle")
@example(f"{VOTE}\n# # #\u2028End of Document\n{VOTE}", "standard")
@example(
    "Illustration(s) :\nThe plan gives the port an opportunity to take over the whole of the river trade\n# # #",
    "gentle",
)
@example("\n# # #\n".join([f"They met the ferryman they all call by the name Abu\n{VOTE}"] * 2), "standard")
def test_a_second_pass_changes_nothing(text: str, preset: str) -> None:
    """Law 3: what is clean stays as it is; of an export each document."""
    assume(len(cleanclip.split_clips(text)) == 1)
    once = cleanclip.clean(text, kind="text", pipeline=preset)
    assert cleanclip.clean(once, kind="text", pipeline=preset) == once


@given(clips())
def test_kept_text_is_a_subsequence_of_the_source(text: str) -> None:
    """Law 4: but for mends and names, nothing is added and nothing moves."""
    pipeline = Pipeline.named("standard").without("joins", "hyphens", "names", "entities", "mojibake", "invisibles")
    source = iter("".join(text.split()))
    for char in "".join(cleanclip.clean(text, kind="text", pipeline=pipeline).split()):
        assert char in source


@given(st.one_of(clips(), anything))
def test_blocks_and_blank_cover_the_source(text: str) -> None:
    """Law 5: every character is in a block or is blank, and every drop says what and why."""
    result = cleanclip.explain(text, kind="text")
    at = 0
    for block in result.blocks:
        assert result.source_text[block.start : block.end] == block.text
        assert not text[at : block.start].strip()
        assert block.kept or (block.label and block.reasons)
        at = block.end
    assert not text[at:].strip()


def test_the_same_bytes_whatever_the_hash_seed(samples: dict[str, str]) -> None:
    """Law 6: processes with other hash seeds and locales give the same account."""
    code = (
        "import sys, json, cleanclip\n"
        "texts = json.loads(sys.stdin.read())\n"
        "print(json.dumps([cleanclip.explain(t).to_dict() for t in texts]))"
    )
    import json

    texts = json.dumps([text for name, text in samples.items()])
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=texts,
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": ":".join(sys.path), "PYTHONUTF8": "1"},
        ).stdout
        for seed, locale in (("0", "C"), ("1", "C.UTF-8"), ("4242", "POSIX"))
    }
    assert len(outputs) == 1


@given(st.one_of(anything, st.binary(max_size=300), clips()))
def test_nothing_raises(source: str | bytes) -> None:
    """Law 7: no text and no bytes raise, and the result can always be written as UTF-8."""
    result = cleanclip.explain(source)
    result.text.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", result.text)


@given(clips())
def test_text_is_canonical(text: str) -> None:
    """Canonical text: NFC, newlines only, single spaces, never more than one blank line."""
    result = cleanclip.clean(text, kind="text")
    assert unicodedata.is_normalized("NFC", result)
    assert result == result.strip()
    assert not re.search(r"\n\n\n|  |[^\S \n]| \n|\n ", result)


@pytest.mark.parametrize(
    "wall",
    ["Log In\nRegister\nForgot your password?", "We use cookies to make this site work.\nAccept all\nReject all"],
)
def test_a_clip_of_chrome_alone_is_empty_and_says_so(wall: str) -> None:
    """Law 9: never the cookie wall."""
    result = cleanclip.explain(wall)
    assert result.text == ""
    assert any("nothing but boilerplate" in warning for warning in result.warnings)


def test_pipelines_and_results_pickle(samples: dict[str, str]) -> None:
    """Law 10: what is sent to another process arrives whole."""
    pipeline = Pipeline.named("strict").without("captions")
    assert pickle.loads(pickle.dumps(pipeline)) == pipeline
    result = cleanclip.explain(samples["pressreader-truce"])
    twin = pickle.loads(pickle.dumps(result))
    assert (twin.text, twin.edits, twin.blocks) == (result.text, result.edits, result.blocks)


def test_a_lambda_is_refused_when_the_pipeline_is_built() -> None:
    """Law 10: what cannot be pickled is told at once, in a sentence."""
    mute = cleanclip.cleaner(stage="find")(lambda _: ())
    with pytest.raises(TypeError, match="lambda"):
        Pipeline((mute,))


def test_order_within_a_stage_does_not_matter(samples: dict[str, str]) -> None:
    """Find and mend cleaners in any order give the same account."""
    standard = Pipeline.named("standard")
    read = [c for c in standard.cleaners if c.stage == "read"]
    rest = [c for c in standard.cleaners if c.stage != "read"]
    for seed in range(5):
        random.Random(seed).shuffle(rest)
        shuffled = Pipeline((*read, *rest))
        for text in samples.values():
            assert cleanclip.explain(text, pipeline=shuffled).to_dict() == cleanclip.explain(text).to_dict()
