"""Cleaners by name: our own, and those that installed packages publish as entry points."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from cleanclip.clip import STAGES, Cleaner, Stage

GROUP = "cleanclip.cleaners"
"""The entry point group in which a package publishes its cleaners."""

BUILT_IN: dict[str, str] = {
    "entities": "cleanclip.cleaners.entities",
    "mojibake": "cleanclip.cleaners.mojibake",
    "invisibles": "cleanclip.cleaners.invisibles",
    "spaces": "cleanclip.cleaners.spaces",
    "rules": "cleanclip.rules",
    "captions": "cleanclip.cleaners.pictures",
    "credits": "cleanclip.cleaners.pictures",
    "bylines": "cleanclip.cleaners.bylines",
    "datelines": "cleanclip.cleaners.datelines",
    "headlines": "cleanclip.cleaners.headlines",
    "tagger": "cleanclip.tagger",
    "joins": "cleanclip.cleaners.joins",
    "hyphens": "cleanclip.cleaners.hyphens",
    "references": "cleanclip.cleaners.references",
    "repeats": "cleanclip.cleaners.repeats",
    "pagebreaks": "cleanclip.cleaners.pagebreaks",
    "names": "cleanclip.names",
}
"""Where each of our cleaners is, in the order in which a standard pipeline lists them."""


class UnknownCleanerError(LookupError):
    """A cleaner's name that neither this package nor an installed one knows."""

    def __str__(self) -> str:
        return str(self.args[0])


@lru_cache(maxsize=64)
def find_cleaner(name: str) -> Cleaner:
    """The cleaner of a name.

    Raises:
        UnknownCleanerError: with the list of those that are known.

    >>> find_cleaner("spaces").stage
    'read'
    """
    from importlib import import_module

    if name in BUILT_IN:
        found: Cleaner = getattr(import_module(BUILT_IN[name]), name)
        return found
    for entry in _entry_points():
        if entry.name == name:
            found = checked(entry.load(), f"the entry point {entry.value!r}")
            if name_of(found) != name:
                # It is called what it was published as; frozen objects are no exception.
                object.__setattr__(found, "name", name)
            return found
    known = ", ".join(known_cleaners())
    raise UnknownCleanerError(f"there is no cleaner {name!r}; known cleaners: {known}")


def known_cleaners() -> list[str]:
    """The names of all cleaners, our own first."""
    return [*BUILT_IN, *sorted({entry.name for entry in _entry_points()} - set(BUILT_IN))]


def _entry_points() -> Any:
    from importlib.metadata import entry_points

    return entry_points(group=GROUP)


def stage_of(cleaner: Callable[..., Any]) -> Stage:
    """The stage that a cleaner names.

    Raises:
        TypeError: when it names none.
    """
    stage = getattr(cleaner, "stage", None)
    if stage not in STAGES:
        raise TypeError(
            f"{cleaner!r} does not say which stage it belongs to; write @cleanclip.cleaner(stage=...) above it, "
            f"with one of {', '.join(STAGES)}"
        )
    return stage  # type: ignore[no-any-return]


def name_of(cleaner: Callable[..., Any]) -> str:
    """What a cleaner is called: its `name`, its function's name, or its class's name in small letters."""
    name = getattr(cleaner, "name", None) or getattr(cleaner, "__name__", None)
    return name if isinstance(name, str) else type(cleaner).__name__.lower()


def checked(cleaner: Any, what: str = "this") -> Cleaner:
    """The same cleaner, when it is one that a pipeline can hold and a process can send.

    Raises:
        TypeError: for what cannot be called or has no stage, for a class, and for a lambda.
    """
    if not callable(cleaner):
        raise TypeError(f"{what} is not a cleaner: {cleaner!r} cannot be called; a cleaner takes a Clip and yields")
    if isinstance(cleaner, type):
        name = cleaner.__name__
        raise TypeError(f"{what} is the class {name}, not a cleaner; call it to make one, as in {name}()")
    if getattr(cleaner, "__name__", "") == "<lambda>":
        raise TypeError(
            f"{what} is a lambda, which cannot be sent to another process; write it as a function with a name"
        )
    stage_of(cleaner)
    return cleaner  # type: ignore[no-any-return]
