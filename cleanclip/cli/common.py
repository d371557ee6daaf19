"""What the commands share: the options of `clean`, reading, writing, and errors as sentences."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from cleanclip.decide import PRESETS
from cleanclip.face import KINDS, check_keywords

STDIN = "-"

Commands = Any
"""What `add_subparsers` returns; argparse has no public name for it."""


class CommandError(Exception):
    """What the user must put right: one sentence, exit code 2."""


def say(sentence: str) -> None:
    """Tell the user something beside the output."""
    if sys.stderr is not None:  # closed; print would take standard output instead
        print(f"cleanclip: {sentence}", file=sys.stderr)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that are the keywords of `cleanclip.clean`."""
    group = parser.add_argument_group(
        "what to do with a clip", "the same names as in Python and in a configuration file"
    )
    group.add_argument("--url", help="where the clip came from; lets rules for that host apply")
    group.add_argument("--kind", choices=KINDS, help="auto (the default) tells pages from text")
    group.add_argument("--pipeline", choices=PRESETS, help="how much proof a removal needs (default: standard)")
    group.add_argument(
        "--include",
        action="append",
        metavar="LABEL",
        help="keep lines of this label where they stand, such as headline; repeatable, or several with commas",
    )
    group.add_argument("--names", action="append", metavar="FILE", help="a name map that wins over ours; repeatable")
    group.add_argument("--no-names", action="store_true", help="leave all names as they are")
    group.add_argument("--rules", action="append", metavar="FILE", help="a rule pack besides ours; repeatable")
    group.add_argument("--config", metavar="FILE", help="a TOML file with any of these; an option here wins over it")


def keywords(arguments: argparse.Namespace) -> dict[str, Any]:
    """The keywords of `clean` that the options and the configuration give, with every file loaded.

    Raises:
        CommandError: for a file that cannot be used, and for a label that nothing gives.
    """
    given: dict[str, Any] = {}
    if arguments.config:
        from cleanclip.config import load_config

        try:
            given = load_config(arguments.config)
        except ValueError as error:
            raise CommandError(str(error)) from error
    if arguments.pipeline and "pipeline" in given and given["pipeline"].preset != arguments.pipeline:
        from dataclasses import replace

        # The preset of the option, with the cleaners that the configuration chose.
        given["pipeline"] = replace(given["pipeline"], preset=arguments.pipeline)
    elif arguments.pipeline:
        given["pipeline"] = arguments.pipeline
    for name in ("url", "kind"):
        if getattr(arguments, name) is not None:
            given[name] = getattr(arguments, name)
    if arguments.include:
        labels = (label.strip() for several in arguments.include for label in several.split(","))
        given["include"] = tuple(label for label in labels if label)
    if arguments.no_names:
        if arguments.names:
            raise CommandError("--names and --no-names exclude each other; give one of them")
        given["names"] = False
    elif arguments.names:
        given["names"] = load_names(arguments.names)
    if arguments.rules:
        given["rules"] = load_packs(arguments.rules, checked=True)
    try:
        check_keywords(**given)
    except ValueError as error:
        raise CommandError(str(error)) from error
    return given


def load_packs(paths: Iterable[str], *, checked: bool = False) -> list[Any]:
    """Rule packs from files; those that are going to be used are checked."""
    from cleanclip.rules import PackError, load_pack
    from cleanclip.rules.check import load_checked

    try:
        return [(load_checked if checked else load_pack)(path) for path in paths]
    except PackError as error:
        raise CommandError(str(error)) from error


def load_names(paths: Iterable[str]) -> list[Any]:
    """Name maps from files."""
    from cleanclip.names import NameMap

    maps = []
    for path in paths:
        try:
            maps.append(NameMap.from_toml(Path(path)))
        except OSError as error:
            raise CommandError(f"{path}: the name map cannot be read: {_why(error)}") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{path}: the name map is not UTF-8; save it as UTF-8 text") from error
        except ValueError as error:
            raise CommandError(str(error)) from error
    return maps


def read(name: str) -> bytes:
    """The bytes of a file, or of standard input for "-".

    Raises:
        CommandError: when it cannot be read.
    """
    if not name:
        raise CommandError("the name of the input is empty; name a file, or - for standard input")
    try:
        return _standard_input() if name == STDIN else Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"{shown(name)}: cannot be read: {_why(error)}") from error


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise CommandError("standard input is closed; name a file")
    if sys.stdin.isatty():
        say("reading what you type; end it with Ctrl-D on a line of its own (Ctrl-Z and Enter on Windows)")
    return sys.stdin.buffer.read()


def shown(name: str) -> str:
    """What an input is called in a message."""
    return "standard input" if name == STDIN else name


def check_output(inputs: Iterable[str], output: Path) -> None:
    """Refuse an output that is also an input.

    Raises:
        CommandError: where an input would be replaced.
    """
    for name in inputs:
        if name != STDIN and output.exists() and Path(name).exists() and output.samefile(name):
            raise CommandError(f"{output}: the output would replace the input; name another file or folder")


def show(text: str) -> None:
    """Write a text to standard output as UTF-8, whatever the locale, and with one line end after it."""
    if sys.stdout is None:
        raise CommandError("standard output is closed, so there is nowhere to write to")
    data = encoded(text)
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:  # a notebook's standard output takes text only
        sys.stdout.write(data.decode("utf-8"))
        return
    sys.stdout.flush()
    rest = memoryview(data)
    while rest:  # with PYTHONUNBUFFERED a write takes a part and says so only by its count
        rest = rest[buffer.write(rest) or 0 :]
    buffer.flush()


def encoded(text: str) -> bytes:
    """A text as it is written: UTF-8, with one line end after it unless it is empty."""
    # A lone surrogate, which UTF-8 has not, is written as the escape that JSON and Python share.
    return (text.rstrip("\n") + "\n" if text else "").encode("utf-8", "backslashreplace")


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all: aside, to the disk, then under its name.

    Raises:
        CommandError: when it cannot be written.
    """
    import tempfile

    path = Path(os.path.realpath(path))  # a link stays a link
    if not path.parent.is_dir():
        raise CommandError(f"{path}: cannot be written: there is no folder {path.parent}; make it first")
    try:
        if path.exists() and not path.is_file():  # a pipe or a device
            path.write_bytes(encoded(text))
            return
        descriptor, aside = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(encoded(text))
                file.flush()
                os.fsync(file.fileno())
            Path(aside).chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
            Path(aside).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(aside).unlink()
            raise
    except OSError as error:
        raise CommandError(f"{path}: cannot be written: {_why(error)}") from error


def _umask() -> int:
    """The permissions that new files do not get; there is no way to ask but to set."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def width() -> int:
    """The columns of the terminal; 100 where there is none."""
    from shutil import get_terminal_size

    return get_terminal_size((100, 24)).columns


def color() -> bool:
    """Whether standard output is a terminal that wants colour (https://no-color.org)."""
    return (
        sys.stdout is not None
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )
