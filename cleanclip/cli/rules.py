"""`cleanclip rules`: what the rule packs know, whether they keep their promises, what they would do, and their form."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleanclip.cli.common import STDIN, CommandError, Commands, load_packs, read, say, show, width

if TYPE_CHECKING:
    from cleanclip.rules import Pack, Rule


def add_parser(commands: Commands) -> None:
    """Describe the command and its own commands."""
    parser = commands.add_parser(
        "rules",
        help="list, show, check and try rules",
        description="List, show, check and try rules; print their form.",
    )
    actions = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, dest="action")
    one = actions.add_parser("list", help="every rule in a line", description="Every rule in a line.")
    one.add_argument("--pack", metavar="P", help="the name of one of our packs, or a file")
    one.set_defaults(run=run_list)
    one = actions.add_parser("show", help="everything about one rule", description="Everything about one rule.")
    one.add_argument("rule", metavar="PACK/ID", help="as `rules list` and the reasons of `explain` name it")
    one.add_argument("--pack", metavar="FILE", help="the file of the pack, when it is not one of ours")
    one.set_defaults(run=run_show)
    one = actions.add_parser(
        "check",
        help="try every sample, time every expression",
        description="Try every sample and counter-sample, time every expression on hostile lines, look for rules that "
        "are in each other's way or take ordinary lines. Exits with 1 when there is a problem.",
    )
    one.add_argument("files", nargs="*", metavar="FILE", help="rule packs; none means ours")
    one.set_defaults(run=run_check)
    one = actions.add_parser(
        "try", help="which rules match a text", description="Which rules match a text, and what becomes of it."
    )
    one.add_argument("text", metavar="TEXT", help="one line or several; - is standard input")
    one.add_argument("--pack", metavar="FILE", action="append", default=[], help="a pack besides ours; repeatable")
    one.set_defaults(run=run_try)
    one = actions.add_parser(
        "schema",
        help="the form of a pack, for editors",
        description="Print the JSON schema of a rule pack, with which editors complete and check one as it is written.",
    )
    one.set_defaults(run=run_schema)


def run_list(arguments: argparse.Namespace) -> int:
    """Print every rule in a line."""
    rows = [
        (rule.name, rule.label, rule.scope, _matched(rule)) for pack in _packs(arguments.pack) for rule in pack.rules
    ]
    wide = [max(len(row[column]) for row in rows) + 2 for column in range(3)]
    lines = ["".join(map(str.ljust, row, wide)) + row[3] for row in rows]
    if sys.stdout is not None and sys.stdout.isatty():
        most = max(40, width())
        lines = [line if len(line) <= most else line[: most - 1] + "…" for line in lines]
    show("\n".join(lines))
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    """Print everything about one rule."""
    packs = _packs(arguments.pack)
    found = [(pack, rule) for pack in packs for rule in pack.rules if arguments.rule in (rule.name, rule.id)]
    if not found:
        near = _near(arguments.rule, [rule.name for pack in packs for rule in pack.rules])
        raise CommandError(f"there is no rule {arguments.rule!r}{near}; `cleanclip rules list` names them all")
    show("\n\n".join("\n".join(_told(pack, rule)) for pack, rule in found))
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Print every problem as `file:line: pack/id: sentence`; 1 when there is one."""
    from cleanclip.rules.check import check_packs

    packs = load_packs(arguments.files) if arguments.files else list(_ours())
    problems = check_packs(packs)
    for problem in problems:
        show(str(problem))
    rules = sum(len(pack.rules) for pack in packs)
    found = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}" if problems else "no problem"
    show(f"{rules} rule{'s' if rules > 1 else ''} in {len(packs)} pack{'s' if len(packs) > 1 else ''} checked: {found}")
    return 1 if problems else 0


def run_try(arguments: argparse.Namespace) -> int:
    """Print which rules match each line of a text, what they still need, and what becomes of the line."""
    from cleanclip.face import explain
    from cleanclip.pipeline import Pipeline
    from cleanclip.rules import Rules
    from cleanclip.run import Run

    packs = load_packs(arguments.pack)
    pipeline = Pipeline.named()
    # Repaired: what the rules see when a clip is cleaned.
    clip = Run(pipeline.stages, pipeline.preset, _text(arguments.text)).clip
    matches = Rules(tuple(packs)).matches(clip)
    result = explain(clip.text, kind="text", rules=packs)
    lines: list[str] = []
    for number, block in enumerate(result.blocks):
        lines.append(block.text)
        for rule in (match.rule for match in matches if match.line == number):
            lines.append(f"  matches {rule.name} ({rule.label}): {_matched(rule)}")
            lines += (f"    on condition: {condition}" for condition in _conditions(rule))
        if not any(match.line == number for match in matches):
            lines.append("  no rule matches")
        because = "; ".join(block.reasons)
        lines.append(f"  would be removed as {block.label}: {because}" if not block.kept else "  would be kept")
    show("\n".join(lines) if lines else "there is no line in the text")
    return 0


def run_schema(_: argparse.Namespace) -> int:
    """Print the JSON schema of a rule pack."""
    import json

    from cleanclip.rules.schema import pack_schema

    show(json.dumps(pack_schema(), ensure_ascii=False, indent=2))
    return 0


def _text(given: str) -> str:
    """The text to try: as given, or from standard input."""
    from contextlib import suppress
    from pathlib import Path

    from cleanclip.read.encoding import decode

    if given == STDIN:
        return decode(read(STDIN)).text
    with suppress(OSError, ValueError):  # too long for a name, or with a NUL in it
        if Path(given).is_file():
            say(f"{given!r} is tried as a text; for what is in the file: cleanclip rules try - < {given}")
    return given


NEEDS = {
    "pack": "another rule of the same pack matches in the clip",
    "another": "something else is marked between the same two paragraphs, or it stands in a head or tail",
    "region": "it stands in the head or the tail of the clip",
    "titles": "titles of other stories or a second mark follow",
    "second": "a second mark of a tail follows",
}
"""What each `needs` of a rule asks of the clip."""

WHERE = {
    "first": "it is the clip's first line",
    "head": "it stands above the first paragraph that no rule matches",
    "end": "it stands below the last paragraph that no rule matches",
}
"""What each `where` of a rule asks of the line."""


def _conditions(rule: Rule) -> Iterator[str]:
    if rule.where in WHERE:
        yield WHERE[rule.where]
    yield from (NEEDS.get(need, need) for need in rule.needs)


def _matched(rule: Rule) -> str:
    """What a rule matches, in short."""
    parts = []
    for key in ("line", "prefix", "phrase"):
        given = getattr(rule, key)
        if given:
            more = f" and {len(given) - 1} more" if len(given) > 1 else ""
            parts.append(f"{key} {given[0]!r}{more}")
    if rule.pattern:
        triggers = ", ".join(map(repr, rule.trigger[:3]))
        parts.append(f"pattern behind {triggers}" if triggers else "pattern")
    return "; ".join(parts)


def _told(pack: Pack, rule: Rule) -> Iterator[str]:
    """A rule in full."""
    yield rule.name
    if rule.about:
        yield f"  {rule.about}"
    yield f"  label: {rule.label}"
    yield f"  scope: {rule.scope}" + (f", with up to {rule.below} short lines below" if rule.scope == "block" else "")
    for key in ("line", "prefix", "phrase", "pattern", "trigger"):
        value = getattr(rule, key)
        for one in (value,) if isinstance(value, str) and value else value:
            yield f"  {key}: {one}"
    if rule.prefix or rule.phrase or rule.pattern or any("{" in line for line in rule.line):
        yield f"  in lines of up to {rule.max_words} words"
    for condition in _conditions(rule):
        yield f"  on condition: {condition}"
    if rule.families:
        yield f"  serves: {', '.join(rule.families)}"
    for sample in rule.sample:
        yield f"  must match: {sample}"
    for sample in rule.counter_sample:
        yield f"  must not match: {sample}"
    yield f"  from: {pack.name}, {pack.about}" + (f" ({', '.join(pack.hosts)})" if pack.hosts else "")


def _packs(given: str | None) -> list[Pack]:
    """Our packs, one of them by name, or the pack in a file."""
    from pathlib import Path

    if given is not None and (Path(given).suffix or Path(given).exists()):
        return load_packs([given])
    ours = _ours()
    found = [pack for pack in ours if given in (None, pack.name)]
    if not found:
        raise CommandError(
            f"there is no pack {given!r}; ours are {', '.join(pack.name for pack in ours)}, or name a file"
        )
    return found


def _ours() -> tuple[Pack, ...]:
    from cleanclip.rules import PackError, packaged_packs

    try:
        return packaged_packs(samples=True)
    except PackError as error:
        raise CommandError(str(error)) from error


def _near(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    return f"; did you mean {near[0]!r}" if near else ""
