"""The command `cleanclip`: reads the arguments, runs one command, and turns errors into exit codes.

0 all is well; 1 a check found problems or a clip failed; 2 the arguments, a file
or a configuration cannot be used; 130 interrupted; 141 the reader of our output left.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from cleanclip import __version__
from cleanclip.cli import clean, doctor, explain, rules
from cleanclip.cli.common import CommandError, say

INTERRUPTED = 130
READER_LEFT = 141


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the whole usage."""

    def error(self, message: str) -> NoReturn:
        raise CommandError(f"{message}; see {self.prog} --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code.

    Args:
        argv: the arguments after the command's name; those of the process when None.
    """
    try:
        arguments = _parser().parse_args(argv)
        code: int = arguments.run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except CommandError as error:
        say(str(error))
        return 2
    except BrokenPipeError:
        # Nobody reads any more. The interpreter flushes stdout when it exits: let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_LEFT
    except OSError as error:  # a full disk behind standard output
        say(f"the output cannot be written: {error.strerror or error}")
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as leave:  # --help and --version
        return leave.code if isinstance(leave.code, int) else 0
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="cleanclip",
        description="Turn news clips into canonical body text, and account for every change.",
        epilog="Exit codes: 0 all is well; 1 problems were found; 2 arguments or a file cannot be used.",
    )
    parser.add_argument("--version", action="version", version=f"cleanclip {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, dest="command")
    for command in (clean, explain, rules, doctor):
        command.add_parser(commands)
    return parser
