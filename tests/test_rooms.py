"""The house has rooms in one order: a module imports from rooms below its own, and never the other way round."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "cleanclip"

ORDER = (
    ("clip", "lexicon"),
    ("words", "dates"),
    ("edits",),
    ("language",),
    ("report",),
    ("result",),
    ("read", "rules", "cleaners", "tagger", "names"),
    ("decide",),
    ("body", "fields"),
    ("registry",),
    ("run",),
    ("documents",),
    ("pipeline",),
    ("face",),
    ("__init__",),
    ("config", "testing"),
    ("cli",),
    ("__main__",),
)
"""From the ground up; the rooms of one floor are siblings."""

FLOOR = {room: floor for floor, rooms in enumerate(ORDER) for room in rooms}
APART = ("cleaners",)
"""Rooms whose files do not know each other either."""

MODULES = sorted(path.relative_to(PACKAGE).with_suffix("").parts for path in PACKAGE.rglob("*.py"))


def imports(source: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every import of ours in a source, wherever in the file it stands, with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "cleanclip":
                    yield node.lineno, tuple(alias.name.split(".")[1:])
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are written out from cleanclip on"
            if node.module == "cleanclip":
                for alias in node.names:
                    yield node.lineno, (alias.name,) if alias.name in FLOOR else ()
            elif node.module and node.module.startswith("cleanclip."):
                yield node.lineno, tuple(node.module.split(".")[1:])


def complaints(module: tuple[str, ...], source: str) -> list[str]:
    """What a module imports although it must not."""
    room, found = module[0], []
    for line, imported in imports(source):
        other = imported[0] if imported else "__init__"
        same = other == room and room not in APART
        if not same and FLOOR[other] >= FLOOR[room]:
            found.append(f"cleanclip/{'/'.join(module)}.py:{line} imports {'.'.join(imported) or 'cleanclip'}")
    return found


@pytest.mark.parametrize("module", MODULES, ids="/".join)
def test_a_module_imports_only_from_the_rooms_below(module: tuple[str, ...]) -> None:
    """Nothing imports upwards or a sibling, not even inside a function or for type checkers."""
    source = PACKAGE.joinpath(*module).with_suffix(".py").read_text(encoding="utf-8")
    assert complaints(module, source) == []


def test_every_module_has_a_room() -> None:
    """A new file finds its place in the order before it imports anything."""
    assert {module[0] for module in MODULES} == set(FLOOR)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (("words",), "from cleanclip.edits import apply"),
        (("report", "view"), "def f():\n    from cleanclip.result import Result"),
        (("cleaners", "joins"), "import cleanclip.cleaners.spaces"),
        (("names", "canon"), "from cleanclip.rules import rules"),
        (("decide",), "if TYPE_CHECKING:\n    from cleanclip import pipeline"),
        (("body",), "from cleanclip import clean"),
    ],
)
def test_the_order_is_really_asked_for(module: tuple[str, ...], source: str) -> None:
    """An import upwards, of a sibling, inside a function or of the package itself is found out."""
    assert len(complaints(module, source)) == 1
