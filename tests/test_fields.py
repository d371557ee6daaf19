"""What explain() reads out of the documents of an export; `cases/packs/fields.toml` has the single clips."""

import pytest

import cleanclip
from cleanclip.result import FIELDS

ICE = (
    "The ice came to the harbour on Sunday night, and by the morning no boat could leave the inner basin.\n\n"
    "The harbour master said that the breaker would be called, as it was in the winter of 1998, if the frost held."
)
SALT = (
    "There is salt for a week, said the woman who keeps the landing stage, and after that there are brooms.\n\n"
    "The school has been told to stay shut, and the ferry company is looking for somebody who drives a bus."
)

LEXIS = f"""1 of 2 DOCUMENTS

The Quay Post

November 3, 2019 Sunday

Ice at port keeps the boats in

BYLINE: Jane Roe

LENGTH: 40 words

{ICE}

LOAD-DATE: November 5, 2019

2 of 2 DOCUMENTS

Kallmar Mail

November 4, 2019 Monday

Salt for a week

LENGTH: 40 words

{SALT}

LOAD-DATE: November 5, 2019
"""

NEXIS = f"""Ice at port keeps the boats in

The Quay Post

November 3, 2019 Sunday

Length: 40 words

Byline: Jane Roe

Body

{ICE}

Load-Date: November 5, 2019

End of Document

Salt for a week

Kallmar Mail

November 4, 2019 Monday

Length: 40 words

Body

{SALT}

Load-Date: November 5, 2019

End of Document
"""

FACTIVA_TAGGED = f"""HD Ice at port keeps the boats in
BY Jane Roe
WC 40 words
PD 3 November 2019
SN The Quay Post
LA English

LP

{ICE}

AN Document QUAYP00020191103efb300001

HD Salt for a week
WC 40 words
PD 4 November 2019
SN Kallmar Mail
LA English

LP

{SALT}

AN Document KALLM00020191104efb400002
"""

FACTIVA_PLAIN = f"""Ice at port keeps the boats in

Jane Roe
40 words
3 November 2019
The Quay Post
QUAYP
English
(c) 2019 Quay Media Ltd

{ICE}

Document QUAYP00020191103efb300001

Salt for a week

40 words
4 November 2019
Kallmar Mail
KALLM
English
(c) 2019 Kallmar Media Ltd

{SALT}

Document KALLM00020191104efb400002
"""

PROQUEST = f"""____________________________________________________________

Document 1 of 2

Ice at port keeps the boats in

Author: Jane Roe

Full text:

{ICE}

Publication title: The Quay Post

Publication date: Nov 3, 2019

ProQuest document ID: 123456789

Database: ProQuest Central

____________________________________________________________

Document 2 of 2

Full text:

{SALT}

Title: Salt for a week

Publication title: Kallmar Mail

Publication date: Nov 4, 2019

ProQuest document ID: 123456790

Database: ProQuest Central
"""

EBSCO = f"""Record: 1
Title:	Ice at port keeps the boats in
Authors:	Jane Roe
Source:	The Quay Post, Nov 3, 2019, p4
Document Type:	Article
Accession Number:	2W61234567890
Database:	Newspaper Source Plus

{ICE}

Record: 2
Title:	Salt for a week
Source:	Kallmar Mail, Nov 4, 2019, p4
Document Type:	Article
Accession Number:	2W61234567891
Database:	Newspaper Source Plus

{SALT}
"""

EXPORTS = {
    "LexisNexis": LEXIS,
    "Nexis Uni": NEXIS,
    "Factiva with tags": FACTIVA_TAGGED,
    "Factiva without tags": FACTIVA_PLAIN,
    "ProQuest": PROQUEST,
    "EBSCOhost": EBSCO,
}
EXPECTED = [
    ("Ice at port keeps the boats in", "Jane Roe", "The Quay Post", "2019-11-03"),
    ("Salt for a week", None, "Kallmar Mail", "2019-11-04"),
]


@pytest.mark.parametrize("system", EXPORTS)
def test_each_document_has_its_own_fields(system: str) -> None:
    """One that lacks a field does not take its neighbour's."""
    found = [cleanclip.explain(document.text) for document in cleanclip.split_clips(EXPORTS[system])]
    found = [result for result in found if result.text]
    assert [(r.headline, r.byline, r.publication, r.published) for r in found] == EXPECTED
    assert [result.text for result in found] == [ICE, SALT]


@pytest.mark.parametrize("system", EXPORTS)
def test_the_whole_of_an_export_has_none(system: str) -> None:
    """A headline of one document is not that of all."""
    result = cleanclip.explain(EXPORTS[system])
    assert [getattr(result, field) for field in FIELDS if field != "language"] == [None] * (len(FIELDS) - 1)
    assert result.text == f"{ICE}\n\n{SALT}"


def test_the_line_of_a_date_has_its_own_label() -> None:
    """The block says what the line is, and include keeps it where it stands."""
    source = f"By Jane Roe\n\nPublished: 3 November 2019\n\nUpdated: 5 November 2019\n\n{ICE}"
    result = cleanclip.explain(source)
    assert [block.label for block in result.blocks if not block.kept] == ["byline", "published", "timestamp"]
    assert cleanclip.clean(source, include=["published"]) == f"Published: 3 November 2019\n\n{ICE}"
    assert cleanclip.explain(source, include=["published"]).published == "2019-11-03"


@pytest.mark.parametrize(
    "line",
    [
        "Published: 03/04/2019",
        "Updated: 3 November 2019",
        "Last updated on November 3, 2019 at 10:20 GMT",
        "Load-Date: November 3, 2019",
        "LOAD-DATE: November 3, 2019",
        "Copyright 2019 Quay Media Ltd. All rights reserved.",
        "Accessed on 3 November 2019",
        "Accessed: 03-11-2019 10:30 UTC",
        "10:20 GMT, 3 November 2019",
        "3 November 2019",
        "Published 3 hours ago",
        "Published: November 2019",
        "Stand: 13.11.2019, 10:20 Uhr",
        "Mis à jour le 3 novembre 2019",
    ],
)
def test_what_is_no_date_of_publication(line: str) -> None:
    """A clock, a change, a copy, a right and half a date: the field stays None."""
    assert cleanclip.explain(f"Ice at port keeps the boats in\n\nBy Jane Roe\n\n{line}\n\n{ICE}").published is None


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published: 12 March 2020", "2020-03-12"),
        ("Published on March 12, 2020 at 10:20 GMT", "2020-03-12T10:20+00:00"),
        ("First published: Thu 12 Mar 2020 10.20 GMT", "2020-03-12T10:20+00:00"),
        ("Originally published March 12, 2020 at 6:56 PM", "2020-03-12"),
        ("Published 12 March 2020; last updated 10:20 GMT, 13 March 2020", "2020-03-12"),
        ("Veröffentlicht am 3. November 2019", "2019-11-03"),
        ("Publié le 3 novembre 2019 à 10h20", "2019-11-03"),
        ("Publicado el 3 de noviembre de 2019", "2019-11-03"),
        ("Pubblicato il 3 novembre 2019", "2019-11-03"),
        ("Publicado em 3 de novembro de 2019", "2019-11-03"),
        ("Published: 2019-11-03", "2019-11-03"),
        ("Published: 13/04/2019", "2019-04-13"),
    ],
)
def test_a_page_that_says_when_it_was_published(line: str, date: str) -> None:
    """Day, month and year beside the word; the time where its zone stands by it."""
    source = f"By Jane Roe\n\n{line}\n\n{ICE}"
    result = cleanclip.explain(source)
    assert result.published == date
    assert result.text == ICE


def test_a_date_below_the_word() -> None:
    """The label stands alone, and the next line is the date; a sentence there is none."""
    assert cleanclip.explain(f"By Jane Roe\n\nPublished:\n3 November 2019\n\n{ICE}").published == "2019-11-03"
    assert cleanclip.explain(f"By Jane Roe\n\nPublished:\nOn 3 November 2019 {ICE}").published is None
