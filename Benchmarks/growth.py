#!/usr/bin/env python3
"""What a question to a store costs after a thousand cases, and after a million.

    Benchmarks/growth.py [--program .build/release/pasboks-world] [--sizes 1000,100000,1000000] [--keep FOLDER]

Makes stores from a seed, with the journal that the box would have written of every case: chained, signed and true to the
tables, so that `audit verify` finds nothing wrong. The last thirty days and the three days that are due to be purged are the
same in each. Then the program is measured on them, in milliseconds of processor, and a table is printed, as it stands in
Benchmarks/Growth.md. Python's own library, cc and libcrypto, which signs, are all it needs; a million cases take about 4 GB
in the folder for temporary files.
"""

import argparse
import contextlib
import ctypes
import hashlib
import pathlib
import random
import re
import resource
import shutil
import sqlite3
import statistics
import struct
import subprocess
import tempfile
import time

import processes
import programs
from programs import ROOT
from session import LIMIT, MILLISECONDS, NANOSECONDS, Session

WELCOME = programs.wording("welcome.pressAnyKey")
DAY = 86_400_000
# Three days of cases are a purge's each, under three ways to keep them.
KEPT = [3603, 3602, 3601]
A_DAY = 33
MONTH = 30 * A_DAY - 3 * A_DAY
FEE = 89300
EARLY = ["language", "privacy", "start", "grounds", "identity", "document", "photo"]
STEPS = ["language", "privacy", "start", "grounds", "identity", "document", "photo", "fingerprints", "signature", "details"]


# MARK: A store

class Signer:
    """Ed25519 by libcrypto."""

    def __init__(self, seed):
        self.library = ctypes.CDLL("libcrypto.so.3")
        make = self.library.EVP_PKEY_new_raw_private_key
        make.restype = self.library.EVP_MD_CTX_new.restype = ctypes.c_void_p
        self.key = ctypes.c_void_p(make(1087, None, seed, ctypes.c_size_t(len(seed))))
        length, public = ctypes.c_size_t(32), ctypes.create_string_buffer(32)
        self.library.EVP_PKEY_get_raw_public_key(self.key, public, ctypes.byref(length))
        self.public = public.raw

    def sign(self, words):
        context = ctypes.c_void_p(self.library.EVP_MD_CTX_new())
        self.library.EVP_DigestSignInit(context, None, None, None, self.key)
        length, signature = ctypes.c_size_t(64), ctypes.create_string_buffer(64)
        self.library.EVP_DigestSign(context, signature, ctypes.byref(length), words, ctypes.c_size_t(len(words)))
        self.library.EVP_MD_CTX_free(context)
        return signature.raw


class Filler:
    """Writes cases into a store's file behind what it has, with everything that its triggers and an audit ask for."""

    def __init__(self, state):
        self.store = sqlite3.connect(state / "pasboks.sqlite", isolation_level=None)
        self.signer = Signer((state / "audit.key").read_bytes()[-32:])
        self.row, self.hash = self.store.execute("SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1").fetchone()
        self.signed = self.store.execute("SELECT coalesce(max(row), 0) FROM checkpoints").fetchone()[0]
        self.waiting = {name: [] for name in ["journal", "cases", "payments", "flags", "assists", "checkpoints"]}

    def __enter__(self):
        for pragma in ["journal_mode=OFF", "synchronous=OFF", "cache_size=-400000", "locking_mode=EXCLUSIVE"]:
            self.store.execute(f"PRAGMA {pragma}")
        self.store.execute("BEGIN")
        # They refuse what is not written one step after the other; an audit compares them to the letter afterwards.
        self.triggers = self.store.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in self.triggers:
            self.store.execute(f"DROP TRIGGER {name}")
        return self

    def __exit__(self, *_):
        self.flush()
        for _, sql in self.triggers:
            self.store.execute(sql)
        self.store.execute("COMMIT")
        self.store.close()

    def flush(self):
        columns = {
            "journal": "id, at, caseNumber, kind, detail, previous, hash",
            "cases": "number, language, openedAt, consentAt, step, fee, feeDate, attestedBy, attestedAt, endedAt, ending",
            "payments": "caseNumber, attempt, amount, approved, state, settledBy, intendedAt, changedAt",
            "flags": "caseNumber, code, severity, step, holding, raisedAt, closedAt, closing, action, endedBy",
            "assists": "caseNumber, code, step, by, learned, endedAt",
            "checkpoints": "row, hash, at, purgedTo, purgedHash, publicKey, signature",
        }
        for table, rows in self.waiting.items():
            marks = ", ".join("?" * (columns[table].count(",") + 1))
            self.store.executemany(f"INSERT INTO {table} ({columns[table]}) VALUES ({marks})", rows)
            rows.clear()

    def note(self, at, case, kind, detail):
        """A row of the journal, and a signature when one is due."""
        self.append(at, case, kind, detail)
        if self.row - self.signed >= 500:
            self.append(at, None, "checkpoint", '{"purgedTo":0}')
            form = b"pasboks checkpoint 1" + struct.pack(">qqq", self.row, at, 0) + self.hash + bytes(32)
            self.waiting["checkpoints"].append(
                (self.row, self.hash, at, 0, bytes(32), self.signer.public, self.signer.sign(form)))
            self.signed = self.row

    def append(self, at, case, kind, detail):
        self.row += 1
        words, told = kind.encode(), detail.encode()
        form = b"".join((
            b"pasboks journal 1", struct.pack(">qqq", self.row, at, case or 0), self.hash,
            struct.pack(">q", len(words)), words, struct.pack(">q", len(told)), told))
        after = hashlib.sha256(form).digest()
        self.waiting["journal"].append((self.row, at, case, kind, detail, self.hash, after))
        self.hash = after

    def case(self, number, at, chance):
        """A visit from its first key to the authority's acknowledgement, or to its early end."""
        begun, note = at, self.note
        note(at, number, "visitOpened", '{"language":"da"}')
        steps = STEPS if chance.random() < 0.6 else EARLY[:chance.randrange(1, len(EARLY))]
        consent = None
        for step in steps:
            at += chance.randrange(2000, 9000)
            if step == "privacy":
                consent = at
                note(at, number, "consentGiven", "{}")
            if step == "photo" and chance.random() < 0.1:
                at = self.assist(number, at)
            note(at, number, "stepDone", f'{{"step":"{step}"}}')
        if steps is not STEPS:
            note(at, number, "visitEnded", '{"ending":"stopped"}')
            self.waiting["cases"].append((number, "da", begun, consent, steps[-1], None, None, None, None, at, "stopped"))
            return
        day = time.strftime("%Y-%m-%d", time.gmtime(at // 1000))
        note(at, number, "frozen", f'{{"fee":{FEE},"feeDate":"{day}"}}')
        note(at, number, "stepDone", '{"step":"review"}')
        note(at, number, "flagRaised", '{"flag":"attestationWanted","holding":"nothing","step":"attestation"}')
        raised, at = at, at + 9000
        note(at, number, "claimed", '{"by":"20"}')
        note(at, number, "attested", '{"by":"20"}')
        note(at, number, "flagEnded", '{"action":"attest","by":"20","countersignedBy":null,"flag":"attestationWanted"}')
        self.waiting["flags"].append(
            (number, "attestationWanted", 2, "attestation", "nothing", raised, at, "ended", "attest", "20"))
        attested = at
        note(at, number, "stepDone", '{"step":"attestation"}')
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        note(at, number, "dossierHeld", f'{{"by":"20","digest":"{digest}"}}')
        note(at, number, "released", '{"by":"20"}')
        at += 3000
        intended = at
        note(at, number, "paymentIntended", f'{{"amount":{FEE},"attempt":1}}')
        at += 5000
        note(at, number, "paymentAnswered", f'{{"amount":{FEE},"answer":{{"approved":{FEE}}},"attempt":1}}')
        note(at, number, "captured", f'{{"amount":{FEE},"attempt":1}}')
        self.waiting["payments"].append((number, 1, FEE, FEE, "captured", None, intended, at))
        note(at, number, "stepDone", '{"step":"payment"}')
        note(at + 2000, number, "acknowledged", "{}")
        at += 6000
        note(at, number, "visitEnded", '{"ending":"completed"}')
        self.waiting["cases"].append(
            (number, "da", begun, consent, "payment", FEE, day, "20", attested, at, "completed"))

    def assist(self, number, at):
        note = self.note
        note(at, number, "flagRaised", '{"flag":"helpRequested","holding":"nothing","step":"photo"}')
        raised, at = at, at + 8000
        note(at, number, "staffArrived", '{"by":"10","role":"librarian"}')
        note(at, number, "assistEnded", '{"by":"10","flag":"helpRequested","learned":true}')
        note(at, number, "flagEnded", '{"action":"handBack","by":"10","countersignedBy":null,"flag":"helpRequested"}')
        note(at, number, "staffLeft", '{"by":"10"}')
        self.waiting["assists"].append((number, "helpRequested", "photo", "10", 1, at))
        self.waiting["flags"].append(
            (number, "helpRequested", 1, "photo", "nothing", raised, at, "ended", "handBack", "10"))
        return at

    def open_flags(self, numbers, at):
        """What waits for staff."""
        for number in numbers:
            self.note(at, number, "flagRaised", '{"flag":"refundOwed","holding":"nothing","step":null}')
            self.waiting["flags"].append((number, "refundOwed", 2, None, "nothing", at, None, None, None, None))


def moments(count, now):
    """When each case begins: a last month and three days that are due alike in every store, the others between them."""
    midnight = now // DAY * DAY
    slot = DAY // A_DAY
    for days in [kept + 1 for kept in KEPT]:
        for place in range(A_DAY):
            yield now - days * DAY + DAY // 2 + place * slot // 2
    first, last = now - (KEPT[-1] - 1) * DAY, midnight - 31 * DAY
    rest = count - len(KEPT) * A_DAY - MONTH
    for place in range(rest):
        yield first + (last - first) * place // rest
    for place in range(MONTH):
        yield midnight - 30 * DAY + (now - 600_000 - midnight + 30 * DAY) * place // MONTH


def make(folder, count, program, config, seed):
    """A store of so many cases, begun by the program itself; tells how many rows its journal has."""
    state = folder / f"state-{count}"
    shim = folder / "clock.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", shim, ROOT / "Tests/System/crash_clock.c", "-ldl"], check=True)
    # What the box writes at its first start lies before all visits.
    moved = folder / "clock"
    moved.write_text(str(-(KEPT[0] + 3) * 86_400))
    with box(program, config, state, LD_PRELOAD=str(shim), CLOCK_FILE=str(moved)) as closed:
        closed.wait("Til personalet")
        # So early a date is none that a box believes: it makes its accounts, and stays closed.
        while not has_closed(state):
            time.sleep(0.1)
    now = int(time.time() * 1000)
    with Filler(state) as filler:
        chance = random.Random(seed)
        for number, at in enumerate(moments(count, now), 1):
            filler.case(number, at, chance)
            if number % 20_000 == 0:
                filler.flush()
        filler.open_flags(range(count - 4, count + 1), now - 60_000)
        filler.store.execute("UPDATE meta SET value = ? WHERE name = 'nextCase'", (count + 1,))
        rows = filler.row
    return state, rows


def has_closed(state):
    """Whether a box has made its store there and closed for a reason."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{state}/pasboks.sqlite?mode=ro", uri=True)) as store:
            return store.execute("SELECT count(*) FROM journal WHERE kind = 'closed'").fetchone()[0] > 0
    except sqlite3.OperationalError:
        return False


# MARK: The program

def box(program, config, state, **environment):
    """A box on a pseudo-terminal."""
    command = programs.box(program, state, "box", config).command
    return Session(command, state.parent, XDG_RUNTIME_DIR=str(state.parent), **environment)


def spent(box):
    """Milliseconds of processor so far."""
    return processes.cpu(box.process) / MILLISECONDS


def press(box, keys):
    """Presses keys and waits for what they show; tells after how many milliseconds the screen began to change."""
    box.rest(0.15)
    began = box.type(keys)
    piece = box.read(int(LIMIT * NANOSECONDS))
    if not piece:
        raise TimeoutError(f"nothing came after {keys!r}: {box.screen.text}")
    return (piece[0] - began) / MILLISECONDS


def timed(*command):
    """Milliseconds of processor that a command takes, and what it prints: others on the machine do not count."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: {done.stdout}{done.stderr}")
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000, done.stdout


def steps(box, visits):
    """Milliseconds from a key to the screen after it, for the keys whose step must be on disk first."""
    taken = []
    for _ in range(visits):
        taken.append(press(box, "\r"))
        press(box, "1")
        taken += [press(box, "2"), press(box, "1"), press(box, "\r")]
        press(box, "/")
        taken.append(press(box, "1"))
        press(box, "x")
        press(box, "\r")
    return taken


def measure(program, config, state, rows):
    """What each question takes, in milliseconds."""
    told = {}
    told["open"] = statistics.median(timed(program, "staff", "list", "--config", config, "--state", state)[0] for _ in range(7))
    starts = []
    for _ in range(3):
        with box(program, config, state) as begun:
            begun.wait(WELCOME)
            starts.append(spent(begun))
    told["start to welcome"] = statistics.median(starts)
    with box(program, config, state) as open_box:
        open_box.wait(WELCOME)
        before = spent(open_box)
        taken = sorted(steps(open_box, 40))
        told["record: processor a visit of six steps"] = (spent(open_box) - before) / 40
        told["record: key to screen, median, by the clock"] = statistics.median(taken)
        told["record: key to screen, p99, by the clock"] = taken[len(taken) * 99 // 100]
        told["queue"] = statistics.median(
            timed(program, "desk", "--list", "--state", state)[0] for _ in range(7))
    last = time.time() - 86_400
    days = [time.strftime("%Y-%m-%d", time.localtime(last - back * 86_400)) for back in (28, 0)]
    told["report of a month"] = statistics.median(
        timed(program, "report", "--state", state, "--from", days[0], "--to", days[1])[0] for _ in range(7))
    purges = []
    for days in KEPT:
        kept = pathlib.Path(config).parent / f"Config-{days}"
        if not kept.exists():
            shutil.copytree(config, kept)
            kiosk = kept / "kiosk.yaml"
            kiosk.write_text(re.sub(r"(cases|journal): \d+ d", rf"\1: {days} d", kiosk.read_text()))
        took, said = timed(program, "purge", "--config", kept, "--state", state)
        if f"cases: {A_DAY}\n" not in said or "rows of the journal" not in said:
            raise SystemExit(f"not a day was purged: {said}")
        purges.append(took)
    told["purge of a day"] = statistics.median(purges)
    took, said = timed(program, "audit", "verify", "--state", state)
    if "nothing is wrong" not in said:
        raise SystemExit(said)
    told["verify"] = took
    told["rows verified a second"] = rows / took * 1000
    return told


def table(sizes, found):
    """The rows of a table in Markdown, each with its ratio to the smallest store."""
    yield "| what | " + " | ".join(f"{size:,} cases ({found[size]['rows']:,} rows)" for size in sizes) + " | ratio |"
    yield "|---" * (len(sizes) + 2) + "|"
    for name in found[sizes[0]]:
        if name == "rows":
            continue
        values = [found[size][name] for size in sizes]
        shown = [f"{value:,.0f}" if "second" in name else f"{value:,.1f} ms" for value in values]
        yield f"| {name} | " + " | ".join(shown) + f" | {values[-1] / values[0]:.1f} |"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default=ROOT / ".build/release/pasboks-world", type=pathlib.Path)
    parser.add_argument("--sizes", default="1000,100000,1000000")
    parser.add_argument("--keep", type=pathlib.Path, help="where stores stay, or are from before")
    parser.add_argument("--seed", default=11, type=int)
    asked = parser.parse_args()
    program, sizes = asked.program.resolve(), [int(size) for size in asked.sizes.split(",")]
    folder = asked.keep or pathlib.Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    try:
        config = folder / "Config"
        if not config.exists():
            shutil.copytree(ROOT / "Config", config)
            kiosk = config / "kiosk.yaml"
            text = re.sub(r"quiet: 500 ms", "quiet: 100 ms", kiosk.read_text())
            kiosk.write_text(re.sub(r"(cases|journal): (90|400) d", r"\1: 3650 d", text))
        found = {}
        for size in sizes:
            began = time.monotonic()
            state, rows = make(folder, size, program, config, asked.seed)
            print(f"{size} cases, {rows} rows made in {time.monotonic() - began:.0f} s", flush=True)
            found[size] = {"rows": rows} | measure(program, config, state, rows)
            print("\n".join(table([sizes[0], size], found)), flush=True)
            if not asked.keep:
                shutil.rmtree(state)
        print("\n".join(table(sizes, found)))
    finally:
        if not asked.keep:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
