"""Each dependency does something that cannot be done without it."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

PAGE = (
    "<html><body><nav>Home</nav><article>"
    + "<p>It rained in Basra on Monday, officials said.</p>" * 5
    + "</article></body></html>"
)

USES = {
    "trafilatura": (f"print(cleanclip.clean({PAGE!r})[:9])", "It rained"),
    "justext": ("print(cleanclip.explain('It rained in Basra on Monday, and the officials said so.').language)", "en"),
    "regex": (
        "print(cleanclip.explain('By Jane Doe\\n\\nIt rained in Basra on Monday, officials said.').byline)",
        "Jane Doe",
    ),
    "numpy": (
        "print(cleanclip.clean_file('samples/pressreader-truce.txt')[:5])",
        "BASRA",
    ),
    "threadpoolctl": (
        "print(cleanclip.clean('It rained in Basra on Monday, officials said.\\n' * 30)[:9])",
        "It rained",
    ),
    "ftfy": ("print(ascii(cleanclip.clean('GrÃ¼ne Zone')))", ascii("Grüne Zone")),
    "charset-normalizer": (
        "print(ascii(cleanclip.clean('Мост останется закрытым до весны, сообщил порт.'.encode('koi8-r'))[:4]))",
        ascii("Мост"),
    ),
    "dateparser": (
        "print(cleanclip.explain('Publié le 3 novembre 2019\\n\\nIl a plu lundi à Kallmar, dit le port.').published)",
        "2019-11-03",
    ),
    "rich": (
        "from cleanclip.cli.main import main\nmain(['explain', 'samples/plain-clean.txt'])",
        "River towns count the cost",
    ),
}
"""For each dependency what it is used for, as code, and what that prints."""


def prints(code: str, without: str = "") -> str:
    """What a fresh interpreter prints in which one module cannot be imported; "" when it fails."""
    block = f"import sys\nsys.modules[{without.replace('-', '_')!r}] = None\n" if without else ""
    child = [sys.executable, "-c", f"{block}import cleanclip\n{code}"]
    env = {"PYTHONPATH": os.pathsep.join((str(ROOT), *sys.path)), "PYTHONIOENCODING": "utf-8", "COLUMNS": "120"}
    return subprocess.run(child, capture_output=True, encoding="utf-8", check=False, cwd=ROOT, env=env).stdout


def test_every_dependency_is_listed_here() -> None:
    """A new one comes with what it is for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {re.split(r"[<>=!~\[; ]", entry)[0] for entry in project["dependencies"]} == set(USES)


@pytest.mark.parametrize("name", USES)
def test_what_a_dependency_is_for(name: str) -> None:
    """With it the behaviour is there, and without it gone."""
    code, expected = USES[name]
    assert expected in prints(code)
    assert expected not in prints(code, without=name)
