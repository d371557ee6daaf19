"""Configuration files: the keywords of `clean`, written down as TOML.

A file may also take cleaners out of the pipeline (`without`) and add others to
it (`plus`). Paths in it are relative to the file, so that it can lie beside its
name maps and rule packs.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cleanclip.decide import PRESETS
from cleanclip.face import KINDS
from cleanclip.pipeline import Pipeline
from cleanclip.registry import known_cleaners

KEYS = ("url", "kind", "pipeline", "include", "names", "rules", "without", "plus")
"""What a configuration may say."""


class ConfigError(ValueError):
    """A configuration that cannot be used: which file, which line, what is wrong, what would be right."""


def load_config(path: str | Path) -> dict[str, Any]:
    """The keywords of `clean` that a TOML file gives.

    Name maps and rule packs are read here, once, so that a mistake in one of
    them shows before the first clip.

    Raises:
        ConfigError: for a file that cannot be read, and for anything in it that
            is wrong; the message names file, line and remedy.

    >>> import tempfile, cleanclip
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = Path(folder.name) / "news.toml"
    >>> _ = path.write_text('pipeline = "gentle"\\nwithout = ["names"]\\ninclude = ["byline"]')
    >>> keywords = load_config(path)
    >>> keywords["pipeline"].preset, keywords["include"]
    ('gentle', ('byline',))
    >>> cleanclip.clean("By Jane Doe\\n\\nIt rained in Basra on Monday, officials said.", **keywords)
    'By Jane Doe\\n\\nIt rained in Basra on Monday, officials said.'
    >>> folder.cleanup()
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: the configuration cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: the configuration is not UTF-8; save it as UTF-8 text") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at line (\d+), column \d+\)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        what = str(error).replace(place[0], "") if place else str(error)
        raise ConfigError(f'{path}:{line}: not valid TOML: {what}; write one key = "value" to the line') from error
    return _Reader(Path(path), text, data).keywords()


class _Reader:
    """One configuration on its way to keywords; it knows where each key stands."""

    def __init__(self, path: Path, text: str, data: dict[str, Any]) -> None:
        self.path = path
        self.text = text
        self.data = data

    def keywords(self) -> dict[str, Any]:
        for key in self.data:
            if key not in KEYS:
                raise self.error(key, f"unknown key {key!r}; a configuration may have {', '.join(KEYS)}")
        keywords: dict[str, Any] = {}
        if "url" in self.data:
            keywords["url"] = self.string("url")
        if "kind" in self.data:
            keywords["kind"] = self.choice("kind", KINDS)
        if "include" in self.data:
            keywords["include"] = tuple(self.strings("include"))
        if "names" in self.data:
            keywords["names"] = self.names()
        if "rules" in self.data:
            keywords["rules"] = self.packs()
        if self.data.keys() & {"pipeline", "without", "plus"}:
            keywords["pipeline"] = self.pipeline()
        return keywords

    def pipeline(self) -> Pipeline:
        pipeline = Pipeline.named(self.choice("pipeline", PRESETS) if "pipeline" in self.data else "standard")
        if "without" in self.data:
            for name in self.strings("without"):
                if name not in pipeline.names:
                    raise self.error("without", f"{name!r} is not in the pipeline; it has {', '.join(pipeline.names)}")
                pipeline = pipeline.without(name)
        if "plus" in self.data:
            known = known_cleaners()
            for name in self.strings("plus"):
                if name not in known:
                    raise self.error("plus", f"there is no cleaner {name!r}; known cleaners: {', '.join(known)}")
                try:
                    pipeline = pipeline.plus(name)
                except Exception as error:  # a plugin's import may raise anything
                    raise self.error("plus", f"the cleaner {name!r} does not load: {error}") from error
        return pipeline

    def names(self) -> Any:
        if isinstance(self.data["names"], bool):
            # "names = true" says what holds anyway: the packaged map.
            return None if self.data["names"] else False
        from cleanclip.names import NameMap

        return self.loaded("names", NameMap.from_toml)

    def packs(self) -> Any:
        from cleanclip.rules.check import load_checked

        return self.loaded("rules", load_checked)

    def loaded(self, key: str, load: Callable[[Path], Any]) -> list[Any]:
        """What the files under a key hold."""
        found = []
        for name in self.strings(key):
            file = self.path.parent / name
            if not file.is_file():
                raise self.error(key, f"there is no file {file}; paths are relative to the configuration")
            try:
                found.append(load(file))
            except (OSError, ValueError) as error:
                raise self.error(key, str(error)) from error
        return found

    def string(self, key: str) -> str:
        value = self.data[key]
        if not isinstance(value, str):
            raise self.error(key, f'{key} is a text, such as {key} = "{_EXAMPLES[key]}", not {_toml(value)}')
        return value

    def strings(self, key: str) -> list[str]:
        value = self.data[key]
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
            example = f'{key} = ["{_EXAMPLES[key]}"]' + (" or names = false" if key == "names" else "")
            raise self.error(key, f"{key} is a list of texts, such as {example}, not {_toml(value)}")
        return listed

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        value = self.string(key)
        if value not in choices:
            raise self.error(key, f"{key} is one of {', '.join(choices)}, not {value!r}")
        return value

    def error(self, key: str, what: str) -> ConfigError:
        """What is wrong with a key, and the line on which it stands."""
        bare = re.escape(key)
        place = re.search(rf"^[ \t]*\[*[ \t]*[\"']?{bare}[\"']?[ \t]*[=.\]]", self.text, re.M)
        line = self.text.count("\n", 0, place.start()) + 1 if place else 1
        return ConfigError(f"{self.path}:{line}: {what}")


_EXAMPLES = {
    "url": "https://example.org/news/1",
    "kind": "text",
    "pipeline": "gentle",
    "include": "headline",
    "names": "my-names.toml",
    "rules": "my-rules.toml",
    "without": "captions",
    "plus": "my-cleaner",
}


def _toml(value: Any) -> str:
    """A value as the file has it, near enough for a message."""
    return str(value).lower() if isinstance(value, bool) else repr(value)
