#!/usr/bin/env python3
"""Power cuts in the middle of payments, at every flush of the data disk and torn between flushes.

The real program takes visits with payment in an emulator, on a disk that logs its writes. Each disk that a cut could leave is rebuilt,
mounted, and its store opened by the real program: what had been seen of it before the cut must be there, and the money right. SQLite's
own shell, writing to the same schema with `synchronous=FULL` and `NORMAL`, is the control: FULL must pass and NORMAL must fail.
"""

import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from crash_visits import GO, HOME, PAY, USUAL
from emulator_guest import QUIET, Ended, Guest, NotSeen
from emulator_image import FOLDER, STATE, CannotTest, box_image, mounted, need
from powercut_checks import Seen, faults, seen_now
from powercut_control import control
from powercut_log import LoggedDisk, cuts, rebuilt
from wording import WELCOME

VISITS = 2
TORN = 120
SEED = 7
# The box is started on each disk where it must settle something, and on each so manieth of the others.
EACH = 8


@dataclass(frozen=True)
class Witness:
    """After so many of the disk's requests this was seen of the store."""

    after: int
    seen: Seen


@dataclass
class Told:
    """How many cuts were tried, and what was wrong with which."""

    flushes: int
    torn: int
    starts: int
    bad: list[str]


def witnessed_visits(guest: Guest, disk: LoggedDisk) -> list[Witness]:
    """Takes the visits, looking at the store as often as possible without writing to it."""
    witnesses: list[Witness] = []

    def look() -> None:
        witnesses.append(Witness(0, seen_now(guest, f"{STATE}/pasboks.sqlite")))
        witnesses[-1] = Witness(disk.count, witnesses[-1].seen)

    for number in range(VISITS):
        for text, keys in [*USUAL, *PAY, *GO, *HOME]:
            guest.expect(text)
            look()
            guest.answer(keys)
            if text == PAY[-1][0]:
                end = time.monotonic() + 60
                while GO[0][0] not in guest.words() and time.monotonic() < end:
                    look()
        print(f"       visit {number + 1} of {VISITS}: {disk.count} requests to the disk", flush=True)
    look()
    return witnesses


def judge(disk: LoggedDisk, witnesses: list[Witness], begin: int, name: str, folder: str, opens: bool) -> Told:
    """Rebuilds each cut's disk and looks for faults on it."""
    dice = random.Random(SEED)
    entries = disk.entries()
    points = cuts(entries, begin, TORN, dice)
    told = Told(sum(not cut.torn for cut in points), sum(cut.torn for cut in points), 0, [])
    copy = FOLDER / f"{name}-state"
    for number, (cut, image) in enumerate(rebuilt(disk, entries, points, dice)):
        due = [witness.seen for witness in witnesses if witness.after <= cut.after]
        shutil.rmtree(copy, ignore_errors=True)
        try:
            take_files(image, folder, copy)
            found, was_started = faults(copy, due[-1] if due else None, opens, number % EACH == 0)
        except (RuntimeError, OSError) as fault:
            found, was_started = [f"the file system cannot be read: {fault}"], False
        told.starts += was_started
        told.bad += [f"{cut.name}: {fault}" for fault in found]
    shutil.rmtree(copy, ignore_errors=True)
    return told


def take_files(image: Path, folder: str, copy: Path) -> None:
    """Copies the files of a disk; one that cannot be mounted is mended first, as a machine does when it starts."""
    for is_mended in (False, True):
        try:
            with mounted(image) as root:
                shutil.copytree(root / folder if folder else root, copy)
            return
        except RuntimeError:
            if is_mended or subprocess.run(["e2fsck", "-fp", image], capture_output=True, check=False).returncode >= 4:
                raise


def report(what: str, told: Told) -> None:
    print(f"       {what}: {told.flushes} flush points, {told.torn} torn points, {told.starts} starts, {len(told.bad)} faults", flush=True)
    for line in told.bad[:8]:
        print(f"         {line}")


def try_all() -> list[str]:
    """The real program and both controls; what failed."""
    image = box_image("hardened", "--language en --pace 0.2", "powercut")
    failed: list[str] = []
    disk = LoggedDisk(FOLDER, "powercut")
    with Guest(image, f"{QUIET} pasboks.data", disk.drive) as guest:
        guest.wait_until_up(WELCOME)
        begin = disk.count
        witnesses = witnessed_visits(guest, disk)
        guest.picture("powercut")
        schema = guest.sh(f"base64 -w0 <(sqlite3 -readonly {STATE}/pasboks.sqlite .schema)")
    told = judge(disk, witnesses, 0, "powercut", "", True)
    report("the real program", told)
    print(f"       {sum(1 for witness in witnesses if witness.after >= begin)} looks at the store on the way", flush=True)
    disk.remove()
    if told.bad or not witnesses[-1].seen.captured:
        failed.append("the real program")
    for mode in ("FULL", "NORMAL"):
        plain = LoggedDisk(FOLDER, f"powercut-{mode}")
        lines = control(image, plain, mode, schema)
        seen = [Witness(after, seen) for after, seen in lines]
        told = judge(plain, seen, seen[0].after, "powercut", "control", False)
        report(f"control, synchronous={mode}", told)
        plain.remove()
        if bool(told.bad) != (mode == "NORMAL"):
            failed.append(f"control {mode}" + ("" if told.bad else ": nothing was lost, so this test sees nothing"))
    return failed


def main() -> int:
    began = time.monotonic()
    try:
        need("qemu-system-x86_64", "qemu-img", "mmdebstrap", "mke2fs", "losetup")
        failed = try_all()
    except CannotTest as reason:
        print(f"powercut: this machine cannot do it: {reason}", file=sys.stderr)
        return CannotTest.EXIT
    except (NotSeen, Ended, RuntimeError) as fault:
        failed = [f"it did not go to its end: {fault}"]
    print(f"powercut: {'FAILED: ' + '; '.join(failed) if failed else 'ok'}, in {time.monotonic() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
