"""`cleanclip explain`: what went from a clip, what changed, and why."""

from __future__ import annotations

import argparse
from pathlib import Path

from cleanclip.cli.common import (
    STDIN,
    CommandError,
    Commands,
    add_options,
    check_output,
    color,
    keywords,
    read,
    say,
    show,
    shown,
    width,
    write,
)


def add_parser(commands: Commands) -> None:
    """Describe the command and its options."""
    parser = commands.add_parser(
        "explain",
        help="show what went, what changed and why",
        description="Show every line of a clip: what went (-), what changed (~), why, and the sums.",
    )
    parser.add_argument("file", nargs="*", metavar="FILE", help="one file; none or - is standard input")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="everything as JSON")
    form.add_argument("--html", action="store_true", help="a page for the browser")
    parser.add_argument("-o", "--output", metavar="OUT", help="write to this file")
    add_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Explain one clip; 1 when it could not be cleaned."""
    from cleanclip.face import try_clean

    if len(arguments.file) > 1:
        raise CommandError(f"explain shows one clip, not {len(arguments.file)}; name one file")
    [name] = arguments.file or [STDIN]
    settings = keywords(arguments)
    to_file = arguments.output not in (None, STDIN)
    if to_file:
        if not arguments.output:
            raise CommandError("the name of the output is empty; name a file, or leave -o out")
        check_output([name], Path(arguments.output))
    outcome = try_clean(read(name), **settings)
    result = outcome.result
    if result is None:
        say(f"{shown(name)}: could not be cleaned: {type(outcome.error).__name__}: {outcome.error}")
        return 1
    if arguments.json:
        import json

        text = json.dumps(result.to_dict(), ensure_ascii=False, indent=2)
    elif arguments.html:
        text = result.to_html()
    else:
        from cleanclip.report.render import terminal

        text = terminal(result, width(), color() and not to_file)
    if to_file:
        write(Path(arguments.output), text)
    else:
        show(text)
    return 0
