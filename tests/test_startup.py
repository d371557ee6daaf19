"""Starting costs little: heavy packages are imported where they are used, and not before."""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = ["trafilatura", "justext", "lxml", "rich", "numpy", "ftfy", "charset_normalizer", "hypothesis", "pytest"]
NEEDED = {"numpy"}
"""What cleaning a clip cannot do without: the tagger's."""
ENV = {"PYTHONPATH": os.pathsep.join((str(ROOT), *sys.path)), "PYTHONIOENCODING": "utf-8"}

CHILDREN = 20
MOST = 0.060
"""Seconds of CPU, user and system, that `import cleanclip` may take beyond a bare interpreter."""


def cpu_seconds(code: str) -> float:
    """User and system time of one interpreter from its start to its end."""
    child = subprocess.Popen([sys.executable, "-c", code], env=ENV)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0
    return usage.ru_utime + usage.ru_stime


def cost_of_import() -> float:
    """Median of pairs, each one after the other, so that a busy machine slows both."""
    cpu_seconds("import cleanclip")  # so that the byte code is there
    return median(cpu_seconds("import cleanclip") - cpu_seconds("pass") for _ in range(CHILDREN))


def test_the_import_takes_less_than_sixty_milliseconds() -> None:
    """Of CPU time, over a bare interpreter; one of three attempts must do it, as machines are busy."""
    assert any(cost_of_import() < MOST for _ in range(3))


def imported(code: str, *arguments: str) -> set[str]:
    """The heavy modules that are there after some code has run."""
    ask = f"\nimport sys\nprint(' '.join(name for name in {HEAVY} if name in sys.modules), file=sys.stderr)"
    child = [sys.executable, "-c", code + ask, *arguments]
    return set(subprocess.run(child, capture_output=True, text=True, check=True, env=ENV, cwd=ROOT).stderr.split())


WORK = {
    "cleaning plain text": (
        "import cleanclip\ncleanclip.clean(open('samples/pressreader-truce.txt', encoding='utf-8').read())"
    ),
    "cleaning bytes of UTF-8": "import cleanclip\ncleanclip.clean(open('samples/syndicated-fr.txt', 'rb').read())",
    "accounting for plain text": "import cleanclip\ncleanclip.explain('By Jane Doe\\n\\nIt rained.').to_dict()",
    "telling the language": "import cleanclip\ncleanclip.explain('It rained in Basra on Monday, they said.').language",
    "cleaning bytes in Latin letters": "import cleanclip\ncleanclip.clean(b'Le caf\\xe9 est ferm\\xe9.')",
    "comparing": "import cleanclip\ncleanclip.clean('if a < b and c > d: e')",
    "the command": "from cleanclip.cli.main import main\nmain(['clean', 'samples/wire-web.txt'])",
}


@pytest.mark.parametrize("code", WORK.values(), ids=WORK)
def test_nothing_heavy_is_imported_without_need(code: str) -> None:
    """Plain text needs neither an HTML parser nor a table of encodings nor colours."""
    assert imported(code) <= NEEDED


def test_the_import_alone_loads_nothing_heavy() -> None:
    """Not even what every clip needs."""
    assert imported("import cleanclip") == set()


@pytest.mark.parametrize(
    ("code", "module"),
    [
        ("import cleanclip\ncleanclip.clean('GrÃ¼ne Zone')", "ftfy"),
        ("import cleanclip\ncleanclip.clean('<html><body><p>It rained.</p></body></html>')", "trafilatura"),
        ("import cleanclip\ncleanclip.clean('Мост'.encode('koi8-r'))", "charset_normalizer"),
    ],
)
def test_what_is_heavy_is_imported_where_it_is_used(code: str, module: str) -> None:
    """The list of modules above can find something."""
    assert module in imported(code)
