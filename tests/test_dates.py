"""Dates that a line states in full, and everything that only looks like one."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanclip.dates import has_date, iso_date

STATED = {
    "November 3, 2019 Sunday": "2019-11-03",
    "January 8, 2010 Friday 10:30 PM GMT": "2010-01-08T22:30+00:00",
    "January 8, 2010 Friday 10:30 PM EST": "2010-01-08T22:30-05:00",
    "PD 3 November 2019": "2019-11-03",
    "Publication date: Nov 3, 2019": "2019-11-03",
    "Date: Jan. 8, 2010": "2010-01-08",
    "8. Januar 2010 Freitag": "2010-01-08",
    "3. März 2021 um 10:20 Uhr": "2021-03-03",
    "3. März 2021, 10.20 Uhr MEZ": "2021-03-03T10:20+01:00",
    "dimanche 1er mars 2020": "2020-03-01",
    "30 août 2020": "2020-08-30",
    "vendredi 8 janvier 2010 - 10:30 UTC +01:00 355 mots, p. 4": "2010-01-08T10:30+01:00",
    "3 de marzo de 2021": "2021-03-03",
    "1º de março de 2021": "2021-03-01",
    "3 ноября 2019 г.": "2019-11-03",
    "the 3rd of November 2019": "2019-11-03",
    "2019-11-03": "2019-11-03",
    "2019-11-03 10:20": "2019-11-03",
    "2019-11-03T10:20:30Z": "2019-11-03T10:20:30+00:00",
    "2019-11-03T10:20:30+05:30": "2019-11-03T10:20:30+05:30",
    "13/04/2019": "2019-04-13",
    "04/13/2019": "2019-04-13",
    "04/04/2019": "2019-04-04",
    "12:30 AM UTC, Dec 13, 2023": "2023-12-13T00:30+00:00",
    "10:20 IST, 3 March 2021": "2021-03-03",
    "10:20 BST, 3 March 2021": "2021-03-03",
    "10:20 GMT or 11:20 CET, 3 March 2021": "2021-03-03",
    "29:99 GMT, 3 March 2021": "2021-03-03",
}

NOT_STATED = (
    "",
    "03/04/2019",
    "3.4.2019",
    "03-04-2019",
    "3/4/19",
    "November 2019",
    "Nov 3",
    "3 November",
    "2019",
    "yesterday",
    "3 hours ago",
    "Sunday",
    "8-9 January 2010",
    "Nov 3-4, 2019",
    "31 February 2019",
    "29 February 2019",
    "3 boats 2019",
    "3 November 0019",
    "3 November 20190",
    "3 March 2021, 4 March 2021",
    "20191103",
)


@pytest.mark.parametrize("text", STATED)
def test_a_date_that_is_stated(text: str) -> None:
    """Day, month and year stand there; the time counts where its zone stands by it, and is one country's alone."""
    assert iso_date(text) == STATED[text]


@pytest.mark.parametrize("text", NOT_STATED)
def test_what_is_no_date_or_more_than_one(text: str) -> None:
    """Nothing is guessed: no order of day and month, no year, no century, no day."""
    assert iso_date(text) is None


def test_what_is_read_first_changes_nothing() -> None:
    """A date in one language does not turn the reader to that language."""
    before = iso_date("3 mars 2021")
    for text in (*STATED, *NOT_STATED):
        iso_date(text)
    assert iso_date("3 mars 2021") == before == "2021-03-03"


def test_where_a_date_stands() -> None:
    """The first of those that are there, in whatever form."""
    found = has_date("Harbour Ledger; Kallmar, 1/8/2010, read on 3 March 2021")
    assert found is not None
    assert found[0] == "1/8/2010"
    assert has_date("Harbour Ledger 14 boats 2010") is None


@given(st.text())
def test_no_text_raises(text: str) -> None:
    """Whatever the characters are, there is a date or none."""
    assert iso_date(text) is None or iso_date(text)


@given(st.integers(1, 99), st.text(st.characters(categories=("L",)), min_size=3, max_size=12))
def test_no_word_raises(day: int, word: str) -> None:
    """A word of any script may stand where the month does."""
    found = iso_date(f"{day} {word} 2019")
    assert found is None or found.startswith("2019-")


def test_a_clip_without_a_date_line_pays_nothing() -> None:
    """The reader of months is imported when a date line is met, and not before."""
    code = (
        "import sys, cleanclip\n"
        "cleanclip.explain('By Jane Doe\\n\\nIt rained on 3 March 2021 in Basra, officials said on Monday.')\n"
        "print('dateparser' in sys.modules)\n"
        "cleanclip.explain('Published: 3 March 2021\\n\\nIt rained in Basra, officials said on Monday.')\n"
        "print('dateparser' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["False", "True"]
