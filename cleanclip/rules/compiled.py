"""The packaged packs as one file that loads fast, written when the package is built.

It holds what is needed to clean: no samples. A digest of the TOML files goes
with it, so that a file which no longer says what they say is never used. The
build runs this file by itself: it imports nothing of ours.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from zlib import crc32

SPARED = ("sample", "counter_sample", "families")
"""The keys of a rule that only its authors need."""

FOLDER = Path(__file__).with_name("packs")
FILE = Path(__file__).with_name("packs.json")


def write(folder: Path = FOLDER, file: Path = FILE) -> None:
    """Write the compiled file for the packs in a folder."""
    import tomllib

    packs = []
    for path in sorted(folder.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
        for rule in data["rule"]:
            for key in SPARED:
                rule.pop(key, None)
        packs.append({**data, "path": path.name, "lines": rule_lines(text)})
    compiled = {"digest": digest(folder), "packs": packs}
    file.write_text(json.dumps(compiled, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def read(folder: Path = FOLDER, file: Path = FILE) -> list[dict[str, Any]] | None:
    """What was compiled for the packs in a folder; None where there is nothing, or they have changed since."""
    try:
        compiled = json.loads(file.read_bytes())
        fresh = compiled["digest"] == digest(folder)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return compiled["packs"] if fresh else None


def digest(folder: Path) -> list[list[object]]:
    """Name, size and checksum of each pack in a folder, and of this file, which says what is made of them."""
    contents = ((path, path.read_bytes()) for path in (Path(__file__), *sorted(folder.glob("*.toml"))))
    return [[path.name, len(data), crc32(data)] for path, data in contents]


def rule_lines(text: str) -> list[int]:
    """The numbers of the lines of a pack on which its rules begin."""
    return [text.count("\n", 0, found.start()) + 1 for found in re.finditer(r"(?m)^[ \t]*\[\[rule\]\]", text)]
