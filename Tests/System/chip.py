#!/usr/bin/python3
"""The driver of passports with a chip, at a virtual reader behind Debian's pcscd and at a passport that takes everything apart by itself.

    Tests/System/chip.py

It runs as root in namespaces of its own: the virtual reader listens on every address, and pcscd has one place for its socket. passport.py
is the chip, held to the worked examples of ICAO Doc 9303-11 here before the driver is held to it; a named pipe is the reader of the printed
page. Prints a line for each check and ends with 1 when one fails, with 77 where this machine cannot say.

The interpreter is Debian's, which has Debian's cryptography.
"""

import contextlib
import dataclasses
import fcntl
import hashlib
import itertools
import json
import os
import random
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import passport
from checks import Checks
from emulator_image import CannotTest, program
from personal import codings

SOURCES = Path(__file__).resolve().parents[2]
FOLDER = SOURCES / ".build-system" / "chip"
LOG = FOLDER / "driver.log"
VPCD = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
READERS = f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:{passport.PORT:#x}\nLIBPATH {VPCD}\nCHANNELID {passport.PORT:#x}\n'
# Says that the namespaces are there already.
ALONE = "PASBOKS_CHIP_ALONE"
# How long anything may take that is not a chip's silence, in seconds; and how long the driver may bear that.
BOUND, PATIENCE = 20.0, 90.0
# After how long a page that was not read is laid down again, in seconds: longer than a page reader's pause.
AGAIN = 1.0
# How much more memory the driver may take for a chip that never ends, in kB.
MOST_MEMORY = 64 * 1024
# So many readings show what each of them leaves behind.
READINGS = 10
# Behind access, where files are read, whatever the access was.
AMID = 14
ZONE = passport.zone()
WHO = ["SOERENSEN", "ANNA", "MARIE", "200000000", "850214", *ZONE]
# Colours of the picture's quarters from the upper left, row by row.
COLOURS = [(220, 30, 30), (30, 180, 30), (30, 30, 220), (230, 230, 230)]
SIDES = {"jpg": (413, 531), "jp2": (420, 560)}
# The passports: the picture, and what make is told.
PASSPORTS = {
    "good": ("jp2", []),
    "jpeg": ("jpg", ["--signer", "rsa-pss"]),
    "nist": ("jp2", ["--curve", "12"]),
    "long": ("jpg", ["--curve", "16", "--points", "3"]),
    "explicit": ("jpg", ["--explicit", "--faces", "2"]),
    "old": ("jpg", ["--no-pace", "--no-chip-authentication"]),
}
GENUINE = {"genuine"}
# What a chip may be called that answers, and answers nothing that is right: it is not told how far a driver gets before it says so.
NOT_GENUINE = {"silent", "altered", "locked", "takenAway"}
# Faults, what the chip may be called, and whether its picture is there.
FAULTS: list[tuple[list[str], set[str], bool]] = [
    (["no-pace"], GENUINE, True),
    (["no-bac"], GENUINE, True),
    (["no-chip-authentication"], GENUINE, True),
    (["no-chip-authentication=absent"], GENUINE, True),
    (["no-extended"], GENUINE, True),
    (["short=100"], GENUINE, True),
    (["no-pace", "short=50"], GENUINE, True),
    (["slow=0.00002"], GENUINE, True),
    (["huge-picture=60000"], GENUINE, True),
    (["huge-picture"], GENUINE, False),
    (["not-jpeg"], GENUINE, False),
    (["cloned"], {"cloned"}, False),
    (["no-pace", "cloned"], {"cloned"}, False),
    (["own-key"], {"altered"}, False),
    (["hidden=14"], {"altered", "cloned"}, False),
    (["hidden=2"], NOT_GENUINE, False),
    (["altered=1"], {"altered"}, False),
    (["altered=2"], {"altered"}, False),
    (["altered=14"], {"altered"}, False),
    (["no-pace", "altered=1"], {"altered"}, False),
    (["wrong-signed-digest"], {"altered"}, False),
    (["other-signer"], {"unknownSigner"}, False),
    (["other-signer=same-name"], {"unknownSigner"}, False),
    (["no-sod"], {"altered", "unknownSigner"}, False),
    (["locked"], {"locked"}, False),
    (["no-pace", "locked"], {"locked"}, False),
    (["no-pace", "no-bac"], {"locked"}, False),
    (["silent"], {"silent"}, False),
    ([f"mute-after={AMID}"], {"silent", "takenAway"}, False),
    ([f"taken-after={AMID}"], {"takenAway"}, False),
    ([f"status-after={AMID}:6F00"], NOT_GENUINE, False),
    (["status-after=0:6D00"], NOT_GENUINE, False),
    (["garbage"], NOT_GENUINE, False),
    ([f"garbage=2:{AMID}"], NOT_GENUINE | {"cloned"}, False),
    # Nonsense instead of the proof is no proof.
    (["no-pace", f"garbage=3:{AMID}"], NOT_GENUINE | {"cloned"}, False),
    ([f"bad-mac={AMID}"], NOT_GENUINE | {"cloned"}, False),
    (["repeated-first-empty"], NOT_GENUINE, False),
]
ENDLESS = ["endless", *(f"endless={name}" for name in passport.FILES.values())]


# What is heard.

class Lines:
    """A program whose lines are kept; whoever waits for one is woken."""

    def __init__(self, *command: str | Path, kept: Path | None = None) -> None:
        self.process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            errors="replace",
        )
        self.lines: list[str] = []
        self.taken = 0
        self.news = threading.Condition()
        self.kept = kept
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        """Keeps every line."""
        assert self.process.stdout
        for line in self.process.stdout:
            if self.kept:
                with self.kept.open("a") as file:
                    file.write(line)
            with self.news:
                self.lines.append(line.strip())
                self.news.notify_all()

    def next(self, beginning: str, bound: float = BOUND) -> str:
        """The first line that begins so after the one that was asked for last."""
        def found() -> int | None:
            return next((at for at in range(self.taken, len(self.lines)) if self.lines[at].startswith(beginning)), None)

        with self.news:
            if not self.news.wait_for(lambda: found() is not None, bound):
                raise TimeoutError(f"no line {beginning!r} after {self.lines[-3:]}")
            at = found()
            assert at is not None
            self.taken = at + 1
            return self.lines[at]

    def write(self, line: str) -> None:
        """Gives an order."""
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Ends it."""
        self.process.send_signal(how)
        try:
            self.process.wait(BOUND)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Card(Lines):
    """A passport in somebody's hand."""

    def __init__(self, name: str) -> None:
        super().__init__(Path(passport.__file__), "serve", FOLDER / name)

    def order(self, order: str, answer: str) -> str:
        """Has an order carried out; its answer."""
        self.write(order)
        return self.next(answer)


class Wire:
    """The box's end of pasboks-driver/1."""

    def __init__(self, place: Path) -> None:
        self.line = connected(place)
        self.heads: list[dict] = []
        self.tails: dict[int, bytes] = {}
        self.news = threading.Condition()
        self.is_over = False
        threading.Thread(target=self.listen, daemon=True).start()

    def whole(self, size: int) -> bytes:
        """So many bytes of the line."""
        data = bytearray()
        while len(data) < size:
            piece = self.line.recv(size - len(data))
            if not piece:
                raise ConnectionError
            data += piece
        return bytes(data)

    def listen(self) -> None:
        """Keeps every message."""
        with contextlib.suppress(OSError):
            while True:
                length, size = struct.unpack(">II", self.whole(8))
                head, tail = json.loads(self.whole(size)), self.whole(length - 4 - size)
                with self.news:
                    self.heads.append(head)
                    if head["type"] == "completion":
                        self.tails[head["id"]] = tail
                    self.news.notify_all()
        with self.news:
            self.is_over = True
            self.news.notify_all()

    def send(self, kind: str, **members: object) -> None:
        """Tells the driver something."""
        head = json.dumps({"type": kind, **members}).encode()
        self.line.sendall(struct.pack(">II", 4 + len(head), len(head)) + head)

    def wait(self, what: str, found: Callable[[dict], object], bound: float = BOUND) -> dict:
        """The first message that is so."""
        def first() -> dict | None:
            return next((head for head in self.heads if found(head)), None)

        with self.news:
            self.news.wait_for(lambda: first() or self.is_over, bound)
            head = first()
        if not head:
            raise TimeoutError(f"{what} never came" + (": the line is over" if self.is_over else ""))
        return head

    def told(self, member: str) -> str | None:
        """What was told last of the state or the media."""
        return next((head[member] for head in reversed(self.heads) if head["type"] == "unsolicited" and member in head), None)

    def until(self, member: str, value: str, bound: float = BOUND) -> bool:
        """Whether it comes to that."""
        with self.news:
            return self.news.wait_for(lambda: self.told(member) == value, bound)


def connected(place: Path) -> socket.socket:
    """A line to the driver, as soon as its socket is there."""
    end = time.monotonic() + BOUND
    while True:
        line = socket.socket(socket.AF_UNIX)
        try:
            line.connect(str(place))
            return line
        except OSError:
            line.close()
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


@dataclasses.dataclass
class Reading:
    """What the driver made of a passport."""

    answer: object
    tail: bytes
    seconds: float

    @property
    def document(self) -> dict:
        """What was read, if anything was."""
        document = self.answer.get("document") if isinstance(self.answer, dict) else None
        return document if isinstance(document, dict) else {}

    @property
    def chip(self) -> str:
        """The word for the chip; the whole answer where there is none."""
        chip = self.document.get("chip")
        return "genuine" if isinstance(chip, dict) else chip or json.dumps(self.answer)

    @property
    def is_right(self) -> bool:
        """Whether the page is the one that was laid down, and a genuine chip says the same."""
        chip = self.document.get("chip")
        return self.document.get("lines") == ZONE and (not isinstance(chip, dict) or chip == {"genuine": ZONE})

    def has_picture(self, kind: str) -> bool:
        """Whether its picture is the one in the chip, upright and in its colours."""
        width, height = SIDES[kind]
        if self.document.get("picture") != {"width": width, "height": height} or len(self.tail) != 3 * width * height:
            return False
        for number, colour in enumerate(COLOURS):
            at = 3 * (width * (height // 4 + number // 2 * (height // 2)) + width // 4 + number % 2 * (width // 2))
            if any(abs(one - other) > 40 for one, other in zip(self.tail[at:at + 3], colour, strict=True)):
                return False
        return True

    @property
    def has_none(self) -> bool:
        """Whether there is no picture at all."""
        return self.document.get("picture") is None and not self.tail


# The trial.

class Trial:
    """pcscd, the driver, the page reader and whoever lays passports down."""

    def __init__(self, check: Checks) -> None:
        self.check = check
        self.numbers = itertools.count(1)
        self.place = FOLDER / "socket"
        self.is_over = threading.Event()
        self.place.unlink(missing_ok=True)
        self.page = os.open(FOLDER / "page", os.O_RDWR | os.O_NONBLOCK)
        self.pcscd = self.resources()
        self.card = Card("good")
        self.driver = Lines(
            program("pasboks-passport"), "driver", "--certificates", FOLDER / "certificates", "--page", FOLDER / "page", "--socket", self.place, kept=LOG,
        )
        try:
            self.wire = self.greeted()
        except (TimeoutError, OSError):
            self.end()
            raise

    @staticmethod
    def resources() -> Lines:
        """pcscd, which has the virtual reader and no other; with -x it would end when nobody asks for a minute."""
        return Lines("/usr/sbin/pcscd", "-f", "-c", FOLDER / "readers")

    def greeted(self) -> Wire:
        """A line to the driver."""
        wire = Wire(self.place)
        wire.send("hello", version=1)
        hello = wire.wait("the driver's hello", lambda head: head["type"] == "hello")
        is_reader = hello.get("device") == "documentReader" and "readDocument" in hello["capabilities"]
        self.check("it greets as a document reader", is_reader, hello)
        self.check("with pcscd, a reader and the page reader it is online", wire.until("state", "online"), wire.told("state"))
        return wire

    def change(self, name: str) -> None:
        """Takes another passport into the hand."""
        self.card.end()
        self.card = Card(name)

    def ask(self, **members: object) -> int:
        """Asks for a document, and waits until that is understood."""
        number = next(self.numbers)
        self.wire.send("command", id=number, name="readDocument", **members)
        self.wire.wait("the acknowledgement", lambda head: head["type"] == "acknowledge" and head["id"] == number)
        return number

    def show(self) -> None:
        """The page reader reads the printed page, again and again until the question ends: a page that lay there before it was asked for is nobody's."""
        def shown() -> None:
            while not is_over.wait(AGAIN):
                os.write(self.page, page)

        page = "".join(f"{line}\r\n" for line in ZONE).encode()
        is_over = self.is_over = threading.Event()
        os.write(self.page, page)
        threading.Thread(target=shown, daemon=True).start()

    def answered(self, number: int, began: float) -> Reading:
        """The end of a command."""
        try:
            head = self.wire.wait("the completion", lambda head: head["type"] == "completion" and head["id"] == number, PATIENCE)
        finally:
            self.is_over.set()
        return Reading(head["answer"], self.wire.tails[number], time.monotonic() - began)

    def read(self) -> Reading:
        """Reads what lies there, the page first."""
        number = self.ask()
        self.show()
        return self.answered(number, time.monotonic())

    def read_chip(self) -> Reading:
        """Reads the chip that lies there, with the zone that the box knows."""
        began = time.monotonic()
        return self.answered(self.ask(zone=ZONE), began)

    def lay(self, *faults: str) -> None:
        """Lays the passport down, with faults."""
        self.card.order("mend", "mended")
        for fault in faults:
            self.card.order(f"fault {fault}", "fault")
        self.card.order("lay", "laid")
        if not self.wire.until("media", "present"):
            self.check("a passport that is laid down is told", is_well=False, told=self.wire.told("media"))

    def take(self) -> str:
        """Takes it away; what the chip counted."""
        counted = self.card.order("take", "taken").removeprefix("taken: ")
        if not self.wire.until("media", "notPresent"):
            self.check("a passport that is taken away is told", is_well=False, told=self.wire.told("media"))
        return counted

    def found(self, *faults: str) -> tuple[Reading, str]:
        """Lays the passport down with faults, reads its chip and takes it away: what was read, and what the chip counted."""
        self.lay(*faults)
        reading = self.read_chip()
        return reading, self.take()

    def descriptors(self) -> int:
        """How many files the driver has open."""
        return len(list(Path(f"/proc/{self.driver.process.pid}/fd").iterdir()))

    def memory(self) -> int:
        """The most memory that the driver had since it was asked last, in kB."""
        of = Path(f"/proc/{self.driver.process.pid}")
        most = next(int(line.split()[1]) for line in (of / "status").read_text().splitlines() if line.startswith("VmHWM"))
        (of / "clear_refs").write_text("5")
        return most

    def end(self) -> None:
        """Ends it all."""
        for one in (self.card, self.driver, self.pcscd):
            one.end()
        os.close(self.page)


def kinds(trial: Trial) -> None:
    """Every kind of passport, by both accesses, and how long each takes."""
    check = trial.check
    for name, (kind, _) in PASSPORTS.items():
        trial.change(name)
        trial.lay()
        reading = trial.read()
        counted = trial.take()
        access = "BAC" if name == "old" else "PACE"
        is_well = reading.chip == "genuine" and reading.is_right and f" {access}," in counted
        check(f"{name}: genuine, by {access}", is_well, f"{reading.chip}; {counted}")
        check(f"{name}: its picture", reading.has_picture(kind), reading.document.get("picture"))
        check(f"{name}: chip authentication", ("chip authenticated" in counted) == (name != "old"), counted)
    trial.change("good")
    for faults in ([], ["no-extended"], ["short=223"], ["no-pace"], ["no-pace", "no-extended"]):
        reading, counted = trial.found(*faults)
        if "no-extended" in faults:
            check("a chip that takes no extended length is asked for none", " 6700 " not in counted, counted)
        access, how = "BAC" if "no-pace" in faults else "PACE", " ".join(faults) or "extended length"
        is_well = reading.chip == "genuine" and f" {access}," in counted
        check(f"{access}, {how}: {1000 * reading.seconds:.0f} ms from the question to the end", is_well, f"{reading.chip}; {counted}")


def faults(trial: Trial) -> None:
    """Every fault has its word, and the next passport is read."""
    check = trial.check
    for told, words, has_picture in FAULTS:
        called = " ".join(told)
        reading, counted = trial.found(*told)
        is_well = reading.chip in words and reading.is_right
        check(f"{called}: {' or '.join(sorted(words))}", is_well, f"{reading.chip}, {reading.seconds:.1f} s; {counted}")
        is_well = reading.has_picture("jp2") if has_picture else reading.has_none
        check(f"{called}: {'its picture' if has_picture else 'no picture'}", is_well, reading.document.get("picture"))
        again(trial, called)


def again(trial: Trial, called: str) -> None:
    """A passport that nothing is wrong with is read."""
    reading, counted = trial.found()
    trial.check(f"{called}, then a good one", reading.chip == "genuine" and reading.has_picture("jp2"), f"{reading.chip}; {counted}")


def endless(trial: Trial) -> None:
    """A chip whose files have no end takes neither time nor memory without bound."""
    check = trial.check
    for told in ENDLESS:
        trial.memory()
        before = trial.memory()
        reading, counted = trial.found(told)
        more = trial.memory() - before
        # Without CardAccess and what EF.COM tells, a chip can be read all the same.
        words = NOT_GENUINE | GENUINE if told in {"endless=CardAccess", "endless=COM"} else NOT_GENUINE
        check(f"{told}: {' or '.join(sorted(words))}", reading.chip in words, f"{reading.chip}; {counted}")
        is_well = reading.seconds < BOUND and more < MOST_MEMORY
        check(f"{told}: not for long and not in much memory", is_well, f"{reading.seconds:.1f} s, {more} kB")
    again(trial, "endless")


def hands(trial: Trial) -> None:
    """What hands do: nothing laid down, lifted, laid down again, the question taken back."""
    check, wire, card = trial.check, trial.wire, trial.card
    reading = trial.read()
    check("a page without a chip is silent", reading.chip == "silent" and reading.is_right, reading.chip)
    number = trial.ask()
    wire.send("cancel", id=number)
    answer = trial.answered(number, time.monotonic()).answer
    check("a question that is taken back ends", answer == "cancelled" or answer == {"document": "nothing"}, answer)
    trial.lay(f"mute-after={AMID}")
    number = trial.ask()
    trial.show()
    card.next("* held")
    trial.take()
    reading = trial.answered(number, time.monotonic())
    is_well = reading.chip == "takenAway" and reading.is_right
    check("a passport that is taken away in the middle", is_well, f"{reading.chip}, {reading.seconds:.1f} s")
    again(trial, "taken away")
    trial.lay(f"mute-after={AMID}")
    number = trial.ask()
    trial.show()
    card.next("* held")
    began = time.monotonic()
    wire.send("cancel", id=number)
    answer = trial.answered(number, began).answer
    check("a question that is taken back in the middle ends", isinstance(answer, str | dict), f"{answer}, {time.monotonic() - began:.1f} s")
    trial.take()
    again(trial, "taken back")
    trial.lay()
    reading = trial.read_chip()
    check("a chip is read again by the zone that the box knows", reading.chip == "genuine" and reading.has_picture("jp2"), reading.chip)
    number = next(trial.numbers)
    wire.send("clear", id=number)
    cleared = wire.wait("cleared", lambda head: head["type"] == "cleared" and head["id"] == number)
    check("nothing is left of it", cleared["clear"] is True)
    before = trial.descriptors()
    for _ in range(READINGS):
        trial.read_chip()
    after = trial.descriptors()
    check(f"{READINGS} readings leave no descriptor open", after <= before, f"{before}, then {after}")
    trial.take()


def resources(trial: Trial) -> None:
    """pcscd dies while it is needed, and is there again."""
    check, wire = trial.check, trial.wire
    trial.lay(f"mute-after={AMID}")
    number = trial.ask()
    trial.show()
    trial.card.next("* held")
    began = time.monotonic()
    trial.pcscd.end(signal.SIGKILL)
    reading = trial.answered(number, began)
    check("pcscd is killed in the middle: the question ends", reading.chip != "genuine", f"{reading.chip}, {reading.seconds:.1f} s")
    check("without pcscd it is offline", wire.until("state", "offline"), wire.told("state"))
    trial.card.order("mend", "mended")
    trial.pcscd = trial.resources()
    trial.card.next("* reader back")
    check("with pcscd it is online again", wire.until("state", "online", PATIENCE), wire.told("state"))
    check("and knows what lies there", wire.until("media", "present"), wire.told("media"))
    reading = trial.read()
    check("and reads it", reading.chip == "genuine" and reading.has_picture("jp2"), reading.chip)
    trial.take()


def examination(trial: Trial) -> None:
    """The box's own examination of drivers, with a passport on the reader and a page at every question."""
    check = trial.check
    trial.lay()
    trial.wire.line.shutdown(socket.SHUT_RDWR)
    checker = Lines(program("pasboks"), "driver", "check", "--wait", str(int(BOUND)), trial.place)
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            # It does not say when it asks; between two pages there is as long as a page takes.
            checker.process.wait(2)
            break
        with contextlib.suppress(BlockingIOError):
            trial.show()
    told = [line for line in checker.lines if line.startswith(("ok ", "BROKEN", "left out"))]
    for line in told:
        check(f"driver check: {line}", not line.startswith("BROKEN"))
    check("driver check is well", checker.process.returncode == 0, checker.process.returncode)
    check("driver check: a page was read", any("command readDocument: a page" in line for line in told))
    trial.wire = trial.greeted()
    trial.take()
    again(trial, "driver check")


def privacy(check: Checks) -> None:
    """Nothing of the holder is in what the drivers said."""
    told = LOG.read_bytes() if LOG.exists() else b""
    found = [at for at, who in enumerate(WHO) if any(coded in told for coded in codings(who))]
    check("nothing of the zone is in the driver's log", not found, f"{len(told)} bytes, {len(found)} of {len(WHO)} found")


# What the chip is held to.

# The public keys of appendix G.1.
BOOK = {
    "theirs": "04 7ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E"
    "544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D",
    "ours": "04 824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57"
    "30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C54",
    "their second": "04 2DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C"
    "3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB36462",
    "our second": "04 9E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB"
    "7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F094",
}


def exchanged(chip: passport.Chip, pairs: list[tuple[str, str]]) -> list[str]:
    """The answers that are not those of the book."""
    answers = [(chip.answer(bytes.fromhex(command)).hex().upper(), wanted.replace(" ", "")) for command, wanted in pairs]
    return [f"{answer} instead of {wanted}" for answer, wanted in answers if answer != wanted]


def specimen(name: str, number: str, born: str, ends: str, drawn: list[str]) -> passport.Chip:
    """A chip with the keys of a worked example, that draws what was drawn there."""
    settings = passport.Settings(passport.zone(number=number, born=born, ends=ends))
    passport.make(FOLDER / name, settings, (FOLDER / "jp2").read_bytes())
    chip = passport.Chip(passport.Passport(FOLDER / name, {}), {})
    lots = iter(drawn)
    chip.draw = lambda _: bytes.fromhex(next(lots))
    return chip


def worked_examples(check: Checks) -> None:
    """Doc 9303-11: appendix D.2 to D.4 (keys, BAC, secure messaging), G.1 (PACE)."""
    chip = specimen("basic", "L898902C<", "690806", "940623", ["4608F91988702212", "0B4F80323EB3191CB04970CB4052790B"])
    told = passport.access_information(chip.passport.zone)
    check("D.2: what the zone says", told == b"L898902C<369080619406236", told)
    seed = hashlib.sha1(told).digest()[:16]
    keys = [seed, *(passport.with_parity(passport.derived(seed, number)) for number in (1, 2))]
    wanted = ["239AB9CB282DAF66231DC5A4DF6BFBAE", "AB94FDECF2674FDFB9B391F85D7F76F2", "7962D9ECE03D1ACD4C76089DCE131543"]
    check("D.2: the keys of the zone", [key.hex().upper() for key in keys] == wanted)
    chip.passport.files[passport.COMMON] = bytes.fromhex("60145F0104303130365F36063034303030305C026175")
    wrong = exchanged(chip, [
        ("00A4040C07A0000002471001", "9000"),
        ("0084000008", "4608F91988702212 9000"),
        (
            "008200002872C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8AD90A728",
            "46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D7449 9000",
        ),
        ("0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800", "990290008E08FA855A5D4C50A8ED 9000"),
        ("0CB000000D9701048E08ED6705417E96BA5500", "8709019FF0EC34F9922651990290008E08AD55CC17140B2DED 9000"),
        (
            "0CB000040D9701128E082EA28A70F3C7B53500",
            "871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A 990290008E08C8B2787EAEA07D74 9000",
        ),
    ])
    check("D.3 and D.4: BAC and what is read by it", not wrong, wrong)
    chip = specimen("pace", "T22000129", "640812", "101031", [
        "3F00C4D39D153F2B2A214A078D899B22", "498FF49756F2DC1587840041839A85982BE7761D14715FB091EFA7BCE9058560",
        "107CF58696EF6155053340FD633392BA81909DF7B9706F226F32086C7AFF974A",
    ])
    wrong = exchanged(chip, [
        ("0022C1A412800A04007F0007020204020283010184010D", "9000"),
        ("10860000027C0000", "7C12801095A3A016522EE98D01E76CB6B98B42C3 9000"),
        (f"10860000457C438141 {BOOK['theirs']} 00", f"7C438241 {BOOK['ours']} 9000"),
        (f"10860000457C438341 {BOOK['their second']} 00", f"7C438441 {BOOK['our second']} 9000"),
        ("008600000C7C0A8508C2B0BD78D94BA86600", "7C0A86083ABB9674BCE93C08 9000"),
    ])
    check("G.1: PACE", not wrong, wrong)


# The machine.

def alone() -> int | None:
    """Comes back in namespaces of its own; the exit code of that, or nothing where it is there already."""
    if os.environ.get(ALONE):
        with socket.socket() as line:
            # SIOCSIFFLAGS; the flags are IFF_UP and IFF_RUNNING.
            fcntl.ioctl(line, 0x8914, struct.pack("16sH22x", b"lo", 0x41))
        run = Path("/run/pcscd")
        run.mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "chip", str(run)], check=True)
        return None
    apart = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    return subprocess.run([*apart, sys.executable, __file__, *sys.argv[1:]], env={**os.environ, ALONE: "yes"}, check=False).returncode


def picture(kind: str) -> bytes:
    """A picture in four colours, by an encoder that is not the house's."""
    width, height = SIDES[kind]
    left, right, up, down = width // 2, width - width // 2, height // 2, height - height // 2
    upper, lower = (bytes(COLOURS[at]) * left + bytes(COLOURS[at + 1]) * right for at in (0, 2))
    # Grain, so that it takes as much room as a face.
    grain = random.Random(1).randbytes(3 * width * height)
    pixels = bytes(colour + more % 17 for colour, more in zip(upper * up + lower * down, grain, strict=True))
    plain = b"P6\n%d %d\n255\n" % (width, height) + pixels
    source, made = FOLDER / "picture.ppm", FOLDER / f"picture.{kind}"
    source.write_bytes(plain)
    commands = {
        "jpg": ["cjpeg", "-quality", "60", "-outfile", str(made), str(source)],
        "jp2": ["opj_compress", "-i", str(source), "-o", str(made), "-r", "40"],
    }
    subprocess.run(commands[kind], check=True, capture_output=True)
    return made.read_bytes()


def prepare() -> None:
    """Pictures, passports, the certificates of all of their countries in one folder, the reader's name and the page reader's pipe."""
    for tool in ("pcscd", "openssl", "cjpeg", "opj_compress", "unshare"):
        if not shutil.which(tool, path=f"{os.environ['PATH']}:/usr/sbin"):
            raise CannotTest(f"{tool} is not there")
    if not VPCD.exists():
        raise CannotTest("vsmartcard-vpcd is not there")
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name in ("certificates", "readers"):
        (FOLDER / name).mkdir(parents=True)
    (FOLDER / "readers" / "vpcd").write_text(READERS)
    os.mkfifo(FOLDER / "page")
    for kind in SIDES:
        (FOLDER / kind).write_bytes(picture(kind))
    for name, (kind, told) in PASSPORTS.items():
        command = [passport.__file__, "make", str(FOLDER / name), "--picture", str(FOLDER / kind), *told]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        shutil.copy(FOLDER / name / "certificates" / "csca.der", FOLDER / "certificates" / f"{name}.der")


@contextlib.contextmanager
def trial(check: Checks) -> Iterator[Trial]:
    """Everything running, and ended at the end."""
    one = Trial(check)
    try:
        yield one
    finally:
        one.end()


def main() -> int:
    """Tries it all."""
    if os.geteuid():
        print("chip: this is for root", file=sys.stderr)
        return CannotTest.EXIT
    code = alone()
    if code is not None:
        return code
    check = Checks()
    try:
        prepare()
        worked_examples(check)
        program("pasboks"), program("pasboks-passport")
    except CannotTest as fault:
        print(f"chip: {fault}", file=sys.stderr)
        return CannotTest.EXIT
    for part in (kinds, hands, faults, endless, resources, examination):
        try:
            with trial(check) as one:
                part(one)
        except (TimeoutError, OSError) as fault:
            check(f"{part.__name__} goes on to the end", is_well=False, told=fault)
    privacy(check)
    return check.closing("chip")


if __name__ == "__main__":
    sys.exit(main())
