"""The public functions: the keywords they share, and what they accept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cleanclip.pipeline import Pipeline, Run
from cleanclip.result import Outcome, Result

if TYPE_CHECKING:
    from cleanclip.rules import Pack

Kind = Literal["auto", "text", "html"]
KINDS = ("auto", "text", "html")


def clean(
    source: str | bytes,
    *,
    url: str | None = None,
    kind: Kind = "auto",
    pipeline: str | Pipeline = "standard",
    include: Collection[str] = (),
    names: Any = None,
    rules: Any = (),
) -> str:
    """The body of a news clip as canonical text: paragraphs parted by one blank line.

    Args:
        source: the clip itself, text or bytes; never a path.
        url: where it came from; lets rules for that host apply.
        kind: `auto` tells pages from text, `text` and `html` say what it is.
        pipeline: `gentle`, `standard`, `strict`, or a `Pipeline`.
        include: labels of lines to keep where they stand, such as "headline".
        names: a name map, or several, that win over the packaged one; False
            leaves all names as they are.
        rules: rule packs, or paths of them, besides the packaged ones.

    Raises:
        TypeError: for a source that is neither `str` nor `bytes`.
        ValueError: for a keyword that cannot be, such as an unknown preset.

    >>> clean("Log In\\nShare\\n\\nIt rained in Basra on Monday, officials said.")
    'It rained in Basra on Monday, officials said.'
    """
    run, _ = _run(source, url, kind, _pipeline(pipeline, names, rules), include)
    return run.text


def explain(
    source: str | bytes,
    *,
    url: str | None = None,
    kind: Kind = "auto",
    pipeline: str | Pipeline = "standard",
    include: Collection[str] = (),
    names: Any = None,
    rules: Any = (),
) -> Result:
    """The same text as `clean` gives, with the fields and everything that led to it.

    Takes and raises what `clean` does.

    >>> result = explain("By Jane Doe\\n\\nIt rained in Basra on Monday, officials said.")
    >>> result.byline, result.text
    ('Jane Doe', 'It rained in Basra on Monday, officials said.')
    """
    run, known = _run(source, url, kind, _pipeline(pipeline, names, rules), include)
    return run.result(**known)


def try_clean(source: str | bytes, **keywords: Any) -> Outcome:
    """Like `explain`, with errors as values: for jobs that must not stop at one bad clip.

    A wrong keyword is the caller's mistake, not the clip's, and is raised.

    >>> outcome = try_clean(None)
    >>> outcome.ok, type(outcome.error).__name__
    (False, 'TypeError')
    """
    prepared = _keywords(keywords)
    return _try(source, prepared)


def clean_many(sources: Iterable[str | bytes], *, workers: int = 1, **keywords: Any) -> Iterator[Outcome]:
    """Clean many clips, lazily and in order; one `Outcome` for each.

    Args:
        sources: the clips.
        workers: how many processes; 1 starts none.
        **keywords: those of `clean`.

    Raises:
        ValueError: when `workers` is less than 1.
        concurrent.futures.process.BrokenProcessPool: when a worker is killed.

    >>> [outcome.text for outcome in clean_many(["One line.", "Another."])]
    ['One line.', 'Another.']
    """
    if type(workers) is not int or workers < 1:
        raise ValueError(f"workers must be a whole number from 1 on, not {workers!r}")
    prepared = _keywords(keywords)
    if isinstance(sources, (str, bytes)):
        raise TypeError("clean_many takes many clips; for one there is cleanclip.clean()")
    if workers == 1:
        return (_try(source, prepared) for source in sources)
    return _in_processes(sources, workers, prepared)


def clean_file(path: str | Path, **keywords: Any) -> str:
    """The body of the clip in a file; the only function here that opens one.

    Takes the keywords of `clean` and raises what it does.

    Raises:
        OSError: when the file cannot be read.
    """
    return clean(Path(path).read_bytes(), **keywords)


_BATCH = 32
_WAITING = 4


def _in_processes(sources: Iterable[str | bytes], workers: int, prepared: dict[str, Any]) -> Iterator[Outcome]:
    """Batches of clips in worker processes, as many under way as keeps them busy."""
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor
    from itertools import islice

    stream = iter(sources)
    under_way: deque[Future[list[Outcome]]] = deque()
    with ProcessPoolExecutor(workers) as pool:
        while True:
            while len(under_way) < workers * _WAITING and (batch := list(islice(stream, _BATCH))):
                under_way.append(pool.submit(_try_batch, batch, prepared))
            if not under_way:
                return
            yield from under_way.popleft().result()


def _try_batch(batch: list[str | bytes], prepared: dict[str, Any]) -> list[Outcome]:
    return [_try(source, prepared) for source in batch]


def _try(source: str | bytes, prepared: dict[str, Any]) -> Outcome:
    try:
        run, known = _run(source, **prepared)
        result = run.result(**known)
    except Exception as error:  # whatever a clip or a plugin does, the job goes on
        return Outcome(None, None, error)
    return Outcome(result.text, result, None)


_KEYWORDS = ("url", "kind", "pipeline", "include", "names", "rules")


def _keywords(given: dict[str, Any]) -> dict[str, Any]:
    """The keywords of `clean`, checked and ready for `_run`."""
    for name in given:
        if name not in _KEYWORDS:
            raise TypeError(f"unknown keyword {name!r}; there are {', '.join(_KEYWORDS)}")
    kind = given.get("kind", "auto")
    _check_kind(kind)
    return {
        "url": given.get("url"),
        "kind": kind,
        "pipeline": _pipeline(given.get("pipeline", "standard"), given.get("names"), given.get("rules", ())),
        "include": _labels(given.get("include", ())),
    }


def _run(
    source: str | bytes, url: str | None, kind: str, pipeline: Pipeline, include: Collection[str]
) -> tuple[Run, dict[str, Any]]:
    """Read a source and send it through a pipeline."""
    _check_kind(kind)
    if url is not None and not isinstance(url, str):
        raise TypeError(f"url is the address of the clip as a str, or None, not {type(url).__name__}")
    known: dict[str, Any] = {}
    if isinstance(source, bytes):
        from cleanclip.read.encoding import decode

        text, encoding, how = decode(source)
        known["encoding"] = f"{encoding} ({how})"
    elif isinstance(source, str):
        text = source
    else:
        from os import PathLike

        hint = "; for a path there is cleanclip.clean_file()" if isinstance(source, PathLike) else ""
        raise TypeError(f"a clip is a str or bytes, not {type(source).__name__}{hint}")
    if kind != "text" and "<" in text:
        from cleanclip.read.html import is_html, page_text

        if kind == "html" or is_html(text):
            text = page_text(text, url)
            found = (
                "source_text is the text that trafilatura found in it" if text else "trafilatura found no text in it"
            )
            known["warnings"] = [f"read as a page: {found}"]
    return pipeline.run(text, url, _labels(include)), known


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise ValueError(f"kind is one of {', '.join(KINDS)}, not {kind!r}")


def _labels(include: Collection[str]) -> Collection[str]:
    if isinstance(include, str):
        raise TypeError(f'include is a list of labels; write include=["{include}"]')
    if not isinstance(include, Collection):
        raise TypeError(f"include is a list of labels, such as ['headline'], not {type(include).__name__}")
    return include


def _pipeline(given: str | Pipeline, names: Any, rules: Any) -> Pipeline:
    """The pipeline that the keywords ask for."""
    if isinstance(given, str):
        pipeline = Pipeline.named(given)
    elif isinstance(given, Pipeline):
        pipeline = given
    else:
        raise TypeError(f"pipeline is a name or a Pipeline, not {type(given).__name__}")
    if rules:
        from cleanclip.rules import Pack, Rules, load_pack

        listed = list(rules) if isinstance(rules, (list, tuple)) else [rules]
        for pack in listed:
            if not isinstance(pack, (str, Path, Pack)):
                raise TypeError(f"rules are Packs or the paths of TOML files, not {type(pack).__name__}")
        packs = tuple(pack if isinstance(pack, Pack) else load_pack(pack) for pack in listed)
        pipeline = pipeline.plus(_rules(Rules, packs))
    if names is False:
        return pipeline.without("names") if "names" in pipeline.names else pipeline
    if names is not None and names is not True:
        pipeline = pipeline.plus(_names(names))
    return pipeline


@lru_cache(maxsize=16)
def _rules(kind: type, packs: tuple[Pack, ...]) -> Any:
    """One cleaner for the same packs, so that their index is built once."""
    return kind(packs)


def _names(given: Any) -> Any:
    from cleanclip.names import NameMap
    from cleanclip.names import Names as NamesCleaner

    several = given if isinstance(given, (list, tuple)) else [given]
    maps = []
    for one in several:
        if isinstance(one, NameMap):
            maps.append(one)
        elif isinstance(one, Mapping):
            maps.append(NameMap.from_dict(dict(one)))
        elif isinstance(one, (str, Path)):
            maps.append(NameMap.from_toml(one))
        else:
            raise TypeError(
                "names is False, a NameMap, a dict of canonical names and their variants, or the path of a TOML file, "
                f"not {type(one).__name__}"
            )
    return NamesCleaner(*maps)
