"""The compiled packs: the same rules as the TOML files, and never older ones."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cleanclip.rules import compiled, packs
from cleanclip.rules.packs import packaged_packs

ROOT = Path(__file__).parent.parent
SPARED = dict.fromkeys(compiled.SPARED, ())


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The packaged packs in a folder of the test's own, compiled."""
    folder = tmp_path / "packs"
    shutil.copytree(compiled.FOLDER, folder)
    monkeypatch.setattr(compiled, "FOLDER", folder)
    compiled.write(folder, tmp_path / "packs.json")
    return folder


def test_compiled_packs_are_those_of_the_files(copy: Path) -> None:
    written = compiled.read(copy, copy.with_name("packs.json"))
    assert written is not None
    read = [packs._ready(one) for one in written]
    full = packaged_packs.__wrapped__(samples=True)
    assert [(pack.name, pack.about, pack.hosts, pack.languages, pack.path, pack.places) for pack in read] == (
        [(pack.name, pack.about, pack.hosts, pack.languages, pack.path, pack.places) for pack in full]
    )
    assert [vars(rule) for pack in read for rule in pack.rules] == (
        [vars(rule) | SPARED for pack in full for rule in pack.rules]
    )


@pytest.mark.parametrize("change", ["edited", "added", "removed"])
def test_a_pack_that_changed_is_read_from_its_file(copy: Path, change: str) -> None:
    file = copy.with_name("packs.json")
    pack = copy / "furniture.toml"
    if change == "edited":
        pack.write_text(pack.read_text(encoding="utf-8").replace("share", "shere", 1), encoding="utf-8")
    elif change == "added":
        shutil.copy(pack, copy / "another.toml")
    else:
        pack.unlink()
    assert compiled.read(copy, file) is None


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"digest": 1}', b"\xff\xfe"])
def test_a_broken_file_is_not_used(copy: Path, content: bytes) -> None:
    file = copy.with_name("packs.json")
    file.write_bytes(content)
    assert compiled.read(copy, file) is None


def test_samples_are_there_for_those_who_ask() -> None:
    assert all(rule.sample and rule.counter_sample for pack in packaged_packs(samples=True) for rule in pack.rules)


def test_a_wheel_has_the_compiled_packs(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    ignored = shutil.ignore_patterns(".*", "__pycache__", "packs.json", "tests", "docs", "bench")
    shutil.copytree(ROOT, tree, ignore=ignored)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=tree, check=True, capture_output=True, timeout=120)
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "cleanclip/rules/packs.json" in names
    assert "cleanclip/rules/packs/furniture.toml" in names
