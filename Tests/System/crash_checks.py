"""What must hold at rest after a crash and the start that followed it: read from the files alone, with SQLite's library."""

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

# What only this visit knows; none of it may lie in clear anywhere.
PERSONAL = [b"0610850166", b"061085-0166", b"Hanne", "Østerbæk".encode(), b"OESTERBAEK", b"210345671", b"20416358"]
AT_REST = {"notTaken", "reversed", "settled", "captured", "open"}


@dataclass(frozen=True)
class Expected:
    """What differs between the visits."""

    may_stay_open: bool = False
    is_document_left: bool = False


def last_kind(state: Path) -> str:
    """The newest row of the journal, by its kind."""
    store = state / "pasboks.sqlite"
    if not store.exists():
        return "nothing yet"
    database = sqlite3.connect(store)
    try:
        found = database.execute("SELECT kind FROM journal ORDER BY id DESC LIMIT 1").fetchone()
        return found[0] if found else "an empty journal"
    except sqlite3.DatabaseError:
        return "no journal yet"
    finally:
        database.close()


def faults(state: Path, expected: Expected, complaints: Path) -> list[str]:
    """Everything that does not hold."""
    database = sqlite3.connect(state / "pasboks.sqlite")
    database.row_factory = sqlite3.Row
    try:
        found = [
            *whole_file(database), *chain(database), *money(database, expected), *terminal(database, state),
            *dossiers(database), *cases(database), *document(database, state, expected),
        ]
    finally:
        database.close()
    return found + in_clear(state, complaints)


def whole_file(database: sqlite3.Connection) -> list[str]:
    """SQLite finds no damage."""
    told = [row[0] for row in database.execute("PRAGMA integrity_check")]
    broken = database.execute("PRAGMA foreign_key_check").fetchall()
    found = [] if told == ["ok"] else [f"the file is damaged: {told[0]}"]
    return found + [f"a reference to nothing: {tuple(row)}" for row in broken]


def chain(database: sqlite3.Connection) -> list[str]:
    """Every row of the journal follows from the one before, reckoned anew."""
    previous = bytes(32)
    rows = database.execute("SELECT id, at, caseNumber, kind, detail, previous, hash FROM journal ORDER BY id")
    for place, row in enumerate(rows, start=1):
        content = b"pasboks journal 1"
        content += b"".join(number.to_bytes(8, "big") for number in (row["id"], row["at"], row["caseNumber"] or 0))
        content += previous
        for text in (row["kind"], row["detail"]):
            content += len(text.encode()).to_bytes(8, "big") + text.encode()
        previous = hashlib.sha256(content).digest()
        if row["id"] != place or row["hash"] != previous:
            return [f"the journal breaks at row {place}"]
    return []


def money(database: sqlite3.Connection, expected: Expected) -> list[str]:
    """Money at rest is none, given back, captured with its dossier, or open and before staff."""
    found = []
    for row in database.execute("SELECT caseNumber, attempt, state FROM payments"):
        name = f"payment {row['caseNumber']}-{row['attempt']} is {row['state']}"
        if row["state"] not in AT_REST:
            found.append(f"{name} at rest")
        flags = database.execute(
            "SELECT count(*) FROM flags WHERE code = 'moneyOpen' AND sale = ? AND attempt = ? AND closedAt IS NULL",
            (row["caseNumber"], row["attempt"])).fetchone()[0]
        if flags != (1 if row["state"] == "open" else 0):
            found.append(f"{name} with {flags} flags")
        if row["state"] == "open" and not expected.may_stay_open:
            found.append(f"{name} although the terminal answers")
        if row["state"] == "captured":
            waits = database.execute(
                "SELECT count(*) FROM dossiers WHERE caseNumber = ? AND state = 'outbox'", (row["caseNumber"],)
            ).fetchone()[0]
            sent = database.execute(
                "SELECT count(*) FROM journal WHERE caseNumber = ? AND kind = 'acknowledged'", (row["caseNumber"],)
            ).fetchone()[0]
            if waits + sent != 1:
                found.append(f"{name}, its dossier {waits} times in the outbox and {sent} times acknowledged")
    for row in database.execute(
        "SELECT caseNumber, count(*) FROM payments WHERE state = 'captured' GROUP BY caseNumber HAVING count(*) > 1"
    ):
        found.append(f"case {row[0]} was captured {row[1]} times")
    return found


def terminal(database: sqlite3.Connection, state: Path) -> list[str]:
    """The terminal's own book agrees with the box's."""
    book = {}
    devices = state / "devices"
    for line in devices.read_text().splitlines() if devices.exists() else []:
        words = line.split()
        if words[0] == "payment":
            number, attempt = words[1].rsplit("-", 1)
            book[int(number), int(attempt)] = words[2]
    ours = {(row[0], row[1]): row[2] for row in database.execute("SELECT caseNumber, attempt, state FROM payments")}
    found = [f"the terminal has a payment {key} that the box never intended" for key in book if key not in ours]
    fitting = {
        "approved": {"captured", "open"}, "reversed": {"reversed", "open"}, "declined": {"notTaken", "reversed", "open"}
    }
    for key, state_here in ours.items():
        there = book.get(key)
        if there is None:
            if state_here == "captured":
                found.append(f"payment {key} is captured, and the terminal never saw it")
        elif state_here not in fitting[there]:
            found.append(f"payment {key} is {state_here} here and {there} at the terminal")
    for number in {key[0] for key in book}:
        if [value for key, value in book.items() if key[0] == number].count("approved") > 1:
            found.append(f"case {number} paid more than once")
    return found


def dossiers(database: sqlite3.Connection) -> list[str]:
    """A held dossier is gone unless money of its case is open; one that is released was paid for, or is free."""
    found = []
    for number, state in database.execute("SELECT caseNumber, state FROM dossiers"):
        states = [row[0] for row in database.execute("SELECT state FROM payments WHERE caseNumber = ?", (number,))]
        fee = database.execute("SELECT fee FROM cases WHERE number = ?", (number,)).fetchone()[0]
        if state == "held" and "open" not in states:
            found.append(f"a dossier of case {number} is held for nothing")
        if state == "outbox" and fee != 0 and "captured" not in states:
            found.append(f"the dossier of case {number} was released unpaid")
    return found


def cases(database: sqlite3.Connection) -> list[str]:
    """Every visit has its end; only a parked case keeps its evidence; flags that need nobody are over with their visit."""
    found = [f"case {row[0]} has no end" for row in database.execute("SELECT number FROM cases WHERE endedAt IS NULL")]
    kept = database.execute("SELECT caseNumber, ending FROM parked JOIN cases ON number = caseNumber")
    for number, ending in kept:
        if ending not in ("parked", "interrupted"):
            found.append(f"case {number} is kept, and it ended as {ending}")
    lasting = ("moneyOpen", "refundOwed", "documentLeftBehind", "cabinetOpened", "deviceFault", "dossierUnacknowledged",
               "authorityRejected", "recordsDiffer", "storageLow")
    for number, code in database.execute("SELECT caseNumber, code FROM flags WHERE closedAt IS NULL"):
        if code not in lasting:
            found.append(f"flag {code} of case {number} waits for nobody")
    return found


def document(database: sqlite3.Connection, state: Path, expected: Expected) -> list[str]:
    """A passport in the reader is before staff, and nothing is when none lies there."""
    devices = state / "devices"
    is_inside = devices.exists() and "document" in devices.read_text().splitlines()
    flags = database.execute(
        "SELECT count(*) FROM flags WHERE code = 'documentLeftBehind' AND closedAt IS NULL").fetchone()[0]
    if is_inside and not expected.is_document_left:
        return ["a passport lies in the reader, and the citizen took it"]
    # The visit's own flag and the box's may both be open: they are about the same passport, and end with it.
    is_right = flags > 0 if is_inside else flags == 0
    return [] if is_right else [f"a passport in the reader: {is_inside}; flags about it: {flags}"]


def in_clear(state: Path, complaints: Path) -> list[str]:
    """Nothing personal lies in clear: in no file of the state folder, and in no message."""
    found = []
    for file in [*(one for one in state.rglob("*") if one.is_file()), complaints]:
        content = file.read_bytes() if file.exists() else b""
        found += [f"{word.decode()} in clear in {file.name}" for word in PERSONAL if word in content]
    return found


def detail(state: Path) -> str:
    """The journal and the payments, to look into a fault."""
    if not (state / "pasboks.sqlite").exists():
        return "no store"
    database = sqlite3.connect(state / "pasboks.sqlite")
    rows = [json.dumps(row) for row in database.execute("SELECT id, caseNumber, kind, detail FROM journal ORDER BY id")]
    rows += [json.dumps(row) for row in database.execute("SELECT caseNumber, attempt, state FROM payments")]
    database.close()
    return "\n".join(rows)
