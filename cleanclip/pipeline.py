"""Stages and presets: a pipeline is a frozen list of cleaners, and what a text is sent through."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from cleanclip.clip import Cleaner, Stage
from cleanclip.decide import PRESETS
from cleanclip.documents import Documents, split_clips
from cleanclip.registry import BUILT_IN, checked, find_cleaner, name_of, stage_of
from cleanclip.run import Run


@dataclass(frozen=True)
class Pipeline:
    """A frozen, picklable list of cleaners and the preset by which their marks are judged.

    A pipeline without cleaners changes nothing.

    Raises:
        TypeError: for what is no sequence of cleaners.
        ValueError: for a preset that does not exist, for a cleaner that is given twice, and for two scorers.

    >>> Pipeline().run("  as it is\\n").text
    '  as it is\\n'
    >>> Pipeline(("entities", "spaces"), "gentle")
    Pipeline('gentle': entities, spaces)
    """

    cleaners: tuple[Cleaner, ...] = ()
    preset: str = "standard"

    def __post_init__(self) -> None:
        if self.preset not in PRESETS:
            raise ValueError(f"there is no preset {self.preset!r}; the presets are {', '.join(PRESETS)}")
        if isinstance(self.cleaners, str) or not isinstance(self.cleaners, Iterable):
            one = repr(self.cleaners) if isinstance(self.cleaners, str) else getattr(self.cleaners, "__name__", "...")
            raise TypeError(
                f"a pipeline takes a sequence of cleaners, such as Pipeline(({one},)), "
                f"not {type(self.cleaners).__name__}; the pipeline of a preset is Pipeline.named()"
            )
        found = tuple(find_cleaner(item) if isinstance(item, str) else checked(item) for item in self.cleaners)
        seen: set[tuple[str, type]] = set()
        for one in found:
            if (name_of(one), type(one)) in seen:
                raise ValueError(f"a pipeline has each cleaner once, and {name_of(one)!r} is given twice")
            seen.add((name_of(one), type(one)))
        scorers = [name_of(one) for one in found if stage_of(one) == "score"]
        if len(scorers) > 1:
            raise ValueError(f"a pipeline has one scorer at most, and this one has {' and '.join(scorers)}")
        object.__setattr__(self, "cleaners", found)

    @classmethod
    def named(cls, preset: str = "standard") -> Pipeline:
        """The pipeline of a preset: `gentle` removes on proof alone, `standard`, `strict`.

        Raises:
            ValueError: for a name that is no preset; the message lists them.

        >>> Pipeline.named("gentle").preset
        'gentle'
        """
        return _named(preset)

    def __repr__(self) -> str:
        return f"Pipeline({self.preset!r}: {', '.join(self.names) or 'no cleaners'})"

    def __getstate__(self) -> dict[str, Any]:
        cleaners = tuple(name_of(c) if _found_by_name(c) else c for c in self.cleaners)
        return {"cleaners": cleaners, "preset": self.preset}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for key, value in state.items():
            object.__setattr__(self, key, value)
        self.__post_init__()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the cleaners, in order."""
        return tuple(name_of(cleaner) for cleaner in self.cleaners)

    def without(self, *names: str) -> Pipeline:
        """The same pipeline without some cleaners.

        Raises:
            ValueError: for a name that is not in the pipeline; the message lists those that are.
        """
        for name in names:
            if name not in self.names:
                raise ValueError(f"{name!r} is not in this pipeline; it has {', '.join(self.names) or 'no cleaners'}")
        return replace(self, cleaners=tuple(c for c in self.cleaners if name_of(c) not in names))

    def plus(self, *cleaners: Cleaner | str) -> Pipeline:
        """The same pipeline with more cleaners: functions, objects, or names; one of the same name is replaced.

        Raises:
            UnknownCleanerError: for a name that nothing knows; the message lists those that are known.
            TypeError: for what is no cleaner.

        >>> Pipeline().plus("spaces").names
        ('spaces',)
        """
        found = [find_cleaner(item) if isinstance(item, str) else checked(item) for item in cleaners]
        fresh = {name_of(cleaner): cleaner for cleaner in found}
        kept = [fresh.pop(name_of(cleaner), cleaner) for cleaner in self.cleaners]
        return replace(self, cleaners=(*kept, *fresh.values()))

    @cached_property
    def nameless(self) -> Pipeline:
        """The same pipeline without the cleaner of names."""
        return self.without("names") if "names" in self.names else self

    @cached_property
    def stages(self) -> dict[Stage, tuple[Cleaner, ...]]:
        """The cleaners of each stage, in order."""
        stages: dict[Stage, tuple[Cleaner, ...]] = {}
        for cleaner in self.cleaners:
            stages[stage_of(cleaner)] = (*stages.get(stage_of(cleaner), ()), cleaner)
        return stages

    def run(self, text: str, url: str | None = None, include: Collection[str] = ()) -> Run | Documents:
        """Send a text through the stages, each document of an export by itself.

        The account is worked out when it is asked for.
        """
        documents = split_clips(text) if self.cleaners else []
        if len(documents) < 2:
            return Run(self.stages, self.preset, text, url, include)
        runs = [Run(self.stages, self.preset, document.text, url, include) for document in documents]
        return Documents(text, documents, runs)


def _found_by_name(cleaner: Cleaner) -> bool:
    """Whether a cleaner is our own as it is packaged, so that its name is enough in another process."""
    return name_of(cleaner) in BUILT_IN and find_cleaner(name_of(cleaner)) is cleaner


@lru_cache(maxsize=8)
def _named(preset: str) -> Pipeline:
    return Pipeline(tuple(find_cleaner(name) for name in BUILT_IN), preset)
