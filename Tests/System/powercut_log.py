"""A data disk that logs its writes, and the disks that a power cut at any of them would have left."""

import random
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from emulator_image import data_disk

# dm-log-writes, as in Linux' drivers/md/dm-log-writes.c.
HEAD = struct.Struct("<QQQI")
ENTRY = struct.Struct("<QQQQ")
FLUSH, FUA, DISCARD = 1, 2, 4
MEGABYTES = 96


@dataclass(frozen=True)
class Entry:
    """One request, in the order in which the disk ended them."""

    at: int
    flags: int
    data: bytes

    @property
    def is_flush(self) -> bool:
        return bool(self.flags & FLUSH)


@dataclass(frozen=True)
class Cut:
    """A power cut after so many requests; `torn` of what was not flushed yet, an arbitrary part in sectors is on the disk."""

    after: int
    torn: bool

    @property
    def name(self) -> str:
        return f"{'torn at' if self.torn else 'flush'} {self.after}"


class LoggedDisk:
    """A data disk of the machine; `drive` is it in the emulator's words."""

    def __init__(self, folder: Path, name: str) -> None:
        self.first = data_disk(folder / f"{name}-first.img", MEGABYTES)
        self.now = folder / f"{name}-now.img"
        self.log = folder / f"{name}.log"
        shutil.copyfile(self.first, self.now)
        with self.log.open("wb") as file:
            file.truncate(1 << 30)
        self.drive = [
            "-blockdev", f"driver=file,filename={self.now},node-name=data-file",
            "-blockdev", "driver=raw,file=data-file,node-name=data-raw",
            "-blockdev", f"driver=file,filename={self.log},node-name=log-file",
            "-blockdev",
            "driver=blklogwrites,node-name=data,file=data-raw,log=log-file,log-sector-size=512,log-super-update-interval=1",
            "-device", "virtio-blk-pci,drive=data",
        ]

    @property
    def count(self) -> int:
        """How many requests have ended so far."""
        with self.log.open("rb") as file:
            return int(HEAD.unpack(file.read(HEAD.size))[2]) if self.log.stat().st_blocks else 0

    def entries(self) -> list[Entry]:
        """Everything that was asked of the disk."""
        found: list[Entry] = []
        with self.log.open("rb") as file:
            _, _, count, sector = HEAD.unpack(file.read(HEAD.size))
            place = sector
            for _ in range(count):
                file.seek(place)
                first, sectors, flags, _ = ENTRY.unpack(file.read(ENTRY.size))
                place += sector
                data = b""
                if not flags & DISCARD and sectors:
                    file.seek(place)
                    data = file.read(sectors * sector)
                    place += sectors * sector
                found.append(Entry(first * sector, flags, data))
        return found

    def remove(self) -> None:
        for file in (self.first, self.now, self.log):
            file.unlink(missing_ok=True)


def cuts(entries: list[Entry], begin: int, torn: int, dice: random.Random) -> list[Cut]:
    """Every flush from a request on, and so many torn points between, in order."""
    flushes = [Cut(at + 1, False) for at, entry in enumerate(entries) if entry.is_flush and at >= begin]
    between = [at + 1 for at, entry in enumerate(entries) if entry.data and at >= begin]
    chosen = [Cut(at, True) for at in dice.sample(between, min(torn, len(between)))]
    return sorted(flushes + chosen, key=lambda cut: (cut.after, cut.torn))


def rebuilt(disk: LoggedDisk, entries: list[Entry], points: list[Cut], dice: random.Random) -> Iterator[tuple[Cut, Path]]:
    """For each cut, in order, the disk it leaves; the file is the same each time."""
    safe = disk.first.with_name(disk.first.stem + "-safe.img")
    left = disk.first.with_name(disk.first.stem + "-cut.img")
    shutil.copyfile(disk.first, safe)
    written = 0
    with safe.open("r+b") as file:
        for cut in points:
            flushed = max((at + 1 for at in range(written, cut.after) if entries[at].is_flush), default=written)
            for entry in entries[written:flushed]:
                file.seek(entry.at)
                file.write(entry.data)
            file.flush()
            written = flushed
            shutil.copyfile(safe, left)
            with left.open("r+b") as cut_file:
                for entry in survivors(entries[flushed:cut.after], dice):
                    cut_file.seek(entry.at)
                    cut_file.write(entry.data)
            yield cut, left
    safe.unlink()
    left.unlink()


def survivors(waiting: list[Entry], dice: random.Random) -> Iterator[Entry]:
    """Of what a disk had only promised, some in any order, some torn at a sector; what was forced through is there whole."""
    some = [entry for entry in waiting if entry.data and (entry.flags & FUA or dice.random() < 0.5)]
    for entry in dice.sample(some, len(some)):
        # A file system's superblock is whole on every disk that keeps 4 KB together; without it there is nothing to look at.
        if entry.flags & FUA or entry.at < 4096 or dice.random() < 0.7:
            yield entry
        else:
            yield Entry(entry.at, entry.flags, entry.data[: 512 * dice.randrange(len(entry.data) // 512 + 1)])
