"""The laws over real clips: a second pass, the replay of the edits, and no exception.

Reads the clips of page sets or of a JSONL file, and the clips in `samples/`.
A second pass, `clean(clean(x), kind="text")`, may change at most one clip in a
hundred; the edits must replay and nothing may raise, without exception. Prints
counts and ids; of aeb never a line and never a message.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import common

import cleanclip

MOST_CHANGED = 0.01
LAWS = {
    "raised": "an exception",
    "second pass": "clean(clean(x), kind='text') != clean(x)",
    "replay": "apply(source_text, edits) != text",
    "two doors": "explain(x).text != clean(x)",
    "blocks": "a line of the source that is not in one block",
    "reasons": "a dropped block without a label or a reason",
}
SAMPLES = (".txt", ".html", ".htm")


def samples() -> Iterator[tuple[str, str, str | bytes]]:
    """The project's own clips: a name for the set, an id, the content."""
    for path in sorted((common.ROOT / "samples").rglob("*")):
        if path.suffix in SAMPLES:
            yield "samples", path.relative_to(common.ROOT).as_posix(), path.read_bytes()


def broken(source: str | bytes, options: dict[str, Any]) -> Iterator[str]:
    """The laws that one clip breaks."""
    text = cleanclip.clean(source, **options)
    again = cleanclip.clean(text, **{**options, "kind": "text"})
    if again != text:
        yield "second pass"
    result = cleanclip.explain(source, **options)
    if cleanclip.apply(result.source_text, result.edits) != result.text:
        yield "replay"
    if result.text != text:
        yield "two doors"
    if any(not block.kept and not (block.label and any(block.reasons)) for block in result.blocks):
        yield "reasons"
    at, stray = 0, False
    for block in result.blocks:
        stray |= block.start < at or bool(result.source_text[at : block.start].strip())
        at = max(at, block.end)
    if stray or result.source_text[at:].strip():
        yield "blocks"


def main() -> int:
    made = common.parser(__doc__)
    common.add_clips(made)
    made.add_argument("--docs", type=int, help="only so many clips of the sets or the file")
    made.add_argument("--names", choices=["on", "off"], default="on", help="whether the name stage runs (default: on)")
    made.add_argument("--ids", type=int, default=5, help="ids to print for a law that is broken (default: 5)")
    args = made.parse_args()
    options = {} if args.names == "on" else {"names": False}

    sources: list[tuple[str, str, str | bytes]] = list(samples())
    if args.clips or common.data_folder().exists() or args.require_data:
        unnamed = Path(args.clips or "clips").stem
        docs = common.clips(args)[: args.docs]
        sources += [(doc.dataset or unnamed, f"{doc.id} {doc.renderer}".strip(), doc.text) for doc in docs]
    elif not sources:
        common.skip("the data folder", args.require_data)

    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: {law: [] for law in LAWS})
    sizes: dict[str, int] = defaultdict(int)
    for dataset, name, source in sources:
        sizes[dataset] += 1
        try:
            for law in broken(source, options):
                found[dataset][law].append(name)
        except Exception as error:  # whatever it is, it is the finding
            message = "" if dataset in common.CLOSED else f": {error}"[:80]
            found[dataset]["raised"].append(f"{name} ({type(error).__name__}{message})")

    checks = common.Checks()
    for dataset, size in sizes.items():
        for law, broken_law in LAWS.items():
            wrong = found[dataset][law]
            share = len(wrong) / size
            most = MOST_CHANGED if law == "second pass" and dataset != "samples" else 0.0
            figure = f"{len(wrong)} of {size} ({share:.2%})"
            checks.add(f"{dataset}: {broken_law}", figure, f"<= {most:.0%}", share <= most)
    code = checks.finish()
    for dataset in sizes:
        for law, names in found[dataset].items():
            if names:
                print(f"  {dataset}, {law}: {', '.join(names[: args.ids])}")
    return code


if __name__ == "__main__":
    sys.exit(main())
