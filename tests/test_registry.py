"""Cleaners by name, and what is no cleaner."""

from importlib import metadata

import pytest

from cleanclip import Pipeline
from cleanclip.names import Names
from cleanclip.registry import checked, find_cleaner
from cleanclip.testing import check_cleaner


def test_a_class_is_not_the_cleaner_that_it_makes() -> None:
    """A class can be called too, so only this check stands between it and a puzzling error at the first clip."""
    with pytest.raises(TypeError, match=r"the class Names, not a cleaner; call it to make one, as in Names\(\)"):
        Pipeline().plus(Names)
    assert checked(Names()) == Names()


def test_a_class_under_an_entry_point_is_refused_by_the_entry_points_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its author learns which line of the project's description is wrong."""
    points = [metadata.EntryPoint("shouting", "cleanclip.names:Names", "cleanclip.cleaners")]
    monkeypatch.setattr(metadata, "entry_points", lambda **_: metadata.EntryPoints(points))
    with pytest.raises(TypeError, match=r"the entry point 'cleanclip\.names:Names' is the class Names, not a cleaner"):
        find_cleaner("shouting")


def test_the_contract_refuses_a_class() -> None:
    """`check_cleaner` says what the pipeline would say."""
    with pytest.raises(AssertionError, match="is the class Names, not a cleaner"):
        check_cleaner(Names)
