"""Each cleaner by itself: what it says, what it leaves alone, and the contract that all of them keep."""

from collections.abc import Iterator
from typing import Any

import pytest

from cleanclip import Clip, Edit, Mark, apply, cleaner
from cleanclip.cleaners.headlines import could_be_headline
from cleanclip.registry import BUILT_IN, find_cleaner, known_cleaners, stage_of
from cleanclip.testing import CLIPS, check_cleaner

LONG = "The council of Kallmar voted on Monday to keep the winter ferry, which carries forty people on a good morning."
FLOOD = "The harbour master said that the boat would sail at six, as it has done since the bridge was closed in 1998."


def marked(name: str, text: str) -> list[str]:
    """What a find cleaner marks, as text."""
    clip = Clip.from_text(text)
    return [clip.text[mark.start : mark.end] for mark in find_cleaner(name)(clip)]


def certainty(name: str, text: str) -> dict[str, bool]:
    """What a find cleaner marks, and whether it is sure."""
    clip = Clip.from_text(text)
    marks = [mark for mark in find_cleaner(name)(clip) if isinstance(mark, Mark)]
    return {clip.text[mark.start : mark.end]: mark.certain for mark in marks}


def mended(name: str, text: str) -> str:
    """The text with what one read or mend cleaner wants changed."""
    clip = Clip(text, (), ()) if stage_of(find_cleaner(name)) == "read" else Clip.from_text(text)
    return apply(text, sorted(find_cleaner(name)(clip)))  # type: ignore[arg-type]


# bylines


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe",
        "BY JANE DOE",
        "by Jane Doe",
        "By: Jane Doe",
        "By Jane van Dyke and John Roe",
        "By Samya al-Kullab, Olu Ade and An Other",
        "By Jane Doe, Associated Press",
        "By Jane Doe in Basra",
        "Written by Jane Doe",
        "By The Associated Press",
        "By The Canadian Press",
        "By Étienne O’Hara",
    ],
)
def test_a_byline_is_by_and_names(line: str) -> None:
    """Names after "By", with a desk or a place behind them."""
    assert marked("bylines", f"{line}\n\n{LONG}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday night the army had left.",
        "By Tuesday",
        "By Christmas Eve",
        "By the river",
        "By Jane Doe’s count there were eleven lamps.",
        "Byzantine Art",
        "Written by hand",
        "Stand By Me",
        "By Any Means Necessary",
        "By Lake Victoria",
        "By The Numbers",
        "By",
    ],
)
def test_a_line_that_opens_like_a_byline_is_none(line: str) -> None:
    """A time, a sentence, or a word that only begins so."""
    assert marked("bylines", line) == []


# datelines


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("BAGHDAD (AP) — ", "BAGHDAD"),
        ("BAGHDAD— ", "BAGHDAD"),
        ("GAZA CITY, Gaza Strip (AP) — ", "GAZA CITY, Gaza Strip"),
        ("LONDON, March 3 (Reuters) - ", "LONDON"),
        ("New York (AFP) – ", "New York"),
        ("MEXICO CITY: ", "MEXICO CITY"),
    ],
)
def test_a_dateline_is_told_and_kept(opening: str, place: str) -> None:
    """The place with which the article opens; its mark protects it."""
    [mark] = find_cleaner("datelines")(Clip.from_text(f"A title\n\n{opening}{LONG}"))
    assert isinstance(mark, Mark)
    assert (mark.keep, mark.label) == (True, "dateline")
    assert f"A title\n\n{opening}{LONG}"[mark.start : mark.end] == place


@pytest.mark.parametrize(
    "opening",
    [
        "BREAKING: ",
        "EXCLUSIVE — ",
        "NATO ",
        "A — ",
        "The army — ",
        "WATCH - ",
        "NATO — ",
        "CEO JANE ROE — ",
        "CEO JANE ROE: ",
        "DR. ROE — ",
        "UNICEF: ",
    ],
)
def test_capitals_are_not_always_a_place(opening: str) -> None:
    """A label of the news desk, an acronym and a dash in the sentence are no dateline."""
    assert marked("datelines", opening + LONG) == []


def test_the_speakers_of_an_interview_are_no_places() -> None:
    """Capitals and a colon open one line in an article, and several in an interview."""
    assert marked("datelines", f"JANE ROE: {LONG}\n\nTHE LEDGER: And then?\n\nJANE ROE: {FLOOD}") == []
    assert certainty("datelines", f"MEXICO CITY: {LONG}\n\n{FLOOD}") == {"MEXICO CITY": False}
    assert certainty("datelines", f"MEXICO CITY — {LONG}\n\n{FLOOD}") == {"MEXICO CITY": True}


# headlines


def test_that_a_clip_may_have_a_headline_is_a_hint() -> None:
    """Which lines it is, and whether there is one, is for the decide stage to say."""
    text = f"Council keeps its ferry\n\n{LONG}"
    [mark] = find_cleaner("headlines")(Clip.from_text(text))
    assert isinstance(mark, Mark)
    assert (mark.start, mark.end, mark.label, mark.certain) == (0, len(text), "headline", False)


def test_a_line_alone_has_no_headline_above_it() -> None:
    """A clip of one line, or of none, is text."""
    assert marked("headlines", "Council keeps its ferry") == marked("headlines", "") == []


@pytest.mark.parametrize(
    "line",
    ["Council keeps its ferry", "‘QUIET CORRIDOR’ LETS SHIPS SLIP OUT", "Who pays for the ferry?", "May wins in 2025"],
)
def test_what_a_headline_looks_like(line: str) -> None:
    """A title, perhaps a question, perhaps in quotation marks."""
    assert could_be_headline(line)


@pytest.mark.parametrize(
    "line",
    ["It rained.", "and the other half", "The demands are:", "One, two,", "Key takeaways", "May 3, 2024", "Word " * 20],
)
def test_what_no_headline_looks_like(line: str) -> None:
    """A sentence, a half, an opener of a list, an article's first section, a date, a line too long."""
    assert not could_be_headline(line.strip())


# captions and credits


@pytest.mark.parametrize(
    "line",
    [
        "© AP Photo / Jane Roe",
        "(AP Photo/Jane Roe)",
        "Jane Roe/Reuters",
        "REUTERS/Jane Roe",
        "Photo: Jane Roe/AFP",
        "Photo by Jane Roe",
        "Image: Getty Images",
        "Foto: Jürgen Groß/dpa",
        "Crédit photo : Anne Roux",
        "Jane Roe/AFP via Getty Images",
        "© Sputnik / Ivan Petrov",
        "© Pool / Jane Roe",
        "© AFP 2023 / JANE ROE",
        "Photo: Pool",
        "Jane Roe/Pool/AFP",
        "Jane Roe/Pool Photo via AP",
        "Jane Roe/PA Wire",
        "Image: Nordbild / Jane Roe",
    ],
)
def test_a_credit_line_is_nothing_but_a_credit(line: str) -> None:
    """Agency and person in either order, or a word for picture and a name."""
    assert marked("credits", f"{LONG}\n\n{line}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "An AP/Reuters tally put the number at 12.",
        "Photo albums lay open in the mud.",
        "© is the symbol that lawyers like best.",
        "and/or",
        "Credit: where it is due",
        "Image: it is all that counts.",
        "9/11",
        "File / Save As",
        "Pool/Garden",
        "(Pool / Garden)",
        "Simon/PA",
        "Rex/Harrison",
        "AA/Battery",
        "© Getty / Images of war are never neutral",
        "Credit / Debit Card",
        "Photo/Video",
    ],
)
def test_a_slash_or_a_photo_makes_no_credit(line: str) -> None:
    """Sentences and other uses of the same signs."""
    assert marked("credits", line) == []


@pytest.mark.parametrize("line", ["Jane Roe/PA", "(Jane Roe/Pool)", "Photo by Design", "Photo | Video"])
def test_a_credit_with_another_meaning_is_a_hint(line: str) -> None:
    """Sources that are words or short forms of other things need a second sign."""
    assert certainty("credits", f"{LONG}\n\n{line}") == {line: False}
    assert certainty("captions", f"{LONG}\n\nThe pier in snow\n{line}") == {}


def test_a_row_of_a_list_is_no_certain_credit() -> None:
    """Prizes, or who made a film; with a source the row is a credit all the same."""
    rows = "Director: Jane Roe\nPicture: The Long Way Home\nMusic: Olu Ade"
    assert certainty("credits", f"{LONG}\n\n{rows}\n\n{FLOOD}") == {"Picture: The Long Way Home": False}
    assert certainty("credits", f"{LONG}\n\nWords: Jane Roe\nPhoto: Olu Ade/AFP") == {"Photo: Olu Ade/AFP": True}


@pytest.mark.parametrize(
    "line",
    [
        "He moved the whole film on by hand (image by image).",
        "It was told with a picture (Photo by his side of the story).",
        "He wrote the series in the winter of 2012 (Image Comics).",
        "It was a close race (Photo Finish).",
        "He clicked the menu and chose the command (File/Save As).",
        "He changed the cells (AA/Battery).",
    ],
)
def test_brackets_at_the_end_are_not_always_a_credit(line: str) -> None:
    """Words in small letters, a firm's name, an item of a menu."""
    assert marked("captions", f"{LONG}\n\n{line}") == []


@pytest.mark.parametrize(
    "credit",
    [
        "(Jane Roe/PA)",
        "(AP Photo/Jane Roe, File)",
        "(Photo by Jane Roe/AFP via Getty Images)",
        "(Photo by Jane Roe for The Ledger)",
        "(Image: © Nordbild / Jane Roe)",
        "(Jane Roe / AFP / Getty Images)",
        "(photo Reuters)",
        "Photograph: Jane Roe/AFP/Getty Images",
    ],
)
def test_credits_that_end_a_caption(credit: str) -> None:
    """A person and an agency, or a word for picture and names with capitals."""
    assert marked("captions", f"{LONG}\n\nThe pier in snow. {credit}") == [f"The pier in snow. {credit}"]


def test_a_caption_is_known_by_the_credit_that_ends_it() -> None:
    """In brackets, or behind the word for picture."""
    captions = ["The market, seen on Monday. (AP Photo/Jane Roe)", "The pier in snow. Photo: Elin Sand/AFP"]
    assert marked("captions", "\n\n".join([LONG, *captions, LONG])) == captions


def test_a_caption_stands_above_its_credit_and_apart() -> None:
    """A line with a credit right below it, and blank lines round the two."""
    assert marked("captions", f"{LONG}\n\nThe pier in snow\n© AFP / Jane Roe\n\n{FLOOD}") == ["The pier in snow"]
    assert marked("captions", f"{LONG}\n\nThe pier in snow\n\n© AFP / Jane Roe\n\n{FLOOD}") == []


def test_a_caption_that_is_printed_twice_goes_twice() -> None:
    """Both copies, with the credit between them."""
    text = f"The pier in snow\n© AFP / Jane Roe\nThe pier in snow\n\n{LONG}"
    assert marked("captions", text) == ["The pier in snow"] * 2


@pytest.mark.parametrize(
    ("above", "credit"),
    [
        ("That was the last time they saw him alive.", "Picture: Johan Larsson"),
        ("The pier was closed in the winter, and nobody knew who had closed it.", "© AP Photo / Jane Roe"),
    ],
)
def test_a_sentence_above_a_credit_is_at_most_a_hint(above: str, credit: str) -> None:
    """It may be the article's, with a picture below it; a scene in no whole sentence is a caption."""
    assert certainty("captions", f"{LONG}\n\n{above}\n{credit}\n\n{FLOOD}") == {above: False}
    assert certainty("captions", f"{LONG}\n\nThe pier in snow\n{credit}\n\n{FLOOD}") == {"The pier in snow": True}


@pytest.mark.parametrize("above", ["They never came back.", "He asked the harbour master for three things:"])
def test_a_short_sentence_above_a_credit_is_left_alone(above: str) -> None:
    """A hint about a short line is believed too soon."""
    assert certainty("captions", f"{LONG}\n\n{above}\nPicture: Johan Larsson\n\n{FLOOD}") == {}


def test_half_a_sentence_above_a_credit_is_no_caption() -> None:
    """What goes on below the picture is the article's."""
    first, second = (
        "The council voted on Monday to keep the winter ferry, which has",
        "carried forty people since 1998.",
    )
    assert certainty("captions", f"{LONG}\n\n{first}\nPicture: Johan Larsson\n\n{second}\n\n{FLOOD}") == {}


def test_an_answer_that_is_given_twice_is_no_caption_that_is_printed_twice() -> None:
    """Whole sentences must stand close to the credit between them."""
    assert certainty("captions", f"{LONG}\n\nI do not know.\n\nPhoto: Jane Roe/AFP\n\nI do not know.") == {}
    assert certainty("captions", f"{LONG}\n\nThe pier. In snow.\n© AFP / Jane Roe\nThe pier. In snow.\n\n{FLOOD}") == {
        "The pier. In snow.": True
    }


def test_a_photo_block_takes_its_echo_along() -> None:
    """PressReader's icon, credit, icon and caption, and the same without icons below it."""
    text = "?? EPA ?? The pier in snow\nEPA The pier in snow\n\nThe pier in snow is a song."
    assert marked("captions", text) == ["?? EPA ?? The pier in snow", "EPA The pier in snow"]


def test_a_question_is_no_photo_block() -> None:
    """Two question marks that somebody asked."""
    assert marked("captions", "“You did what?? And then?? Nobody knows.”") == []


def test_a_dated_scene_is_a_hint_where_a_credit_has_lost_its_caption() -> None:
    """Without a credit in the clip a dated sentence is left alone."""
    scene = "Soldiers stand guard at the gate of the base on Friday, March 27, 2020, after the army had taken it over."
    assert marked("captions", f"{scene}\n\n{LONG}") == []
    marks = find_cleaner("captions")(Clip.from_text(f"{scene}\n\n© AP Photo / Jane Roe\n\n{LONG}"))
    assert [(mark.start, mark.certain) for mark in marks if isinstance(mark, Mark)] == [(0, False)]


# repeats


def test_the_second_copy_of_a_long_paragraph_is_hinted_at() -> None:
    """The copy, not the first one, and only to the letter."""
    text = f"{LONG} {FLOOD}\n\nIt rained.\n\n{LONG} {FLOOD}\n\n{FLOOD} {LONG}"
    [mark] = find_cleaner("repeats")(Clip.from_text(text))
    assert isinstance(mark, Mark)
    assert (mark.start, mark.certain) == (text.index(LONG, 10), False)


def test_short_lines_are_repeated_on_purpose() -> None:
    """Refrains, answers and rows of a table."""
    assert marked("repeats", "The rain comes down\nYes.\nThe rain comes down\nYes.\n0 0 1\n0 0 1") == []


# read: entities, mojibake, invisibles, spaces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AT&amp;T", "AT&T"),
        ("it&#8217;s", "it’s"),
        ("it&#x2019;s", "it’s"),
        ("a&nbsp;b", "a b"),
        ("&amp;lt;", "<"),
        ("&amp;amp;amp;", "&"),
        ("a&NewLine;b", "a b"),
        ("a&#0;b", "a\ufffdb"),
        ("&amp;#8217;", "’"),
    ],
)
def test_entities_are_decoded_to_the_end(text: str, expected: str) -> None:
    """A name or a number with its semicolon, however often it was encoded."""
    assert mended("entities", text) == expected


@pytest.mark.parametrize("text", ["AT&T", "R&D;", "&notit;", "&copy 2020", "a & b;", "&;", "&#;", "&#x;", "Q&A"])
def test_what_is_no_entity_stays(text: str) -> None:
    """An unknown name, a missing semicolon, an ampersand (#25)."""
    assert mended("entities", text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("GrÃ¼ne Zone", "Grüne Zone"), ("â€œtruceâ€\x9d", "“truce”"), ("itâ€™s", "it’s"), ("Ð”Ð¾Ð¼", "Дом")],
)
def test_mojibake_is_put_right(text: str, expected: str) -> None:
    """UTF-8 that was read as Windows-1252 (#14)."""
    assert mended("mojibake", text) == expected


@pytest.mark.parametrize(
    "text", ["NÃO À VENDA", "Ã", "façade – naïve", "Ångström", "100 € | £5", "plain", "Мост", "桥"]
)
def test_text_that_is_right_is_no_mojibake(text: str) -> None:
    """Letters that broken text has too, where they belong."""
    assert mended("mojibake", text) == text


def test_a_repair_is_as_narrow_as_the_broken_characters() -> None:
    """The rest of the line is not part of the edit."""
    text = "The Grüne Zone, said “GrÃ¼ne”."
    clip = Clip("The green zone, said GrÃ¼ne.", (), ())
    assert [
        (clip.text[e.start : e.end], e.replacement) for e in find_cleaner("mojibake")(clip) if isinstance(e, Edit)
    ] == [("Ã¼", "ü")]
    assert mended("mojibake", text).startswith("The Grüne Zone")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ira\x00q", "Iraq"),
        ("a\u200bb\ufeffc\u2060d", "abcd"),
        ("Unter\xadnehmen", "Unternehmen"),
        ("Unter\xad\nnehmen", "Unternehmen"),
        ("Unter\xad\r\n  nehmen", "Unternehmen"),
        ("US\xad\nLed", "US\nLed"),
        ("cafe\u0301", "café"),
        ("a\u200cb", "ab"),
        ("\ud800", "\ufffd"),
    ],
)
def test_what_cannot_be_seen_goes(text: str, expected: str) -> None:
    """Controls, zero-width characters, soft hyphens and loose accents (#11, #15, #17)."""
    assert mended("invisibles", text) == expected


@pytest.mark.parametrize("text", ["می‌خواهد", "👨‍👩‍👧", "क्‍ष", "\u200eabc\u202e", "ﬁnance … ½ ™ ²", "tab\tline\n"])
def test_what_a_script_needs_stays(text: str) -> None:
    """Joiners in Persian, Hindi and emoji, marks of direction; and no NFKC (#16, #18, #24)."""
    assert mended("invisibles", text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a  b", "a b"),
        ("5\xa0000\u202f€", "5 000 €"),
        ("a\tb", "a b"),
        ("a \t\u3000 b", "a b"),
        (" a\n  b ", " a\n  b "),
    ],
)
def test_one_plain_space_between_words(text: str, expected: str) -> None:
    """Runs and other kinds of space become one; the edges of lines are left to the layout."""
    assert mended("spaces", text) == expected


# mend: joins, hyphens


def test_halves_of_a_sentence_are_joined() -> None:
    """A long first half without an end, and a second that goes on in small letters."""
    first, second = "The harbour master said that the boat would sail at six, as it has", "done since the flood."
    assert mended("joins", f"{first}\n\n{second}") == f"{first} {second}"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("What the village asks for now that the boat has gone", "The first thing is a lamp, said the teacher."),
        ("The demands of the village council in the matter of the boat are:", "a seat on the panel."),
        ("“At first we sent one ship, an old one, that nobody would miss.", "“when she came home we sent two.”"),
        ("The rain comes down", "and takes the line away."),
        ("• a new count in May, on ordinary weekdays of the spring term", "no change before the autumn."),
        ("The harbour master said that the boat would sail at six, as it has", "done since the flood"),
    ],
    ids=["capital", "colon", "full stop", "short", "list", "no end"],
)
def test_lines_that_belong_apart_are_not_joined(above: str, below: str) -> None:
    """Headings, lists, verse, whole sentences, and halves whose whole would not end (#78, #79)."""
    text = f"{above}\n\n{below}"
    assert mended("joins", text) == text


def test_a_join_inside_a_name_needs_a_first_part_that_shows_it() -> None:
    """ "Abu" opens a name; "deputy" does not, and a capital after it may begin anything (#76)."""
    whole = (
        "The strike near the airport killed the general and the militia commander {}\n\nMahdi al-Muhandis on Friday."
    )
    assert "\n" not in mended("joins", whole.format("Abu"))
    assert "\n" in mended("joins", whole.format("deputy"))


def test_a_pull_quote_between_the_halves_goes_with_a_reason() -> None:
    """One edit, labelled for what it took out (#77)."""
    text = (
        "The plan gives the port an opportunity to take over the river trade and to remove\n\n"
        "Lamps have shown pilots the channel\n\nthe old tolls, said the minister.\n\n"
        "In recent weeks lamps hung on boats have shown the pilots where the channel lies."
    )
    [edit] = find_cleaner("joins")(Clip.from_text(text))
    assert isinstance(edit, Edit)
    assert (edit.label, edit.replacement, edit.reason) == ("pullquote", " ", "a pull-quote stood inside a sentence")
    assert "Lamps have" in text[edit.start : edit.end]


def test_a_lost_hyphen_comes_back_on_the_clips_own_evidence() -> None:
    """The name stands alone in mid-sentence, or with its hyphen elsewhere (#80)."""
    assert mended("hyphens", "The Iranbacked groups of Iran") == "The Iran-backed groups of Iran"
    assert mended("hyphens", "The Syriabased groups of North Syria") == "The Syria-based groups of North Syria"
    assert mended("hyphens", "The USled forces, and a US-made tank") == "The US-led forces, and a US-made tank"


@pytest.mark.parametrize(
    "text",
    [
        "The Iranbacked groups met.",
        "Iran. The Iranbacked groups met.",
        "Bundled timber of Bund",
        "The Settled ones of Sett",
        "Unfunded, by Un and by an Un",
        "Rebased figures, of Re and of Re",
        "The Iranbacked and the iranbacked of Iran",
        "deescalation, cooperation",
        "Handheld cameras follow the boxer to the Hand of God, a hall in the port.",
        "The Eyecontrolled drone and the Eye of the Storm, a film.",
        "The Clubbased players left the Club, and so did the other club.",
        "The Webbased shop.\n\nA Shop on the Web",
        "Restrained words were heard of the Res, and from the Cons.",
    ],
)
def test_without_evidence_a_word_is_a_word(text: str) -> None:
    """No name in mid-sentence, an English verb, or the fused form in small letters (#80)."""
    assert mended("hyphens", text) == text


# The contract


@pytest.mark.parametrize("name", BUILT_IN)
def test_our_own_cleaners_keep_the_contract(name: str, samples: dict[str, str]) -> None:
    """Over the clips of `testing` and over every sample."""
    check_cleaner(find_cleaner(name), samples.values())


def test_the_list_of_cleaners_has_ours_first() -> None:
    """Plugins come after what the package brings."""
    assert known_cleaners()[: len(BUILT_IN)] == list(BUILT_IN)


@cleaner(stage="find")
def polite(clip: Clip) -> Iterator[Mark]:
    for start, line in zip(clip.starts, clip.lines, strict=True):
        if line == "Share":
            yield Mark(start, start + len(line), "share", False, True, "polite", "a share button")


@cleaner(stage="find")
def edits_in_find(clip: Clip) -> Iterator[Any]:
    if clip.text:
        yield Edit(0, 1, "", "space", "edits_in_find", "wrong")


@cleaner(stage="mend")
def marks_in_mend(clip: Clip) -> Iterator[Any]:
    if clip.text:
        yield Mark(0, 1, "nav", False, True, "marks_in_mend", "wrong")


@cleaner(stage="mend")
def plain_tuples(clip: Clip) -> Iterator[Any]:
    if clip.text:
        yield (0, 1, "", "space", "plain_tuples", "wrong")


@cleaner(stage="find")
def outside(clip: Clip) -> Iterator[Mark]:
    yield Mark(0, len(clip.text) + 1, "nav", False, True, "outside", "too far")


@cleaner(stage="find")
def silent(_: Clip) -> Iterator[Mark]:
    yield Mark(0, 0, "nav", False, True, "silent", "")


@cleaner(stage="find")
def fickle(_: Clip) -> Iterator[Mark]:
    fickle.times += 1  # type: ignore[attr-defined]
    yield Mark(0, 0, "nav", False, True, "fickle", f"time {fickle.times}")  # type: ignore[attr-defined]


fickle.times = 0  # type: ignore[attr-defined]


def stageless(_: Clip) -> Iterator[Mark]:
    yield from ()


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (edits_in_find, "'edits_in_find' is a find cleaner and must yield Mark, not Edit"),
        (marks_in_mend, "'marks_in_mend' is a mend cleaner and must yield Edit, not Mark"),
        (plain_tuples, "'plain_tuples' is a mend cleaner and must yield Edit, not "),
        (outside, "'outside' speaks of 0:1, but the clip's text has the offsets 0 to 0"),
        (silent, "'silent' gives no reason"),
        (fickle, "'fickle' says different things of the same clip"),
        (stageless, "does not say which stage it belongs to"),
        (cleaner(stage="find")(lambda _: ()), "is a lambda"),
        (5, "cannot be called"),
    ],
    ids=lambda value: getattr(value, "__name__", "") if callable(value) else "",
)
def test_a_broken_contract_is_told_in_a_sentence(broken: Any, sentence: str) -> None:
    """Wrong type, out of range, no reason, not deterministic, no stage, a lambda, no function."""
    with pytest.raises(AssertionError) as caught:
        check_cleaner(broken)
    assert sentence in str(caught.value)


def test_a_cleaner_inside_a_function_cannot_be_sent() -> None:
    """The sentence says where to put it."""

    @cleaner(stage="find")
    def hidden(_: Clip) -> Iterator[Mark]:
        yield from ()

    with pytest.raises(AssertionError, match=r"'hidden' cannot be pickled, .* move it to the top of its module"):
        check_cleaner(hidden)


def test_a_good_cleaner_is_praised_by_silence() -> None:
    """No complaint, also over clips of one's own."""
    check_cleaner(polite, ["Share\n\nIt rained."])


def test_the_clips_of_the_contract_are_hard_ones() -> None:
    """Empty, blank, odd line ends, NUL and surrogates, other scripts, long lines."""
    text = "".join(CLIPS)
    assert "" in CLIPS
    assert all(odd in text for odd in ("\x00", "\ud800", "\ufeff", "\u2028", "\r\n", "张", "İ"))
    assert max(map(len, CLIPS)) > 5000


def test_a_stage_that_does_not_exist_is_refused() -> None:
    """The sentence lists the stages."""
    with pytest.raises(ValueError, match="there is no stage 'fix'; the stages are read, find, score, mend, name"):
        cleaner(stage="fix")  # type: ignore[arg-type]
