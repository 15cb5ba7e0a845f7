#!/usr/bin/env python3
"""How long `pasboks report` takes for a month of a busy library: 3,000 visits, about twenty rows of the journal each.

    Benchmarks/report.py .build/release/pasboks

Makes a demonstration's store in a folder of its own, writes the month into its journal with the real chain of hashes (the
schema's triggers check it), and runs the report several times. Python's own library is all it needs.
"""

import hashlib
import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

VISITS = 3000
DAY = 86_400_000
STEPS = ["language", "privacy", "start", "grounds", "identity", "document", "photo", "fingerprints", "signature",
         "details", "review", "attestation", "payment", "receipt"]
REASONS = {"document": "documentUnreadable", "photo": "photoRejected", "fingerprints": "printsPoor",
           "payment": "paymentRefused"}


def rows(first_day):
    """The month's rows, in the order of time: when, case, kind, details."""
    chance = random.Random(20240502)
    told = []
    for case in range(1, VISITS + 1):
        begun = first_day + chance.randrange(30) * DAY + chance.randrange(9 * 3600, 19 * 3600) * 1000
        told += [(at, case, kind, detail) for at, kind, detail in visit(begun, chance)]
    for _ in range(40):
        at = first_day + chance.randrange(30 * DAY)
        told.append((at, None, "closed", {"reason": "device:camera"}))
        told.append((at + chance.randrange(60_000, 3_600_000), None, "opened", {}))
    return sorted(told, key=lambda row: row[0])


def visit(at, chance):
    """The rows of one visit: when, kind, details."""
    yield at, "visitOpened", {"language": "da"}
    yield at, "consentGiven", {}
    gone = chance.randrange(len(STEPS)) if chance.random() < 0.2 else len(STEPS)
    for step in STEPS[:gone]:
        at += chance.randrange(5_000, 90_000)
        if step == "attestation":
            yield at, "flagRaised", {"flag": "attestationWanted", "step": step, "holding": "nothing"}
            at += chance.randrange(20_000, 300_000)
            yield at, "claimed", {"by": "20"}
            yield at, "flagEnded", {"flag": "attestationWanted", "action": "attest", "by": "20", "countersignedBy": None}
            yield at, "released", {"by": "20"}
        elif chance.random() < 0.05:
            reason = REASONS.get(step, "helpRequested") if chance.random() < 0.7 else "helpRequested"
            yield at, "flagRaised", {"flag": reason, "step": step, "holding": "nothing"}
            at += chance.randrange(10_000, 400_000)
            yield at, "staffArrived", {"by": "10", "role": "librarian"}
            yield at, "assistEnded", {"flag": reason, "by": "10", "learned": chance.random() < 0.6}
            yield at, "flagEnded", {"flag": reason, "action": "retry", "by": "10", "countersignedBy": None}
            yield at, "staffLeft", {"by": "10"}
        yield at, "stepDone", {"step": step}
    ending = "completed" if gone == len(STEPS) else chance.choice(["stopped", "timedOut", "parked"])
    yield at + 1000, "visitEnded", {"ending": ending}


def eight(number):
    return number.to_bytes(8, "big", signed=True)


def fill(path, first_day):
    """Writes the rows behind those the store has already, each with the hash of the one before."""
    store = sqlite3.connect(path)
    last = store.execute("SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    place, previous = last if last else (0, bytes(32))
    with store:
        for at, case, kind, detail in rows(first_day):
            place += 1
            text = json.dumps(detail, separators=(",", ":"), sort_keys=True)
            hashed = b"pasboks journal 1" + eight(place) + eight(at) + eight(case or 0) + previous
            for part in (kind.encode(), text.encode()):
                hashed += eight(len(part)) + part
            this = hashlib.sha256(hashed).digest()
            store.execute("INSERT INTO journal (id, at, caseNumber, kind, detail, previous, hash) VALUES (?,?,?,?,?,?,?)",
                          (place, at, case, kind, text, previous, this))
            previous = this
    store.close()
    return place


def main():
    program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else ".build/release/pasboks")
    with tempfile.TemporaryDirectory() as folder:
        state = os.path.join(folder, "state")
        subprocess.run([program, "staff", "list", "--state", state], check=True)
        last = time.strftime("%Y-%m-%d")
        midnight = int(time.mktime(time.strptime(last, "%Y-%m-%d"))) * 1000
        count = fill(os.path.join(state, "pasboks.sqlite"), midnight - 30 * DAY)
        times = []
        for form in ["text", "json", "csv"] * 5:
            began = time.perf_counter()
            told = subprocess.run([program, "report", "--state", state, "--from", time.strftime(
                "%Y-%m-%d", time.localtime((midnight - 30 * DAY) / 1000)), "--format", form],
                check=True, capture_output=True, text=True)
            times.append(time.perf_counter() - began)
            if len(times) == 1:
                print(told.stdout)
        print(f"{VISITS} visits, {count} rows: median {statistics.median(times):.3f} s, "
              f"slowest {max(times):.3f} s of {len(times)} reports")


if __name__ == "__main__":
    main()
