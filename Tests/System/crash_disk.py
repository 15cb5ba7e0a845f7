#!/usr/bin/env python3
"""What the real program does on a bad day of its disk: a table of what happened, what was told, and what was kept.

    Tests/System/crash_disk.py [--program P] [--config FOLDER]

The store's file is cut, flipped, replaced, lost, of a newer program and of another key. A small real file system (ext4 on a
loop device; needs root, and is skipped with the reason without) runs full before a visit, before money and after it, and
turns read-only by an error as a dying disk does. Another program locks the database. Money and dossiers must be right.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from crash import Bench
from crash_box import Box, NotSeen
from crash_rows import STOPPED, attempt, check, closed, faults, opened
from crash_visits import PAY, TO_REVIEW, USUAL, Visit, visits, walk
from wording import WELCOME, wording

STORAGE = wording("closed.storage")
PRICE = PAY[0][0]
# Room is looked for once a minute while there is none; within this, in seconds, the box is back.
BACK = 120


@dataclass(frozen=True)
class Damage:
    """Something that happens to the store's file, and how the next start must end."""

    name: str
    do: Callable[[Path], None]
    code: int
    words: str


def cut(length: float) -> Callable[[Path], None]:
    """Cuts the file to so many bytes, or to a share of it."""
    return lambda store: os.truncate(store, int(length if length >= 1 else store.stat().st_size * length))


def flip(table: str) -> Callable[[Path], None]:
    """Flips eight bytes at the head of a table's first page."""

    def do(store: Path) -> None:
        database = sqlite3.connect(store)
        page = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
        database.close()
        content = bytearray(store.read_bytes())
        place = (page - 1) * 4096 + (100 if page == 1 else 0)
        content[place:place + 8] = bytes(one ^ 255 for one in content[place:place + 8])
        store.write_bytes(content)

    return do


def newer(store: Path) -> None:
    """A migration of tomorrow."""
    database = sqlite3.connect(store)
    database.execute("INSERT INTO grdb_migrations VALUES ('9 something of tomorrow')")
    database.execute("UPDATE meta SET value = 'pasboks 7.5' WHERE name = 'program'")
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def other_key(store: Path) -> None:
    """Thirty-two other bytes."""
    (store.parent / "store.key").write_bytes(bytes(range(32)))


DAMAGES = [
    Damage("the file is gone", lambda store: store.unlink(), 65, "the file is gone"),
    Damage("the file is cut to nothing", lambda store: os.truncate(store, 0), 65, "the file is empty"),
    Damage("the file is cut in its first page", cut(1000), 65, "is damaged"),
    Damage("the file is cut in the middle", cut(0.5), 65, "is damaged"),
    Damage("the last page is cut", cut(0.99), 65, "is damaged"),
    Damage("bytes of the accounts are flipped", flip("accounts"), 65, "is damaged"),
    Damage("bytes of the journal are flipped", flip("journal"), 65, "is damaged"),
    Damage("the file is something else", lambda store: store.write_text("a shopping list\n" * 1000), 65, "is damaged"),
    Damage("the store is of a newer program", newer, 78, "was written by pasboks 7.5"),
    Damage("the store is of another key", other_key, 78, "sealed with another store key"),
]


def damages(bench: Bench) -> None:
    """Each damage to the store of a box that has had a visit; the file is left as it is, and a good copy serves again."""
    visit = visits()[0]
    used = bench.folder / "used"
    shutil.copytree(bench.fresh, used / "state")
    with bench.box(visit, used) as box:
        walk(box, visit.steps)
        box.kill(signal.SIGTERM)
        box.end()
    settle(used / "state" / "pasboks.sqlite")
    for damage in DAMAGES:
        trial = Path(tempfile.mkdtemp(dir=bench.folder, prefix="damage-"))
        shutil.copytree(used / "state", trial / "state", ignore=shutil.ignore_patterns("*.sock"))
        store = trial / "state" / "pasboks.sqlite"
        damage.do(store)
        before = store.read_bytes() if store.exists() else b""
        try:
            code, told = start_refused(bench, visit, trial)
        except NotSeen as fault:
            check(damage.name, False, str(fault))
            continue
        after = store.read_bytes() if store.exists() else b""
        kept = "left as it was" if before == after else "CHANGED"
        check(damage.name, code == damage.code and damage.words in told and before == after,
             f"exit {code}, {told}; the file is {kept}")
    damaged_out_of_sight(bench, visit, used)
    with bench.box(visit, used) as box:
        box.expect(WELCOME)
        walk(box, visit.steps)
        box.kill(signal.SIGTERM)
        code = box.end()
    found = faults(used)
    check("a good copy serves again", code == 0 and not found, f"another visit is done; {found or 'all holds'}")


def damaged_out_of_sight(bench: Bench, visit: Visit, used: Path) -> None:
    """Of a store that is no longer small a start reads only what every visit needs: the next visit ends before money."""
    trial = Path(tempfile.mkdtemp(dir=bench.folder, prefix="damage-"))
    shutil.copytree(used / "state", trial / "state", ignore=shutil.ignore_patterns("*.sock"))
    flip("payments")(trial / "state" / "pasboks.sqlite")
    before = taken(trial)
    with bench.box(visit, trial) as box:
        walk(box, TO_REVIEW)
        stops(box)
    check("bytes of the payments are flipped", before == taken(trial), f"“{STOPPED}”, then “{STORAGE}”; no money is taken")


def settle(store: Path) -> None:
    """Everything into the one file, as after a clean end."""
    database = sqlite3.connect(store)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def start_refused(bench: Bench, visit: Visit, trial: Path) -> tuple[int, str]:
    """A start that must end by itself: its exit code, and what it said."""
    with bench.box(visit, trial) as box:
        code = box.end(seconds=20)
    told = (trial / "complaints").read_text().replace(str(trial), "")
    lines = [line for line in told.splitlines() if line.startswith("pasboks: ")]
    return code, lines[-1] if lines else told[-300:]


# A small disk


class Disk:
    """An ext4 in a file, with the state folder on it, of which a box has use: its `StorageSpace` wants 48 MB and the store's size free."""

    def __init__(self, bench: Bench) -> None:
        self.trial = Path(tempfile.mkdtemp(dir=bench.folder, prefix="disk-"))
        self.image = self.trial / "image"
        self.mount = self.trial / "state"
        self.filler = self.mount / "filler"

    def __enter__(self) -> Self:
        self.mount.mkdir()
        with self.image.open("wb") as image:
            image.truncate(96 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", "-m", "0", "-e", "remount-ro", self.image], check=True)
        subprocess.run(["mount", "-o", "loop", self.image, self.mount], check=True)
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run(["umount", self.mount], check=False)

    def fill(self) -> None:
        """Not a byte is left."""
        with self.filler.open("ab", buffering=0) as filler:
            for size in (1 << 20, 4096, 1):
                try:
                    while True:
                        filler.write(b"\0" * size)
                except OSError:
                    continue

    def heal(self) -> None:
        """There is room again."""
        self.filler.unlink()

    def fail(self) -> None:
        """The disk's driver reports an error, and the kernel makes the file system read-only, as for a dying disk."""
        device = subprocess.run(
            ["findmnt", "-no", "SOURCE", self.mount], capture_output=True, text=True, check=True).stdout.strip()
        Path(f"/sys/fs/ext4/{Path(device).name}/trigger_fs_error").write_text("1")

    def repair(self) -> None:
        """Checked, and mounted anew."""
        subprocess.run(["umount", self.mount], check=True)
        subprocess.run(["fsck.ext4", "-y", self.image], check=False, capture_output=True)
        subprocess.run(["mount", "-o", "loop", self.image, self.mount], check=True)


def why_no_disk() -> str:
    """Why no file system can be made here; nothing when it can."""
    if os.geteuid() != 0:
        return "needs root"
    missing = [tool for tool in ("mkfs.ext4", "mount", "findmnt") if not shutil.which(tool)]
    if missing:
        return f"needs {', '.join(missing)}"
    return "" if Path("/dev/loop-control").exists() else "needs loop devices"


@contextmanager
def on_disk(bench: Bench, visit: Visit) -> Iterator[tuple[Disk, Box]]:
    """A box on a small disk, at its welcome screen."""
    with Disk(bench) as disk:
        shutil.copytree(bench.fresh, disk.mount, dirs_exist_ok=True)
        subprocess.run(["sync", "-f", disk.mount], check=True)
        with bench.box(visit, disk.trial) as box:
            box.expect(WELCOME)
            yield disk, box


def taken(trial: Path) -> list[str]:
    """What became of each payment, as the terminal has it."""
    book = trial / "state" / "devices"
    lines = book.read_text().splitlines() if book.exists() else []
    return [line.split()[2] for line in lines if line.startswith("payment")]


def payments(trial: Path) -> str:
    """The payments as the box has them, and as the terminal has them."""
    database = sqlite3.connect(trial / "state" / "pasboks.sqlite")
    ours = [row[0] for row in database.execute("SELECT state FROM payments ORDER BY caseNumber, attempt")]
    database.close()
    return f"the box has {ours or 'no payment'}, the terminal {taken(trial) or 'none'}"


def finish(name: str, box: Box, trial: Path, told: str) -> None:
    """Stops the box and looks at everything."""
    box.kill(signal.SIGTERM)
    code = box.end()
    found = faults(trial)
    check(name, code == 0 and not found, f"{told}; {payments(trial)}; {found or 'all holds'}")


def stops(box: Box) -> None:
    """The visit ends kindly, and behind it the box closes."""
    box.expect(STOPPED)
    box.press("\r")
    box.expect(STORAGE)


def full_before(bench: Bench) -> None:
    """The disk is full when somebody comes."""
    visit = visits()[0]
    with on_disk(bench, visit) as (disk, box):
        disk.fill()
        box.press("\r")
        box.expect(STORAGE)
        disk.heal()
        box.expect(WELCOME, seconds=BACK)
        walk(box, visit.steps)
        finish("the disk is full before a visit", box, disk.trial, f"“{STORAGE}”; with room again it welcomes by itself")


def full_before_money(bench: Bench) -> None:
    """The disk is full when the citizen is about to pay: no money is taken."""
    visit = visits()[0]
    with on_disk(bench, visit) as (disk, box):
        walk(box, [*USUAL, (PRICE, "")])
        disk.fill()
        box.press("\r")
        stops(box)
        disk.heal()
        box.expect(WELCOME, seconds=BACK)
        finish("the disk is full before money", box, disk.trial, f"“{STOPPED}”, then “{STORAGE}”")


def full_after_money(bench: Bench) -> None:
    """The terminal took the money, and the disk has no room for it: it is given back."""
    visit = next(one for one in visits() if one.name == "answer-lost")
    with on_disk(bench, visit) as (disk, box):
        walk(box, [*USUAL, *PAY, (wording("payment.checkingHeading"), "")])
        disk.fill()
        stops(box)
        disk.heal()
        box.expect(WELCOME, seconds=BACK)
        finish("the disk is full after money", box, disk.trial, f"“{STOPPED}”, then “{STORAGE}”; the money was given back")


def dying(bench: Bench) -> None:
    """The disk fails and is read-only when the citizen is about to pay."""
    visit = visits()[0]
    with on_disk(bench, visit) as (disk, box):
        walk(box, [*USUAL, (PRICE, "")])
        disk.fail()
        box.press("\r")
        stops(box)
        box.kill(signal.SIGTERM)
        code = box.end()
        disk.repair()
        with bench.box(visit, disk.trial) as again:
            again.expect(WELCOME)
            finish("the disk fails before money", again, disk.trial,
                   f"“{STOPPED}”, then “{STORAGE}”, exit {code}; mended, it welcomes")


def locked(bench: Bench) -> None:
    """A database tool has the file while the citizen is about to pay."""
    visit = visits()[0]
    trial = Path(tempfile.mkdtemp(dir=bench.folder, prefix="locked-"))
    shutil.copytree(bench.fresh, trial / "state")
    with bench.box(visit, trial) as box:
        walk(box, [*USUAL, (PRICE, "")])
        tool = sqlite3.connect(trial / "state" / "pasboks.sqlite", isolation_level=None)
        tool.execute("BEGIN IMMEDIATE")
        box.press("\r")
        stops(box)
        tool.execute("ROLLBACK")
        tool.close()
        box.expect(WELCOME, seconds=BACK)
        finish("another program locks the database", box, trial, f"“{STOPPED}”, then “{STORAGE}”")


def main() -> int:
    bench = opened(__doc__)
    trials: list[Callable[[Bench], None]] = [damages, locked]
    reason = why_no_disk()
    if reason:
        print(f"skipped: a small real disk: {reason}")
    else:
        trials += [full_before, full_before_money, full_after_money, dying]
    for trial in trials:
        attempt(trial.__name__, trial, bench)
    return closed(bench, "crash_disk")


if __name__ == "__main__":
    sys.exit(main())
