"""cleanclip turns a news clip into canonical body text and accounts for every change.

>>> import cleanclip
>>> cleanclip.clean("By Jane Doe\\n\\nIt rained in Basra on Monday, officials said.\\n\\nAdvertisement")
'It rained in Basra on Monday, officials said.'
"""

from cleanclip.clip import LABELS, STAGES, Block, Cleaner, Clip, Edit, Mark, cleaner
from cleanclip.documents import Document, split_clips
from cleanclip.edits import apply
from cleanclip.face import clean, clean_file, clean_many, explain, try_clean
from cleanclip.pipeline import Pipeline
from cleanclip.result import Outcome, Result

__version__ = "0.1.0"

__all__ = [
    "LABELS",
    "STAGES",
    "Block",
    "Cleaner",
    "Clip",
    "Document",
    "Edit",
    "Mark",
    "Outcome",
    "Pipeline",
    "Result",
    "apply",
    "clean",
    "clean_file",
    "clean_many",
    "cleaner",
    "explain",
    "split_clips",
    "try_clean",
]
