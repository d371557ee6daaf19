"""Sphinx configuration: pages in MyST, the API from the docstrings."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import cleanclip  # noqa: E402

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
autodoc_type_aliases = {"Kind": "Kind", "Cleaner": "Cleaner", "Stage": "Stage"}
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True

html_theme = "alabaster"
html_title = "cleanclip"
html_copy_source = False
html_show_sphinx = False
html_theme_options = {
    "description": "Strip boilerplate from news text, and account for every change",
    "fixed_sidebar": True,
    "page_width": "64rem",
    "sidebar_width": "15rem",
}
html_sidebars = {"**": ["about.html", "searchfield.html", "navigation.html"]}
