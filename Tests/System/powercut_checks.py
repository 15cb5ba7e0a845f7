"""What must hold of a store after a power cut, and what was seen of it before."""

import os
import re
import signal
import sqlite3
import subprocess
from dataclasses import dataclass
from pathlib import Path

import crash_checks
from crash_box import Box, Gone, NotSeen
from crash_visits import RESTING
from emulator_guest import Guest
from emulator_image import SOURCES, program

# How far a payment has come; a later look may find it further, never less far.
RANK = {"intended": 0, "uncertain": 1, "approved": 2, "reversing": 2, "notTaken": 3, "reversed": 3, "open": 3, "settled": 4, "captured": 4}
UNDER_WAY = "'intended', 'uncertain', 'approved', 'reversing'"
LOOK = (
    "SELECT count(*) FROM sqlite_master WHERE name = 'journal';"
    "SELECT max(id) || ' ' || lower(hex((SELECT hash FROM journal ORDER BY id DESC LIMIT 1))) FROM journal;"
    "SELECT 'payment ' || caseNumber || ' ' || attempt || ' ' || state FROM payments;"
)


@dataclass(frozen=True)
class Seen:
    """The journal's last row and the payments, as another program could see them."""

    row: int = 0
    hash: str = ""
    payments: tuple[tuple[int, int, str], ...] = ()

    @property
    def captured(self) -> int:
        return sum(state == "captured" for _, _, state in self.payments)


def seen_now(guest: Guest, path: str) -> Seen:
    """Looks at a store in use, without writing to it."""
    told = guest.sh(f'test -s {path} && sqlite3 -readonly {path} "{LOOK}" 2>/dev/null')
    row = re.search(r"^(\d+) ([0-9a-f]{64})$", told, re.MULTILINE)
    payments = tuple((int(case), int(attempt), state) for case, attempt, state in re.findall(r"payment (\d+) (\d+) (\w+)", told))
    return Seen(int(row[1]), row[2], payments) if row else Seen()


def opened_by_program(folder: Path) -> list[str]:
    """Has the real program examine the store, and tell its report."""
    found: list[str] = []
    places = ["--config", str(SOURCES / "Config"), "--state", str(folder)]
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(folder), "TERM": "linux"}
    for words in (["audit", "verify"], ["report"]):
        ended = subprocess.run(
            [str(program()), *words, *places], capture_output=True, text=True, check=False, env=environment, timeout=60
        )
        if words[0] == "audit" and ended.returncode == os.EX_USAGE:
            continue
        if ended.returncode != 0:
            told = (ended.stdout + ended.stderr).strip().splitlines()
            found.append(f"pasboks {' '.join(words)} ends with {ended.returncode}: {told[-1] if told else ''}")
    return found


def started(folder: Path) -> list[str]:
    """Has the real program start on the store as after the power came back, settle what was under way, and end."""
    complaints = folder / "complaints"
    arguments = ["run", "--config", str(SOURCES / "Config"), "--state", str(folder), "--pace", "0", "--language", "en"]
    with Box(str(program()), arguments, str(complaints)) as box:
        try:
            box.expect(*RESTING)
            box.kill(signal.SIGTERM)
            ended = box.end()
        except (NotSeen, Gone) as fault:
            return [f"the next start: {fault} {complaints.read_text().strip()}"]
    if ended != 0:
        return [f"the next start ended with {ended}"]
    store = sqlite3.connect(folder / "pasboks.sqlite")
    store.row_factory = sqlite3.Row
    try:
        expected = crash_checks.Expected()
        return [
            f"after the next start: {fault}" for fault in
            (*crash_checks.money(store, expected), *crash_checks.dossiers(store), *crash_checks.cases(store))
        ]
    finally:
        store.close()


def is_under_way(path: Path) -> bool:
    """Whether the store was not made yet, or has money that a start must settle."""
    store = sqlite3.connect(path)
    try:
        return bool(store.execute(f"SELECT count(*) FROM payments WHERE state IN ({UNDER_WAY})").fetchone()[0])
    except sqlite3.Error:
        return True
    finally:
        store.close()


def faults(folder: Path, due: Seen | None, opens: bool, starts: bool = False) -> tuple[list[str], bool]:
    """Everything that is wrong with a store that a cut left, and whether the box was started on it; `due` was seen before the cut.

    It is started on where it must settle something, or where `starts` says so; otherwise the program examines and reads it.
    """
    path = folder / "pasboks.sqlite"
    wants = due is not None and due.row > 0
    if not path.exists() or path.stat().st_size == 0:
        return (["the store is gone"] if wants else []), False
    found: list[str] = []
    starts = opens and (starts or is_under_way(path))
    try:
        found += looked_at(path, due)
        if opens:
            found += started(folder) if starts else opened_by_program(folder)
            found += looked_at(path, due)
    except sqlite3.Error as fault:
        found.append(f"SQLite: {fault}")
    return found, starts


def looked_at(path: Path, due: Seen | None) -> list[str]:
    """The rules that hold at rest, and what had been seen."""
    store = sqlite3.connect(path)
    try:
        if not store.execute("SELECT count(*) FROM sqlite_master WHERE name = 'journal'").fetchone()[0]:
            return ["the journal is gone"] if due and due.row else []
        return broken_rules(store) + (lost(store, due) if due else [])
    finally:
        store.close()


def broken_rules(store: sqlite3.Connection) -> list[str]:
    """Rules that hold of any store at rest, whatever was seen."""
    found: list[str] = []
    whole = store.execute("PRAGMA integrity_check").fetchone()[0]
    if whole != "ok":
        found.append(f"integrity: {whole}")
    previous, expected = b"", 0
    for number, before, own in store.execute("SELECT id, previous, hash FROM journal ORDER BY id"):
        if expected and (number != expected or before != previous):
            found.append(f"the journal's chain breaks at row {number}")
        previous, expected = own, number + 1
    kept = dict(store.execute("SELECT caseNumber, state FROM dossiers").fetchall())
    sent = {one for (one,) in store.execute("SELECT caseNumber FROM journal WHERE kind = 'acknowledged'")}
    for case, state in store.execute("SELECT caseNumber, state FROM payments"):
        if state == "captured" and kept.get(case) != "outbox" and case not in sent:
            found.append(f"case {case}: captured, and its dossier is {kept.get(case, 'nowhere')}")
        if state in ("intended", "uncertain", "approved") and kept.get(case) != "held":
            found.append(f"case {case}: {state}, and its dossier is {kept.get(case, 'nowhere')}")
    return found


def lost(store: sqlite3.Connection, due: Seen) -> list[str]:
    """What had been seen and is there no more."""
    found: list[str] = []
    row = store.execute("SELECT lower(hex(hash)) FROM journal WHERE id = ?", (due.row,)).fetchone()
    if due.row and (row is None or row[0] != due.hash):
        last = store.execute("SELECT max(id) FROM journal").fetchone()[0]
        found.append(f"the journal had {due.row} rows and has {last}")
    states = {(case, attempt): state for case, attempt, state in store.execute("SELECT caseNumber, attempt, state FROM payments")}
    for case, attempt, state in due.payments:
        now = states.get((case, attempt))
        if now is None or RANK[now] < RANK[state]:
            found.append(f"case {case}: its payment was {state} and is {now}")
    return found
