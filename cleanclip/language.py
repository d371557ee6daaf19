"""Which language a text is in, guessed from its script and from jusText's stopword lists.

The lists are read as data: importing justext would bring in lxml.
Source: Jan Pomikálek, "Removing Boilerplate and Duplicate Content from Web
Corpora", 2011, whose stopword density this is.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

SAMPLE_WORDS = 600
"""So many words from the beginning of a text are looked at."""

LIST_WORDS = 200
"""So many of the most frequent words of each language are used, so that long lists have no advantage."""

LEAST_DENSITY = 0.12
"""The share of stopwords below which no language is named."""

_CODES = dict(
    pair.split(":")
    for pair in (
        "Afrikaans:af Albanian:sq Arabic:ar Armenian:hy Azerbaijani:az Basque:eu Belarusian:be Bengali:bn Bosnian:bs "
        "Breton:br Bulgarian:bg Catalan:ca Croatian:hr Czech:cs Danish:da Dutch:nl English:en Esperanto:eo Estonian:et "
        "Finnish:fi French:fr Galician:gl Georgian:ka German:de Greek:el Gujarati:gu Haitian:ht Hebrew:he Hindi:hi "
        "Hungarian:hu Icelandic:is Indonesian:id Irish:ga Italian:it Javanese:jv Kannada:kn Kazakh:kk Korean:ko "
        "Kurdish:ku "
        "Kyrgyz:ky Latin:la Latvian:lv Lithuanian:lt Luxembourgish:lb Macedonian:mk Malay:ms Malayalam:ml Maltese:mt "
        "Marathi:mr Nepali:ne Norwegian_Bokmal:nb Norwegian_Nynorsk:nn Occitan:oc Persian:fa Polish:pl Portuguese:pt "
        "Romanian:ro Russian:ru Serbian:sr Slovak:sk Slovenian:sl Spanish:es Swahili:sw Swedish:sv Tagalog:tl Tamil:ta "
        "Telugu:te Turkish:tr Turkmen:tk Ukrainian:uk Urdu:ur Uzbek:uz Vietnamese:vi Welsh:cy West_Frisian:fy Yoruba:yo"
    ).split()
)

_SCRIPTS = {
    "ja": re.compile("[\u3040-\u30ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def guess_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, or None when the text is too short or strange.

    >>> guess_language("The militias have agreed to halt their attacks on the condition that troops withdraw.")
    'en'
    >>> guess_language("Les milices ont accepté de suspendre les attaques dans le pays, a dit un porte-parole.")
    'fr'
    >>> guess_language("12:30 15:45")
    """
    sample = text[: SAMPLE_WORDS * 12]
    letters = sum(map(str.isalpha, sample))
    for code, script in _SCRIPTS.items():
        if len(script.findall(sample)) > 0.2 * max(letters, 1):
            return code
    words = Counter(_WORD.findall(sample.lower())[:SAMPLE_WORDS])
    total = words.total()
    if total < 5:
        return None
    density = {
        code: sum(map(words.__getitem__, words.keys() & stopwords(name))) / total for name, code in _CODES.items()
    }
    best = max(density, key=lambda code: (density[code], code == "en", code))
    return best if density[best] >= LEAST_DENSITY else None


@lru_cache(maxsize=128)
def stopwords(language: str) -> frozenset[str]:
    """The most frequent words of a language, by jusText's name for it, such as "English".

    >>> "the" in stopwords("English")
    True
    """
    path = _folder() / f"{language}.txt"
    with path.open(encoding="utf-8") as lines:
        found = [line.strip().lower() for line, _ in zip(lines, range(LIST_WORDS), strict=False)]
    return frozenset(found)


@lru_cache(maxsize=1)
def _folder() -> Path:
    """Where jusText keeps its lists, found without importing it."""
    from importlib.util import find_spec

    spec = find_spec("justext")
    if spec is None or not spec.origin:
        raise ModuleNotFoundError("justext is not installed; its stopword lists give the language: pip install justext")
    return Path(spec.origin).with_name("stoplists")
