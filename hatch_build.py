"""Compile the rule packs when the package is built or installed for editing."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompilePacks(BuildHookInterface):  # type: ignore[type-arg]
    """Writes `cleanclip/rules/packs.json`; see `cleanclip/rules/compiled.py`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Run before anything is packed."""
        runpy.run_path(str(Path(self.root, "cleanclip", "rules", "compiled.py")))["write"]()
