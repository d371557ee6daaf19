"""A cleaner that somebody else publishes: a package of its own, installed for real, found by its entry point."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

PYPROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "news-shouting"
version = "1.0"

[project.entry-points."cleanclip.cleaners"]
shouting = "news_shouting:find_shouting"
quiet = "news_shouting:find_quiet"

[tool.hatch.build.targets.wheel]
packages = ["news_shouting"]
"""

MODULE = '''
"""Lines that shout are advertisements."""

from dataclasses import dataclass

from cleanclip import Mark, cleaner


@cleaner(stage="find")
def find_shouting(clip):
    """Mark lines that end in three exclamation marks."""
    for start, line in zip(clip.starts, clip.lines):
        if line.endswith("!!!"):
            yield Mark(start, start + len(line), "ad", False, True, "shouting", "it shouts")


@dataclass(frozen=True)
class Quiet:
    """A cleaner with settings, frozen as ours are."""

    most: int = 3
    stage = "find"

    def __call__(self, clip):
        return []


find_quiet = Quiet()
'''


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which pip has installed the package, and nothing else."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("site")
    (source / "news_shouting").mkdir()
    (source / "pyproject.toml").write_text(PYPROJECT)
    (source / "news_shouting" / "__init__.py").write_text(MODULE)
    pip = [sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check", "--quiet"]
    command = [*pip, "install", "--no-index", "--no-deps", "--no-build-isolation", "--target", str(target), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target


def in_child(code: str, *folders: Path) -> str:
    """What a fresh interpreter prints that can import from some folders."""
    path = os.pathsep.join(map(str, (*folders, *sys.path, ROOT)))
    child = [sys.executable, "-c", code]
    return subprocess.run(child, capture_output=True, text=True, check=False, env={"PYTHONPATH": path}).stdout.strip()


def test_an_installed_cleaner_is_known_and_keeps_its_published_name(installed: Path) -> None:
    """It is called what its entry point says, not what its function is called."""
    code = (
        "from cleanclip.registry import find_cleaner, known_cleaners, name_of\n"
        "print(known_cleaners()[-1], name_of(find_cleaner('shouting')))"
    )
    assert in_child(code, installed) == "shouting shouting"


def test_without_the_package_the_name_is_unknown() -> None:
    """It is the installation that makes the cleaner known."""
    code = "from cleanclip import Pipeline\ntry: Pipeline().plus('shouting')\nexcept LookupError as error: print(error)"
    assert in_child(code).startswith("there is no cleaner 'shouting'; known cleaners: entities, ")


def test_an_installed_cleaner_runs_and_shows_in_the_account(installed: Path) -> None:
    """Its line goes, and the account says who took it and why."""
    code = (
        "import json, cleanclip\n"
        "pipeline = cleanclip.Pipeline.named('standard').plus('shouting')\n"
        "text = 'BUY A BOAT NOW!!!\\n\\nIt rained in Basra on Monday, officials said.'\n"
        "result = cleanclip.explain(text, pipeline=pipeline)\n"
        "block, edit = result.blocks[0], result.edits[0]\n"
        "print(json.dumps([result.text, block.label, block.reasons, edit.cleaner, pipeline.names[-1]]))"
    )
    assert json.loads(in_child(code, installed)) == [
        "It rained in Basra on Monday, officials said.",
        "ad",
        ["it shouts"],
        "shouting",
        "shouting",
    ]


def test_an_installed_cleaner_is_imported_only_when_it_is_named(installed: Path) -> None:
    """Neither the import of cleanclip nor a clean without it looks at other packages."""
    code = (
        "import sys, cleanclip\n"
        "cleanclip.clean('It rained in Basra.')\n"
        "before = 'news_shouting' in sys.modules\n"
        "cleanclip.Pipeline().plus('shouting')\n"
        "print(before, 'news_shouting' in sys.modules)"
    )
    assert in_child(code, installed) == "False True"


@pytest.mark.xfail(
    reason="the name is set on the function in the process that looked it up, and is not pickled", strict=True
)
def test_a_pipeline_with_an_installed_cleaner_is_the_same_in_another_process(installed: Path) -> None:
    """It keeps its name on the way, so that reports of a job with workers agree."""
    send = "import pickle, cleanclip\nprint(pickle.dumps(cleanclip.Pipeline.named('gentle').plus('shouting')).hex())"
    receive = "import pickle\nprint(pickle.loads(bytes.fromhex('{}')).names[-1])"
    assert in_child(receive.format(in_child(send, installed)), installed) == "shouting"


def test_an_installed_cleaner_may_be_a_frozen_object(installed: Path) -> None:
    """Our own cleaners with settings are frozen dataclasses too."""
    code = "import cleanclip\nprint(cleanclip.Pipeline().plus('quiet').names[-1])"
    assert in_child(code, installed) == "quiet"


def test_a_configuration_may_name_an_installed_cleaner(installed: Path, tmp_path: Path) -> None:
    """`plus` of a configuration file, and the list of cleaners where the name is wrong."""
    path = tmp_path / "news.toml"
    path.write_text('plus = ["shouting"]')
    code = f"from cleanclip.config import load_config\nprint(load_config({str(path)!r})['pipeline'].names[-1])"
    assert in_child(code, installed) == "shouting"
