"""`cleanclip explain`: what went from a clip, what changed, and why."""

from __future__ import annotations

import argparse
from pathlib import Path

from cleanclip.cli.common import STDIN, Commands, add_options, color, keywords, read, say, show, width, write


def add_parser(commands: Commands) -> None:
    """Describe the command and its options."""
    parser = commands.add_parser(
        "explain",
        help="show what went, what changed and why",
        description="Show every line of a clip: what went (-), what changed (~), why, and the sums.",
    )
    parser.add_argument("file", nargs="?", default=STDIN, metavar="FILE", help="none or - is standard input")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="everything as JSON")
    form.add_argument("--html", action="store_true", help="a page for the browser")
    parser.add_argument("-o", "--output", metavar="OUT", help="write to this file")
    add_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Explain one clip; 1 when it could not be cleaned."""
    from cleanclip.face import try_clean

    settings = keywords(arguments)
    outcome = try_clean(read(arguments.file), **settings)
    result = outcome.result
    if result is None:
        say(f"{arguments.file}: could not be cleaned: {type(outcome.error).__name__}: {outcome.error}")
        return 1
    to_file = arguments.output not in (None, STDIN)
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
