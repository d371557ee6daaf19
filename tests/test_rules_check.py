"""`cleanclip rules check`: every promise of a rule pack is tried."""

import pytest

import cleanclip
from cleanclip.clip import Clip
from cleanclip.config import load_config
from cleanclip.rules import PackError, Rules, check, load_pack, packaged_packs, parse_pack
from cleanclip.rules.check import check_pack, check_packs, common_lines

HEAD = 'name = "{name}"\nabout = "The Ledger\'s site"\n'
COUNTER = 'counter_sample = ["She kept the ledger on paper."]\n'


def rule(body: str, id: str = "end", label: str = "footer") -> str:
    """One rule; a sample that it has to match is part of `body`."""
    return f'[[rule]]\nid = "{id}"\nlabel = "{label}"\n{body}\n{"" if "counter_sample" in body else COUNTER}'


def pack(*rules: str, name: str = "ledger"):
    return parse_pack(HEAD.format(name=name) + "".join(rules), f"{name}.toml")


def said(*packs) -> list[str]:
    return [problem.text for problem in check_packs(packs)]


GOOD = rule('line = ["The Ledger on paper"]\nsample = ["The Ledger on paper"]')


def test_a_good_pack_has_no_problem():
    """Silence is praise."""
    assert check_pack(pack(GOOD)) == []


def test_the_packaged_packs_have_no_problem():
    """We keep our own rules."""
    assert [str(problem) for problem in check_packs(packaged_packs(samples=True))] == []


def test_a_sample_that_its_rule_misses_is_a_problem():
    """A rule must match each of its samples."""
    [text] = said(pack(rule('line = ["The Ledger on paper"]\nsample = ["The Ledger on paper", "The Leger"]')))
    assert text == "does not match its sample 'The Leger'; correct the sample or what the rule matches"


def test_a_sample_may_have_several_lines():
    """One line of it must match."""
    assert said(pack(rule('line = ["The Ledger"]\nsample = ["It rained.\\nThe Ledger\\nIt snowed."]'))) == []


def test_a_counter_sample_that_its_rule_takes_is_a_problem():
    """A rule must leave its counter-samples alone."""
    body = 'prefix = ["The Ledger"]\nsample = ["The Ledger"]\ncounter_sample = ["The Ledger is a paper."]'
    [text] = said(pack(rule(body)))
    assert text.startswith("matches its counter_sample 'The Ledger is a paper.'")


def test_an_ordinary_line_needs_evidence():
    """A rule that takes a sentence of the news is refused unless it asks for more than the words."""
    body = 'prefix = ["By Sunday"]\nsample = ["By Sunday Ledger staff"]\n'
    [text] = said(pack(rule(body)))
    assert text.startswith("takes the ordinary line 'By Sunday the water had gone down.'")
    assert said(pack(rule(body + 'needs = ["another"]'))) == []


def test_common_lines_are_many_and_stay_when_alone():
    """The list is worth its name, and our own rules leave each of its lines."""
    assert len(common_lines()) >= 150
    rules = Rules()
    taken = {line for line in common_lines() for mark in rules(Clip.from_text(line)) if mark.certain}
    assert taken == set()


@pytest.mark.parametrize(
    "pattern",
    [
        r"^(?:a+)+$",  # exponential
        r"a+\d",  # quadratic: tried from every place
        r"^[^.]*ledger[^.]*ledger[^.]*$|^\w*\w*\w*\d$",  # polynomial
    ],
)
def test_a_pattern_that_is_not_linear_is_a_problem(pattern):
    """Hostile lines find the expressions that would stop a job."""
    body = f"pattern = '''{pattern}'''\ntrigger = [\"aaa\"]\nsample = [\"aaa\"]"
    assert [text for text in said(pack(rule(body))) if text.startswith("the pattern ")]


def test_a_pattern_that_is_linear_is_none():
    """What is bounded and anchored passes."""
    body = 'pattern = \'^Ledger [a-z ]{1,200}[0-9]{1,4}$\'\ntrigger = ["ledger"]\nsample = ["Ledger no 1"]'
    assert said(pack(rule(body))) == []


def test_noise_is_no_problem(monkeypatch):
    """One slow run among fast ones does not count."""
    runs = iter([0.015, *[0.00001] * 1000])
    monkeypatch.setattr(check, "_seconds", lambda *_: next(runs, 0.00001))
    assert said(pack(rule('pattern = \'^Ledger$\'\ntrigger = ["ledger"]\nsample = ["Ledger"]'))) == []


def test_templates_are_timed_too(monkeypatch):
    """A placeholder is an expression like any other."""
    monkeypatch.setattr(check, "_seconds", lambda *_: check.TOO_LONG)
    [text] = said(pack(rule('line = ["Ledger of {date}"]\nsample = ["Ledger of 3 May 2021"]')))
    assert text.startswith("the line 'Ledger of {date}' was stopped after 20 ms on")


def test_a_sign_that_makes_a_word_a_marker_is_a_problem():
    """Signs round a line are not compared: "• Share" is "Share"."""
    [problem] = said(pack(rule('line = ["• Share"]\nsample = ["• Share"]')))
    assert problem.startswith("the line '• Share' takes 'share' too, as signs round a line are not compared")
    for fine in ('line = ["• Share", "Share"]', 'line = ["• Share"]\nneeds = ["another"]', 'line = ["Share ›"]'):
        assert said(pack(rule(f'{fine}\nsample = ["• Share ›"]'))) == []


def test_one_marker_in_two_rules_is_a_problem():
    """Two rules of whatever pack must not fight over a line."""
    other = rule('line = ["the ledger on paper"]\nsample = ["The Ledger on paper"]', "foot")
    for packs in ([pack(GOOD, other)], [pack(GOOD), pack(other, name="gazette")]):
        assert said(*packs) == ["has the line 'the ledger on paper' of ledger/end too; take it out of one of them"]


def test_one_marker_in_one_rule_twice_is_a_problem():
    """A line that is given twice is a slip."""
    [text] = said(pack(rule('line = ["The Ledger", "The Ledger"]\nsample = ["The Ledger"]')))
    assert text == "has the line 'The Ledger' 2 times; give it once"


def test_one_marker_with_different_evidence_is_none():
    """A line may open a tail where titles follow, and be a mere line elsewhere."""
    other = rule('line = ["The Ledger on paper"]\nneeds = ["titles"]\nsample = ["The Ledger on paper"]', "tail")
    assert said(pack(GOOD, other)) == []


def test_packs_that_need_themselves_share_markers_in_peace():
    """Which of two systems it is, the rest of the clip tells."""
    body = rule('line = ["The Ledger on paper"]\nneeds = ["pack"]\nsample = ["The Ledger on paper"]')
    assert said(pack(body), pack(body, name="gazette")) == []


@pytest.mark.parametrize("broad", ['prefix = ["The Ledger on"]', 'phrase = ["ledger on"]'])
def test_a_marker_that_a_shorter_one_hides_is_a_problem(broad):
    """What never gets a turn misleads the reader of the pack."""
    counter = 'counter_sample = ["It rained."]'
    wide = rule(f'{broad}\nsample = ["The Ledger on ice"]\n{counter}', "wide")
    [text] = said(pack(GOOD, wide))
    assert text.startswith("the line 'The Ledger on paper' is idle, as the ")
    assert said(pack(GOOD, wide.replace("footer", "ad"))) == []  # another label is another answer


def test_a_problem_names_file_and_line(tmp_path):
    """An editor can jump to it."""
    path = tmp_path / "ledger.toml"
    bad = rule('line = ["Gazette"]\nsample = ["Gazete"]', "bad")
    path.write_text(HEAD.format(name="ledger") + GOOD + bad, encoding="utf-8")
    [problem] = check_pack(load_pack(path))
    number = path.read_text(encoding="utf-8").split("\n").index('id = "bad"') + 1
    assert str(problem).startswith(f"{path}:{number}: ledger/bad: does not match")


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ('line = ["The Ledger"]\nsample = ["The Leger"]', "does not match its sample 'The Leger'"),
        (
            'line = ["The Ledger"]\nsample = ["The Ledger"]\ncounter_sample = ["the ledger"]',
            "matches its counter_sample 'the ledger'",
        ),
        ('phrase = ["on Monday"]\nsample = ["on Monday"]', "takes the ordinary line"),
        ('pattern = \'^(a|aa)+$\'\ntrigger = ["aa"]\nsample = ["aa"]', "was stopped after"),
    ],
    ids=["sample", "counter-sample", "ordinary line", "not linear"],
)
def test_a_pack_that_breaks_a_promise_is_refused_when_it_is_used(tmp_path, body, complaint):
    """By every way in, with file, line and remedy, and again after the first time."""
    path = tmp_path / "ledger.toml"
    path.write_text(HEAD.format(name="ledger") + rule(body), encoding="utf-8")
    config = tmp_path / "cleanclip.toml"
    config.write_text('rules = ["ledger.toml"]', encoding="utf-8")
    for _ in range(2):
        with pytest.raises(PackError) as error:
            cleanclip.clean("It rained.", rules=path)
        assert str(error.value).startswith(f"{path}:4: ledger/end: ")
        assert complaint in str(error.value)
    with pytest.raises(ValueError, match="ledger/end"):
        load_config(config)


def test_a_pack_that_is_mended_is_used(tmp_path):
    """What a file said before is forgotten when it changes."""
    path = tmp_path / "ledger.toml"
    head = HEAD.format(name="ledger")
    path.write_text(head + rule('line = ["The Ledger"]\nsample = ["The Leger"]'), encoding="utf-8")
    with pytest.raises(PackError):
        cleanclip.clean("It rained.", rules=path)
    path.write_text(head + rule('line = ["Ledger No. 1"]\nsample = ["Ledger No. 1"]'), encoding="utf-8")
    assert cleanclip.clean("It rained.\n\nLedger No. 1", rules=path) == "It rained."
