"""What starting costs: `import cleanclip`, and `cleanclip clean FILE` on a plain text.

CPU time, user and system, of child processes in turns with a bare interpreter;
medians. A command on plain text must import neither trafilatura nor jusText nor
lxml. Needs no data.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import common

from cleanclip.rules import compiled

MOST = 60.0  # milliseconds of CPU over a bare interpreter
MOST_WITH_PACKS = 150.0
HEAVY = ("trafilatura", "justext", "lxml")
WATCHED = (*HEAVY, "numpy", "regex", "ftfy", "charset_normalizer", "rich")

CLIP = """The Harbour Post

Ferry crews agree to pause their strike

By Anna Lindqvist

Ferry crews have agreed to pause a strike that had closed the harbour for nine days, their union said on Monday.

The pause holds while both sides talk about night shifts, said Tomas Berg, who speaks for the crews.

“We will return to the quay on Friday if nothing moves,” he said.

Related:
Bridge toll to rise in spring
Subscribe to our newsletter
"""

COMMAND = """
import sys
from cleanclip.cli.main import main
sys.argv = ["cleanclip", "clean", sys.argv[1]]
code = main()
"""
PACKS = """
import cleanclip
from cleanclip.rules import Rules
Rules().matches(cleanclip.Clip.from_text("It rained."))
"""
REPORT = f"""
import json, sys
sys.stdout.flush()
print(json.dumps([name for name in {WATCHED!r} if name in sys.modules]), file=sys.stderr)
"""


def wrapped(body: str) -> str:
    """Code that runs `body`, then tells on stderr which watched packages are in memory."""
    inner = "".join(f"    {line}\n" for line in body.strip().splitlines())
    return f"try:\n{inner}except SystemExit as end:\n    code = end.code\nelse:\n    code = 0\n{REPORT}\nsys.exit(code)"


def spend(arguments: list[str], environment: dict[str, str]) -> float:
    """Milliseconds of CPU that one child process takes."""
    child = subprocess.Popen([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"a child process ended with {child.returncode}: python {' '.join(arguments)[:80]}")
    return 1000 * (used.ru_utime + used.ru_stime)


def loaded(code: str, arguments: list[str], environment: dict[str, str]) -> tuple[list[str], str]:
    """Which of the watched packages a child has imported when it ends, and what it wrote."""
    command = [sys.executable, "-c", wrapped(code), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"a child process ended with {done.returncode}:\n{done.stderr.strip()}")
    return json.loads(done.stderr.strip().splitlines()[-1]), done.stdout


def main() -> int:
    made = common.parser(__doc__)
    made.add_argument("--runs", type=int, default=20, help="child processes of each kind (default: 20)")
    args = made.parse_args()
    environment = common.child_environment()
    checks = common.Checks()

    compiled.write()  # as the build of a wheel does, and an installation for editing
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.txt"
        path.write_text(CLIP, encoding="utf-8")
        kinds = {
            "bare": ["-c", "pass"],
            "import": ["-c", "import cleanclip"],
            "packs": ["-c", PACKS],
            "command": ["-c", COMMAND, str(path)],
        }
        for arguments in kinds.values():  # compiles what is not compiled yet; not counted
            spend(arguments, environment)
        taken: dict[str, list[float]] = {kind: [] for kind in kinds}
        for number in range(args.runs):
            for kind in list(kinds) if number % 2 else reversed(kinds):
                taken[kind].append(spend(kinds[kind], environment))
        middle = {kind: statistics.median(times) for kind, times in taken.items()}
        after_import, _ = loaded("import cleanclip", [], environment)
        after_command, output = loaded(COMMAND, [str(path)], environment)

    over = middle["import"] - middle["bare"]
    spread = f"{min(taken['import']):.0f} to {max(taken['import']):.0f}"
    checks.add("bare interpreter, ms of CPU", f"{middle['bare']:.1f}")
    checks.add(f"import cleanclip, ms over that ({spread} in all)", f"{over:.1f}", f"< {MOST:.0f}", over < MOST)
    packs = middle["packs"] - middle["bare"]
    checks.add(
        "with all packs indexed, ms over that", f"{packs:.1f}", f"< {MOST_WITH_PACKS:.0f}", packs < MOST_WITH_PACKS
    )
    checks.add("import cleanclip loads", ", ".join(after_import) or "none of the watched")
    checks.add("cleanclip clean FILE, ms over a bare interpreter", f"{middle['command'] - middle['bare']:.1f}")
    checks.add("cleanclip clean FILE loads", ", ".join(after_command) or "none of the watched")
    found = [name for name in HEAVY if name in after_command]
    checks.add("of these " + ", ".join(HEAVY), ", ".join(found) or "none", "none", not found)
    checks.same("the command prints the body", "strike that had closed the harbour" in output, True)
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
