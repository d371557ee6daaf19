"""Write the page "What is known" from the families and the rules that come with this package.

Run it after a rule or a family has changed: `python docs/make_families.py`.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cleanclip.rules import Rule, packaged_packs
from cleanclip.rules.families import Family, known_families
from cleanclip.rules.packs import NEEDS, SCOPES, WHERE

PAGE = Path(__file__).with_name("what-is-known.md")
LONGEST_SAMPLE = 76
"""Longer samples (in characters) are cut."""

SCOPE = {
    "line": "as a line",
    "block": "as a block",
    "head": "as a head",
    "tail": "as a tail",
    "words": "as words in a line",
}
PLACE = {"first": " at the top", "head": " above the article", "end": " below the article"}
NEED = {
    "pack": "with another mark of its pack",
    "another": "with a second mark beside it",
    "region": "in a head or tail that is proved",
    "titles": "with titles below it or a second tail mark",
    "second": "with a second tail mark below it",
}

INTRODUCTION = """\
# What is known

News clips carry {families} kinds of furniture that we know of; we call them families. {served} of
them have rules: {rules:,} rules in {packs} packs. Each of those rules has a sample that it must match
and one of ordinary body that it must not. The other {rest} families [need none](#without-a-rule).

This page is written by `python docs/make_families.py`. A test fails when it is older than the
rules. `cleanclip rules show` tells everything about one rule:

```console
$ cleanclip rules show pressreader/catalogue-language
pressreader/catalogue-language
  PressReader's link to papers of the same language
...
  serves: pressreader_footer_pair
...
```

## How to read this page

Below each family stand its rules, by the evidence that they need:

| Words | What they mean |
|---|---|
| certain | nothing else is asked |
| as a line | the line goes |
| as a block | the line goes, and short lines right below it |
| as words in a line | the words are cut out of a longer line |
| as a head | two different marks of a head above the article make it certain |
| as a tail | the rest of the clip goes: with a second mark of a tail, or below enough body |
| at the top, above the article, below the article | only there: first, above the first paragraph, below the last |
| with another mark of its pack | another rule of the pack matches, or `url` is on one of its hosts |
| with a second mark beside it | something else is marked between the same two paragraphs |
| with titles below it or a second tail mark | it stands over titles of other stories, or another tail begins below it |
| with a second tail mark below it | another tail begins below it |
| in a head or tail that is proved | it stands in one that other marks made |

[](how-it-works.md#how-the-decisions-are-made) tells what is made of the marks, and
[](writing-a-rule-pack.md) how to add to them.
"""


def page() -> str:
    """The page, as it should be now."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    packs = packaged_packs(samples=True)
    languages = {pack.name: pack.languages for pack in packs}
    serving: dict[str, list[Rule]] = defaultdict(list)
    for rule in (rule for pack in packs for rule in pack.rules):
        for family in rule.families:
            serving[family].append(rule)
    families = known_families().values()
    served = [family for family in families if serving[family.name]]
    yield INTRODUCTION.format(
        families=len(families),
        served=len(served),
        rest=len(families) - len(served),
        rules=len({rule.name for rules in serving.values() for rule in rules}),
        packs=len({rule.pack for rules in serving.values() for rule in rules}),
    )
    for group in dict.fromkeys(family.group for family in served):
        yield f"## {group}\n"
        for family in served:
            if family.group == group:
                yield from _family(family, serving[family.name], languages)
    yield "## Without a rule\n"
    yield "| Family | What it is | What is done |\n|---|---|---|"
    for family in families:
        if family not in served:
            yield f"| `{family.name}` | {family.about} | {family.instead} |"


def _family(family: Family, rules: list[Rule], languages: dict[str, tuple[str, ...]]) -> Iterator[str]:
    # English shows most readers what a family is; the rule that is for the fewest families shows it best.
    foreign = family.group == "Other languages"
    telling = sorted(rules, key=lambda rule: (bool(languages[rule.pack]) is not foreign, len(rule.families)))
    samples = [sample for rule in telling for sample in rule.sample if "\n" not in sample and "`" not in sample]
    short = (sample for sample in samples if len(sample) <= LONGEST_SAMPLE)
    sample = family.sample or next(short, "") or samples[0][: LONGEST_SAMPLE - 1].rstrip() + "…"
    yield f"**`{family.name}`** {family.about}\\\nFor example: `{sample.strip()}`\n"
    by_evidence: dict[str, list[Rule]] = defaultdict(list)
    for rule in sorted(rules, key=_order):
        by_evidence[evidence(rule)].append(rule)
    for words, named in by_evidence.items():
        yield f"- {words}: {', '.join(f'`{rule.name}`' for rule in named)}"
    if family.cleaners:
        several = "s" if len(family.cleaners) > 1 else ""
        yield f"- and the cleaner{several} {', '.join(f'`{name}`' for name in family.cleaners)}"
    yield ""


def evidence(rule: Rule) -> str:
    """What a rule needs, in words."""
    certain = "certain " if not rule.needs and rule.scope in ("line", "block", "words") else ""
    place = PLACE.get(rule.where, "")
    needs = " and ".join(NEED[need] for need in rule.needs)
    return f"{certain}{SCOPE[rule.scope]}{place}" + (f", {needs}" if needs else "")


def _order(rule: Rule) -> tuple[object, ...]:
    needs = sorted(map(NEEDS.index, rule.needs))
    return len(needs), needs, SCOPES.index(rule.scope), WHERE.index(rule.where), rule.name


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
