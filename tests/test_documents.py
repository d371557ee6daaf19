"""Several documents in one text: where each begins, and that none is lost."""

from pathlib import Path

import pytest

import cleanclip
from cleanclip import split_clips
from cleanclip.cli.main import main


def body(number: int) -> str:
    """Two paragraphs that no other document has."""
    return (
        f"The harbour master of port {number} said on Monday that the ferry would not sail before the ice had gone.\n\n"
        f"Nobody was hurt when pier {number} gave way, the fire brigade added in a statement on Tuesday morning."
    )


def lexis(number: int, of: int) -> str:
    return f"                    {number} of {of} DOCUMENTS\n\nHEADLINE: Ice at port {number}\n\n{body(number)}"


EXPORTS = {
    "LexisNexis": lexis,
    "LexisNexis in German": lambda n, of: f"Dokument {n} von {of}\n\n{body(n)}",
    "LexisNexis in French": lambda n, of: f"Document {n} de {of}\n\n{body(n)}",
    "Nexis Uni": lambda n, _: f"Ice at port {n}\n\nBody\n\n{body(n)}\n\nEnd of Document",
    "Factiva": lambda n, _: f"Ice at port {n}\n512 words\n\n{body(n)}\n\nDocument LEDGER0020200104eg140001{n}",
    "ProQuest": lambda n, of: f"{'_' * 60}\n\nDocument {n} of {of}\n\n{body(n)}\n\nProQuest document ID: 1{n}",
    "ProQuest, not numbered": lambda n, _: f"{'_' * 60}\n\nIce\n\n{body(n)}\n\nProQuest document ID: 1{n}",
    "EBSCOhost": lambda n, _: f"Record: {n}\n\nIce at port {n}\n\n{body(n)}",
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\u2028"], ids=["LF", "CRLF", "U+2028"])
@pytest.mark.parametrize("system", EXPORTS)
def test_an_export_is_split_into_its_documents(system: str, line_end: str) -> None:
    parts = [EXPORTS[system](number, 12) for number in range(1, 13)]
    text = "\n\n\n".join(parts).replace("\n", line_end)
    documents = split_clips(text)
    assert [document.text.split() for document in documents] == [part.split() for part in parts]
    assert "".join(document.text for document in documents) == text
    assert all(text[document.start : document.end] == document.text for document in documents)


@pytest.mark.parametrize(
    "text",
    [
        "",
        body(1),
        f"1 of 1 DOCUMENT\n\n{body(1)}",
        f"{body(1)}\n\nEnd of Document",
        f"{body(1)}\n\nEnd of Document\n\nTerms\n\nPrivacy",
        f"{body(1)}\n\n2 of 10 documents\n\n{body(2)}",
        f"{body(1)}\n\nHe had read 2 of 10 documents.\n\nShe had read 3 of 10 documents.\n\n{body(2)}",
        f"{body(1)}\n\n2 of 10\n\n{body(2)}\n\n3 of 10\n\n{body(3)}",
        f"{body(1)}\n\n{'_' * 60}\n\n{body(2)}",
        f"{body(1)}\n\nDocument Solutions\n\n{body(2)}",
        f"Document 2 of 2\n\n{body(1)}\n\nDocument 1 of 2\n\n{body(2)}",
    ],
)
def test_what_only_looks_like_an_export_stays_whole(text: str) -> None:
    assert split_clips(text) == [(0, len(text), text)]


def test_what_stands_round_the_documents_belongs_to_the_first_and_the_last() -> None:
    text = f"Download Request: All\n\n{lexis(1, 2)}\n\n{lexis(2, 2)}\n\nSearch Summary"
    first, last = split_clips(text)
    assert first.text.startswith("Download Request")
    assert last.text.endswith("Search Summary")


def test_a_tail_ends_where_the_next_document_begins() -> None:
    tail = "\n\nLeave a Reply\n\nYour email address will not be published.\n\n"
    text = lexis(1, 2) + tail + lexis(2, 2) + tail
    result = cleanclip.explain(text)
    assert 0 <= result.text.index(body(1)) < result.text.index(body(2))
    assert "Leave a Reply" not in result.text


def test_the_account_of_an_export_covers_all_its_documents() -> None:
    text = f"By Jane Roe\n\n{lexis(1, 2)}\n\n\n{lexis(2, 2)}\n\nAdvertisement\n"
    result = cleanclip.explain(text, include=["headline"])
    assert result.text == cleanclip.clean(text, include=["headline"]) == cleanclip.apply(text, result.edits)
    assert [text[block.start : block.end] for block in result.blocks] == [block.text for block in result.blocks]
    assert [block.text for block in result.blocks] == [line.strip() for line in text.split("\n") if line.strip()]
    assert {block.label for block in result.blocks if block.text == "Advertisement"} == {"ad"}
    assert "holds 2 documents" in result.warnings[0]
    assert result.byline is result.headline is result.publication is None
    at = result.text.index(body(2)[:40])
    assert text[slice(*result.source_span(at, at + 40))] == body(2)[:40]


def test_an_export_goes_through_a_pipeline_without_cleaners_as_it_is() -> None:
    text = lexis(1, 2) + "\n\n" + lexis(2, 2)
    assert cleanclip.clean(text, pipeline=cleanclip.Pipeline()) == text


def test_other_than_text_is_refused() -> None:
    with pytest.raises(TypeError, match="split_clips takes the text of an export as a str, not bytes"):
        split_clips(b"1 of 2 DOCUMENTS")  # type: ignore[arg-type]


def test_the_command_line_cleans_each_document_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("export.txt").write_text("\n\n".join(lexis(n, 2) for n in (1, 2)), encoding="utf-8")
    Path("single.txt").write_text(body(3), encoding="utf-8")
    assert main(["clean", "--split", "export.txt", "single.txt"]) == 0
    out = capsysbinary.readouterr().out.decode()
    assert out.count("==> export.txt (2 of 2) <==") == out.count("==> single.txt <==") == 1
    assert main(["clean", "--split", "export.txt", "single.txt", "-o", "out"]) == 0
    assert sorted(path.name for path in Path("out").iterdir()) == ["export-1.txt", "export-2.txt", "single.txt"]
    assert body(2) in Path("out/export-2.txt").read_text(encoding="utf-8")


def test_documents_do_not_take_the_place_of_other_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("export.txt").write_text("\n\n".join(lexis(n, 2) for n in (1, 2)), encoding="utf-8")
    Path("export-2.txt").write_text(body(3), encoding="utf-8")
    assert main(["clean", "--split", "export.txt", "export-2.txt", "-o", "out"]) == 2
    assert "export-2.txt and export.txt (2 of 2) would both be written to it" in capsys.readouterr().err
    assert main(["clean", "--split", "export.txt", "-o", "."]) == 2
    assert Path("export-2.txt").read_text(encoding="utf-8") == body(3)
    assert main(["clean", "--split", "export.txt", "-o", "export-2.txt"]) == 2
    assert "--split needs a folder" in capsys.readouterr().err


def test_a_document_of_factiva_ends_at_its_number_behind_the_tag() -> None:
    """With tags the number stands behind AN, on its line."""
    first = f"HD Council keeps its ferry\n\n{body(2)}\n\nAN Document HLEDGR0020100108e6180002x\n\n"
    documents = split_clips(
        f"{first}HD Nobody disputes the figures\n\n{body(2)}\n\nAN Document HLEDGR0020100109e6190003y\n"
    )
    assert [document.start for document in documents] == [0, len(first) - 1]
