#!/usr/bin/env python3
"""Kills the real program in the middle of visits and looks whether everything that must hold still holds.

    Tests/System/crash.py [--program P] [--points] [--random N] [--seed S] [--visit NAME]... [--jobs J]

Each trial starts `pasboks run` on a pseudo-terminal, goes through a visit with keypad keys, and sends SIGKILL. Then the
program is started again on the same state; once its screen stands it is stopped, and the invariants are read from the files.

--points  kills before and after each moment in which the store or a device's memory reached the disk: every journal row.
--random  kills N times at a random moment of a random visit, and a third of them once more while the box begins anew.

Without any of these: every point, a hundred random moments, and then `crash_disk.py` and `crash_clock.py`. The simulated
terminal keeps what it booked, and the reader its passport, in the state folder, as real ones do: the box must agree with
them. The seed is printed; the same seed makes the same choices. Needs a C compiler for the shim that counts the moments. A program
that is installed has no loader, which shims take: its moments are not counted, and it is killed at random ones.
"""

import argparse
import collections
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import crash_checks
from crash_box import Box, Gone, NotSeen
from crash_visits import RESTING, Visit, configuration, visits, walk
from wording import WELCOME

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Bench:
    """Where trials are made."""

    folder: Path
    program: str
    config: Path
    shim: Path

    @property
    def fresh(self) -> Path:
        """A state folder as it is after a first start, to be copied."""
        return self.folder / "fresh"

    def box(self, visit: Visit, trial: Path, extra: dict[str, str] | None = None) -> Box:
        """The program on a trial's state folder."""
        arguments = ["run", "--config", str(self.config), "--state", str(trial / "state"), "--pace", "0",
                     "--language", "en", "--scenario", f"crash-{visit.name}"]
        return Box(self.program, arguments, str(trial / "complaints"), extra)

    def counted(self, trial: Path, **more: str) -> dict[str, str]:
        """The environment in which moments are counted: those in which something is synced."""
        return {"LD_PRELOAD": str(self.shim), "CRASH_FOLDER": str(trial / "state"), "CRASH_ONLY": "sync", **more}


@dataclass(frozen=True)
class Trial:
    """One kill: at a counted moment, or so many seconds into the visit; perhaps once more so far into the next start."""

    visit: Visit
    moment: int | None = None
    seconds: float = 0
    again: float | None = None


@dataclass
class Outcome:
    """What became of a trial."""

    trial: Trial
    kills: int = 0
    after: str = ""
    faults: list[str] = field(default_factory=list)
    detail: str = ""


def built() -> str:
    """The program from the folder that PASBOKS_PROGRAMS names, or the one that was built for trying it out."""
    return os.environ.get("PASBOKS_PROGRAMS", str(ROOT / ".build/release")) + "/pasboks-world"


def need_loader(program: str) -> None:
    """Refuses a program that takes no shim: one that needs no other file has no loader."""
    with Path(program).open("rb") as file:
        if b"/ld-linux" not in file.read(4096):
            sys.exit(f"{program} has no loader, which shims take: try the one that `make program` builds")


def compiled(name: str, folder: Path) -> Path:
    """A shim made from the C source beside this script."""
    compiler = next(filter(None, map(shutil.which, ("clang", "cc", "gcc"))), None)
    if not compiler:
        sys.exit("needs a C compiler: clang, cc or gcc")
    shim = (folder / name).with_suffix(".so")
    source = Path(__file__).with_name(name)
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(shim), str(source), "-ldl"], check=True)
    return shim


def prepare(program: str, config: Path) -> Bench:
    """Compiles the shim, copies the configuration and makes the state of a first start."""
    folder = Path(tempfile.mkdtemp(prefix="pasboks-crash-"))
    shim = compiled("crash_kill.c", folder)
    bench = Bench(folder, program, configuration(config, folder / "Config"), shim)
    first = folder / "first"
    first.mkdir()
    with bench.box(visits()[0], first) as box:
        box.expect(WELCOME)
        box.kill(signal.SIGTERM)
        box.end()
    shutil.copytree(first / "state", bench.fresh, ignore=shutil.ignore_patterns("*.sock"))
    return bench


def new_folder(bench: Bench, visit: Visit) -> Path:
    trial = Path(tempfile.mkdtemp(dir=bench.folder, prefix=f"{visit.name}-"))
    if not visit.is_first_start:
        shutil.copytree(bench.fresh, trial / "state")
    return trial


def measured(bench: Bench, visit: Visit) -> tuple[int, float]:
    """How many moments a whole visit has in which something was synced, none where they cannot be counted, and how long it takes."""
    folder = new_folder(bench, visit)
    log = folder / "moments"
    extra = bench.counted(folder, CRASH_LOG=str(log))
    with bench.box(visit, folder, extra) as box:
        began = time.monotonic()
        walk(box, visit.steps)
        seconds = time.monotonic() - began
    count = len(log.read_text().splitlines()) if log.exists() else 0
    shutil.rmtree(folder)
    return count, seconds


def attempt(bench: Bench, trial: Trial) -> Outcome:
    """One trial from its first key to the last check."""
    folder = new_folder(bench, trial.visit)
    outcome = Outcome(trial)
    try:
        kill(bench, trial, folder, outcome)
        outcome.after = snapshot(folder)
        if trial.again is not None:
            kill_in_start(bench, trial, folder, outcome)
        with bench.box(trial.visit, folder) as box:
            box.expect(*RESTING)
            rest(box, trial.visit)
            box.kill(signal.SIGTERM)
            ended = box.end()
        if ended != 0:
            outcome.faults.append(f"the next start ended with {ended}")
    except (NotSeen, Gone) as fault:
        outcome.faults.append(f"{type(fault).__name__}: {fault}")
    if not outcome.faults:
        expected = crash_checks.Expected(trial.visit.is_line_dead, trial.visit.is_document_left)
        outcome.faults = crash_checks.faults(folder / "state", expected, folder / "complaints")
    if outcome.faults:
        outcome.detail = f"{folder}\n{crash_checks.detail(folder / 'state')}"
    else:
        shutil.rmtree(folder)
    return outcome


def rest(box: Box, visit: Visit) -> None:
    """Whoever stood at the box takes their passport; then it welcomes the next one."""
    if not visit.is_document_left:
        box.expect(WELCOME)


def kill(bench: Bench, trial: Trial, folder: Path, outcome: Outcome) -> None:
    extra = {}
    if trial.moment is not None:
        extra = bench.counted(folder, CRASH_AT=str(trial.moment))
    with bench.box(trial.visit, folder, extra) as box:
        timer = threading.Timer(trial.seconds, box.kill, [signal.SIGKILL])
        if trial.moment is None:
            timer.start()
        try:
            walk(box, trial.visit.steps)
            timer.cancel()
            box.kill(signal.SIGKILL)
        except Gone:
            pass
        outcome.kills += box.end() == -signal.SIGKILL


def kill_in_start(bench: Bench, trial: Trial, folder: Path, outcome: Outcome) -> None:
    with bench.box(trial.visit, folder) as box:
        time.sleep(trial.again or 0)
        box.kill(signal.SIGKILL)
        outcome.kills += box.end() == -signal.SIGKILL


def snapshot(folder: Path) -> str:
    """After which row of the journal it was killed."""
    copy = folder / "killed"
    if not (folder / "state").exists():
        return "nothing yet"
    shutil.copytree(folder / "state", copy, ignore=shutil.ignore_patterns("*.sock"))
    try:
        return crash_checks.last_kind(copy)
    finally:
        shutil.rmtree(copy)


def planned(bench: Bench, chosen: list[Visit], points: bool, count: int, chance: random.Random) -> list[Trial]:
    """Every moment of every chosen visit, and so many random ones."""
    trials = []
    for visit in chosen:
        moments, seconds = measured(bench, visit)
        print(f"{visit.name}: {f'{moments} moments, ' if moments else ''}{seconds:.1f} s", flush=True)
        if points:
            trials += [Trial(visit, moment=number) for number in range(1, moments + 1)]
        share = count // len(chosen) + (chosen.index(visit) < count % len(chosen))
        for _ in range(share):
            again = chance.uniform(0, 0.3) if chance.random() < 1 / 3 else None
            trials.append(Trial(visit, seconds=chance.uniform(0, seconds), again=again))
    return trials


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--program", default=built())
    given.add_argument("--config", default=str(ROOT / "Config"))
    given.add_argument("--points", action="store_true")
    given.add_argument("--random", type=int, default=0, metavar="N")
    given.add_argument("--seed", type=int, default=int(time.time()))
    given.add_argument("--visit", action="append", choices=[visit.name for visit in visits()])
    # Somebody at the keys mostly looks: a processor serves several.
    given.add_argument("--jobs", type=int, default=4 * (os.cpu_count() or 1))
    given.add_argument("--keep", action="store_true", help="keep the folders of trials that failed")
    options = given.parse_args()
    is_all = not (options.points or options.random or options.visit)
    points = options.points or not options.random
    if points:
        need_loader(options.program)
    options.random = 100 if is_all else options.random

    began = time.monotonic()
    print(f"seed {options.seed}", flush=True)
    bench = prepare(options.program, Path(options.config))
    chosen = [visit for visit in visits() if not options.visit or visit.name in options.visit]
    trials = planned(bench, chosen, points, options.random, random.Random(options.seed))
    tally: collections.Counter[str] = collections.Counter()
    kinds: collections.Counter[str] = collections.Counter()
    bad = 0
    with multiprocessing.Pool(options.jobs) as pool:
        for outcome in pool.imap_unordered(Attempt(bench), trials):
            tally[outcome.after] += outcome.kills
            kinds[outcome.trial.visit.name] += outcome.kills
            if outcome.faults:
                bad += 1
                trial = outcome.trial
                when = f"at moment {trial.moment}" if trial.moment else f"{trial.seconds:.3f} s in, again {trial.again}"
                print(f"FAULT in {trial.visit.name} {when}, after {outcome.after}:", flush=True)
                print("  " + "\n  ".join(outcome.faults) + f"\n{outcome.detail}", flush=True)
    for title, counted in (("killed after the row", tally), ("killed in the visit", kinds)):
        print(title + ": " + ", ".join(f"{name} {number}" for name, number in sorted(counted.items())))
    took = time.monotonic() - began
    print(f"{sum(tally.values())} kills in {len(trials)} trials, {bad} bad, {took:.0f} s, seed {options.seed}")
    if not (options.keep and bad):
        shutil.rmtree(bench.folder)
    if is_all:
        for name in ("crash_disk.py", "crash_clock.py"):
            command = [sys.executable, str(Path(__file__).with_name(name)), "--program", options.program]
            bad += subprocess.run([*command, "--config", options.config], check=False).returncode
    return 1 if bad else 0


@dataclass(frozen=True)
class Attempt:
    """A trial on a bench, for the pool's processes."""

    bench: Bench

    def __call__(self, trial: Trial) -> Outcome:
        return attempt(self.bench, trial)


if __name__ == "__main__":
    sys.exit(main())
