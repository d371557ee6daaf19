"""Keep or drop: marks by hand, and what becomes of the lines they speak of."""

import pytest

from cleanclip import Clip, Mark
from cleanclip.decide import GUARD_WORDS, Decision, decide
from cleanclip.registry import find_cleaner

PROSE = [
    "The council of Kallmar voted on Monday to keep the winter ferry, which carries forty people on a good morning.",
    "The harbour master said that the boat would sail at six, as it has done since the bridge was closed in the flood.",
    "Opponents of the plan want the money for a school, and they have asked the governor to look at the accounts.",
]


def clip_of(*lines: str) -> Clip:
    return Clip.from_text("\n\n".join(lines))


def mark(
    clip: Clip,
    line: str,
    label: str = "nav",
    *,
    certain: bool = True,
    keep: bool = False,
    to: str = "",
    reason: str = "so",
) -> Mark:
    """A mark on a line of a clip, or from it to the end of another."""
    start = clip.text.index(line)
    last = clip.text.index(to or line) + len(to or line)
    return Mark(start, last, label, keep, certain, "tester", reason)


def region(clip: Clip, line: str, label: str = "related", *, certain: bool) -> Mark:
    """A mark from a line to the end of the clip."""
    return Mark(clip.text.index(line), len(clip.text), label, False, certain, "tester", "the article ends here")


def kept(clip: Clip, decision: Decision) -> list[str]:
    return [line for line, keep in zip(clip.lines, decision.kept, strict=True) if keep]


# One line


def test_what_nobody_marks_is_body() -> None:
    """Without a mark a line stays, labelled body, with no reason."""
    decision = decide(clip_of("Share", PROSE[0]), [])
    assert (decision.kept, decision.labels, decision.reasons) == ([True, True], ["body", "body"], [(), ()])


def test_a_certain_removal_takes_its_line() -> None:
    """With label, reason and cleaner."""
    clip = clip_of("Share", PROSE[0])
    decision = decide(clip, [mark(clip, "Share", "share", reason="a share button")])
    assert kept(clip, decision) == [PROSE[0]]
    assert (decision.labels[0], decision.reasons[0], decision.cleaner(0)) == ("share", ("a share button",), "tester")


@pytest.mark.parametrize("order", [1, -1])
def test_a_keep_stands_over_a_certain_removal(order: int) -> None:
    """Whoever spoke first."""
    clip = clip_of("Share", PROSE[0])
    marks = [mark(clip, "Share", "share"), mark(clip, "Share", "crosshead", keep=True)]
    decision = decide(clip, marks[::order])
    assert kept(clip, decision) == list(clip.lines)
    assert decision.labels[0] == "crosshead"


def test_included_labels_stay() -> None:
    """The line keeps its label and its reasons, only not its place outside the text."""
    clip = clip_of("Share", PROSE[0])
    decision = decide(clip, [mark(clip, "Share", "share")], include=["share"])
    assert (decision.kept[0], decision.labels[0], decision.reasons[0]) == (True, "share", ("so",))


def test_the_narrowest_mark_names_a_line() -> None:
    """A rule for the line knows better than the region round it; both reasons are told."""
    clip = clip_of(PROSE[0], "Related:", "Register", "A title")
    marks = [
        mark(clip, "Related:", "related", to="A title", reason="a region"),
        mark(clip, "Register", "form", reason="a form"),
    ]
    decision = decide(clip, marks)
    assert decision.labels == ["body", "related", "form", "form"]
    assert set(decision.reasons[2]) == {"a region", "a form"}


# Hints


def test_a_hint_alone_removes_nothing() -> None:
    """One word of a menu between two paragraphs may be a crosshead."""
    clip = clip_of(PROSE[0], "Business", PROSE[1])
    assert all(decide(clip, [mark(clip, "Business", certain=False)]).kept)


def test_three_hints_of_different_kinds_believe_each_other() -> None:
    """Lines between the same two paragraphs, not across them; two alone may be somebody's words."""
    labels = {"Business": "nav", "Share": "share", "Print": "share", "Travel": "nav"}
    clip = clip_of(PROSE[0], "Business", "Share", "Print", PROSE[1], "Travel", "Share", PROSE[2])
    marks = [mark(clip, word, label, certain=False) for word, label in labels.items()]
    decision = decide(clip, marks)
    assert kept(clip, decision) == [PROSE[0], PROSE[1], "Travel", "Share", PROSE[2]]


def test_a_list_of_one_kind_between_paragraphs_stays() -> None:
    """The subjects of a budget look like a navigation bar; above or below the article they are one."""
    clip = clip_of(PROSE[0], "Business", "Health", PROSE[1])
    assert all(decide(clip, [mark(clip, word, certain=False) for word in ("Business", "Health")]).kept)
    clip = clip_of("Business", "Health", PROSE[0])
    decision = decide(clip, [mark(clip, word, certain=False) for word in ("Business", "Health")])
    assert kept(clip, decision) == [PROSE[0]]


@pytest.mark.parametrize("end", [" are these:", " are the following", " were these."])
def test_a_list_that_a_paragraph_leads_into_is_the_authors(end: str) -> None:
    """Down to the first line of which somebody is certain; a short line with a colon is furniture itself."""
    opening = "The networks that the council has blocked in the region" + end
    clip = clip_of(PROSE[0], opening, "Facebook", "News", "Advertisement", "Business")
    hints = [mark(clip, word, label, certain=False) for word, label in (("Facebook", "share"), ("News", "nav"))]
    assert all(decide(clip, hints).kept)
    marks = [*hints, mark(clip, "Advertisement", "ad"), mark(clip, "Business", "nav", certain=False)]
    assert kept(clip, decide(clip, marks)) == [PROSE[0], opening, "Facebook", "News"]
    assert decide(clip, marks, preset="gentle").kept == [True, True, True, True, False, True]


def test_a_share_bars_heading_leads_into_no_list() -> None:
    """Where a certain mark agrees."""
    clip = clip_of(PROSE[0], "Follow the paper on:", "Facebook", "Advertisement")
    marks = [mark(clip, "Facebook", "share", certain=False), mark(clip, "Advertisement", "ad")]
    assert kept(clip, decide(clip, marks)) == [PROSE[0], "Follow the paper on:"]


def test_a_hint_believes_a_certain_mark_in_its_zone() -> None:
    """One proof is company enough for a short line."""
    clip = clip_of(PROSE[0], "Advertisement", "Business", PROSE[1])
    decision = decide(clip, [mark(clip, "Advertisement", "ad"), mark(clip, "Business", certain=False)])
    assert kept(clip, decision) == [PROSE[0], PROSE[1]]


def test_the_same_line_twice_is_one_hint() -> None:
    """A word that is repeated is no second witness."""
    clip = Clip.from_text(f"{PROSE[0]}\n\nYes\n\nYES\n\n{PROSE[1]}")
    marks = [Mark(s, s + 3, "form", False, False, "tester", "so") for s in clip.starts[1:3]]
    assert all(decide(clip, marks).kept)


def test_a_hint_about_prose_needs_more_than_company() -> None:
    """Of two hints only the short line goes; the paragraph wants a proof of its own kind, or four of any."""
    clip = clip_of(PROSE[0], "Share", PROSE[1], PROSE[2])
    doubt = mark(clip, PROSE[1], "signup", certain=False)
    assert decide(clip, [mark(clip, "Share", "share"), doubt]).kept == [True, False, True, True]
    assert decide(clip, [mark(clip, "Share", "signup"), doubt]).kept == [True, False, False, True]


def test_gentle_goes_by_proof_alone() -> None:
    """Hints, and regions that are not certain, count for nothing."""
    clip = clip_of(*PROSE, "Share", "Tweet", "Related:", "Title one", "Title two")
    marks = [
        mark(clip, "Share", certain=False),
        mark(clip, "Tweet", certain=False),
        region(clip, "Related:", certain=False),
    ]
    assert all(decide(clip, marks, preset="gentle").kept)
    assert kept(clip, decide(clip, marks, preset="standard")) == PROSE


def repeats_of(*paragraphs: str) -> list[bool]:
    clip = Clip.from_text("\n\n".join(paragraphs))
    return decide(clip, find_cleaner("repeats")(clip)).kept


def test_a_paragraph_printed_twice_in_a_row_goes_once() -> None:
    """The twin above it is kept, so nothing is lost."""
    assert repeats_of(LONG, LONG, PROSE[1]) == [True, False, True]


def test_a_lone_paragraph_may_be_repeated_on_purpose() -> None:
    """A refrain, a training plan: only a run of paragraphs is a second printing."""
    assert all(repeats_of(LONG, PROSE[1], LONG))


LONG = (
    "The harbour master said that the boat would sail at six, as it has done since the bridge was closed in the "
    "flood of 1998, and again in 2004."
)


# Regions and the guard


def words(count: int) -> str:
    return " ".join(["word"] * (count - 1)) + " end."


@pytest.mark.parametrize(("count", "cut"), [(GUARD_WORDS - 1, False), (GUARD_WORDS, True)])
def test_an_uncertain_tail_needs_forty_words_above_it(count: int, cut: bool) -> None:
    """Fewer would remain, so the tail is not cut (#37)."""
    clip = clip_of(words(count), "Related:", "Title one", PROSE[0])
    decision = decide(clip, [region(clip, "Related:", certain=False)])
    assert decision.kept == [True, not cut, not cut, not cut]


def test_chinese_characters_count_as_half_words() -> None:
    """Eighty characters in a script without spaces are forty words."""
    enough = clip_of("桥" * 80, "Related:", "Title one")
    assert decide(enough, [region(enough, "Related:", certain=False)]).kept == [True, False, False]
    fewer = clip_of("桥" * 78, "Related:", "Title one")
    assert all(decide(fewer, [region(fewer, "Related:", certain=False)]).kept)


def test_a_certain_tail_knows_no_guard() -> None:
    """Two independent marks, or a proof, cut however little remains."""
    clip = clip_of("It rained.", "Tagged under", PROSE[0])
    assert kept(clip, decide(clip, [region(clip, "Tagged under", certain=True)])) == ["It rained."]


def test_words_that_go_anyway_are_no_body_above_a_tail() -> None:
    """The guard counts what would remain."""
    clip = clip_of(words(60), "Related:", PROSE[0])
    marks = [mark(clip, "word", "caption", to="end."), region(clip, "Related:", certain=False)]
    assert decide(clip, marks).kept == [False, True, True]


def test_a_tail_takes_prose_too() -> None:
    """Whatever the shape of its lines (#42)."""
    clip = clip_of(*PROSE, "Related:", PROSE[0] + " Again.", PROSE[1] + " Again.")
    assert kept(clip, decide(clip, [region(clip, "Related:", certain=False)])) == PROSE


def test_a_line_of_a_tail_is_called_like_the_marked_line_above_it() -> None:
    """The prose under a form's mark is the form's."""
    clip = clip_of(*PROSE, "Related:", "A title", "Password recovery", "Any line at all")
    marks = [region(clip, "Related:", certain=True), mark(clip, "Password recovery", "form")]
    assert decide(clip, marks).labels[3:] == ["related", "related", "form", "form"]


def test_a_keep_inside_a_tail_stays() -> None:
    """An explicit keep stands over everything."""
    clip = clip_of(*PROSE, "Related:", "A correction of the figures")
    marks = [region(clip, "Related:", certain=True), mark(clip, "A correction", "correction", keep=True, to="figures")]
    assert kept(clip, decide(clip, marks)) == [*PROSE, "A correction of the figures"]


# Headlines


def title(clip: Clip, line: str) -> Mark:
    return mark(clip, line, "headline", certain=False, reason="a title")._replace(cleaner="headlines")


def test_another_cleaners_hint_at_a_headline_is_a_hint() -> None:
    """Only our own says that any line at the top may be a title."""
    clip = clip_of("Council keeps its ferry", *PROSE)
    hint = mark(clip, "Council keeps its ferry", "headline", certain=False)
    assert all(decide(clip, [hint]).kept)
    assert decide(clip, [hint, title(clip, "Council keeps its ferry")]).labels[0] == "headline"
    clip = clip_of("Share", "Council keeps its ferry", *PROSE[:2])
    hint = mark(clip, "Council keeps its ferry", "headline", certain=False)
    assert kept(clip, decide(clip, [hint, mark(clip, "Share", "share")])) == PROSE[:2]


def test_a_title_over_three_paragraphs_is_the_headline() -> None:
    """The article proves it."""
    clip = clip_of("Council keeps its ferry", *PROSE)
    decision = decide(clip, [title(clip, "Council keeps its ferry")])
    assert decision.labels[0] == "headline"
    assert kept(clip, decision) == PROSE


def test_a_title_over_two_paragraphs_stays() -> None:
    """Too little to tell a headline from a first line."""
    clip = clip_of("Council keeps its ferry", *PROSE[:2])
    assert all(decide(clip, [title(clip, "Council keeps its ferry")]).kept)


@pytest.mark.parametrize("label", ["masthead", "byline", "credit", "timestamp"])
def test_a_second_mark_proves_a_headline(label: str) -> None:
    """Two paragraphs are enough when another mark of an article's head stands by it."""
    clip = clip_of("Council keeps its ferry", "Jane Doe", *PROSE[:2])
    marks = [title(clip, "Council keeps its ferry"), mark(clip, "Jane Doe", label)]
    assert kept(clip, decide(clip, marks)) == PROSE[:2]


@pytest.mark.parametrize("line", ["Why do you stop baking?", "“Why do you stop baking?”", "Stop the ferry!"])
def test_a_question_over_three_paragraphs_needs_a_second_mark(line: str) -> None:
    """The first question of an interview looks like a headline; a byline below it, or a masthead, shows one."""
    clip = clip_of("Jane Doe", line, "Kallmar Post", *PROSE)
    hint = title(clip, line)
    last = mark(clip, "Kallmar Post", "nav")
    assert kept(clip, decide(clip, [hint, mark(clip, "Jane Doe", "nav"), last])) == [line, *PROSE]
    assert kept(clip, decide(clip, [hint, mark(clip, "Jane Doe", "byline"), last])) == [line, *PROSE]
    assert kept(clip, decide(clip, [hint, mark(clip, "Jane Doe", "masthead"), last])) == PROSE
    marks = [hint, mark(clip, "Jane Doe", "nav"), mark(clip, "Kallmar Post", "byline")]
    assert kept(clip, decide(clip, marks)) == PROSE


def test_a_share_bar_proves_no_headline() -> None:
    """It stands anywhere."""
    clip = clip_of("Council keeps its ferry", "Share", *PROSE[:2])
    marks = [title(clip, "Council keeps its ferry"), mark(clip, "Share", "share")]
    assert kept(clip, decide(clip, marks)) == ["Council keeps its ferry", *PROSE[:2]]


def test_a_dateline_proves_a_headline_and_stays() -> None:
    """The protected place is the field; its line is body."""
    clip = clip_of("Council keeps its ferry", f"KALLMAR — {PROSE[0]}")
    marks = [title(clip, "Council keeps its ferry"), mark(clip, "KALLMAR", "dateline", keep=True)]
    decision = decide(clip, marks)
    assert kept(clip, decision) == [f"KALLMAR — {PROSE[0]}"]
    assert decision.spans == {"dateline": "KALLMAR"}


def test_a_dateline_that_is_not_certain_proves_no_headline() -> None:
    """It fills the field; capitals and a colon may be a speaker, and the title an interview's first line."""
    clip = clip_of("Council keeps its ferry", f"KALLMAR: {PROSE[0]}")
    place = mark(clip, "KALLMAR", "dateline", keep=True, certain=False)
    decision = decide(clip, [title(clip, "Council keeps its ferry"), place])
    assert (decision.kept, decision.spans) == ([True, True], {"dateline": "KALLMAR"})


def test_a_long_second_title_is_the_standfirst() -> None:
    """Headline above, summary below."""
    second = "The boat stays for another year and the school must wait"
    clip = clip_of("Council keeps its ferry", second, *PROSE)
    decision = decide(clip, [title(clip, "Council keeps its ferry"), title(clip, second)])
    assert decision.labels[:2] == ["headline", "standfirst"]
    assert kept(clip, decision) == PROSE


def test_a_sections_name_above_the_headline_goes_as_navigation() -> None:
    """A title of a word or two over a longer one."""
    clip = clip_of("World", "Council keeps its winter ferry", *PROSE)
    decision = decide(clip, [title(clip, "World"), title(clip, "Council keeps its winter ferry")])
    assert decision.labels[:2] == ["nav", "headline"]


def test_three_titles_are_no_headline() -> None:
    """A list above an article may be anything."""
    clip = clip_of("Council keeps its ferry", "Bridge to open in May", "Night boats return", *PROSE)
    assert all(decide(clip, [title(clip, line) for line in clip.lines[:3]]).kept)


def test_a_title_with_a_paragraph_above_it_is_a_crosshead() -> None:
    """Only the top of what is free counts."""
    clip = clip_of(PROSE[0] + " First.", "Council keeps its ferry", *PROSE)
    assert all(decide(clip, [title(clip, "Council keeps its ferry")]).kept)


# Bylines


def byline(clip: Clip, line: str) -> Mark:
    """What the cleaner `bylines` says."""
    return mark(clip, line, "byline")._replace(cleaner="bylines")


@pytest.mark.parametrize("preset", ["gentle", "standard", "strict"])
def test_a_byline_is_believed_at_the_articles_edges(preset: str) -> None:
    """Above its first paragraph and below its last; between two the name may be a poet's."""
    clip = clip_of("By Jane Roe", PROSE[0], "By Robert Frost", *PROSE[1:], "By John Roe", "Kallmar")
    marks = [byline(clip, line) for line in ("By Jane Roe", "By Robert Frost", "By John Roe")]
    decision = decide(clip, marks, preset=preset)
    assert kept(clip, decision) == [PROSE[0], "By Robert Frost", *PROSE[1:], "Kallmar"]
    assert decision.labels.count("byline") == 2


def test_a_byline_between_paragraphs_needs_another_mark() -> None:
    """It is a hint there, and in an established region it is believed."""
    clip = clip_of(PROSE[0], "By Jane Roe", "May 3, 2024", *PROSE[1:])
    date = mark(clip, "May 3, 2024", "timestamp")
    assert kept(clip, decide(clip, [byline(clip, "By Jane Roe"), date])) == PROSE
    assert kept(clip, decide(clip, [byline(clip, "By Jane Roe"), date], preset="gentle"))[1] == "By Jane Roe"
    clip = clip_of(PROSE[0], "Related:", "Night boats return", "By Jane Roe", PROSE[1])
    decision = decide(clip, [byline(clip, "By Jane Roe"), region(clip, "Related:", certain=True)])
    assert (kept(clip, decision), decision.labels[3]) == (PROSE[:1], "byline")


def test_paragraphs_that_go_are_no_edge_of_an_article() -> None:
    """A caption above a byline and a list of links below one are not the article: a second pass would not see them."""
    clip = clip_of(PROSE[2], "By Jane Roe", PROSE[0], "By John Roe", "Related:", PROSE[1])
    marks = [byline(clip, "By Jane Roe"), byline(clip, "By John Roe"), mark(clip, PROSE[2], "caption")]
    assert kept(clip, decide(clip, [*marks, region(clip, "Related:", certain=True)])) == PROSE[:1]
    twice = Clip.from_text(f"{LONG}\n\nBy Jane Roe\n\n{LONG}")
    marks = [byline(twice, "By Jane Roe"), *find_cleaner("repeats")(twice)]  # type: ignore[list-item]
    assert kept(twice, decide(twice, marks)) == [LONG]


# Stretches inside lines


def test_a_certain_mark_inside_a_line_is_a_cut() -> None:
    """The line stays, the stretch goes; overlapping stretches are one."""
    clip = clip_of(PROSE[0])
    decision = decide(clip, [mark(clip, "winter ferry", "ad"), mark(clip, "ferry, which", "ad")])
    assert decision.kept == [True]
    assert [clip.text[cut.start : cut.end] for cut in decision.cuts] == ["winter ferry, which"]


def test_a_hint_inside_a_line_cuts_nothing() -> None:
    """A part of a sentence needs a proof."""
    clip = clip_of(PROSE[0])
    assert decide(clip, [mark(clip, "winter", "ad", certain=False)]).cuts == []


def test_a_stretch_of_an_included_label_stays() -> None:
    """`include` holds for stretches as for lines."""
    clip = clip_of(PROSE[0])
    assert decide(clip, [mark(clip, "winter", "ad")], include=["ad"]).cuts == []


def test_a_keep_stands_over_a_certain_mark_inside_its_line() -> None:
    """No part of what is kept is cut out, whoever keeps it; a stretch beside a kept one may be."""
    clip = clip_of(*PROSE)
    everything = Mark(0, len(clip.text), "body", True, True, "tester", "all of it")
    first = Mark(0, 12, "ad", False, True, "tester", "so")
    assert decide(clip, [everything, first]).cuts == []
    place = mark(clip, "The council of Kallmar", "dateline", keep=True)
    assert decide(clip, [place, first]).cuts == []
    assert decide(clip, [place, mark(clip, "winter ferry", "ad")]).cuts == [mark(clip, "winter ferry", "ad")]
    assert decide(clip, [place, mark(clip, "The harbour", "ad")]).cuts == [mark(clip, "The harbour", "ad")]


def test_the_order_of_the_marks_does_not_matter() -> None:
    """Cleaners of one stage may speak in any order."""
    clip = clip_of("World", "Council keeps its winter ferry", *PROSE, "Related:", "Share", "Tweet")
    marks = [
        title(clip, "World"),
        title(clip, "Council"),
        mark(clip, "Share", "share", certain=False),
        mark(clip, "Tweet", "share", certain=False),
        region(clip, "Related:", certain=False),
        mark(clip, "winter ferry, which", "ad"),
    ]
    assert decide(clip, marks) == decide(clip, marks[::-1])


# What only the strict preset takes out


@pytest.mark.parametrize("label", ["bio", "correction"])
def test_only_strict_takes_bios_and_corrections_out(label: str) -> None:
    """Elsewhere the line stays, and says what it is; the heading of such lines may still end the article."""
    clip = clip_of(*PROSE, "Jane Roe covers the harbour.", "Night boats return")
    note = mark(clip, "Jane Roe covers the harbour.", label)._replace(cleaner="rules")
    for preset in ("gentle", "standard"):
        decision = decide(clip, [note], preset=preset)
        assert (decision.kept[3], decision.labels[3]) == (True, label)
    assert decide(clip, [note], preset="strict").kept == [True, True, True, False, True]
    assert decide(clip, [note, region(clip, "Jane Roe", label, certain=True)]).kept == [True, True, True, False, False]


@pytest.mark.parametrize("label", ["bio", "correction"])
def test_a_cleaner_of_the_users_is_taken_at_its_word(label: str) -> None:
    """What it is certain of goes, in every preset; its hint is a hint."""
    clip = clip_of(*PROSE, "Jane Roe covers the harbour.", "Night boats return")
    note = mark(clip, "Jane Roe covers the harbour.", label)
    for preset in ("gentle", "standard", "strict"):
        assert decide(clip, [note], preset=preset).kept == [True, True, True, False, True]
        assert all(decide(clip, [note._replace(certain=False)], preset=preset).kept)


def test_gentle_wants_a_second_mark_beside_a_proof_by_likeness() -> None:
    """A line that only begins like furniture stays alone; a whole known line goes, and one beside another mark."""
    clip = clip_of(PROSE[0], "Share", PROSE[1], PROSE[2], "Print")
    like = [mark(clip, word)._replace(exact=False) for word in ("Share", "Print")]
    assert all(decide(clip, like, preset="gentle").kept)
    assert not any(decide(clip, like).kept[index] for index in (1, 4))
    clip = clip_of(PROSE[0], "Share", "Copy link", PROSE[1])
    pair = [mark(clip, "Share")._replace(exact=False), mark(clip, "Copy link")]
    assert kept(clip, decide(clip, pair, preset="gentle")) == [PROSE[0], PROSE[1]]
    assert kept(clip, decide(clip, pair[:1], preset="gentle")) == [PROSE[0], "Share", "Copy link", PROSE[1]]
