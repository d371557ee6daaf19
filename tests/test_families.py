"""The families of furniture: every one is told, and nearly every one has a rule."""

import importlib.util
from collections import defaultdict
from pathlib import Path
from types import ModuleType

import pytest

from cleanclip import registry
from cleanclip.rules import Rule, packaged_packs, parse_pack
from cleanclip.rules.check import check_pack
from cleanclip.rules.compiled import FOLDER
from cleanclip.rules.families import Family, known_families
from cleanclip.rules.packs import NEEDS, SCOPES, WHERE

ROOT = Path(__file__).parent.parent
SERVED = 130
"""So many families have a rule, at least."""

PACK = """
name = "ledger"
about = "The Ledger's site"
[[rule]]
id = "end"
label = "footer"
line = ["The Ledger on paper"]
families = ["{}"]
sample = ["The Ledger on paper"]
counter_sample = ["She kept the ledger on paper."]
"""


def serving() -> dict[str, list[Rule]]:
    """The rules of each family that some rule names."""
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in (rule for pack in packaged_packs(samples=True) for rule in pack.rules):
        for family in rule.families:
            found[family].append(rule)
    return found


def maker() -> ModuleType:
    """The program that writes the page."""
    spec = importlib.util.spec_from_file_location("make_families", ROOT / "docs" / "make_families.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def families() -> list[Family]:
    return list(known_families().values())


def test_every_family_that_a_rule_names_is_known() -> None:
    """And every rule of ours says what it is for."""
    assert set(serving()) <= set(known_families())
    assert [rule.name for pack in packaged_packs(samples=True) for rule in pack.rules if not rule.families] == []


def test_nearly_every_family_has_a_rule_with_sample_and_counter_sample() -> None:
    served = {name for name, rules in serving().items() if any(rule.sample and rule.counter_sample for rule in rules)}
    assert len(known_families()) == 144
    assert len(served) >= SERVED


def test_of_a_family_without_a_rule_it_is_said_what_is_done() -> None:
    """And only of those."""
    assert {family.name for family in families() if family.instead} == set(known_families()) - set(serving())


def test_the_cleaners_that_serve_a_family_exist() -> None:
    named = {cleaner for family in families() for cleaner in family.cleaners}
    named |= {word for family in families() for word in family.instead.split("`")[1::2]}
    assert named <= set(registry.BUILT_IN)


def test_the_sample_that_shows_a_family_is_one_of_its_rules() -> None:
    rules = serving()
    for family in families():
        if family.sample:
            assert family.sample in [sample for rule in rules[family.name] for sample in rule.sample], family.name


def test_families_are_told_in_a_short_sentence() -> None:
    for family in families():
        assert family.about.endswith(".")
        assert len(family.about) <= 120, family.name


def test_the_page_is_not_stale() -> None:
    """It says what the packs say now: `python docs/make_families.py` writes it anew."""
    made = maker()
    assert made.PAGE.read_text(encoding="utf-8") == made.page(), "run: python docs/make_families.py"


def test_the_page_has_words_for_every_kind_of_evidence() -> None:
    """And explains each of them at its top."""
    made = maker()
    assert (set(made.SCOPE), {"anywhere", *made.PLACE}, set(made.NEED)) == (set(SCOPES), set(WHERE), set(NEEDS))
    for words in (*made.SCOPE.values(), *made.PLACE.values(), *made.NEED.values()):
        assert words.strip() in made.INTRODUCTION


@pytest.mark.parametrize(
    ("family", "path", "problem"),
    [
        ("pagination", "ledger.toml", ""),
        ("paginaton", "ledger.toml", "is for an unknown family 'paginaton'; did you mean 'pagination'"),
        ("paginaton", str(FOLDER / "ledger.toml"), "is for an unknown family 'paginaton'; did you mean 'pagination'"),
        ("lighthouses", "ledger.toml", ""),
        (
            "lighthouses",
            str(FOLDER / "ledger.toml"),
            "is for an unknown family 'lighthouses'; describe it in cleanclip/rules/families.toml",
        ),
    ],
)
def test_an_unknown_family_is_a_problem(family: str, path: str, problem: str) -> None:
    """A slip in any pack; in ours every family that is not described."""
    assert [one.text for one in check_pack(parse_pack(PACK.format(family), path))] == [problem] * bool(problem)
