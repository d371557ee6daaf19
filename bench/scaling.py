"""Linear time and bounded memory on hostile shapes.

Each shape is cleaned at n and at 16 n, each in a child process of its own, where
n is the smallest that takes long enough to time. 16 times the input must take
less than 24 times the time (a miss is measured again, and the least ratio
counts), and the peak memory of each child must stay under 10 times the input
plus 128 MB. The named sizes (a line of 50 MB, two million empty lines, 100,000
tail markers, 16,000 spaces before a letter) must end, and within the same memory.
Needs no data.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable

import common

TIMES = 16
MOST_RATIO = 24.0
MEMORY_TIMES, MEMORY_MORE = 10, 128_000_000
ATTEMPTS = 3  # a ratio that misses is measured again and the least counts: noise passes, a quadratic step does not
LIMIT = 600  # seconds for one child
MOST_MEMORY = 8_000_000_000  # bytes of address space for one child: it fails, the machine does not
LARGEST = 4_000_000  # bytes at n: a shape that is still too quick here is timed here

PROSE = (
    "Ferry crews have agreed to pause a strike that had closed the harbour for nine days, their union said on "
    "Monday, and both sides will talk about night shifts until the end of the week.\n\n"
)
QUOTED = (
    "“We will return to the quay on day {} if nothing moves,” said Mohammed al-Hariri, who speaks for the crews’ "
    "union; Anna Lindqvist of the port didn’t answer.\n\n"
)
NAV = ("Home", "News", "Sport", "Log In", "Search", "All news", "Video", "Close", "Menu", "Share")


def nav(n: int) -> str:
    return "\n".join(NAV) * (n // len(NAV)) + "\n"


def quoted(n: int) -> str:
    return "".join(QUOTED.format(number) for number in range(n))


SHAPES: dict[str, Callable[[int], str]] = {
    "one line of letters and spaces": lambda n: "harbour at dawn " * (n // 16),
    "one line without a space": lambda n: "a" * n,
    "empty lines": lambda n: "\n" * n,
    "tail markers": lambda n: PROSE + "Related:\n" * n,
    "spaces, then a letter": lambda n: " " * n + "a",
    "lines of one letter": lambda n: "a\n" * n,
    "short navigation words": nav,
    "one paragraph again and again": lambda n: PROSE * n,
    "entities": lambda n: "&amp;" * n,
    "entities of entities": lambda n: "&" + "amp;" * n + "lt;",
    "quoted paragraphs with names": quoted,
    "al- again and again": lambda n: "al-" * n,
    "al- and a name, again and again": lambda n: "Harakat al-Nujaba " * n,
}

#: The sizes that the design names: shape, n, n for --quick.
NAMED = (
    ("one line of letters and spaces", 50_000_000, 2_000_000),
    ("empty lines", 2_000_000, 200_000),
    ("tail markers", 100_000, 10_000),
    ("spaces, then a letter", 16_000, 16_000),
)


def child(shape: str, n: int, target: float, repeat: int) -> None:
    """Clean one shape and print what it took as JSON; with a target, look for n from the given one upwards."""
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    import cleanclip

    cleanclip.clean(QUOTED.format(0) * 3 + "Related:\n")  # loads packs, weights, maps
    while True:
        text = SHAPES[shape](n)
        size = len(text.encode())
        times = []
        for _ in range(repeat):
            started = time.process_time()
            cleanclip.clean(text)
            times.append(time.process_time() - started)
        if min(times) >= target or size >= LARGEST:
            break
        n *= 2
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps({"n": n, "bytes": size, "seconds": min(times), "peak": peak}))


def measure(shape: str, n: int, target: float = 0.0, repeat: int = 1) -> dict[str, float] | str:
    """What a child took, or why it did not end well."""
    command = [sys.executable, __file__, "--child", shape, str(n), str(target), str(repeat)]
    try:
        done = subprocess.run(
            command, env=common.child_environment(), capture_output=True, text=True, timeout=LIMIT, check=False
        )
    except subprocess.TimeoutExpired:
        return f"not done in {LIMIT} s"
    if done.returncode:
        return (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1][:100]
    return json.loads(done.stdout.strip().splitlines()[-1])


def memory(took: dict[str, float]) -> tuple[str, bool]:
    """Peak memory against what is allowed, both in MB."""
    allowed = MEMORY_TIMES * took["bytes"] + MEMORY_MORE
    return f"{took['peak'] / 1e6:.0f} of {allowed / 1e6:.0f}", took["peak"] < allowed


def main() -> int:
    made = common.parser(__doc__)
    made.add_argument("--quick", action="store_true", help="smaller sizes, each timed once")
    made.add_argument("--only", metavar="WORD", default="", help="only shapes with this word in their name")
    made.add_argument("--child", nargs=4, help=argparse.SUPPRESS)
    args = made.parse_args()
    if args.child:
        shape, n, target, repeat = args.child
        child(shape, int(n), float(target), int(repeat))
        return 0

    target, repeat = (0.03, 1) if args.quick else (0.1, 3)
    rows, missed = [], 0
    for shape in SHAPES:
        if args.only not in shape:
            continue
        small = large = None
        ratio = float("inf")
        for _ in range(ATTEMPTS):
            small = measure(shape, 1_000, target, repeat)
            large = measure(shape, TIMES * int(small["n"]), 0, min(repeat, 2)) if isinstance(small, dict) else small
            if isinstance(small, str) or isinstance(large, str):
                break
            ratio = min(ratio, large["seconds"] / max(small["seconds"], 1e-9))
            if ratio < MOST_RATIO:
                break
        if not isinstance(small, dict) or not isinstance(large, dict):
            rows.append((shape, "", "", large, "", "NO"))
            missed += 1
            continue
        peak, fits = memory(large)
        ok = ratio < MOST_RATIO and fits and memory(small)[1]
        missed += not ok
        rows.append((shape, f"{small['n']:,}", f"{small['seconds']:.3f}", f"{ratio:.1f}", peak, "yes" if ok else "NO"))
    head = ("shape", "n", "s at n", f"x at {TIMES} n", "peak MB at 16 n", "ok")
    print(f"{TIMES} times the input: less than {MOST_RATIO:.0f} times the time\n\n{common.table(head, rows)}\n")

    rows = []
    for shape, full, quick in NAMED:
        n = quick if args.quick else full
        took = measure(shape, n) if args.only in shape else None
        if isinstance(took, dict):
            peak, fits = memory(took)
            missed += not fits
            rows.append((shape, f"{n:,}", f"{took['seconds']:.2f}", peak, "yes" if fits else "NO"))
        elif took:
            missed += 1
            rows.append((shape, f"{n:,}", took, "", "NO"))
    print(common.table(("named size", "n", "s", "peak MB", "ok"), rows))
    print(f"\n{missed} missed." if missed else "\nall met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
