#!/usr/bin/env python3
"""How soon the first screen stands, how much memory the box holds, and what it does while nobody touches it.

    Benchmarks/start_and_idle.py [PROGRAM [SECONDS]]

Starts the box on a pseudo-terminal of 80x24, eight times for the start and once more for SECONDS (60) of rest. Prints
milliseconds from exec to the first screen and to the welcome screen, clock ticks of CPU while at rest, and memory.
"""
import fcntl
import os
import pty
import select
import shutil
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else ROOT + "/.build/release/pasboks"
REST = float(sys.argv[2]) if len(sys.argv) > 2 else 60


def ticks(pid):
    """User and system time of a process in clock ticks."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def memory(pid):
    """Resident and proportional memory in kB."""
    resident = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    share = next(line for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines() if line.startswith("Pss:"))
    return int(resident.split()[1]), int(share.split()[1])


def start(state, rest=0):
    """One run: when the first screen and the welcome screen came, and what a rest cost."""
    began = time.monotonic()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", LANG="C.UTF-8")
        os.execv(PROGRAM, [PROGRAM, "run", "--config", ROOT + "/Config", "--state", state])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    shown, first, welcome, cost = b"", None, None, None
    while welcome is None and time.monotonic() - began < 20:
        if select.select([terminal], [], [], 1)[0]:
            shown += os.read(terminal, 65536)
            now = (time.monotonic() - began) * 1000
            if first is None and b"Bibliotek" in shown:
                first = now
            if b"Forny dit pas" in shown:
                welcome = now
    if rest:
        time.sleep(3)
        before = ticks(pid)
        time.sleep(rest)
        cost = (ticks(pid) - before, *memory(pid))
    os.kill(pid, 15)
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        pass
    status = os.waitpid(pid, 0)[1]
    os.close(terminal)
    return first, welcome, cost, os.waitstatus_to_exitcode(status)


state = tempfile.mkdtemp()
try:
    start(state)
    runs = [start(state) for _ in range(7)]
    first = [run[0] for run in runs]
    print(f"first screen: median {statistics.median(first):.0f} ms, {min(first):.0f} to {max(first):.0f}")
    print(f"welcome: median {statistics.median(run[1] for run in runs):.0f} ms")
    spent, resident, share = start(state, REST)[2]
    print(f"at rest for {REST:.0f} s: {spent} ticks of CPU; resident {resident} kB, PSS {share} kB")
finally:
    shutil.rmtree(state)
