"""`cleanclip doctor`: what is installed, what is missing, and whether plugins load."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from cleanclip import __version__
from cleanclip.cli.common import Commands, show

PURPOSE = {
    "trafilatura": "text out of HTML pages",
    "justext": "stopword lists, which tell languages apart",
    "regex": "patterns of rules",
    "numpy": "the tagger, which scores lines",
    "threadpoolctl": "one thread for the tagger's products",
    "ftfy": "repair of wrongly decoded characters",
    "charset-normalizer": "the encoding of bytes",
    "dateparser": "the names of months",
    "rich": "colour on the terminal",
}


def add_parser(commands: Commands) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "doctor",
        help="what is installed and what is missing",
        description="What is installed and what is missing. "
        "Exits with 1 when something required is missing or a plugin does not load.",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001
    """Print the state of the installation."""
    import platform

    failures = 0
    show(f"cleanclip {__version__}, Python {platform.python_version()} ({platform.system()})")
    for title, lines in (
        ("Required", _required()),
        ("Optional", _optional()),
        ("Cleaners", _cleaners()),
        ("Data", _data()),
    ):
        show(f"\n{title}")
        for ok, line in lines:
            show(f"  {'ok ' if ok else '!! ' if ok is False else '-  '} {line}")
            failures += ok is False
    show(f"\n{failures} problem{'s' if failures > 1 else ''} found" if failures else "\nAll is well")
    return 1 if failures else 0


Finding = tuple[bool | None, str]
"""Fine, not fine, or None for something that may be missing; and what to say."""


def _required() -> Iterator[Finding]:
    for requirement in _requirements():
        if "extra ==" not in requirement:
            yield _installed(requirement, optional=False)


def _optional() -> Iterator[Finding]:
    optional = [requirement for requirement in _requirements() if "extra ==" in requirement]
    for requirement in optional:
        yield _installed(requirement, optional=True)
    if not optional:
        yield None, "this version has no optional parts"


def _requirements() -> list[str]:
    """What this package says it needs: as installed, or in a checkout as its pyproject.toml has it."""
    from importlib import metadata

    try:
        return metadata.requires("cleanclip") or []
    except metadata.PackageNotFoundError:
        pass
    project = Path(__file__).parents[2] / "pyproject.toml"
    if not project.is_file():
        return list(PURPOSE)
    import tomllib

    described = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    extras = described.get("optional-dependencies", {})
    return [
        *described["dependencies"],
        *(f'{one}; extra == "{name}"' for name, several in extras.items() for one in several),
    ]


def _installed(requirement: str, *, optional: bool) -> Finding:
    """Whether a requirement is met, from the records of the installer alone: nothing is imported."""
    from importlib import metadata

    name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
    least = re.search(r">=\s*([\d.]+)", requirement)
    extra = re.search(r"""extra == ["']([^"']+)""", requirement)
    purpose = PURPOSE.get(name, f"the extra {extra[1]}" if extra else "")
    install = f"pip install 'cleanclip[{extra[1]}]'" if extra else f"pip install '{requirement}'"
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return None if optional else False, f"{name} is not installed ({purpose}); {install}"
    if least and _parts(version) < _parts(least[1]):
        return False, f"{name} {version} is too old, {least[1]} or later is needed; {install}"
    return True, f"{name} {version}".ljust(28) + f" {purpose}"


def _parts(version: str) -> list[int]:
    """The numbers that a version starts with, without the zeros at the end."""
    parts = [int(part) for part in re.match(r"\d*(?:\.\d+)*", version)[0].split(".") if part]  # type: ignore[index]
    while parts and parts[-1] == 0:
        parts.pop()
    return parts


def _cleaners() -> Iterator[Finding]:
    from importlib.metadata import entry_points

    from cleanclip.registry import BUILT_IN, GROUP, checked, find_cleaner, stage_of

    broken = 0
    for name in BUILT_IN:
        try:
            find_cleaner(name)
        except Exception as error:  # a missing dependency may raise anything on import
            broken += 1
            yield False, f"{name} does not load: {type(error).__name__}: {error}"
    if not broken:
        yield True, f"{len(BUILT_IN)} built in: {', '.join(BUILT_IN)}"
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        package = f" of {entry.dist.name}" if entry.dist else ""
        try:
            stage = stage_of(checked(entry.load(), f"the entry point {entry.value!r}"))
        except Exception as error:  # a plugin may raise anything
            yield False, f"{entry.name}{package} does not load: {type(error).__name__}: {error}"
            continue
        if entry.name in BUILT_IN:
            yield False, f"{entry.name}{package} is hidden by the built-in cleaner of that name; give it another name"
        else:
            yield True, f"{entry.name}{package} ({stage})"


def _data() -> Iterator[Finding]:
    from cleanclip.names import NameMap
    from cleanclip.rules import packaged_packs

    try:
        packs = packaged_packs()
        rules = sum(len(pack.rules) for pack in packs)
        yield True, f"{len(packs)} rule packs with {rules} rules: {', '.join(pack.name for pack in packs)}"
    except ValueError as error:
        yield False, str(error)
    try:
        yield True, f"{len(NameMap.packaged())} names"
    except ValueError as error:
        yield False, str(error)
