"""The find cleaner that marks what rule packs know: packs in, marks out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cleanclip.clip import Clip, Mark
from cleanclip.rules.evidence import Evidence
from cleanclip.rules.index import Index, Match
from cleanclip.rules.packs import Pack, packaged_packs


@dataclass(frozen=True)
class Rules:
    """The find cleaner that marks what rule packs know.

    >>> clip = Clip.from_text("It rained in Basra on Monday, officials said.\\n\\nhttps://example.org/a.jpg")
    >>> {clip.text[mark.start:mark.end] for mark in Rules()(clip)}
    {'https://example.org/a.jpg'}
    """

    packs: tuple[Pack, ...] = ()
    """Packs besides the packaged ones."""
    packaged: bool = True
    """Whether the packs that come with this package are used."""
    stage = "find"
    looks_again = True
    name = "rules"

    def __getstate__(self) -> dict[str, Any]:
        return {"packs": self.packs, "packaged": self.packaged}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    @property
    def all_packs(self) -> tuple[Pack, ...]:
        """The packs in use."""
        return (*self.packs, *(packaged_packs() if self.packaged else ()))

    @cached_property
    def _index(self) -> Index:
        return Index([rule for pack in self.all_packs for rule in pack.rules])

    def matches(self, clip: Clip) -> list[Match]:
        """Every rule whose words are in a line of the clip, in the order of the lines."""
        return self._index.matches(clip)

    def __call__(self, clip: Clip) -> Iterator[Mark]:
        """Mark what the packs prove or hint at."""
        matches = clip.once(self._index.matches)
        if matches:
            yield from Evidence(clip, matches, self._home_packs(clip.url)).marks()

    def _home_packs(self, url: str | None) -> set[str]:
        """The packs that name the host of the clip's address."""
        if not url:
            return set()
        host = re.sub(r"^[a-z]+://|[/:?#].*$", "", url.lower())
        return {p.name for p in self.all_packs if any(host == h or host.endswith("." + h) for h in p.hosts)}
