"""Several documents in one text, as press databases export them: where each begins, and their results put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from cleanclip.clip import Block, Clip, Edit
from cleanclip.result import Result
from cleanclip.run import Run
from cleanclip.words import is_prose


class Document(NamedTuple):
    """One document of an export, with its own headers and footers."""

    start: int
    """Where it starts, in code points of the whole text."""
    end: int
    """Where it ends, and the next one starts."""
    text: str


def split_clips(text: str) -> list[Document]:
    r"""The documents of a text that a press database exported, in order; a text of one document is given back whole.

    Together they are the text: what stands before the first and after the last
    (cover pages, lists of results) belongs to them. Known are the exports of
    LexisNexis and Nexis Uni, Factiva, ProQuest and EBSCOhost.

    Raises:
        TypeError: for anything but a `str`.

    >>> export = "1 of 2 DOCUMENTS\n\nIt rained in Basra on Monday, officials said.\n\n"
    >>> export += "2 of 2 DOCUMENTS\n\nThe ferry did not sail on Tuesday, the harbour master said."
    >>> [(start, text[:16]) for start, end, text in split_clips(export)]
    [(0, '1 of 2 DOCUMENTS'), (65, '2 of 2 DOCUMENTS')]
    """
    if not isinstance(text, str):
        raise TypeError(f"split_clips takes the text of an export as a str, not {type(text).__name__}")
    starts = [0, *_inner_starts(text)]
    ends = [*starts[1:], len(text)]
    return [Document(start, end, text[start:end]) for start, end in zip(starts, ends, strict=True)]


_SIGNS = ("ocument", "OCUMENT", "okument", "OKUMENT", "Record: ")
"""Every line that opens or closes a document has one of these."""

_OPENS = re.compile(
    r"(?:Record:|(?:(?i:document|dokument|documento)\s)?(?=\d+\s(?:of|von|de|di|sur)\s))\s?(\d{1,5})"
    r"(?:\s(?:of|von|de|di|sur)\s\d{1,5}(?i:\s(?:documents?|dokumente?n?|documentos?|documenti))?)?"
)
"""A line that opens one: "2 of 10 DOCUMENTS" (LexisNexis), "Document 2 of 10" (ProQuest), "Record: 2" (EBSCOhost)."""

_CLOSES = re.compile(
    r"End of Document|(?:AN\s{1,8})?(?:Document|Dokument|Documento) [A-Z][A-Z0-9]{3,11}(?:19|20)\d{6}[a-z0-9]{6,14}"
)
"""A line that closes one: "End of Document" (Nexis Uni), "Document TOR0000020200104eg1400015" (Factiva)."""

_LINE_ENDS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LONGEST = 80
_RULED = re.compile(r"^[ \t]*_{40,}[ \t\r]*$", re.MULTILINE)
"""The line of underscores that ProQuest prints above each document."""


def _inner_starts(text: str) -> Iterator[int]:
    """Where documents after the first one start: only between two that have something to say."""
    for line_end in _LINE_ENDS:  # the text keeps its length
        text = text.replace(line_end, "\n")
    opens: dict[int, int] = {}
    places: set[int] = set()
    for start, line, after in _lines_with(text, _SIGNS):
        opened = _OPENS.fullmatch(line)
        if opened:
            opens[start] = int(opened[1])
        elif _CLOSES.fullmatch(line):
            places.add(after)
    numbers = [opens[start] for start in sorted(opens)]
    if len(numbers) < 2 or numbers != sorted(set(numbers)):  # one alone, or in no order, numbers something else
        opens = {}
    if "ProQuest" in text:
        places.update(match.start() for match in _RULED.finditer(text))
    numbered = {_with_rule(text, start) for start in opens}
    inner = sorted(places | numbered)
    speaks = bool(inner) and _speaks(text[: inner[0]])
    for start, end in pairwise([*inner, len(text)]):
        own = start in numbered or _speaks(text[start:end])
        if speaks and own:
            yield start
        speaks = speaks or own


def _with_rule(text: str, start: int) -> int:
    """Where a document starts that a line at an offset opens: a line of underscores above belongs to it."""
    rule = text.rfind("\n_", max(0, start - 2 * _LONGEST), start) + 1
    return rule if rule and not text[rule:start].strip("_ \t\r\n") else start


def _lines_with(text: str, signs: Sequence[str]) -> Iterator[tuple[int, str, int]]:
    """The short lines with one of some signs: where each starts, its text, and where the next line starts."""
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            end = len(text) if end < 0 else end
            if end - start <= _LONGEST:
                yield start, text[start:end].strip(), min(end + 1, len(text))
            at = text.find(sign, end)


def _speaks(text: str) -> bool:
    """Whether there is running text."""
    return any(map(is_prose, Clip.from_text(text).lines))


class Documents:
    """The runs of several documents, seen as one."""

    def __init__(self, source: str, documents: Sequence[Document], runs: Sequence[Run]) -> None:
        self.source = source
        self.documents = documents
        self.runs = runs
        self.text = "\n\n".join(run.text for run in runs if run.text)

    @property
    def labels(self) -> set[str]:
        """The labels that lines of the documents have."""
        return set().union(*(run.labels for run in self.runs))

    def result(self, **known: Any) -> Result:
        """The bodies of all documents in order, with one account; fields belong to a document, so there are none."""
        edits: list[Edit] = []
        blocks: list[Block] = []
        texts = 0
        count = f"holds {len(self.runs)} documents, so there are no fields"
        warnings = [*known.pop("warnings", ()), f"{count}; split_clips() or clean --split parts them"]
        for number, (document, run) in enumerate(zip(self.documents, self.runs, strict=True), 1):
            result = run.result()
            at = document.start
            if result.text and texts:
                edits.append(Edit(at, at, "\n\n", "space", "documents", f"document {number} begins"))
            texts += bool(result.text)
            edits += (edit._replace(start=edit.start + at, end=edit.end + at) for edit in result.edits)
            blocks += (block._replace(start=block.start + at, end=block.end + at) for block in result.blocks)
            warnings += (f"document {number}: {warning}" for warning in result.warnings)
        return Result(
            self.text, self.source, warnings=tuple(warnings), layers=(tuple(edits),), drafts=tuple(blocks), **known
        )
