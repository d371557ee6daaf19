"""Configuration files: what they may say, and what is said about those that are wrong."""

from pathlib import Path

import pytest

import cleanclip
from cleanclip.config import KEYS, ConfigError, load_config
from cleanclip.face import _KEYWORDS

CLIP = "By Jane Doe\n\nGen. Qassem Soleimani spoke in Basra on Monday, officials said.\n\nThe Ledger on paper"

PACK = """
name = "ledger"
about = "The Ledger's site"
[[rule]]
id = "end"
label = "footer"
line = ["The Ledger on paper"]
sample = ["The Ledger on paper"]
counter_sample = ["She kept the ledger on paper."]
"""

NAMES = """
[[person]]
canonical = "Qassim Soleimani"
variants = ["Qassem Soleimani"]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "news.toml"
    path.write_text(text, encoding="utf-8")
    return path


def complaint(folder: Path, text: str) -> str:
    """What is said about a configuration, without the folder's name."""
    with pytest.raises(ConfigError) as caught:
        load_config(write(folder, text))
    return str(caught.value).replace(f"{folder}/", "")


def test_a_configuration_has_the_keywords_of_clean():
    """Whoever knows the function knows the file."""
    assert set(_KEYWORDS) < set(KEYS)


def test_an_empty_configuration_changes_nothing(tmp_path):
    """No key, no keyword."""
    assert load_config(write(tmp_path, "")) == {}


def test_keywords_are_what_clean_takes(tmp_path):
    """What the file says has the effect that the same keywords have."""
    keywords = load_config(
        write(tmp_path, 'include = ["byline"]\nnames = false\nkind = "text"\nurl = "https://example.org"')
    )
    text = cleanclip.clean(CLIP, **keywords)
    assert text == cleanclip.clean(CLIP, include=["byline"], names=False, kind="text", url="https://example.org")
    assert text.startswith("By Jane Doe\n\nGen. Qassem")


def test_cleaners_can_be_taken_out_and_put_in(tmp_path):
    """`without` and `plus` change the pipeline of the preset."""
    names = load_config(write(tmp_path, 'pipeline = "gentle"\nwithout = ["names", "captions"]\nplus = ["names"]'))[
        "pipeline"
    ].names
    assert "captions" not in names
    assert names[-1] == "names"


def test_paths_are_relative_to_the_file(tmp_path, monkeypatch):
    """A configuration works from any folder."""
    (tmp_path / "ledger.toml").write_text(PACK, encoding="utf-8")
    (tmp_path / "names.toml").write_text(NAMES, encoding="utf-8")
    path = write(tmp_path, 'rules = "ledger.toml"\nnames = ["names.toml"]')
    monkeypatch.chdir("/")
    text = cleanclip.clean(CLIP, **load_config(path))
    assert text == "Gen. Qassim Soleimani spoke in Basra on Monday, officials said."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('\n\nurls = "x"', "news.toml:3: unknown key 'urls'; a configuration may have url, kind, pipeline"),
        ("[cleanclip]\nkind = 1", "news.toml:1: unknown key 'cleanclip'; a configuration may have"),
        ('# why\nkind = "xml"', "news.toml:2: kind is one of auto, text, html, not 'xml'"),
        ("kind = 3", 'news.toml:1: kind is a text, such as kind = "text", not 3'),
        ('pipeline = "loose"', "news.toml:1: pipeline is one of gentle, standard, strict, not 'loose'"),
        ("include = [1]", 'news.toml:1: include is a list of texts, such as include = ["headline"], not [1]'),
        ('plus = ["spaces", "spce"]', "news.toml:1: there is no cleaner 'spce'; known cleaners: entities, mojibake"),
        ('without = ["spce"]', "news.toml:1: 'spce' is not in the pipeline; it has entities, mojibake"),
        ('\nrules = ["no.toml"]', "news.toml:2: there is no file no.toml; paths are relative to the configuration"),
        (
            "names = 3",
            'news.toml:1: names is a list of texts, such as names = ["my-names.toml"] or names = false, not 3',
        ),
        ('kind = "text"\nurl = x', "news.toml:2: not valid TOML: Invalid value"),
        ('kind = "text', "news.toml:1: not valid TOML: Unterminated string"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_remedy(tmp_path, text, said):
    """File, line, what is wrong, and what would be right."""
    assert complaint(tmp_path, text).startswith(said)


def test_a_mistake_in_a_rule_pack_shows_where_the_pack_is_named(tmp_path):
    """The message leads from the configuration to the pack."""
    (tmp_path / "ledger.toml").write_text(PACK.replace("label", "labl"), encoding="utf-8")
    said = complaint(tmp_path, '\nrules = ["ledger.toml"]')
    assert said.startswith("news.toml:2: ledger.toml:4: rule 'end': unknown key 'labl'")


def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path):
    """A missing file, a folder, and bytes that are no text are all named."""
    (tmp_path / "latin.toml").write_bytes('url = "Zürich"'.encode("latin-1"))
    for name, said in (("missing.toml", "No such file"), (".", "Is a directory"), ("latin.toml", "not UTF-8")):
        with pytest.raises(ConfigError, match=said):
            load_config(tmp_path / name)
