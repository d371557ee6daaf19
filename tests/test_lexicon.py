"""The lists that every cleaner reads: what one of them knows, the others know too."""

import re

import pytest

from cleanclip import Clip, Mark
from cleanclip.cleaners.headlines import could_be_headline
from cleanclip.lexicon import AGENCIES, CALENDAR, CALENDAR_STEMS, DAYS, MONTH, MONTHS, NAME_PARTICLES, TIES
from cleanclip.registry import find_cleaner

LONG = "The council of Kallmar voted on Monday to keep the winter ferry, which carries forty people on a good morning."

WIRES = [agency.form for agency in AGENCIES if agency.wire]
SURE_WIRES = [agency.form for agency in AGENCIES if agency.wire and not agency.ambiguous]
SURE_PICTURES = [agency.form for agency in AGENCIES if agency.pictures and not agency.ambiguous]
AMBIGUOUS = [agency.form for agency in AGENCIES if agency.pictures and agency.ambiguous]


def marked(name: str, text: str) -> list[tuple[str, bool]]:
    clip = Clip.from_text(text)
    marks = [mark for mark in find_cleaner(name)(clip) if isinstance(mark, Mark)]
    return [(clip.text[mark.start : mark.end], mark.certain) for mark in marks]


@pytest.mark.parametrize("wire", WIRES)
def test_a_wire_in_brackets_opens_a_dispatch(wire: str) -> None:
    """After a place in capitals or not."""
    for place in ("KALLMAR", "Kallmar"):
        assert marked("datelines", f"{place} ({wire}) — {LONG}") == [(place, True)]


@pytest.mark.parametrize("wire", SURE_WIRES)
def test_a_wire_signs_as_a_writer_does(wire: str) -> None:
    """By its name, with "The" or "Staff"; and a line with it in brackets is no headline."""
    for line in (f"By {wire}", f"By The {wire}", f"By {wire} Staff", f"By Jane Roe, {wire}"):
        assert marked("bylines", f"{line}\n\n{LONG}") == [(line, True)]
    assert not could_be_headline(f"Kallmar ({wire})")


@pytest.mark.parametrize("agency", SURE_PICTURES)
def test_a_source_of_pictures_makes_a_credit(agency: str) -> None:
    """In either order, after a word for picture, and at the end of a caption."""
    for line in (f"{agency}/Jane Roe", f"Jane Roe/{agency}", f"Photo: {agency}"):
        assert marked("credits", f"{LONG}\n\n{line}") == [(line, True)]
    caption = f"The pier in snow. (Jane Roe/{agency})"
    assert marked("captions", f"{LONG}\n\n{caption}") == [(caption, True)]


@pytest.mark.parametrize("agency", AMBIGUOUS)
def test_an_ambiguous_source_needs_a_second_sign(agency: str) -> None:
    """A sign or a word for picture; a slash is none."""
    assert marked("credits", f"{LONG}\n\n{agency}/Garden") == []
    assert marked("credits", f"{LONG}\n\nJane Roe/{agency}") == [(f"Jane Roe/{agency}", False)]
    for line in (f"© {agency} / Jane Roe", f"Photo: {agency}", f"Jane Roe/{agency}/AFP"):
        assert marked("credits", f"{LONG}\n\n{line}") == [(line, True)]


@pytest.mark.parametrize("particle", ["van", "ter", "dos", "von der", "van den", "al", "ibn", "zu"])
def test_a_particle_ties_a_name_wherever_names_stand(particle: str) -> None:
    """Bylines and credits read names alike."""
    name = f"Anna {particle} Horst"
    assert marked("bylines", f"By {name}\n\n{LONG}") == [(f"By {name}", True)]
    for line in (f"Photo: {name}", f"© AFP / {name}", f"{name}/Reuters"):
        assert marked("credits", f"{LONG}\n\n{line}") == [(line, True)]
    caption = f"The pier in snow. (Photo by {name}/AFP)"
    assert marked("captions", f"{LONG}\n\n{caption}") == [(caption, True)]


def test_other_small_words_tie_no_name() -> None:
    """A sentence is no name."""
    assert marked("credits", f"{LONG}\n\nPhoto: Anna and the Horst") == []
    assert marked("bylines", f"By Anna under Horst\n\n{LONG}") == []


def test_the_calendar_is_one() -> None:
    """Twelve months and seven days, and an expression that takes each month in full or short."""
    assert (len(MONTHS), len(DAYS), len(CALENDAR), len(CALENDAR_STEMS)) == (12, 7, 19, 19)
    for form in (*MONTHS, *(month[:3] for month in MONTHS), "Sept.", "Jan."):
        assert re.fullmatch(MONTH, form), form
    assert not re.fullmatch(MONTH, "Marathon")


def test_ties_are_particles() -> None:
    """Those that are words or abbreviations of their own aside."""
    assert all(particle == particle.lower() for particle in NAME_PARTICLES)
    assert re.fullmatch(TIES, "van")
    assert not re.fullmatch(TIES, "st")
