"""Sphinx configuration: pages in MyST, the API from the docstrings."""

import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import cleanclip

project = "cleanclip"
author = "The cleanclip authors"
copyright = "The cleanclip authors"
release = version = cleanclip.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
default_role = "code"
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_type_aliases = {name: name for name in ("Cleaner", "Kind", "Stage")}
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True

html_theme = "alabaster"
html_title = "cleanclip"
html_copy_source = False
html_show_sphinx = False
html_theme_options = {
    "description": "Strip boilerplate from news text, and account for every change",
    "fixed_sidebar": True,
    "page_width": "76rem",
    "sidebar_width": "15rem",
}
html_sidebars = {"**": ["about.html", "searchfield.html", "navigation.html"]}


def shorter(*event: Any) -> tuple[str, str | None] | None:
    """Signatures as the code has them; none for what only the library makes."""
    _app, _what, name, _object, _options, signature, returned = event
    if name in ("cleanclip.Result", "cleanclip.Outcome"):
        return "", None
    if signature and "TypeAliasForwardRef" in signature:
        return re.sub(r"TypeAliasForwardRef\('(\w+)'\)", r"\1", signature), returned
    return None


def without_aliases(*event: Any) -> None:
    """Fields of named tuples that the code leaves to their names say nothing more here."""
    lines = event[-1]
    if lines and lines[0].startswith("Alias for field number"):
        lines.clear()


def setup(app: Any) -> None:
    """Called by Sphinx."""
    app.connect("autodoc-process-signature", shorter)
    app.connect("autodoc-process-docstring", without_aliases)
