"""`cleanclip clean`: the bodies of clips, to standard output or into files."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

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
    add_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Clean every input; 2 when one could not be read, 1 when one failed."""
    from cleanclip.face import clean_many

    names = arguments.files or [STDIN]
    settings = keywords(arguments)
    targets = _targets(names, arguments.output)
    code = 0
    place = -1  # of the input that was read last

    def sources() -> Iterator[bytes]:
        nonlocal code, place
        for place, name in enumerate(names):  # noqa: B007
            try:
                data = read(name)
            except CommandError as error:
                say(str(error))
                code = 2
            else:
                yield data

    between = ""
    for outcome in clean_many(sources(), **settings):  # one at a time: `place` is that of the outcome
        name = shown(names[place])
        if outcome.result is None:
            say(f"{name}: could not be cleaned: {type(outcome.error).__name__}: {outcome.error}")
            code = code or 1
            continue
        for warning in outcome.result.warnings:
            say(f"{name}: {warning}")
        text = outcome.result.text
        if targets is not None:
            write(targets[place], text)
        elif len(names) == 1:
            show(text)
        else:
            show(f"{between}==> {name} <==\n{text}")
            between = "\n"
    return code


def _targets(names: list[str], output: str | None) -> list[Path] | None:
    """Where each input's body goes; None for standard output.

    Raises:
        CommandError: when two inputs would go to one file, or an input to itself.
    """
    if output is None or output == STDIN:
        return None
    if not output:
        raise CommandError("the name of the output is empty; name a file, or leave -o out")
    out = Path(output)
    if len(names) == 1 and not out.is_dir() and not output.endswith("/"):
        targets = [out]
    elif out.exists() and not out.is_dir():
        raise CommandError(f"{output}: is a file, and several inputs need a folder; name a folder")
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
