#!/usr/bin/env python3
"""instructions [PROGRAM] [--accept]: whether start and keys take more instructions than Instructions.json says; `make bench-check`.

Instructions, not time: they are the same on a busy machine as on a quiet one, to about a hundredth. Valgrind's callgrind counts them,
for the kernel's counters (`perf stat`) are closed to most users and missing in most virtual machines. It writes down what a thread took
whenever that is about to wait, in poll(2); so a key's instructions are those between two waits, with nothing of start and end in
them. Of `run` the main thread is counted, which everybody waits for, from the execution that begins the program anew with its memory closed;
how often it tells that it is still working, until the store is open, hangs on the machine's speed, and is left out.
"""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from measures import typed
from programs import ROOT, Program, box
from session import NotSeenError, Session

ACCEPTED = Path(__file__).resolve().parent / "Instructions.json"
PROGRAM = ROOT / ".build/release/pasboks-world"
# How much more may be taken than was accepted.
MARGIN = 0.10
NUMBER = "0610850166"
ROUNDS = 3
# What is counted, by the names that it has in Instructions.json.
CHECK, FIRST, WELCOME = "check", "run to the first screen", "run to the welcome"
TO_FORM, TO_MENU, DIGIT = "a key from menu to form", "a key from form to menu", "a typed digit"
# How long anything may take under valgrind, which is fifty times as slow, on a machine that builds beside it; in seconds.
LIMIT = 240
# In a part that drew, ncurses' one way to the terminal is named.
DRAWING = re.compile(rb"\) doupdate(_sp)?\n")


def valgrind(folder: Path) -> list[str]:
    """What counts a command's instructions, thread by thread, into files of this folder."""
    files = [f"--callgrind-out-file={folder}/counted.%p", f"--log-file={folder}/log.%p"]
    return ["valgrind", "--tool=callgrind", "--trace-children=yes", "--separate-threads=yes", *files]


def without_debug_information(program: Path, folder: Path) -> Path:
    """A copy; valgrind gives up on debug information that it does not know."""
    copy = folder / program.name
    subprocess.run(["strip", "--strip-debug", "-o", str(copy), str(program)], check=True)
    return copy


@dataclass(frozen=True)
class Part:
    """What one thread took between two waits."""

    thread: int
    # In the order of writing; a thread's last is the highest.
    place: int
    count: int
    draws: bool


def parts(folder: Path) -> list[Part]:
    """What was written so far, in order."""
    found = []
    for file in folder.glob("counted.*-*"):
        name = re.fullmatch(r"counted\.\d+(?:\.(\d+))?-(\d+)", file.name)
        data = file.read_bytes()
        total = re.search(rb"^totals: (\d+)", data, re.MULTILINE)
        if name and total:
            found.append(Part(int(name[2]), int(name[1] or sys.maxsize), int(total[1]), DRAWING.search(data) is not None))
    return sorted(found, key=lambda part: part.place)


def of_command(command: list[str], folder: Path) -> int:
    """How many instructions a command takes from start to end, in all threads; it may end as it likes."""
    with tempfile.TemporaryDirectory(dir=folder) as counted:
        program = without_debug_information(Path(command[0]), Path(counted))
        environment = os.environ | {"SWIFT_DETERMINISTIC_HASHING": "1"}
        subprocess.run(
            [*valgrind(Path(counted)), str(program), *command[1:]],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            timeout=LIMIT,
            check=False,
        )
        return sum(part.count for part in parts(Path(counted)))


class CountedBox:
    """A box that is counted while it runs."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.program = program
        self.folder = folder
        command = [*valgrind(folder), "--dump-before=poll", "--dump-before=__poll", *program.command]
        self.session = Session(command, folder, SWIFT_DETERMINISTIC_HASHING="1")

    def settle(self, is_there: Callable[[Session], bool], what: str) -> None:
        """Waits until something stands there, and every thread sleeps."""
        self.session.settle(is_there, what, LIMIT)

    def wait(self, words: str) -> None:
        """Waits for words, and until every thread sleeps."""
        self.settle(lambda session: session.shows(words), words)

    def press(self, key: str, words: str) -> int:
        """What the main thread takes for a key until the words stand there and it waits again."""
        before = len(self.main())
        self.session.type(key)
        self.wait(words)
        return sum(part.count for part in self.main()[before:])

    def type_number(self, number: str) -> int:
        """What the main thread takes for each digit of a number."""
        before = len(self.main())
        for place, digit in enumerate(number, 1):
            self.session.type(digit)
            self.settle(lambda session, place=place: typed(session, self.program) == place, f"{place} digits")
        return sum(part.count for part in self.main()[before:]) // len(number)

    def main(self) -> list[Part]:
        """What the main thread took between its waits."""
        return [part for part in parts(self.folder) if part.thread == 1]


def of_run(program: Program, folder: Path) -> dict[str, int]:
    """What a start takes, and keys."""
    counted = CountedBox(program, folder)
    with counted.session as session:
        counted.wait(program.way[0][0])
        begun = counted.main()
        drawn = [place for place, part in enumerate(begun) if part.draws]
        if not drawn:
            msg = "nothing was drawn through ncurses' doupdate, by which a first screen is known here"
            raise NotSeenError(msg)
        first, last = drawn[0], drawn[-1]
        found = {
            FIRST: sum(part.count for part in begun[: first + 1]),
            WELCOME: sum(part.count for place, part in enumerate(begun) if place in (first, last) or not part.draws),
        }
        for place, (_, keys) in enumerate(program.way):
            session.rest(program.pause)
            counted.press(keys, program.way[place + 1][0] if place + 1 < len(program.way) else program.menu)
        forward, back = [], []
        for _ in range(ROUNDS):
            session.rest(program.pause)
            forward.append(counted.press(program.to_form, program.form))
            for key, words in program.to_menu:
                session.rest(program.pause)
                back.append(counted.press(key, words))
        session.rest(program.pause)
        counted.press(program.to_form, program.form)
        digit = counted.type_number(NUMBER)
    return found | {TO_FORM: sum(forward) // len(forward), TO_MENU: sum(back) // len(back), DIGIT: digit}


def count(program: Path) -> dict[str, int]:
    """Everything that is counted, on a store that a box has begun before."""
    folder = Path(tempfile.mkdtemp(prefix="pasboks-count-"))
    try:
        copy = without_debug_information(program, folder)
        there = box(copy, folder / "state")
        with Session(there.command, folder) as session:
            session.answer(session.started, there.way[0][0])
        check = [str(copy), "check", "--config", str(ROOT / "Config"), "--state", str(folder / "state")]
        counted = folder / "counted"
        counted.mkdir()
        return {CHECK: of_command(check, folder)} | of_run(there, counted)
    finally:
        shutil.rmtree(folder)


def first_line(*command: str) -> str:
    """What a command says of itself, or nothing."""
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return (told.stdout.strip() or told.stderr.strip()).partition("\n")[0]


def conditions() -> dict[str, str]:
    """What else the numbers hang on."""
    return {
        "toolchain": first_line(os.environ.get("SWIFT") or "swift", "--version"),
        "machine": f"{platform.machine()}, {' '.join(platform.libc_ver())}, {first_line('valgrind', '--version')}",
    }


def complaints(accepted: dict[str, int], found: dict[str, int]) -> list[str]:
    """What has become dearer, or is not there to compare with."""
    told = []
    for name, number in found.items():
        before = accepted.get(name)
        if before is None:
            told.append(f"{name}: {number:,}, and no number was accepted before")
        elif number > before * (1 + MARGIN):
            told.append(f"{name}: {number:,} instructions, {number / before - 1:.0%} above the accepted {before:,}")
    return told + [f"{name}: is not counted any more" for name in accepted if name not in found]


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="?", type=Path, default=PROGRAM)
    parser.add_argument("--accept", action="store_true", help="take what is counted now for what it may cost from now on")
    asked = parser.parse_args()
    if not os.access(asked.program, os.X_OK):
        print(f"bench-check: there is no {asked.program}; `make bench-check` builds it", file=sys.stderr)
        return 66
    try:
        found, here = count(asked.program.resolve()), conditions()
    except (NotSeenError, subprocess.SubprocessError) as error:
        print(f"bench-check: {error}", file=sys.stderr)
        return 1
    accepted = json.loads(ACCEPTED.read_text(encoding="utf-8")) if ACCEPTED.exists() else {"conditions": here, "instructions": {}}
    for name, number in found.items():
        before = accepted["instructions"].get(name)
        print(f"{name:26} {number:>13,}" + (f" {number / before - 1:+8.1%}" if before else ""))
    if asked.accept:
        ACCEPTED.write_text(json.dumps({"conditions": here, "instructions": found}, indent=2) + "\n", encoding="utf-8")
        return 0
    faults = complaints(accepted["instructions"], found)
    for fault in faults:
        print(f"bench-check: {fault}", file=sys.stderr)
    if not faults:
        return 0
    for name, value in accepted["conditions"].items():
        if value != here[name]:
            print(f"bench-check: the accepted numbers are of another {name}: {value}; here it is {here[name]}", file=sys.stderr)
    print("bench-check: where it is worth that, take the new numbers: make bench-check ACCEPT=1", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
