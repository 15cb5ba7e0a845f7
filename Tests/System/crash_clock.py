#!/usr/bin/env python3
"""The clock of the box moved under the real program: in a visit, between visits, and to before the program was built.

    Tests/System/crash_clock.py [--program P] [--config FOLDER]

A shim moves the civil clock of the program alone; the steady clocks go on. Fees and ages hang on the date, so nobody is served until
staff have looked at it, and nothing of the visit that was going on is lost from the journal.
"""

import shutil
import signal
import sys
import tempfile
from pathlib import Path

from crash import Bench, compiled, need_loader
from crash_box import Box
from crash_rows import STOPPED, attempt, check, closed, faults, opened
from crash_visits import BEGIN, GIVE, HEIGHT, IDENTIFY, OFFICER, REASON, visits, walk
from wording import WELCOME, wording

CLOCK = wording("closed.clock")
QUESTION = wording("attendance.clockQuestion")
TO_HEIGHT = [*BEGIN, *REASON, *IDENTIFY, *GIVE, (HEIGHT[0], "")]
HOUR, YEAR = 3600, 365 * 86400


class Clock:
    """A trial with a clock of its own."""

    def __init__(self, bench: Bench, shim: Path) -> None:
        self.trial = Path(tempfile.mkdtemp(dir=bench.folder, prefix="clock-"))
        self.file = self.trial / "clock"
        self.move(0)
        self.extra = {"LD_PRELOAD": str(shim), "CLOCK_FILE": str(self.file)}
        shutil.copytree(bench.fresh, self.trial / "state")

    def move(self, seconds: int) -> None:
        """So many seconds from now."""
        self.file.write_text(str(seconds))


def confirm(box: Box) -> None:
    """Staff say that the date is right."""
    box.press("*")
    walk(box, [*OFFICER, (QUESTION, "1"), (WELCOME, "")])


def finish(name: str, box: Box, clock: Clock, told: str) -> None:
    """Stops the box and looks at everything."""
    box.kill(signal.SIGTERM)
    code = box.end()
    found = faults(clock.trial)
    check(name, code == 0 and not found, f"{told}; {found or 'all holds'}")


def in_visit(bench: Bench, shim: Path, name: str, seconds: int) -> None:
    """The clock jumps while somebody answers."""
    visit = visits()[0]
    clock = Clock(bench, shim)
    with bench.box(visit, clock.trial, clock.extra) as box:
        walk(box, TO_HEIGHT)
        clock.move(seconds)
        box.press("1")
        walk(box, [(STOPPED, "\r"), (CLOCK, "")])
        confirm(box)
        walk(box, visit.steps)
        finish(f"the clock jumps {name} in a visit", box, clock, "the visit ends kindly, staff confirm the date")


def between_visits(bench: Bench, shim: Path, name: str, seconds: int) -> None:
    """The clock jumps while nobody is there."""
    visit = visits()[0]
    clock = Clock(bench, shim)
    with bench.box(visit, clock.trial, clock.extra) as box:
        box.expect(WELCOME)
        clock.move(seconds)
        box.press("\r")
        box.expect(CLOCK)
        confirm(box)
        walk(box, visit.steps)
        finish(f"the clock jumps {name} between visits", box, clock, "closed until staff confirm the date")


def before_build(bench: Bench, shim: Path) -> None:
    """The clock of a machine without a battery: before the program was built, until it is set."""
    visit = visits()[0]
    clock = Clock(bench, shim)
    clock.move(-20 * YEAR)
    with bench.box(visit, clock.trial, clock.extra) as box:
        box.expect(CLOCK)
        clock.move(0)
        box.press("*")
        walk(box, [*OFFICER, (QUESTION, "1"), *visit.steps])
        finish("the clock is before the build's date", box, clock, "closed; set, and confirmed by staff, it serves")


def main() -> int:
    bench = opened(__doc__)
    need_loader(bench.program)
    shim = compiled("crash_clock.c", bench.folder)
    moves = [("two hours ahead", 2 * HOUR), ("two hours back", -2 * HOUR), ("a year ahead", YEAR)]
    trials = [(in_visit, move) for move in moves] + [(between_visits, move) for move in moves]
    for trial, (name, seconds) in trials:
        attempt(f"{trial.__name__} {name}", trial, bench, shim, name, seconds)
    attempt("before_build", before_build, bench, shim)
    return closed(bench, "crash_clock")


if __name__ == "__main__":
    sys.exit(main())
