"""Edits as a calculus: the laws of applying, settling, composing and mapping them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanclip.clip import Edit
from cleanclip.edits import OffsetMap, apply, compose, settle


def edit(start: int, end: int, replacement: str = "", cleaner: str = "tester", **given: str) -> Edit:
    return Edit(start, end, replacement, given.get("label", "space"), cleaner, given.get("reason", "a test"))


@st.composite
def edit_lists(draw: st.DrawFn, length: int) -> list[Edit]:
    """Sorted, disjoint edits of a text of some length: insertions, removals and replacements."""
    places = sorted(draw(st.lists(st.integers(0, length), max_size=12)))
    out = []
    for start, end in zip(places[::2], places[1::2], strict=False):
        replacement = draw(st.text("xyz ", max_size=3))
        if (start < end or replacement) and (not out or (out[-1].start, out[-1].end) != (start, end)):
            out.append(edit(start, end, replacement))
    return out


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text("abcde \n", max_size=30))
    return text, draw(edit_lists(len(text)))


@st.composite
def edited_twice(draw: st.DrawFn) -> tuple[str, list[Edit], list[Edit]]:
    text, first = draw(edited())
    return text, first, draw(edit_lists(len(apply(text, first))))


@given(edited_twice())
def test_composed_edits_do_what_the_two_lists_do(case: tuple[str, list[Edit], list[Edit]]) -> None:
    """Applying the composition is applying the first list and then the second."""
    text, first, second = case
    assert apply(text, compose(text, first, second)) == apply(apply(text, first), second)


@given(edited_twice())
def test_composed_edits_lose_no_reason(case: tuple[str, list[Edit], list[Edit]]) -> None:
    """Whoever changed something, in either list, is heard in the composition."""
    text, first, second = case
    first = [one._replace(reason=f"first {index}") for index, one in enumerate(first)]
    second = [one._replace(reason=f"second {index}") for index, one in enumerate(second)]
    said = {reason for one in compose(text, first, second) for reason in one.reason.split("; ")}
    assert said == {one.reason for one in first + second}


def test_edits_that_meet_take_the_later_label() -> None:
    """Where a later stage changes what an earlier one wrote, the later one names the edit."""
    first = [edit(4, 6, " ", "spaces", label="space", reason="two spaces")]
    second = [edit(0, 5, "Iran-", "hyphens", label="hyphen", reason="a lost hyphen")]
    assert compose("Iran  backed", first, second) == [
        Edit(0, 6, "Iran-", "hyphen", "hyphens", "two spaces; a lost hyphen")
    ]


def test_edits_that_do_not_meet_stay_as_they_are() -> None:
    """Edits of different places keep their own label and reason, in the coordinates of the first text."""
    first, second = edit(0, 3, ""), edit(4, 5, "E", "namer", label="name", reason="a name")
    assert compose("ab cd ef", [first], [second]) == [first, second._replace(start=7, end=8)]


@pytest.mark.parametrize("edits", [[edit(2, 4), edit(3, 5)], [edit(4, 5), edit(1, 2)], [edit(0, 9)], [edit(3, 2)]])
def test_apply_says_which_edit_does_not_fit(edits: list[Edit]) -> None:
    """Edits that overlap, go back, run backwards or leave the text are refused in a sentence that names them."""
    with pytest.raises(ValueError, match=r"edit \d+:\d+ by 'tester' does not fit: edits must be sorted, disjoint"):
        apply("abcdef", edits)


proposals = st.lists(
    st.builds(
        edit, st.integers(0, 10), st.integers(10, 20), st.sampled_from(["", "", "x", "yz"]), st.sampled_from("ab")
    )
    | st.builds(
        lambda at, size, new: edit(at, at + size, new), st.integers(0, 15), st.integers(0, 5), st.text("x", max_size=2)
    ),
    max_size=8,
)


@given(proposals, st.randoms())
def test_settled_edits_fit_whatever_order_they_came_in(proposed: list[Edit], chance: Any) -> None:
    """What comes out can be applied, and does not depend on which cleaner spoke first."""
    settled = settle(proposed, 20)
    apply("-" * 20, settled)
    chance.shuffle(proposed)
    assert settle(proposed, 20) == settled


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted), max_size=8))
def test_overlapping_removals_unite(spans: list[list[int]]) -> None:
    """Every character that somebody wanted gone is gone, and no other."""
    text = "abcdefghijklmnopqrst"
    gone = {at for start, end in spans for at in range(start, end)}
    settled = settle([edit(start, end) for start, end in spans], 20)
    assert apply(text, settled) == "".join(char for at, char in enumerate(text) if at not in gone)


def test_united_removals_keep_both_reasons() -> None:
    """Two cleaners that remove overlapping stretches are both quoted."""
    [one] = settle([edit(0, 4, reason="a nav word"), edit(2, 9, reason="a share bar")], 10)
    assert (one.start, one.end, one.reason) == (0, 9, "a nav word; a share bar")


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        (edit(0, 16, "long", "z"), edit(0, 6, "short", "a")),
        (edit(2, 6, "early", "z"), edit(4, 8, "late", "a")),
        (edit(2, 6, "one", "a"), edit(2, 6, "other", "b")),
    ],
    ids=["the longer", "the earlier", "the first by the cleaner's name"],
)
def test_of_overlapping_replacements_one_wins(winner: Edit, loser: Edit) -> None:
    """The longer wins, then the earlier start, then the cleaner's name."""
    assert settle([loser, winner], 20) == [winner]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 11), (5, 4)])
def test_settle_refuses_what_leaves_the_text(start: int, end: int) -> None:
    """The sentence names the cleaner, its offsets and the text's."""
    with pytest.raises(ValueError, match=rf"cleaner 'tester' proposed an edit at {start}:{end}, .* offsets 0 to 10"):
        settle([edit(start, end)], 10)


@given(edited())
def test_a_character_comes_from_where_it_stood(case: tuple[str, list[Edit]]) -> None:
    """A kept character maps to itself, and one of a replacement to the whole of what was replaced."""
    text, edits = case
    origins: list[tuple[int, int]] = []
    at = 0
    for one in [*edits, edit(len(text), len(text))]:
        origins += [(place, place + 1) for place in range(at, one.start)]
        origins += [(one.start, one.end)] * len(one.replacement)
        at = one.end
    offsets = OffsetMap(edits)
    assert [offsets.source_span(place, place + 1) for place in range(len(origins))] == origins


@given(edited(), st.data())
def test_offsets_never_go_back(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    """A later stretch of the text comes from a later, or the same, stretch of the source, which never leaves it."""
    text, edits = case
    length = len(apply(text, edits))
    spans = sorted(sorted(data.draw(st.tuples(st.integers(0, length), st.integers(0, length)))) for _ in range(2))
    offsets = OffsetMap(edits)
    (low, high), (next_low, next_high) = (offsets.source_span(*span) for span in spans)
    assert 0 <= low <= high <= len(text)
    assert low <= next_low
    assert spans[0][1] > spans[1][1] or high <= max(next_high, next_low)
