"""What the kernel tells of a program and all that it started: processor time, wake-ups, memory."""

import os
import re
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


def threads(leader: int) -> list[Path]:
    """The folders of all threads of a session."""
    found: list[Path] = []
    for process in of_session(leader):
        try:
            found += (PROC / str(process) / "task").iterdir()
        except OSError:
            continue
    return found


def cpu(leader: int) -> int:
    """Processor time that a session's threads have used, in nanoseconds."""
    total = 0
    for thread in threads(leader):
        try:
            total += int((thread / "schedstat").read_text().split()[0])
        except OSError:
            continue
    return total


def wakeups(leader: int) -> int:
    """How often a session's threads went to sleep of their own accord, and so were woken."""
    total = 0
    for thread in threads(leader):
        try:
            told = re.search(r"^voluntary_ctxt_switches:\s+(\d+)", (thread / "status").read_text(), re.MULTILINE)
        except OSError:
            continue
        total += int(told[1]) if told else 0
    return total


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
    for thread in threads(leader):
        try:
            state = (thread / "stat").read_text(errors="replace").rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state in ("R", "D"):
            return True
    return False
