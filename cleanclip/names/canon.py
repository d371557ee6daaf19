"""Bring the names in a clip to their canonical spelling, by exact look-up and never by guessing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from cleanclip.clip import Clip, Edit
from cleanclip.language import guess_language
from cleanclip.names.index import Index
from cleanclip.names.maps import NameMap
from cleanclip.names.reading import Reading
from cleanclip.names.surnames import lone_surnames
from cleanclip.words import count_words

TELLING = 40
"""A text of so many words tells its language; the packaged maps leave other languages than English alone."""


@dataclass(frozen=True, init=False)
class Names:
    """A name cleaner: bring every approved spelling in a clip to its canonical form.

    Given maps go over the packaged ones, the first over the second. Aliases
    (another name of the same thing, such as Daesh for Islamic State) are left
    alone unless `aliases` is true.

    >>> from cleanclip.edits import apply
    >>> text = "The strike killed Qassim Soleimani. Suleimani’s car burned."
    >>> edits = list(Names()(Clip.from_text(text)))
    >>> apply(text, edits)
    'The strike killed Qasem Soleimani. Soleimani’s car burned.'
    >>> edits[1].reason
    'surname of Qasem Soleimani, the only Soleimani in the clip'
    """

    maps: tuple[NameMap, ...]
    aliases: bool
    stage: ClassVar[str] = "name"
    name: ClassVar[str] = "names"

    def __init__(self, *maps: NameMap, aliases: bool = False) -> None:
        for given in maps:
            if not isinstance(given, NameMap):
                raise TypeError(f"Names takes NameMap objects, not {type(given).__name__}; see NameMap.from_dict")
        object.__setattr__(self, "maps", maps)
        object.__setattr__(self, "aliases", aliases)

    def __getstate__(self) -> dict[str, Any]:
        return {"maps": self.maps, "aliases": self.aliases}  # the index is built anew where it is used

    @cached_property
    def _index(self) -> Index:
        merged = NameMap.packaged()
        for given in reversed(self.maps):
            merged = given.over(merged)
        return Index.of(merged, aliases=self.aliases)

    def __call__(self, clip: Clip) -> Iterator[Edit]:
        """The edits, in the order of the text; none where the text has the canonical form already."""
        index = self._index
        if index.is_silent(clip):
            return
        words = index.words(clip.text)
        openings = index.openings(words)
        if not openings:
            return
        reading = Reading(clip, index)
        found = list(reading.matches(openings))
        edits = [edit for match in found for edit in reading.respelled(match)]
        edits += lone_surnames(reading, found, words)
        # Other languages have spellings of their own; a user's own map is for whatever text it is used on.
        foreign = edits and not self.maps and count_words(clip.text) >= TELLING and guess_language(clip.text) != "en"
        yield from () if foreign else sorted(edits)
