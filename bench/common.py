"""What the yardsticks share: where the data lies, the clips, the peers, and the table of checks.

Importing this file puts the checkout first on the import path, so that
`python bench/seeds.py` measures this checkout and not an installed copy.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

ROOT = Path(__file__).resolve().parent.parent
VARIABLE = "CLEANCLIP_DATA"
#: Data sets of which no line and no message is ever printed.
CLOSED = frozenset({"aeb"})

sys.path.insert(0, str(ROOT))


# --- arguments and data ---


def parser(doc: str | None) -> argparse.ArgumentParser:
    """A parser whose help is the command's docstring; every yardstick starts from it."""
    made = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--require-data", action="store_true", help=f"exit 2, not 0, where {VARIABLE} leads nowhere")
    return made


def data_folder() -> Path:
    """The folder that holds the third-party texts, whether it exists or not."""
    return Path(os.environ.get(VARIABLE) or ROOT.parent / "shared")


def skip(missing: str, required: bool) -> NoReturn:
    """End the command because data is missing: quietly in a CI, as an error with --require-data."""
    print(f"skipped: {missing} is not there; set {VARIABLE} to the folder that holds the third-party data.")
    raise SystemExit(2 if required else 0)


def need(path: str, required: bool) -> Path:
    """A path inside the data folder, or the end of the command."""
    found = data_folder() / path
    if not found.exists():
        skip(f"`{path}` in the data folder", required)
    return found


class Doc(NamedTuple):
    """One clip of a JSONL file; what the file does not say is ""."""

    id: str
    text: str
    body: str
    dataset: str
    lang: str
    renderer: str
    site: str


def add_clips(made: argparse.ArgumentParser) -> None:
    """The options by which a command is told what clips to read."""
    made.add_argument(
        "--clips",
        type=Path,
        help="a JSONL file with a `text` per line; or a folder in which the made clips are kept and found again "
        "(default: a folder of the system's temporary files)",
    )
    made.add_argument("--sets", nargs="+", default=["aeb"], help="page sets to make clips of (default: aeb)")


def clips(args: argparse.Namespace) -> list[Doc]:
    """The clips that the options ask for; made from the data folder where no file is given."""
    if args.clips and args.clips.is_file():
        return read_clips(args.clips)
    if args.clips and args.clips.suffix:
        raise SystemExit(f"no such file: {args.clips}")
    folder = args.clips or Path(tempfile.gettempdir()) / "cleanclip-bench"
    return [doc for name in args.sets for doc in read_clips(make_clips(name, folder, args.require_data))]


def make_clips(name: str, folder: Path, required: bool) -> Path:
    """The file of plain clips of one page set, made by the data folder's `make_clips.py` unless it is there.

    A file older than that program is made anew.
    """
    out = folder / f"{name}.jsonl"
    script = data_folder() / "bench/make_clips.py"
    if not out.exists() or (script.exists() and script.stat().st_mtime > out.stat().st_mtime):
        need("bench/make_clips.py", required)
        need(f"data/{name}", required)
        folder.mkdir(parents=True, exist_ok=True)
        part = out.with_suffix(".part")
        command = [sys.executable, str(script), "--sets", name, "--out", str(part)]
        done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["no message"])[-1]
            raise SystemExit(f"make_clips.py failed on {name!r} (it needs the `bench` dependency group): {reason}")
        part.replace(out)
    return out


def read_clips(path: Path) -> list[Doc]:
    """Every clip of a JSONL file."""
    docs = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            rest = [str(row.get(key) or "") for key in ("body", "dataset", "lang", "renderer", "site")]
            docs.append(Doc(str(row.get("id") or f"{path.stem}:{number}"), row["text"], *rest))
    return docs


def cap_threads() -> None:
    """One thread for NumPy's libraries; call it before they are imported."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
        os.environ[name] = "1"


def child_environment() -> dict[str, str]:
    """The environment for a child process: this checkout first, one thread, compiled files allowed."""
    cap_threads()
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    old = environment.get("PYTHONPATH")
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), old] if old else [str(ROOT)])
    return environment


# --- text ---

tokens = re.compile(r"\w+").findall
RUN = 4
Runs = Counter[tuple[str, ...]]


def runs(words: Sequence[str], length: int = RUN) -> Runs:
    """The runs of so many words, with their counts; a shorter text is one run.

    >>> sorted(runs(tokens("Crews pause a strike today")))
    [('Crews', 'pause', 'a', 'strike'), ('pause', 'a', 'strike', 'today')]
    """
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + length]) for at in range(max(1, len(words) - length + 1)))


def squash(text: str) -> str:
    """The text with every run of white space made one space."""
    return " ".join(text.split())


def lines_of(text: str) -> list[str]:
    """The lines that are not blank, without the white space round them."""
    return [bare for line in text.split("\n") if (bare := line.strip())]


# --- the peers, each from plain text to plain text ---


def as_page(text: str) -> str:
    """The text as HTML with one <p> per line, which is all the structure a plain clip has."""
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines_of(text))
    return f"<html><head><title>clip</title></head><body>\n{body}</body></html>"


@cache
def _english() -> frozenset[str]:
    import justext

    return justext.get_stoplist("English")


def justext_page(page: str) -> str:
    """jusText, English, on a page."""
    import justext

    return "\n".join(p.text for p in justext.justext(page, _english()) if not p.is_boilerplate)


def trafilatura_page(page: str) -> str:
    """trafilatura on a page, without comments."""
    import trafilatura

    return trafilatura.extract(page, include_comments=False) or ""


def justext_lines(text: str) -> str:
    """jusText, English, each line as a <p>."""
    return justext_page(as_page(text))


def trafilatura_lines(text: str) -> str:
    """trafilatura, each line as a <p>."""
    return trafilatura_page(as_page(text))


C4_ENDS = (".", "?", "!", '"', "'")
C4_TYPOGRAPHIC_ENDS = (*C4_ENDS, "”", "’", "»", "…")
C4_PHRASES = (
    "javascript",
    "lorem ipsum",
    "terms of use",
    "privacy policy",
    "cookie policy",
    "uses cookies",
    "use of cookies",
    "use cookies",
)


def c4_lines(text: str, ends: tuple[str, ...] = C4_ENDS, words: int = 3) -> str:
    """The line rules of C4 (Raffel et al., 2020): an end mark, three words, and none of its phrases.

    >>> c4_lines("Log In\\nThe truce holds, they said.\\nThe truce holds ...")
    'The truce holds, they said.'
    """
    kept = []
    for line in lines_of(text):
        if not line.endswith(ends) or line.endswith("...") or len(line.split()) < words:
            continue
        low = line.lower()
        if not any(phrase in low for phrase in C4_PHRASES):
            kept.append(line)
    return "\n".join(kept)


def c4_typographic(text: str) -> str:
    """The line rules of C4 with typographic quotes and the ellipsis counted as end marks."""
    return c4_lines(text, C4_TYPOGRAPHIC_ENDS)


PEERS = {
    "trafilatura": trafilatura_lines,
    "jusText": justext_lines,
    "C4 line rules": c4_lines,
    "C4, typographic": c4_typographic,
}


# --- tables ---


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows under a head, the first column to the left and the others to the right.

    >>> print(table(("measure", "figure"), [("body lines", 79)]))
    measure    | figure
    -----------+-------
    body lines |     79
    """
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    out = []
    for row in cells:
        first, *rest = [cell.rjust(width) for cell, width in zip(row, widths, strict=True)]
        out.append(" | ".join([first.strip().ljust(widths[0]), *rest]).rstrip())
    out.insert(1, "-+-".join("-" * width for width in widths))
    return "\n".join(out)


class Checks:
    """Measures with what they must be; the exit code says whether one was missed."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str, str]] = []
        self.missed = 0

    def add(self, measure: str, figure: object, must: object = "-", ok: bool | None = None) -> None:
        """One measure; `ok` is None for a figure that is only told."""
        self.rows.append((measure, str(figure), str(must), {True: "yes", False: "NO", None: ""}[ok]))
        self.missed += ok is False

    def same(self, measure: str, figure: object, must: object) -> None:
        """A measure that must equal a value."""
        self.add(measure, figure, must, figure == must)

    def finish(self) -> int:
        """Print the table and the verdict; the exit code of the command."""
        print(table(("measure", "figure", "must be", "ok"), self.rows))
        print(f"\n{self.missed} missed." if self.missed else "\nall met.")
        return 1 if self.missed else 0
