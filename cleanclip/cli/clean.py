"""`cleanclip clean`: the bodies of clips, to standard output or into files."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cleanclip.cli.common import (
    STDIN,
    CommandError,
    Commands,
    add_options,
    check_output,
    keywords,
    read,
    say,
    show,
    shown,
    write,
)


def add_parser(commands: Commands) -> None:
    """Describe the command and its options."""
    parser = commands.add_parser(
        "clean",
        help="print the body text of clips",
        description="Print the body text of clips. A file that cannot be read is named, and the others go on.",
    )
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="text, HTML or bytes of any encoding; none or - is standard input"
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="write to this file; with several inputs a folder, in which each keeps its name",
    )
    parser.add_argument(
        "--split",
        action="store_true",
        help="clean each document of a press database's export by itself; with -o a folder with one file for each",
    )
    add_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Clean every input; 2 when one could not be read, 1 when one failed."""
    from cleanclip.face import clean_many

    names = arguments.files or [STDIN]
    settings = keywords(arguments)
    targets = _targets(names, arguments.output, split=arguments.split)
    code = 0
    now = _Input("", None)  # the one that was read last

    def sources() -> Iterator[str | bytes]:
        nonlocal code, now
        for place, name in enumerate(names):
            target = targets[place] if targets is not None else None
            try:
                data = read(name)
            except CommandError as error:
                say(str(error))
                code = 2
                continue
            pieces = _documents(data, shown(name), target) if arguments.split else [(_Input(shown(name), target), data)]
            for now, piece in pieces:  # noqa: B007
                yield piece

    several = len(names) > 1 or arguments.split
    between = ""
    written: dict[Path, str] = {}
    for outcome in clean_many(sources(), **settings):  # one at a time: `now` is that of the outcome
        if outcome.result is None:
            say(f"{now.name}: could not be cleaned: {type(outcome.error).__name__}: {outcome.error}")
            code = code or 1
            continue
        for warning in outcome.result.warnings:
            say(f"{now.name}: {warning}")
        text = outcome.result.text
        if now.target is not None:
            check_output(names, now.target)
            if now.target in written:
                raise CommandError(f"{now.target}: {now.name} and {written[now.target]} would both be written to it")
            written[now.target] = now.name
            write(now.target, text)
        elif several:
            show(f"{between}==> {now.name} <==\n{text}")
            between = "\n"
        else:
            show(text)
    return code


class _Input(NamedTuple):
    """What is cleaned by itself: what it is called, and where its body goes."""

    name: str
    target: Path | None


def _documents(data: bytes, name: str, target: Path | None) -> Iterator[tuple[_Input, str]]:
    """The documents of an input; where there are several, each with its number."""
    from cleanclip.documents import split_clips
    from cleanclip.read.encoding import decode, doubts

    decoded = decode(data)
    for doubt in doubts(data, decoded):
        say(f"{name}: {doubt}")
    documents = split_clips(decoded.text)
    for number, document in enumerate(documents, 1):
        if len(documents) == 1:
            yield _Input(name, target), document.text
            continue
        of = f"{number:0{len(str(len(documents)))}}"
        own = target.with_name(f"{target.stem}-{of}{target.suffix}") if target else None
        yield _Input(f"{name} ({number} of {len(documents)})", own), document.text


def _targets(names: list[str], output: str | None, *, split: bool) -> list[Path] | None:
    """Where each input's body goes; None for standard output.

    Raises:
        CommandError: when two inputs would go to one file, or an input to itself.
    """
    if output is None or output == STDIN:
        return None
    if not output:
        raise CommandError("the name of the output is empty; name a file, or leave -o out")
    out = Path(output)
    if len(names) == 1 and not split and not out.is_dir() and not output.endswith("/"):
        targets = [out]
    elif out.exists() and not out.is_dir():
        what = "--split needs a folder" if split else "several inputs need a folder"
        raise CommandError(f"{output}: is a file, and {what}; name a folder")
    else:
        targets = [out / ("stdin.txt" if name == STDIN else Path(name).name) for name in names]
    target, count = Counter(targets).most_common(1)[0]
    if count > 1:
        raise CommandError(f"{target}: {count} inputs would be written to it; clean them into different folders")
    for name, target in zip(names, targets, strict=True):
        check_output([name], target)
    if targets != [out]:
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"{output}: the folder cannot be made: {error.strerror}") from error
    return targets
