"""Names of the news brought to one spelling: maps that a person can read, and exact look-up."""

from cleanclip.names.canon import Names
from cleanclip.names.maps import NameEntry, NameMap, NameMapError

names = Names()

__all__ = ["NameEntry", "NameMap", "NameMapError", "Names", "names"]
