"""What must hold of a store after a power cut, and what was seen of it before."""

import os
import re
import sqlite3
import subprocess
from dataclasses import dataclass
from pathlib import Path

from emulator_guest import Guest
from emulator_image import SOURCES, program

# How far a payment has come; a later look may find it further, never less far.
RANK = {"intended": 0, "uncertain": 1, "approved": 2, "reversing": 2, "notTaken": 3, "reversed": 3, "open": 3, "settled": 4, "captured": 4}
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
    row = re.search(r"^(\d+) ([0-9a-f]{64})$", told, re.M)
    payments = tuple((int(case), int(attempt), state) for case, attempt, state in re.findall(r"payment (\d+) (\d+) (\w+)", told))
    return Seen(int(row[1]), row[2], payments) if row else Seen()


def opened_by_program(folder: Path) -> list[str]:
    """Has the real program examine the store, and tell its report."""
    found: list[str] = []
    places = ["--config", str(SOURCES / "Config"), "--state", str(folder)]
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(folder), "TERM": "linux"}
    for words in (["audit", "verify"], ["report"]):
        ended = subprocess.run(
            [str(program()), *words, *places], capture_output=True, text=True, env=environment, timeout=60
        )
        if words[0] == "audit" and ended.returncode == os.EX_USAGE:
            continue
        if ended.returncode != 0:
            told = (ended.stdout + ended.stderr).strip().splitlines()
            found.append(f"pasboks {' '.join(words)} ends with {ended.returncode}: {told[-1] if told else ''}")
    return found


def faults(folder: Path, due: Seen | None, opens: bool) -> list[str]:
    """Everything that is wrong with a store that a cut left; `due` was seen before the cut."""
    path = folder / "pasboks.sqlite"
    wants = due is not None and due.row > 0
    if not path.exists() or path.stat().st_size == 0:
        return ["the store is gone"] if wants else []
    found = opened_by_program(folder) if opens else []
    try:
        with sqlite3.connect(path) as store:
            if store.execute("SELECT count(*) FROM sqlite_master WHERE name = 'journal'").fetchone()[0]:
                found += broken_rules(store)
                found += lost(store, due) if due else []
            elif wants:
                found.append("the journal is gone")
        store.close()
    except sqlite3.Error as fault:
        found.append(f"SQLite: {fault}")
    return found


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
