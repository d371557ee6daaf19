"""What cleanclip takes out of texts that are body already: the gold bodies of the page sets.

A gold body goes through `explain` as if it were a clip. Whatever goes is lost body
text, or furniture that the annotators left in (captions, credits, a headline).
`judged.tsv` holds a reader's verdict on each removal, keyed by document and hash,
without a word of its text. Verdicts are for rules and cleaners; what the tagger takes
besides is only counted. Of the set aeb only totals are told: nobody reads it.
The names stage is off: the gold has the authors' spellings.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import common

import cleanclip
from cleanclip import Pipeline

JUDGED = Path(__file__).with_name("judged.tsv")
PRESETS = {"standard": 0.05, "gentle": 0.01}
"""For each preset the most percent of the words that may go wrongly."""
BY_RULES = {"standard": 0.5, "gentle": 0.1}
"""And the most that may go at all where rules work alone."""
WITH_TAGGER = 1.0
"""And with the tagger, in the standard preset."""
AROUND = 40
"""An edit is known by its text and so many characters on either side."""

_RULE = re.compile(r"[\w-]+/[\w-]+(?=:)")


def bodies(name: str, required: bool) -> Iterator[tuple[str, str]]:
    """The documents of a set, with their gold bodies."""
    if name == "wcxb":
        path = common.need("data/wcxb/dev/ground-truth.jsonl.gz", required)
        with gzip.open(path, "rt", encoding="utf-8") as records:
            for record in map(json.loads, records):
                kind = ((record.get("_internal") or {}).get("page_type") or {}).get("primary", "article")
                body = record["ground_truth"].get("main_content")
                if kind == "article" and body:
                    yield record["file_id"], body
        return
    path = common.need(f"data/{name}/{'articles' if name == 'andy' else 'ground-truth'}.json", required)
    for key, record in json.loads(path.read_text(encoding="utf-8")).items():
        if (path.parent / f"html/{key}.html.gz").exists() and record["articleBody"].strip():
            yield key, record["articleBody"]


class Change(NamedTuple):
    """Something that went, or was mended, in one document."""

    document: str
    hash: str
    label: str
    rule: str
    text: str
    words: int
    """How many words went; 0 for what only changed."""
    shown: str


def changes(document: str, body: str, pipeline: Pipeline) -> Iterator[Change]:
    """Every line that went and every edit in a line that stayed, white space aside."""
    result = cleanclip.explain(body, kind="text", names=False, pipeline=pipeline)
    source, edits = result.source_text, result.edits
    starts = [edit.start for edit in edits]
    gone = []
    for block in result.blocks:
        if not block.kept:
            gone.append((block.start, block.end))
            reason = "; ".join(block.reasons)
            rule = _RULE.match(reason)
            edit = edits[max(0, bisect_right(starts, block.start) - 1)]
            who = rule[0] if rule else edit.cleaner
            yield _change(document, block.text, block.label, who, block.text, reason)
    for edit in edits:
        inside = source[edit.start : edit.end]
        if edit.label == "space" or any(first < edit.end and edit.start < last for first, last in gone):
            continue
        left, right = source[max(0, edit.start - AROUND) : edit.start], source[edit.end : edit.end + AROUND]
        shown = f"{left}[{inside} -> {edit.replacement}]{right}"
        lost = inside if not edit.replacement.strip() else ""
        yield _change(document, left + inside + right, edit.label, edit.cleaner, lost, edit.reason, shown)


def _change(document: str, key: str, label: str, rule: str, lost: str, reason: str, shown: str = "") -> Change:
    digest = hashlib.sha1(" ".join(key.split()).encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:12]
    return Change(document, digest, label, rule, key, len(lost.split()), f"{shown or key}  ({reason})")


def gone_in_all(name: str, required: bool) -> float:
    """How many in a hundred words of a set's bodies go in the standard preset, the tagger included."""
    words = gone = 0
    for _, body in bodies(name, required):
        result = cleanclip.explain(body, kind="text", names=False)
        words += len(body.split())
        gone += sum(len(block.text.split()) for block in result.blocks if not block.kept)
    return 100 * gone / words


def judgements() -> dict[tuple[str, str], str]:
    """The verdicts so far: "right" or "wrong" for a document and a hash."""
    if not JUDGED.exists():
        return {}
    with JUDGED.open(encoding="utf-8", newline="") as rows:
        return {(row["document"], row["hash"]): row["verdict"] for row in csv.DictReader(rows, delimiter="\t")}


def main() -> int:
    made = common.parser(__doc__)
    made.add_argument("--sets", nargs="+", default=["andy", "wcxb", "aeb"], choices=["andy", "wcxb", "aeb"])
    made.add_argument("--show", choices=["andy", "wcxb"], help="list what goes from a set")
    made.add_argument("--preset", choices=list(PRESETS), help="with --show: the preset to list (default: standard)")
    made.add_argument("--unjudged", action="store_true", help="with --show: only what no verdict covers")
    made.add_argument("--rules-alone", action="store_true", help="repairs and rules, without any other cleaner")
    args = made.parse_args()
    verdicts = judgements()
    pipelines = {preset: Pipeline.named(preset).without("tagger") for preset in PRESETS}
    if args.rules_alone:
        alone = [
            name for name in Pipeline.named().names if name in ("entities", "mojibake", "invisibles", "spaces", "rules")
        ]
        pipelines = {preset: Pipeline(tuple(alone), preset) for preset in PRESETS}
    if args.show:
        for document, body in bodies(args.show, args.require_data):
            for change in changes(document, body, pipelines[args.preset or "standard"]):
                verdict = verdicts.get((document, change.hash), "-")
                if verdict == "-" or not args.unjudged:
                    print(document, change.hash, verdict, change.label, change.rule, repr(change.shown), sep="\t")
        return 0

    checks = common.Checks()
    rows, rules = [], []
    for preset, most in PRESETS.items():
        total: Counter[str] = Counter()
        for name in args.sets:
            words, lost, by = 0, Counter[str](), Counter[str]()
            for document, body in bodies(name, args.require_data):
                words += len(body.split())
                for change in changes(document, body, pipelines[preset]):
                    verdict = verdicts.get((document, change.hash), "unjudged")
                    lost[verdict] += change.words
                    by[change.label if change.words else "changed"] += 1
                    if name not in common.CLOSED:
                        total["wrong edits"] += verdict == "wrong" and not change.words
                        rules.append((preset, change.rule, verdict, change.words))
            if args.rules_alone:
                gone = 100 * lost.total() / words
                checks.add(
                    f"{name}, {preset}: words removed, %",
                    f"{gone:.4f}",
                    f"<= {BY_RULES[preset]}",
                    gone <= BY_RULES[preset],
                )
            known = name not in common.CLOSED
            figures = [f"{100 * lost[key] / words:.4f}" if known else "" for key in ("right", "wrong", "unjudged")]
            rows.append((f"{name}, {preset}", words, f"{100 * lost.total() / words:.4f}", *figures))
            if known:
                total.update({"words": words, "wrong": lost["wrong"], "unjudged": lost["unjudged"]})
        if preset == "standard" and not args.rules_alone:
            for name in args.sets:
                gone = gone_in_all(name, args.require_data)
                checks.add(
                    f"{name}, with the tagger: words removed, %",
                    f"{gone:.4f}",
                    f"<= {WITH_TAGGER}",
                    gone <= WITH_TAGGER,
                )
        if total["words"]:
            wrong = 100 * total["wrong"] / total["words"]
            checks.add(f"{preset}: words wrongly removed, %", f"{wrong:.4f}", f"<= {most}", wrong <= most)
            checks.add(f"{preset}: wrong edits", total["wrong edits"], 0, not total["wrong edits"])
            checks.add(f"{preset}: words without a verdict", total["unjudged"], "-")
    print(common.table(("set, preset", "words", "removed %", "rightly %", "wrongly %", "unjudged %"), rows), "\n")
    print(common.table(("rule, preset", "right", "wrong", "unjudged", "words wrong"), _by_rule(rules)), "\n")
    return checks.finish()


def _by_rule(rules: list[tuple[str, str, str, int]]) -> list[tuple[str, int, int, int, int]]:
    """How often each rule was right and wrong, the worst first."""
    table: dict[str, Counter[str]] = {}
    for preset, rule, verdict, words in rules:
        counts = table.setdefault(f"{rule}, {preset}", Counter())
        counts[verdict] += 1
        counts["words"] += words * (verdict == "wrong")
    rows = [(name, c["right"], c["wrong"], c["unjudged"], c["words"]) for name, c in table.items()]
    return sorted(rows, key=lambda row: (-row[4], -row[2], row[0]))


if __name__ == "__main__":
    sys.exit(main())
