#!/usr/bin/env python3
"""bench [--quick]: the box beside the floor and its peers, through a real pseudo-terminal; `make bench`, `make bench-quick`.

The floor is a bare C program on ncursesw with two of the box's screens (peers/floor.c): what no program on that library can be quicker
than. Whatever is noisy on this machine hits all alike, for they take turns; so the ratios count, not the times. A key is typed once
nothing more has come for 60 ms, and is answered with the last byte before the next such silence. Without --quick the table goes to
Benchmarks/Results.md, and a part of it into the README. `pasboks` is looked for where make builds it.
"""

import argparse
import contextlib
import gc
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

import instructions
import measures
import table
import visits
from measures import Samples
from programs import PEERS, ROOT, Program, box, floor, peers
from session import NotSeenError, Session

DYNAMIC = ROOT / ".build/release/pasboks-world"
STATIC = ROOT / ".build-release/release/pasboks-world"
RESULTS = ROOT / "Benchmarks/Results.md"
README = ROOT / "README.md"
# What stands round the README's part of the table.
BEGIN, END = "<!-- by make bench -->\n", "<!-- end -->"
# Ten digits, as they stand on the screen of a demonstration.
NUMBER = "0610850166"
AS_RUN = "box as `make run` builds it"


@dataclass(frozen=True)
class Rounds:
    """How often each is done, in turn; how many seconds nothing is done."""

    starts: int
    forms: int
    sizes: int
    escapes: int
    numbers: int
    idle: int


WHOLE = Rounds(starts=15, forms=12, sizes=8, escapes=6, numbers=8, idle=20)
QUICK = Rounds(starts=7, forms=5, sizes=4, escapes=3, numbers=3, idle=5)
VISITS = 10
# How long a live picture is looked at, in seconds.
LIVE = 10


def as_make_runs_it(folder: Path) -> Program:
    """The box that `make run` builds, told as there to bind all its functions at once; what another program keeps it does not believe."""
    return replace(box(DYNAMIC, folder / "state-as-run", AS_RUN), variables={"LD_BIND_NOW": "1"})


def starts(programs: list[Program], folder: Path, rounds: Rounds, samples: Samples) -> None:
    """Starts, in turn, one round more than is counted."""
    for turn in range(rounds.starts + 1):
        taken = samples if turn else Samples()
        for program in programs:
            measures.start(program, folder, taken)
            if program.way:
                measures.welcome(program, folder, taken)
            if turn == 1:
                measures.first_memory(program, folder, taken)


def keys(programs: list[Program], folder: Path, rounds: Rounds, samples: Samples) -> None:
    """Everything that is done to programs which run, side by side."""
    with contextlib.ExitStack() as stack:
        sessions: dict[Program, Session] = {}
        for program in programs:
            sessions[program] = stack.enter_context(measures.begin(program, folder))
            measures.wait_for_first(sessions[program], program)
        measures.idle(sessions, rounds.idle, samples)
        for program, session in sessions.items():
            measures.go_to_menu(session, program)
            measures.go_to_form(session, program)
        for _ in range(rounds.forms):
            for program, session in sessions.items():
                measures.menu_and_form(session, program, samples)
        for _ in range(rounds.sizes):
            for program, session in sessions.items():
                measures.resize(session, program, samples)
        for _ in range(rounds.escapes):
            for program, session in sessions.items():
                measures.escape(session, program, samples)
        for _ in range(rounds.numbers):
            for program, session in sessions.items():
                measures.digits(session, program, NUMBER, samples)


def sizes(program: Program, samples: Samples) -> None:
    """The program as a file, and without what nobody needs to run it."""
    samples.add(measures.SIZE, program.name, Path(program.command[0]).stat().st_size / 1e6)
    with tempfile.NamedTemporaryFile() as stripped:
        subprocess.run(["strip", "-o", stripped.name, program.command[0]], check=True)
        samples.add(measures.STRIPPED, program.name, Path(stripped.name).stat().st_size / 1e6)


def machine() -> str:
    """What the results were taken on."""
    told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    model = next((line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("model name")), platform.machine())
    return f"{model}, {os.cpu_count()} cores, Linux {platform.release()}, load before {os.getloadavg()[0]:.1f}"


def commit() -> str:
    """What was measured, and whether the sources have changed since."""
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=12"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return described.stdout.strip() or "unknown"


def quick(folder: Path, samples: Samples) -> list[str]:
    """Box and floor alone, fewer rounds; returns the programs in the order of the table."""
    there = [floor(), as_make_runs_it(folder)]
    starts(there, folder, QUICK, samples)
    keys(there, folder, QUICK, samples)
    sizes(there[1], samples)
    return [program.name for program in there]


def whole(folder: Path, samples: Samples) -> list[str]:
    """Everything; returns the programs in the order of the table."""
    here, installed, as_run, others = floor(), box(STATIC, folder / "state"), as_make_runs_it(folder), peers()
    starts([here, installed, as_run, *others], folder, WHOLE, samples)
    keys([here, installed, *others], folder, WHOLE, samples)
    visits.memory_of_visits(STATIC, folder, VISITS, samples, installed.name)
    visits.live_picture(STATIC, folder, LIVE, samples, installed.name)
    counted = instructions.count(STATIC)
    samples.add(measures.CHECK_COUNT, installed.name, counted[instructions.CHECK] / 1e6)
    samples.add(measures.WELCOME_COUNT, installed.name, counted[instructions.WELCOME] / 1e6)
    samples.add(measures.DIGIT_COUNT, installed.name, counted[instructions.DIGIT] / 1e3)
    for program in [installed, as_run]:
        sizes(program, samples)
    return [program.name for program in [here, installed, as_run, *others]]


def quote(excerpt: str) -> None:
    """Puts a part of the table into the README, in place of the one before."""
    before, begin, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if end:
        README.write_text(f"{before}{begin}\n{excerpt}\n{end}{after}", encoding="utf-8")


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="box and floor alone, fewer rounds, printed and not written")
    is_quick = parser.parse_args().quick
    for program in [DYNAMIC] if is_quick else [DYNAMIC, STATIC]:
        if not os.access(program, os.X_OK):
            print(f"bench: there is no {program.relative_to(ROOT)}; make builds it before it asks for this", file=sys.stderr)
            return 66
    subprocess.run([str(PEERS / "prepare"), *(["floor"] if is_quick else [])], check=True)
    began, heading = time.monotonic(), f"{time.strftime('%Y-%m-%d')}, commit {commit()}, {machine()}"
    # A program's answer is not to wait for this one's rubbish.
    gc.disable()
    samples = Samples()
    folder = Path(tempfile.mkdtemp(prefix="pasboks-bench-"))
    try:
        names = quick(folder, samples) if is_quick else whole(folder, samples)
    except (NotSeenError, subprocess.SubprocessError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder)
    heading += f", measured in {time.monotonic() - began:.0f} s."
    told = table.table(samples, names, names[0])
    print(f"{heading}\n\n{told}", end="")
    if not is_quick:
        RESULTS.write_text(f"{PREAMBLE}\n{heading}\n\n{told}", encoding="utf-8")
        quote(table.excerpt(samples))
    return 0


PREAMBLE = """# Results

Written by `make bench`; [bench.py](bench.py) says how. Medians, with quartiles in brackets where they differ, and how many times the
floor's that is. The floor is bare C on ncursesw with the same two screens. Other programs and other work on the machine change the times; the
ratios less. `box` is the program as it is installed.
"""

if __name__ == "__main__":
    sys.exit(main())
