"""Pipelines: how they are put together, printed, sent and run."""

import pickle
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

import cleanclip
from cleanclip import Clip, Edit, Mark, Pipeline, cleaner
from cleanclip.registry import BUILT_IN, UnknownCleanerError, find_cleaner, name_of, stage_of

RAIN = "It rained in Basra on Monday, officials said."


@cleaner(stage="find")
def shares(clip: Clip) -> Iterator[Mark]:
    for start, line in zip(clip.starts, clip.lines, strict=True):
        if line.startswith("SHARE"):
            yield Mark(start, start + len(line), "share", False, True, "shares", "it shouts")


@cleaner(stage="mend")
def dots(clip: Clip) -> Iterator[Edit]:
    at = clip.text.find("...")
    if at >= 0:
        yield Edit(at, at + 3, "…", "space", "dots", "three dots")


class Upper:
    """A cleaner with a setting, as an object."""

    stage = "name"

    def __init__(self, word: str) -> None:
        self.word = word

    def __call__(self, clip: Clip) -> Iterable[Edit]:
        at = clip.text.find(self.word)
        return [Edit(at, at + len(self.word), self.word.upper(), "name", "upper", "louder")] if at >= 0 else []

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Upper) and self.word == other.word

    def __hash__(self) -> int:
        return hash(self.word)


@cleaner(stage="find")
def forgets(clip: Clip) -> Any:
    clip.lines  # noqa: B018


@cleaner(stage="find")
def edits(_: Clip) -> Any:
    return [Edit(0, 1, "", "space", "edits", "wrong")]


@cleaner(stage="mend")
def marks(_: Clip) -> Any:
    return [Mark(0, 1, "nav", False, True, "marks", "wrong")]


@cleaner(stage="find")
def outside(_: Clip) -> Any:
    return [Mark(0, 10_000, "nav", False, True, "outside", "wrong")]


@cleaner(stage="mend")
def outside_edit(_: Clip) -> Any:
    return [Edit(5, 10_000, "", "space", "outside_edit", "wrong")]


@pytest.mark.parametrize("preset", ["gentle", "standard", "strict"])
def test_a_preset_has_every_cleaner_of_ours(preset: str) -> None:
    """In the order in which the registry lists them."""
    assert Pipeline.named(preset).names == tuple(BUILT_IN)
    assert Pipeline.named(preset).preset == preset


def test_the_default_is_standard() -> None:
    """Named or not."""
    assert Pipeline.named() == Pipeline.named("standard")


@pytest.mark.parametrize("build", [Pipeline.named, lambda preset: Pipeline((), preset)])
def test_an_unknown_preset_lists_the_known(build: Any) -> None:
    """Whichever way the pipeline is built."""
    with pytest.raises(ValueError, match="there is no preset 'soft'; the presets are gentle, standard, strict"):
        build("soft")


def test_cleaners_are_taken_out_by_name() -> None:
    """The rest stays in its order."""
    names = Pipeline.named().without("names", "captions").names
    assert names == tuple(name for name in BUILT_IN if name not in ("names", "captions"))


def test_what_is_not_in_a_pipeline_cannot_be_taken_out() -> None:
    """A misspelt name is no silent nothing; the sentence lists what there is."""
    with pytest.raises(ValueError, match="'caption' is not in this pipeline; it has entities, mojibake, "):
        Pipeline.named().without("caption")
    with pytest.raises(ValueError, match="it has no cleaners"):
        Pipeline().without("captions")


def test_cleaners_are_added_as_functions_objects_and_names() -> None:
    """A function by its name, an object by its class's."""
    pipeline = Pipeline().plus(shares, Upper("ferry"), "spaces")
    assert pipeline.names == ("shares", "upper", "spaces")


def test_a_cleaner_of_the_same_name_takes_the_place() -> None:
    """A pipeline never has two of one name."""
    mine = Upper("rain")
    mine.name = "captions"  # type: ignore[attr-defined]
    pipeline = Pipeline.named().plus(mine)
    assert pipeline.names == tuple(BUILT_IN)
    assert pipeline.cleaners[pipeline.names.index("captions")] is mine


def test_a_pipeline_is_never_changed() -> None:
    """`plus` and `without` give another one; its attributes are frozen."""
    pipeline = Pipeline.named()
    before = pipeline.names
    pipeline.plus(shares)
    pipeline.without("names")
    assert pipeline.names == before
    with pytest.raises(AttributeError):
        pipeline.preset = "gentle"  # type: ignore[misc]


@pytest.mark.parametrize("add", [lambda name: Pipeline().plus(name), lambda name: Pipeline((name,)), find_cleaner])
def test_an_unknown_cleaner_lists_the_known(add: Any) -> None:
    """All of ours are in the sentence."""
    with pytest.raises(UnknownCleanerError) as caught:
        add("captoins")
    assert str(caught.value).startswith(f"there is no cleaner 'captoins'; known cleaners: {', '.join(BUILT_IN)}")


def test_a_function_without_a_stage_is_refused() -> None:
    """The sentence says what to write above it."""

    def plain(_: Clip) -> Iterator[Mark]:
        yield from ()

    with pytest.raises(
        TypeError, match=r"write @cleanclip.cleaner\(stage=...\) above it, with one of read, find, score, mend, name"
    ):
        Pipeline().plus(plain)


@pytest.mark.parametrize("thing", [5, None, object()])
def test_what_cannot_be_called_is_no_cleaner(thing: Any) -> None:
    """Said when the pipeline is built."""
    with pytest.raises(TypeError, match="cannot be called; a cleaner takes a Clip and yields"):
        Pipeline((thing,))


def test_a_pipeline_prints_what_it_does() -> None:
    """Preset and cleaners in order."""
    assert repr(Pipeline((shares, dots), "gentle")) == "Pipeline('gentle': shares, dots)"
    assert repr(Pipeline()) == "Pipeline('standard': no cleaners)"


@pytest.mark.parametrize(
    "pipeline",
    [Pipeline(), Pipeline.named("strict"), Pipeline.named("gentle").without("names").plus(shares, Upper("ferry"))],
    ids=repr,
)
def test_a_pipeline_arrives_as_it_was_sent(pipeline: Pipeline) -> None:
    """Pickled, it is equal, and ours are sent by name alone."""
    sent = pickle.dumps(pipeline)
    assert pickle.loads(sent) == pipeline
    assert len(sent) < 1000


def test_a_cleaner_of_ones_own_runs_beside_ours() -> None:
    """Its marks remove, its edits change, and both are told with reasons."""
    pipeline = Pipeline.named("standard").plus(shares, dots, Upper("Basra"))
    result = cleanclip.explain(f"SHARE THIS NOW!!\n\n{RAIN} And it rained...", pipeline=pipeline)
    assert result.text == f"{RAIN} And it rained…".replace("Basra", "BASRA")
    assert [(edit.cleaner, edit.reason) for edit in result.edits] == [
        ("shares", "it shouts"),
        ("upper", "louder"),
        ("dots", "three dots"),
    ]


def test_the_order_of_find_and_mend_cleaners_does_not_matter() -> None:
    """They do not see each other's work."""
    text = f"SHARE\n\n{RAIN} And Basra..."
    one = Pipeline((shares, dots, Upper("Basra")))
    other = Pipeline((Upper("Basra"), dots, shares))
    assert cleanclip.explain(text, pipeline=one).to_dict() == cleanclip.explain(text, pipeline=other).to_dict()


def test_stages_run_in_their_order() -> None:
    """A name cleaner sees what the mend cleaners made, wherever it stands in the list."""
    assert cleanclip.clean("It rained...", pipeline=Pipeline((Upper("rained…"), dots))) == "It RAINED…"


def test_every_cleaner_of_ours_names_itself_and_its_stage() -> None:
    """What the registry lists is what a pipeline prints."""
    assert [name_of(find_cleaner(name)) for name in BUILT_IN] == list(BUILT_IN)
    assert {stage_of(find_cleaner(name)) for name in BUILT_IN} == {"read", "find", "score", "mend", "name"}


@pytest.mark.parametrize(
    ("broken", "error", "sentence"),
    [
        (forgets, TypeError, "cleaner 'forgets' returned None; a cleaner yields its marks or edits, or returns a list"),
        (edits, TypeError, r"find cleaner 'edits' yielded Edit\(.*; find cleaners yield Mark, others Edit"),
        (marks, TypeError, r"mend cleaner 'marks' yielded Mark\(.*; only find cleaners yield Mark, others Edit"),
        (outside, ValueError, "find cleaner 'outside' marked 0:10000, but the clip's text has the offsets 0 to 45"),
        (
            outside_edit,
            ValueError,
            "cleaner 'outside_edit' proposed an edit at 5:10000, but the text has the offsets 0 to 45",
        ),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_cleaner_that_breaks_its_contract_is_named(broken: Any, error: type[Exception], sentence: str) -> None:
    """None, the wrong type, and offsets outside the text, each in a sentence."""
    with pytest.raises(error, match=sentence):
        cleanclip.clean(RAIN, pipeline=Pipeline().plus(broken))


# What is no list of cleaners


@pytest.mark.parametrize(
    ("cleaners", "sentence"),
    [
        ("spaces", r"such as Pipeline\(\('spaces',\)\), not str"),
        (None, "a pipeline takes a sequence of cleaners, .* not NoneType; the pipeline of a preset is Pipeline.named"),
        (5, "not int"),
        (dots, r"such as Pipeline\(\(dots,\)\), not function"),
    ],
)
def test_a_pipeline_takes_a_sequence(cleaners: Any, sentence: str) -> None:
    """One name is no list of its letters."""
    with pytest.raises(TypeError, match=sentence):
        Pipeline(cleaners)


def test_a_pipeline_has_each_cleaner_once() -> None:
    """By name or as it is; `plus` replaces."""
    with pytest.raises(ValueError, match="a pipeline has each cleaner once, and 'spaces' is given twice"):
        Pipeline(("spaces", dots, find_cleaner("spaces")))
    assert Pipeline(["spaces", "entities"]).plus("spaces").names == ("spaces", "entities")  # type: ignore[arg-type]


def test_a_cleaner_without_a_stage_is_told_what_to_write() -> None:
    """A bare `@cleaner` would swallow the function."""
    with pytest.raises(
        TypeError, match=r"write @cleaner\(stage=\.\.\.\) above bare, with one of read, find, score, mend, name"
    ):

        @cleaner  # type: ignore[arg-type]
        def bare(_: Clip) -> list[Mark]:
            return []


# What a keep and `include` protect from the later stages

FIRST = "The plan gives the port an opportunity to take over the river trade and to remove"
QUOTE = "Lamps have shown pilots the channel"
SECOND = "the old tolls, said the minister."
BELOW = "In recent weeks lamps hung on boats have shown the pilots where the channel lies."
CUT = "\n\n".join((FIRST, QUOTE, SECOND, BELOW))
WHOLE = f"{FIRST} {SECOND}\n\n{BELOW}"


@cleanclip.cleaner(stage="find")
def keeper(clip: Clip) -> Iterator[Mark]:
    """Keep the line of the pull-quote."""
    start = clip.text.find(QUOTE)
    if start >= 0:
        yield Mark(start, start + len(QUOTE), "crosshead", True, True, "keeper", "a heading")


@cleanclip.cleaner(stage="find")
def opener(clip: Clip) -> Iterator[Mark]:
    """Cut a word out of the first line."""
    at = clip.text.find("river ")
    if at >= 0:
        yield Mark(at, at + 6, "ad", False, True, "opener", "so")


def test_no_later_stage_takes_a_line_out_that_a_keep_covers() -> None:
    """Whether or not something was cut out of a line above it."""
    assert cleanclip.clean(CUT) == WHOLE
    assert cleanclip.clean(CUT, pipeline=Pipeline.named().plus(keeper)) == CUT
    assert cleanclip.clean(CUT, pipeline=Pipeline.named().plus(opener, keeper)) == CUT.replace("river ", "")
    assert cleanclip.clean(CUT, pipeline=Pipeline.named().plus(opener)) == WHOLE.replace("river ", "")


def test_an_included_pull_quote_stays_where_it_stands() -> None:
    """It is in the table of labels, as lines are; other lines are joined as ever."""
    result = cleanclip.explain(CUT, include=["pullquote"])
    assert (result.text, result.warnings) == (CUT, ())
    assert cleanclip.clean(result.text, include=["pullquote"]) == result.text
    assert cleanclip.clean(CUT, include=["caption"]) == WHOLE
    assert cleanclip.clean(f"{FIRST}\n\n{SECOND}", include=["pullquote"]) == f"{FIRST} {SECOND}"


def test_a_label_of_changes_keeps_no_line_and_says_so() -> None:
    """What a change inside the text is called is no label of a line."""
    result = cleanclip.explain(CUT, include=["join", "headline"])
    assert (result.text, result.warnings) == (WHOLE, ("include: no line of this clip has the label 'join'",))
