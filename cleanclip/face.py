"""The public functions: the keywords they share, and what they accept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from cleanclip.clip import LABELS, Cleaner
from cleanclip.documents import Documents
from cleanclip.pipeline import Pipeline
from cleanclip.registry import stage_of
from cleanclip.result import Outcome, Result
from cleanclip.run import Run

if TYPE_CHECKING:
    from cleanclip.names import NameMap, Names
    from cleanclip.rules import Pack, Rules

Kind = Literal["auto", "text", "html"]
KINDS = ("auto", "text", "html")

CHANGES = frozenset(("space", "join", "hyphen", "entity", "encoding", "name"))
"""Labels of changes inside the text: no line of ours has one."""

_K = TypeVar("_K", "Names", "Rules")


def clean(
    source: str | bytes,
    *,
    url: str | None = None,
    kind: Kind = "auto",
    pipeline: str | Pipeline = "standard",
    include: Collection[str] | None = (),
    names: Any = None,
    rules: Any = (),
) -> str:
    """The body of a news clip as canonical text: paragraphs parted by one blank line.

    Args:
        source: the clip itself, text or bytes (a bytearray or memoryview counts as bytes); never a path.
        url: where it came from; lets rules for that host apply.
        kind: `auto` tells pages from text, `text` and `html` say what it is.
        pipeline: `gentle`, `standard`, `strict`, or a `Pipeline`.
        include: labels of lines to keep where they stand, such as "headline".
        names: a name map, or several, that win over those of the pipeline;
            False leaves all names as they are.
        rules: rule packs, or paths of them, besides those of the pipeline.

    Raises:
        TypeError: for a source that is neither `str` nor `bytes`, or a keyword of the wrong type.
        ValueError: for a keyword that cannot be, such as an unknown preset or label.
        OSError: for a name map that cannot be read.

    >>> clean("Log In\\nShare\\n\\nIt rained in Basra on Monday, officials said.")
    'It rained in Basra on Monday, officials said.'
    """
    run, _ = _run(source, _task(url, kind, pipeline, include, names, rules))
    return run.text


def explain(
    source: str | bytes,
    *,
    url: str | None = None,
    kind: Kind = "auto",
    pipeline: str | Pipeline = "standard",
    include: Collection[str] | None = (),
    names: Any = None,
    rules: Any = (),
) -> Result:
    """The same text as `clean` gives, with the fields and everything that led to it.

    Takes and raises what `clean` does.

    >>> result = explain("By Jane Doe\\n\\nIt rained in Basra on Monday, officials said.")
    >>> result.byline, result.text
    ('Jane Doe', 'It rained in Basra on Monday, officials said.')
    """
    run, known = _run(source, _task(url, kind, pipeline, include, names, rules))
    return run.result(**known)


def try_clean(source: str | bytes, **keywords: Any) -> Outcome:
    """Like `explain`, with errors as values: for jobs that must not stop at one bad clip.

    A wrong keyword is the caller's mistake, not the clip's, and is raised.

    >>> outcome = try_clean(None)
    >>> outcome.ok, type(outcome.error).__name__
    (False, 'TypeError')
    """
    return _try(source, _keywords(keywords))


def clean_many(sources: Iterable[str | bytes], *, workers: int = 1, **keywords: Any) -> Iterator[Outcome]:
    """Clean many clips, lazily and in order; one `Outcome` for each.

    Args:
        sources: the clips.
        workers: how many processes; 1 starts none.
        **keywords: those of `clean`.

    Raises:
        TypeError, ValueError, OSError: at once, for a keyword that cannot be.
        concurrent.futures.process.BrokenProcessPool: when a worker is killed.

    >>> [outcome.text for outcome in clean_many(["One line.", "Another."])]
    ['One line.', 'Another.']
    """
    if type(workers) is not int or workers < 1:
        raise ValueError(f"workers must be a whole number from 1 on, not {workers!r}")
    task = _keywords(keywords)
    if isinstance(sources, (str, bytes, bytearray, memoryview)):
        raise TypeError("clean_many takes many clips; for one there is cleanclip.clean()")
    if not isinstance(sources, Iterable):
        raise TypeError(f"clean_many takes a list of clips, or anything to go through, not {type(sources).__name__}")
    if workers == 1:
        return (_try(source, task) for source in sources)
    return _in_processes(sources, workers, task)


def clean_file(path: str | PathLike[str], **keywords: Any) -> str:
    """The body of the clip in a file; the only function here that opens one.

    Takes the keywords of `clean` and raises what it does.

    Raises:
        OSError: when the file cannot be read.
        TypeError: for what is no path.
    """
    if not isinstance(path, (str, PathLike)):
        hint = "; for the content of a file there is cleanclip.clean()" if isinstance(path, (bytes, bytearray)) else ""
        raise TypeError(f"clean_file takes the path of a file, a str or a Path, not {type(path).__name__}{hint}")
    return clean(Path(path).read_bytes(), **keywords)


_BATCH = 32
_WAITING = 4


def _in_processes(sources: Iterable[str | bytes], workers: int, task: _Task) -> Iterator[Outcome]:
    """Batches of clips in worker processes, as many under way as keeps them busy."""
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor
    from itertools import islice

    # What is no clip, and perhaps cannot be sent, is answered here; the worker hands the answer back in its place.
    stream = (source if isinstance(source, (str, bytes)) else _answered(source, task) for source in sources)
    under_way: deque[Future[list[Outcome]]] = deque()
    with ProcessPoolExecutor(workers) as pool:
        while True:
            while len(under_way) < workers * _WAITING and (batch := list(islice(stream, _BATCH))):
                under_way.append(pool.submit(_try_batch, batch, task))
            if not under_way:
                return
            yield from under_way.popleft().result()


def _answered(source: Any, task: _Task) -> str | bytes | Outcome:
    """Bytes of another kind as bytes, and for what is no clip the outcome that says so."""
    return bytes(source) if isinstance(source, (bytearray, memoryview)) else _try(source, task)


def _try_batch(batch: Sequence[str | bytes | Outcome], task: _Task) -> list[Outcome]:
    outcomes = [source if isinstance(source, Outcome) else _try(source, task) for source in batch]
    return [outcome if outcome.ok else replace(outcome, error=_sendable(outcome.error)) for outcome in outcomes]


def _sendable(error: Exception | None) -> Exception | None:
    """The same error where it survives the way to another process, else one that tells of it.

    >>> _sendable(ValueError("no")), _sendable(Exception(lambda: 0))  # doctest: +ELLIPSIS
    (ValueError('no'), RuntimeError('Exception: <function ...'))
    """
    import pickle

    try:
        if isinstance(pickle.loads(pickle.dumps(error)), type(error)):
            return error
    except Exception:  # whatever an error of somebody else's does while it is copied
        pass
    try:
        return RuntimeError(f"{type(error).__name__}: {error}")
    except Exception:
        return RuntimeError(f"{type(error).__name__}: an error without words")


def _try(source: str | bytes, task: _Task) -> Outcome:
    try:
        run, known = _run(source, task)
        result = run.result(**known)
    except Exception as error:  # whatever a clip or a plugin does, the job goes on
        return Outcome(None, None, error)
    return Outcome(result.text, result, None)


_KEYWORDS = ("url", "kind", "pipeline", "include", "names", "rules")


class _Task(NamedTuple):
    """The keywords of `clean`, checked, with every file loaded."""

    url: str | None
    kind: str
    pipeline: Pipeline
    include: Collection[str]
    doubtful: tuple[str, ...]
    """Labels of `include` that only a cleaner of the user's own can give a line, if any does."""


def _keywords(given: dict[str, Any]) -> _Task:
    """The keywords of `clean` as a caller passed them on."""
    for name in given:
        if name not in _KEYWORDS:
            raise TypeError(f"unknown keyword {name!r}; there are {', '.join(_KEYWORDS)}")
    return _task(**given)


def check_keywords(**keywords: Any) -> None:
    """Say what `clean` would say of some keywords, before there is a clip.

    Raises:
        TypeError, ValueError, OSError: as `clean` does.

    >>> check_keywords(include=["captoin"])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    ValueError: include: there is no label 'captoin'; did you mean 'caption'? Labels are body, headline, ...
    """
    _keywords(keywords)


def _task(
    url: str | None = None,
    kind: str = "auto",
    pipeline: str | Pipeline = "standard",
    include: Collection[str] | None = (),
    names: Any = None,
    rules: Any = (),
) -> _Task:
    if url is not None and not isinstance(url, str):
        raise TypeError(f"url is the address of the clip as a str, or None, not {type(url).__name__}")
    if kind not in KINDS:
        raise ValueError(f"kind is one of {', '.join(KINDS)}, not {kind!r}")
    cleaners = _pipeline(pipeline, names, rules)
    include = () if include is None else include
    return _Task(url, kind, cleaners, include, _doubtful(include, cleaners))


def _run(source: str | bytes, task: _Task) -> tuple[Run | Documents, dict[str, Any]]:
    """Read a source and send it through a pipeline."""
    known: dict[str, Any] = {}
    warnings: list[str] = []
    if isinstance(source, (bytearray, memoryview)):
        source = bytes(source)
    if isinstance(source, bytes):
        from cleanclip.read.encoding import decode, doubts

        decoded = decode(source)
        text = decoded.text
        known["encoding"] = f"{decoded.encoding} ({decoded.how})"
        warnings += doubts(source, decoded)
    elif isinstance(source, str):
        text = source
    else:
        hint = "; for a path there is cleanclip.clean_file()" if isinstance(source, PathLike) else ""
        raise TypeError(f"a clip is a str or bytes, not {type(source).__name__}{hint}")
    if task.kind != "text" and "<" in text:
        from cleanclip.read.html import is_html, page_text

        if task.kind == "html" or is_html(text):
            text = page_text(text, task.url)
            found = (
                "source_text is the text that trafilatura found in it" if text else "trafilatura found no text in it"
            )
            warnings.append(f"read as a page: {found}")
    run = task.pipeline.run(text, task.url, task.include)
    for label in task.doubtful:
        if label not in run.labels:
            near = "" if label in LABELS else _near(label, LABELS)
            warnings.append(f"include: no line of this clip has the label {label!r}{near}")
    return run, {**known, "warnings": warnings}


def _doubtful(include: Collection[str], pipeline: Pipeline) -> tuple[str, ...]:
    """The labels of `include` that only a cleaner of the user's own could give a line.

    Raises:
        TypeError: when `include` is not a list of labels.
        ValueError: for a label that nothing in the pipeline gives.
    """
    if isinstance(include, str):
        raise TypeError(f'include is a list of labels; write include=["{include}"]')
    if not isinstance(include, Collection):
        raise TypeError(f"include is a list of labels, such as ['headline'], not {type(include).__name__}")
    for label in include:
        if not isinstance(label, str):
            raise TypeError(f"include is a list of labels, such as ['headline']; {label!r} is not a label")
    of_changes = tuple(label for label in include if label in CHANGES)
    unknown = tuple(label for label in include if label not in LABELS)
    if not unknown:
        return of_changes
    from cleanclip.rules import Rules

    used = {
        rule.label
        for cleaner in pipeline.cleaners
        if isinstance(cleaner, Rules)
        for pack in cleaner.all_packs
        for rule in pack.rules
    }
    unknown = tuple(label for label in unknown if label not in used)
    if unknown and not any(stage_of(cleaner) == "find" and not _ours(cleaner) for cleaner in pipeline.cleaners):
        known = [*LABELS, *sorted(used - LABELS.keys())]
        near = _near(unknown[0], known)
        labels = f"{near} Labels" if near else "; labels"
        raise ValueError(f"include: there is no label {unknown[0]!r}{labels} are {', '.join(known)}")
    return (*of_changes, *unknown)


def _ours(cleaner: Cleaner) -> bool:
    return (getattr(cleaner, "__module__", None) or "").startswith("cleanclip.")


def _near(label: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(label.lower(), known, 1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _pipeline(given: str | Pipeline, names: Any, rules: Any) -> Pipeline:
    """The pipeline that the keywords ask for."""
    if isinstance(given, str):
        pipeline = Pipeline.named(given)
    elif isinstance(given, Pipeline):
        pipeline = given
    else:
        raise TypeError(f"pipeline is a name or a Pipeline, not {type(given).__name__}")
    packs = _packs(rules) if rules is not None else ()
    if packs:
        from cleanclip.rules import Rules

        pipeline = _with(pipeline, Rules, _more_rules, packs)
    if names is False:
        return pipeline.nameless
    maps = _maps(names) if names is not None and names is not True else ()
    if maps:
        from cleanclip.names import Names

        pipeline = _with(pipeline, Names, _more_names, maps)
    return pipeline


def _with(pipeline: Pipeline, kind: type[_K], more: Callable[[_K, Any], _K], added: tuple[Any, ...]) -> Pipeline:
    """A pipeline in which each cleaner of a kind has more maps or packs; one joins where there is none."""
    cleaners = [more(one, added) if isinstance(one, kind) else one for one in pipeline.cleaners]
    if not any(isinstance(one, kind) for one in cleaners):
        cleaners.append(more(kind(), added))
    return replace(pipeline, cleaners=tuple(cleaners))


# Remembered, so that clean() in a loop builds their index once.
@lru_cache(maxsize=16)
def _more_rules(own: Rules, packs: tuple[Pack, ...]) -> Rules:
    return replace(own, packs=(*packs, *own.packs))


@lru_cache(maxsize=16)
def _more_names(own: Names, maps: tuple[NameMap, ...]) -> Names:
    return type(own)(*maps, *own.maps, aliases=own.aliases)


def _packs(given: Any) -> tuple[Pack, ...]:
    from cleanclip.rules import Pack
    from cleanclip.rules.check import load_checked

    several = given if isinstance(given, (list, tuple)) else [given]
    for one in several:
        if not isinstance(one, (str, Path, Pack)):
            hint = '; without rules is Pipeline.named().without("rules")' if one is False else ""
            raise TypeError(f"rules are Packs or the paths of TOML files, not {type(one).__name__}{hint}")
    return tuple(one if isinstance(one, Pack) else load_checked(one) for one in several)


_NAMES_ARE = "False, a NameMap, a dict of canonical names and their variants, or the path of a TOML file"


def _maps(given: Any) -> tuple[NameMap, ...]:
    from cleanclip.names import NameMap

    maps = []
    for one in given if isinstance(given, (list, tuple)) else [given]:
        if isinstance(one, NameMap):
            maps.append(one)
        elif isinstance(one, Mapping):
            maps.append(NameMap.from_dict(dict(one)))
        elif isinstance(one, (str, Path)):
            maps.append(_map_of(one))
        else:
            raise TypeError(f"names is {_NAMES_ARE}, or several of them, not {type(one).__name__}")
    return tuple(maps)


def _map_of(given: str | Path) -> NameMap:
    """The map in a file, or in a text that is TOML itself."""
    from cleanclip.names import NameMap, NameMapError

    line = str(given)
    is_path = "\n" not in line and (line.endswith(".toml") or "=" not in line)
    try:
        return NameMap.from_toml(Path(given) if is_path else given)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise type(error)(f"names={line!r}: the file cannot be read: {why}; names is {_NAMES_ARE}") from error
    except UnicodeDecodeError as error:
        raise NameMapError(f"names={line!r}: the file is not UTF-8; save it as UTF-8 text") from error
