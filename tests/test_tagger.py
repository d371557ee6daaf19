"""The tagger: what it reads of a line, what the network makes of it, and what becomes of the scores."""

import itertools
import json
import math
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_info

import cleanclip
from cleanclip import Clip, Mark, Pipeline
from cleanclip.cleaners.headlines import headlines
from cleanclip.clip import Known
from cleanclip.decide import decide
from cleanclip.tagger import scores as scores_module
from cleanclip.tagger import tagger
from cleanclip.tagger.characters import BREAK, CASELESS, DIGIT, LOWER, QUOTE, STOP, UNSPACED, UPPER, tables
from cleanclip.tagger.features import GONE, HINTED, SAFE, WORDS, Features, features, lines_of
from cleanclip.tagger.network import _read, network, on_one_thread
from cleanclip.tagger.scores import LineScores, card
from cleanclip.tagger.viterbi import best_course
from cleanclip.testing import check_cleaner

NOTHING = Known({}, {}, frozenset())


def of(text: str, known: Known = NOTHING) -> Features:
    """The features of a text's lines."""
    return features(lines_of(Clip.from_text(text), known))


# --- characters ---


@pytest.mark.parametrize(
    ("characters", "kind"),
    [
        ("azéßжλ", LOWER),
        ("AZÉЖΛİ", UPPER),
        ("09٣๓", DIGIT),
        ("اكणქ가", CASELESS),
        ("中のไភ", UNSPACED),
        (".!?…。؟।", STOP),
        ("\"'’“»」", QUOTE),
        ("\n", BREAK),
    ],
)
def test_a_character_has_a_kind(characters: str, kind: int) -> None:
    assert {int(tables().kind[ord(char)]) for char in characters} == {kind}


def test_a_capital_has_the_hash_of_its_small_letter_and_no_other_letter_has() -> None:
    hashes = tables().hash
    assert hashes[ord("É")] == hashes[ord("é")]
    assert len({int(hashes[code]) for code in range(ord("a"), ord("z") + 1)}) == 26


# --- features ---


def test_a_word_has_one_bucket_wherever_it_stands() -> None:
    given = of("Share\nWe share a boat\nthe SHARE, again\nshared")
    share = given.words[0]
    assert list(given.counts) == [1, 4, 3, 1]
    assert [int(word == share) for word in given.words] == [1, 0, 1, 0, 0, 0, 1, 0, 0]


def test_a_word_of_a_script_without_spaces_is_a_character() -> None:
    assert list(of("東京の雨\nrain").counts) == [4, 1]


@pytest.mark.parametrize(
    "text", ["a", "...", "\ud800", "😀😀", "a" * 10_000, "\x00", "1\n2\n3", "— —\n\n\n—", "عربي\n中文", "’’\n"]
)
def test_odd_lines_have_finite_features(text: str) -> None:
    rows = of(text).rows
    assert np.isfinite(rows).all()
    assert rows.shape[1] == len(Clip.from_text(text).lines)


def test_the_groups_cover_every_row_once() -> None:
    given = of("It rained.\nShare")
    rows = [row for group in given.groups.values() for row in range(*group.indices(len(given.rows)))]
    assert rows == list(range(len(given.rows)))


def test_without_a_group_nothing_is_known_of_it() -> None:
    given = of("It rained in Basra on Monday, officials said.\nShare")
    for name, rows in given.groups.items():
        less = given.without(name)
        assert not less.rows[rows].any()
        assert (np.delete(less.rows, rows, axis=0) == np.delete(given.rows, rows, axis=0)).all()
    assert not given.without(WORDS).counts.any()


def test_what_is_known_of_a_line_is_among_its_features() -> None:
    lines = lines_of(Clip.from_text("a\nb\nc\nd"), Known({0: "share"}, {1: "nav", 0: "form"}, {2}))
    assert list(lines.states) == [GONE, HINTED, SAFE, 0]
    assert lines.kinds[0] != lines.kinds[1] != lines.kinds[2] == lines.kinds[3] == -1


# --- the network ---


def brute_force(like: list[float], before: list[float], after: list[float]) -> list[float]:
    """The chance of each line to be body, by going through every stretch that the article can be."""
    count = len(like)
    total, inside = 0.0, [0.0] * count
    for first, end in itertools.combinations_with_replacement(range(count + 1), 2):
        weight = math.exp(sum(before[:first]) + sum(after[end:]))
        total += weight
        for index in range(first, end):
            inside[index] += weight
    return [part / total / (1 + math.exp(-odds)) for part, odds in zip(inside, like, strict=True)]


def test_the_chance_of_body_is_that_of_all_stretches_together() -> None:
    draw = np.random.default_rng(7)
    for count in (1, 2, 5, 9):
        out = draw.normal(0, 2, (3, count))
        assert _read(out).body == pytest.approx(brute_force(*out.tolist()), rel=1e-5)


def test_what_stands_before_and_after_the_article_is_told_apart() -> None:
    # Three lines that look like what stands above, two like body, two like what stands below.
    out = np.array([[5.0] * 7, [6.0] * 3 + [-6.0] * 4, [-6.0] * 5 + [6.0] * 2])
    reading = _read(out)
    assert [round(float(value)) for value in reading.before] == [1, 1, 1, 0, 0, 0, 0]
    assert [round(float(value)) for value in reading.inside] == [0, 0, 0, 1, 1, 0, 0]


def test_very_long_clips_do_not_overflow() -> None:
    reading = _read(np.random.default_rng(1).normal(0, 30, (3, 5000)))
    assert np.isfinite(reading.body).all()
    assert (reading.body >= 0).all()
    assert (reading.body <= 1).all()


# --- the likeliest course ---


def cost(course: tuple[bool, ...], odds: list[float], change: float) -> float:
    """What a course is worth."""
    changes = sum(a != b for a, b in itertools.pairwise(course))
    return sum(odd for odd, body in zip(odds, course, strict=True) if body) - change * changes


def test_the_best_course_is_the_best_of_all() -> None:
    draw = np.random.default_rng(3)
    for count in (1, 2, 6, 9):
        odds = draw.normal(0, 2, count).tolist()
        best = max(itertools.product((False, True), repeat=count), key=lambda course: cost(course, odds, 1.0))
        assert tuple(best_course(odds, 1.0)) == best


def test_no_line_has_no_course() -> None:
    assert best_course([]) == []


# --- scores ---


class Half:
    """A scorer that takes every second line out, with one score."""

    stage = "score"

    def __init__(self, score: float) -> None:
        self.score = score

    def __call__(self, clip: Clip, known: Known) -> "Half":  # noqa: ARG002
        self.values = [self.score] * len(clip.lines)
        return self

    def kept(self, preset: str) -> list[bool]:  # noqa: ARG002
        return [index % 2 == 0 for index in range(len(self.values))]

    def reason(self, index: int) -> str:
        return f"line {index} is odd"


class Top(Half):
    """A scorer that takes the first two lines out."""

    def __init__(self) -> None:
        super().__init__(0.1)

    def kept(self, preset: str) -> list[bool]:  # noqa: ARG002
        return [index > 1 for index in range(len(self.values))]


PAGE = """Harbour Ledger
Weather
Tide Tables
Ferries
Cabins
Obituaries
Puzzles
Old bridge closed until spring
The council said on Monday that the old bridge would stay closed until spring, after divers found cracks in two piers.
Traffic will be led over the northern quay, where the speed limit falls to 30 kilometres an hour for the time being.
"We had hoped to finish before the ice," said the mayor, Ann Berg. "The river did not wait for us."
Repairs are expected to cost four million crowns, of which the state has promised to pay a half.
The last time the bridge was closed for so long was in 1987, when a barge ran into its middle span.
More to explore this week
Ten lighthouses for a rainy Sunday
Our herring quiz: how salty are you?
A cabin for two, and no signal
How to smoke an eel
The ferryman who reads to seals
A winter on the skerries
All our letters, mornings at six
Sent from the quay, free of charge
Ledger House
1 Quay Street
Harbour Ledger is printed on the island since 1911
"""
CHROME = ("Tide Tables", "Our herring quiz", "A cabin for two", "All our letters")


def test_lines_that_no_rule_knows_go_by_their_score() -> None:
    text = cleanclip.clean(PAGE)
    assert text.startswith("The council said on Monday")
    assert text.endswith("ran into its middle span.")
    rules_alone = cleanclip.clean(PAGE, pipeline=Pipeline.named().without("tagger"))
    assert all(line in rules_alone for line in CHROME)


def test_a_line_that_a_score_took_out_says_so() -> None:
    result = cleanclip.explain(PAGE)
    quiz = next(block for block in result.blocks if "herring quiz" in block.text)
    assert (quiz.kept, quiz.label) == (False, "boilerplate")
    assert quiz.score is not None
    assert quiz.score < card()["floors"]["standard"]
    assert quiz.reasons[0].startswith(f"it scores {quiz.score:.2f} of 1 for body text: below the article, told by ")
    tides = next(block for block in result.blocks if block.text == "Tide Tables")
    assert "above the article" in tides.reasons[0]


def test_the_body_has_high_scores() -> None:
    scores = [block.score for block in cleanclip.explain(PAGE).blocks if block.kept]
    assert len(scores) == 5
    assert all(score is not None and score > 0.5 for score in scores)


def test_gentle_keeps_what_standard_keeps_and_standard_what_strict_keeps() -> None:
    kept = {
        preset: {block.text for block in cleanclip.explain(PAGE, pipeline=preset).blocks if block.kept}
        for preset in ("gentle", "standard", "strict")
    }
    assert kept["gentle"] >= kept["standard"] >= kept["strict"]


@cleanclip.cleaner(stage="find")
def quizzes(clip: Clip):  # type: ignore[no-untyped-def]
    """Keep quizzes."""
    at = clip.text.find("Our herring quiz")
    if at >= 0:
        yield Mark(at, clip.text.index("\n", at), "quiz", True, True, "quizzes", "we like them")


def test_a_keep_stands_over_a_score() -> None:
    result = cleanclip.explain(PAGE, pipeline=Pipeline.named().plus(quizzes))
    assert "Our herring quiz: how salty are you?" in result.text
    assert next(block for block in result.blocks if "quiz" in block.text).score is None


def test_a_rule_stands_over_a_score() -> None:
    page = PAGE.replace("The last time", "Advertisement\nThe last time")
    advertisement = next(block for block in cleanclip.explain(page).blocks if block.text == "Advertisement")
    assert (advertisement.kept, advertisement.label, advertisement.score) == (False, "ad", None)


def test_what_a_score_took_out_can_be_included() -> None:
    assert "Our herring quiz" in cleanclip.clean(PAGE, include=["boilerplate"])


@pytest.mark.parametrize(
    "text",
    [
        "It rained.",
        "Brazil 2 Serbia 0\nSpain 1 Japan 2\nGhana 0 Chile 0",
        "Boil the potatoes.\n200 g flour\n2 eggs\nSalt\nStir for ten minutes.\nServe hot.",
        "The tide\nwent out\nand left\na boat",
        "Q: Why now?\nA: Because the ice came early.\nQ: And the boats?\nA: They wait.",
    ],
)
def test_a_text_without_furniture_stays(text: str) -> None:
    assert cleanclip.clean(text).split() == text.split()


def test_a_clip_of_few_lines_loses_none_for_its_score() -> None:
    """Twenty-four lines show too little of a page; the twenty-fifth makes the scores count."""
    few = "The boat sails at six on Monday, the port said.\n" * 24
    pipeline = Pipeline((Half(0.1),))
    assert all(block.kept for block in cleanclip.explain(few, pipeline=pipeline).blocks)
    assert not all(block.kept for block in cleanclip.explain(few + "One more.", pipeline=pipeline).blocks)


class Nothing(Half):
    """A scorer that takes every line out."""

    def kept(self, preset: str) -> list[bool]:  # noqa: ARG002
        return [False] * len(self.values)


def test_scores_alone_leave_no_clip_without_its_paragraphs() -> None:
    paragraph = "The council said on Monday that the bridge would stay closed."
    page = "\n".join(f"Quay {number}" for number in range(30)) + f"\n{paragraph}\nQuay 31"
    assert cleanclip.clean(page, pipeline=Pipeline((Nothing(0.1),))) == paragraph


def test_a_clip_that_is_nearly_all_body_loses_none_for_its_score() -> None:
    scores = tagger(Clip.from_text("Tides\n" + "The boat sails at six on Monday, the port said.\n" * 20), NOTHING)
    scores.values = [0.01] + [0.9] * 20
    assert all(scores.kept("standard"))
    scores.values = [0.01] * 3 + [0.9] * 18
    assert scores.kept("standard") == [False] * 3 + [True] * 18


def test_a_list_that_a_line_introduces_stays() -> None:
    """Its lines are words of a share bar, and would score low."""
    listed = PAGE.replace("The last time", "The port left these networks:\nFacebook\nTwitter\nThe last time")
    assert "Facebook\nTwitter" in cleanclip.clean(listed)


@pytest.mark.parametrize("preset", ["gentle", "standard"])
def test_a_line_of_which_a_hint_spoke_goes_under_its_label(preset: str) -> None:
    clip = Clip.from_text("The council said on Monday that the bridge would stay closed.\n" * 24 + "Quay 1\nQuay 2")
    hint = Mark(clip.starts[25], clip.end(25), "nav", False, False, "rules", "a word of a menu")
    decided = decide(clip, [hint], preset=preset, scorer=Half(0.1))
    assert (decided.kept[25], decided.labels[25], decided.labels[23]) == (False, "nav", "boilerplate")


@pytest.mark.parametrize(("count", "stays"), [(12, True), (13, False)])
def test_a_long_list_that_a_line_introduces_is_a_menu(count: int, stays: bool) -> None:
    """Scores may take it out, and of a short list they may not."""
    listed = "".join(f"Quay {number}\n" for number in range(count))
    clip = Clip.from_text(
        f"Our links:\n{listed}" + "The council said on Monday that the bridge would stay closed.\n" * 24
    )
    hints = [
        Mark(clip.starts[index], clip.end(index), label, False, False, "rules", "a word of a menu")
        for index, label in ((1, "nav"), (count, "share"))
    ]
    decided = decide(clip, hints, scorer=Half(0.1))
    assert decided.kept[1 : count + 1] == [stays or index % 2 == 0 for index in range(1, count + 1)]


def test_a_bio_that_a_rule_knows_stays_but_in_strict() -> None:
    bio = "Jane Roe is a reporter at Harbour Ledger. Follow her on Twitter: @janeroe"
    page = PAGE.replace("More to explore", f"{bio}\nMore to explore")
    assert bio in cleanclip.clean(page)
    assert bio not in cleanclip.clean(page, pipeline="strict")


def test_the_headline_is_found_among_the_lines_that_went() -> None:
    """It is near the article and has most of its words in common with it."""
    assert cleanclip.explain(PAGE).headline == "Old bridge closed until spring"
    paragraph = "The council said on Monday that the old bridge would stay closed until spring.\n"
    clip = Clip.from_text("Old bridge closed until spring\nWeather permits a walk today\n" + paragraph * 24)
    decided = decide(clip, list(headlines(clip)), scorer=Top())
    assert decided.labels[:3] == ["headline", "boilerplate", "body"]


@pytest.mark.parametrize("looks_again", [True, False])
def test_a_cleaner_that_looks_again_knows_what_goes_for_its_score(looks_again: bool) -> None:
    seen: list[frozenset[int]] = []

    def watches(clip: Clip):  # type: ignore[no-untyped-def]
        seen.append(clip.gone)
        return ()

    watching = cleanclip.cleaner(stage="find", looks_again=looks_again)(watches)
    text = "\n".join(f"The boat number {number} sails at six on Monday." for number in range(30))
    cleanclip.clean(text, pipeline=Pipeline((watching, Half(0.1))))
    assert seen == [frozenset(), frozenset(range(1, 30, 2))][: 1 + looks_again]


def test_a_rule_that_asks_for_the_end_is_answered_once_the_furniture_below_has_gone() -> None:
    """So a second pass finds nothing to do."""
    page = PAGE.replace("More to explore", "Reporting by Jane Roe\nMore to explore")
    text = cleanclip.clean(page)
    assert text.endswith("middle span.")
    assert cleanclip.clean(text) == text


def test_a_clip_in_a_language_that_was_not_learned_is_judged_gently() -> None:
    """In one of which there were few pages strict is as standard is."""
    scores = tagger(Clip.from_text(PAGE * 2), NOTHING)
    assert scores.familiar > card()["familiar"]["strict"]
    floors = card()["floors"]
    between = (floors["gentle"] + floors["standard"]) / 2
    scores.values = [0.9] * 9 + [between, floors["gentle"] / 2, floors["standard"] * 2] * 9
    standard, gentle = scores.kept("standard"), scores.kept("gentle")
    assert standard[9:12] == [False, False, True]
    assert gentle[9:12] == [True, False, True]
    assert scores.kept("strict") != standard
    scores.familiar = 0.3
    assert scores.kept("strict") == scores.kept("standard") == standard
    scores.familiar = 0.1
    assert scores.kept("strict") == scores.kept("standard") == gentle


def test_how_familiar_a_clip_is_follows_its_language() -> None:
    english = tagger(Clip.from_text("The bridge is closed until spring, the port said on Monday."), NOTHING).familiar
    russian = tagger(Clip.from_text("Мост закрыт до весны, сообщил порт в понедельник."), NOTHING).familiar
    assert english > card()["familiar"]["strict"] > card()["familiar"]["standard"] > russian


def test_a_long_clip_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    clip = Clip.from_text(PAGE * 3)
    monkeypatch.setattr(scores_module, "PIECE_LINES", len(Clip.from_text(PAGE).lines))
    whole = tagger(clip, NOTHING)
    assert len(whole.values) == len(clip.lines)
    monkeypatch.undo()
    monkeypatch.setattr(scores_module, "PIECE_CHARS", 300)
    pieces = list(scores_module._pieces(clip))
    ends = [*pieces[1:], len(clip.lines)]
    assert pieces[0] == 0
    assert all(clip.end(end - 1) - clip.starts[first] <= 300 for first, end in zip(pieces, ends, strict=True))


def test_a_line_longer_than_a_piece_is_a_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scores_module, "PIECE_CHARS", 30)
    clip = Clip.from_text("word " * 20 + "\nword\nword " + "word " * 20)
    assert list(scores_module._pieces(clip)) == [0, 1, 2]
    assert len(LineScores(clip, NOTHING).values) == 3


@pytest.mark.parametrize(("score", "warned"), [(0.19, True), (0.001, False)])
def test_what_may_have_been_lost_is_warned_of(score: float, warned: bool) -> None:
    """Where lines go that could be body, the result says how much of it."""
    half = Half(score)
    result = cleanclip.explain("The boat sails at six on Monday.\n" * 30, pipeline=Pipeline((half,)))
    warning = "about 16% of the body may have been taken for boilerplate; look at what went"
    assert result.warnings == ((warning,) if warned else ())


def test_the_tagger_keeps_the_contract_of_a_cleaner() -> None:
    check_cleaner(tagger, [PAGE])


def test_two_scorers_are_one_too_many() -> None:
    class Other(type(tagger)):  # type: ignore[misc]
        name = "other"

    with pytest.raises(ValueError, match="a pipeline has one scorer at most, and this one has tagger and other"):
        Pipeline.named().plus(Other())


# --- the weights ---


def test_the_weights_are_small_and_their_card_says_where_they_come_from() -> None:
    folder = files("cleanclip.tagger")
    assert Path(str(folder.joinpath("weights.npz"))).stat().st_size < 200_000
    told = folder.joinpath("MODEL_CARD.md").read_text(encoding="utf-8")
    for name in ("WCXB", "CC-BY-4.0", "Apache-2.0", "bench/train.py"):
        assert name in told
    made = json.loads(folder.joinpath("card.json").read_text(encoding="utf-8"))
    assert 0 < made["floors"]["gentle"] < made["floors"]["standard"] < 0.5


def test_products_run_on_one_thread() -> None:
    """Threads that wait for busy cores cost more than they save."""
    of_before = [entry["num_threads"] for entry in threadpool_info() if entry["user_api"] == "blas"]
    with on_one_thread():
        assert {entry["num_threads"] for entry in threadpool_info() if entry["user_api"] == "blas"} <= {1}
    assert [entry["num_threads"] for entry in threadpool_info() if entry["user_api"] == "blas"] == of_before


def test_the_network_is_read_once() -> None:
    assert network() is network()
