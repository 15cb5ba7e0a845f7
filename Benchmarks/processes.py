"""What the kernel tells of a program and all that it started: processor time, wake-ups, memory."""

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")


def of_session(leader: int) -> list[int]:
    """The living processes of the session that a program leads, itself included."""
    found = []
    for entry in os.listdir(PROC):
        if not entry.isdigit():
            continue
        try:
            fields = (PROC / entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] not in ("Z", "X"):
            found.append(int(entry))
    return found


def of_threads(leader: int, name: str) -> Iterator[str]:
    """A file of each thread of a session; those that end meanwhile are passed over."""
    for process in of_session(leader):
        with contextlib.suppress(OSError):
            for thread in (PROC / str(process) / "task").iterdir():
                with contextlib.suppress(OSError):
                    yield (thread / name).read_text(errors="replace")


def cpu(leader: int) -> int:
    """Processor time that a session's threads have used, in nanoseconds."""
    return sum(int(told.split()[0]) for told in of_threads(leader, "schedstat"))


def wakeups(leader: int) -> int:
    """How often a session's threads went to sleep of their own accord, and so were woken."""
    found = (re.search(r"^voluntary_ctxt_switches:\s+(\d+)", told, re.MULTILINE) for told in of_threads(leader, "status"))
    return sum(int(one[1]) for one in found if one)


def memory(leader: int) -> int | None:
    """Memory of a session, what is shared in its share (PSS), in KiB; nothing where only root may ask, as of the box."""
    total = 0
    for process in of_session(leader):
        try:
            told = re.search(r"^Pss:\s+(\d+)", (PROC / str(process) / "smaps_rollup").read_text(), re.MULTILINE)
        except PermissionError:
            return None
        except OSError:
            continue
        total += int(told[1]) if told else 0
    return total


def is_busy(leader: int) -> bool:
    """Whether a thread of a session runs, would like to, or waits for a disk."""
    return any(told.rpartition(")")[2].split()[0] in ("R", "D") for told in of_threads(leader, "stat"))
