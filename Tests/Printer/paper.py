#!/usr/bin/env python3
"""paper.py tcp|device: a receipt printer that is not there, with paper counted in lines; tests hold the driver to it, nothing of it is installed.

It listens on the loopback, or is a device file (a pseudo-terminal), and writes where that is. What it is sent it takes apart by itself, as Epson's
public reference has ESC/POS: some commands act when they come in, whatever waits before them, the others when it is their turn; where paper or
cover stop it, what waits goes on waiting. Each line of its input is an object of JSON that sets what happens to it; each is answered by what
came out since the last one: texts, codes, pictures and cuts.
"""

import argparse
import json
import os
import pathlib
import re
import select
import socket
import sys
import tty
from collections.abc import Callable

PAGES = {0: "cp437", 2: "cp850", 5: "cp865", 16: "cp1252", 17: "cp866", 18: "cp852", 19: "cp858"}
SHAPES = pathlib.Path(__file__).parent.parent.parent / "Sources/ReceiptPrinter/PrinterFont+Shapes.swift"
# A cell of a line that is a picture, a shape in it, and where that stands.
CELL, HIGH, WIDE, TALL, LEFT, TOP = 12, 30, 10, 20, 1, 5
# How many lines of paper a code takes.
CODE_LINES = 6
# What acts when it comes in: to be asked, and to throw away what waits.
ASKED = re.compile(rb"\x10\x04([\x01-\x04])\Z")
DISCARD = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"


def font() -> dict[int, str]:
    """The letters of the driver's pictures, by their shapes as rows of bits; of letters that look the same the first."""
    words = re.findall(r"\b([0-9a-f]{4}) ([0-9a-f]{50})\b", SHAPES.read_text(encoding="utf-8"))
    shapes: dict[int, str] = {}
    for number, shape in words:
        rows = [0] * HIGH
        for row, bits in enumerate(re.findall(f".{{{WIDE}}}", f"{int(shape, 16):0{WIDE * TALL}b}")):
            rows[TOP + row] = int(bits, 2) << (CELL - WIDE - LEFT)
        shapes.setdefault(sum(row << CELL * place for place, row in enumerate(rows)), chr(int(number, 16)))
    return shapes


class Paper:
    """The printer: what waits in it, what came out, and what is the matter with it."""

    def __init__(self) -> None:
        self.font = font()
        self.waiting = b""
        self.out: list[list[object]] = []
        self.lines = 0
        # A line ended in the middle of a command: what comes next may be anything, until the next beginning.
        self.torn = False
        self.recent = b""
        # How many bytes the command that waits has at least.
        self.need = 1
        # What tests set: paper in lines, the lines after which it jams or its cover is opened, and how it misbehaves.
        self.set: dict[str, object] = {
            "left": None, "low": False, "jamAfter": None, "coverAfter": None, "cover": False, "jam": False, "silent": False,
            "garbage": False, "marks": True, "discards": True, "closeAfter": None, "offline": False,
        }
        self.reset()

    def reset(self) -> None:
        self.page, self.centred, self.text, self.data = "cp437", False, "", b""

    # What is the matter.

    @property
    def is_out(self) -> bool:
        return self.set["left"] == 0

    @property
    def stands(self) -> bool:
        return bool(self.is_out or self.set["cover"] or self.set["jam"] or self.set["offline"])

    def status(self, question: int) -> int:
        cover, jam, low = bool(self.set["cover"]), bool(self.set["jam"]), bool(self.set["low"] or self.is_out)
        return 0x12 | {
            1: self.stands * 0x08,
            2: cover * 0x04 | self.is_out * 0x20 | jam * 0x40,
            3: jam * 0x08,
            4: low * 0x0C | self.is_out * 0x60,
        }[question]

    # What comes in.

    def take(self, data: bytes, answer: Callable[[bytes], None]) -> None:
        """Takes bytes in one by one: some act at once, even in the middle of a picture, and all of them wait for their turn."""
        for byte in data:
            self.waiting += bytes([byte])
            self.recent = (self.recent + bytes([byte]))[-len(DISCARD):]
            if found := ASKED.search(self.recent):
                self.answer(bytes([self.status(found[1][0])]), answer)
            elif self.recent.endswith(DISCARD) and self.set["discards"]:
                self.waiting, self.text, self.torn, self.need = b"", "", False, 1
                self.answer(b"\x37\x25\x00", answer)
            self.work(answer)

    def answer(self, data: bytes, send: Callable[[bytes], None]) -> None:
        if self.set["silent"]:
            return
        send(b"HTTP/1.1 400 Bad Request\r\n" if self.set["garbage"] else data)

    # What is its turn.

    def work(self, answer: Callable[[bytes], None]) -> None:
        while len(self.waiting) >= self.need and not self.stands:
            length = self.command(answer)
            if length is None:
                self.need = max(self.need, len(self.waiting) + 1)
                return
            self.waiting, self.need = self.waiting[length:], 1

    def command(self, answer: Callable[[bytes], None]) -> int | None:
        """Does the first command that waits and says how long it was; None where it is not whole."""
        data = self.waiting
        fixed = {
            b"\x1b@": 2, b"\x1c.": 2, b"\x1bt": 3, b"\x1ba": 3, b"\x1bd": 3, b"\x1bR": 3, b"\x1da": 3, b"\x1dr": 3, b"\x1dV": 4,
            b"\x10\x04": 3, b"\x10\x05": 3, b"\x10\x14": len(DISCARD),
        }
        if data[0] not in (0x1B, 0x1C, 0x1D, 0x10):
            if data[0] == 0x0A:
                self.feed(["text", self.centred, self.text])
                self.text = ""
            elif data[0] == 0:
                pass
            elif data[0] < 0x20 or data[0] == 0x7F:
                return self.unknown(f"a control byte {data[0]:02x} in text")
            else:
                self.text += data[:1].decode(self.page)
            return 1
        if len(data) < 2:
            return None
        name = data[:2]
        if name in (b"\x1d(", b"\x1dv"):
            return self.picture() if name == b"\x1dv" else self.symbol()
        if name not in fixed:
            return self.unknown(f"no command: {name!r}")
        if len(data) < fixed[name]:
            return None
        match name:
            case b"\x1b@":
                self.reset()
                self.torn = False
            case b"\x1bt": self.page = PAGES.get(data[2], "cp437")
            case b"\x1ba": self.centred = data[2] % 48 == 1
            case b"\x1bd": self.feed(*[["text", False, ""]] * data[2])
            case b"\x1dr":
                if self.set["marks"]:
                    self.answer(bytes([0x0F if self.is_out else 0x03 if self.set["low"] else 0]), answer)
            case b"\x1dV":
                if data[2:4] != b"B\0":
                    return self.unknown("another cut")
                self.out.append(["cut"])
        return fixed[name]

    def unknown(self, what: str) -> int:
        """What is no command is passed over, byte by byte, after a line that ended in the middle of one; else the driver is wrong."""
        if not self.torn:
            raise ValueError(what)
        return 1

    def symbol(self) -> int | None:
        data = self.waiting
        if len(data) < 5:
            return None
        length = data[3] | data[4] << 8
        if data[2:3] != b"k":
            return self.unknown("no symbol")
        if len(data) < 5 + length:
            self.need = 5 + length
            return None
        function = data[5:5 + length]
        if function[:3] == b"1P0":
            self.data = function[3:]
        elif function == b"1Q0":
            self.feed(["code", self.centred, self.data.decode("ascii")], lines=CODE_LINES)
        elif function[:2] not in (b"1A", b"1C", b"1E"):
            return self.unknown(f"no function: {function!r}")
        return 5 + length

    def picture(self) -> int | None:
        data = self.waiting
        if len(data) < 8:
            return None
        wide, high = data[4] | data[5] << 8, data[6] | data[7] << 8
        end = 8 + wide * high
        if data[2:4] != b"0\0":
            return self.unknown("no picture")
        if len(data) < end:
            self.need = end
            return None
        rows = [int.from_bytes(data[8 + row * wide:8 + (row + 1) * wide], "big") for row in range(high)]
        if high == HIGH:
            self.feed(["text", self.centred, self.read(rows, 8 * wide)])
        else:
            self.feed(["picture", self.centred, [f"{row:0{2 * wide}x}" for row in rows]], lines=CODE_LINES)
        return end

    def read(self, rows: list[int], wide: int) -> str:
        """The letters of a line that is a picture; one dot of each may be another."""
        text = ""
        for cell in range(wide // CELL):
            shift = wide - CELL * (cell + 1)
            shape = sum((row >> shift & (1 << CELL) - 1) << CELL * place for place, row in enumerate(rows))
            near = min(self.font, key=lambda known: (known ^ shape).bit_count())
            if (near ^ shape).bit_count() > 1 and not self.torn:
                raise ValueError("a letter that nobody knows")
            text += self.font[near]
        return text

    def feed(self, *pieces: list[object], lines: int = 1) -> None:
        for piece in pieces:
            self.out.append(piece)
            self.lines += lines
            if self.set["left"] is not None:
                self.set["left"] = max(0, self.set["left"] - lines)
            for limit, what in (("jamAfter", "jam"), ("coverAfter", "cover")):
                if self.set[limit] is not None and self.lines >= self.set[limit]:
                    self.set[what], self.set[limit] = True, None

    def tell(self) -> dict[str, object]:
        told = {"out": self.out, "waiting": len(self.waiting)}
        self.out, self.lines = [], 0
        return told


class Printer:
    """The line: one at a time, and its end where a test wants it."""

    def __init__(self, kind: str) -> None:
        self.paper = Paper()
        self.listener, self.line, self.taken = None, None, 0
        if kind == "tcp":
            self.listener = socket.create_server(("127.0.0.1", 0))
            self.place = str(self.listener.getsockname()[1])
        else:
            self.line, self.other = os.openpty()
            tty.setraw(self.other)
            self.place = os.ttyname(self.other)

    def send(self, data: bytes) -> None:
        if self.line is None:
            return
        try:
            self.line.sendall(data) if self.listener else os.write(self.line, data)
        except OSError:
            pass

    def hear(self) -> None:
        try:
            data = self.line.recv(65536) if self.listener else os.read(self.line, 65536)
        except OSError:
            data = b""
        most = self.paper.set["closeAfter"]
        room = len(data) if most is None else max(0, most - self.taken)
        self.taken += len(data)
        self.paper.take(data[:room], self.send)
        if self.listener and (not data or len(data) > room):
            self.end()

    def end(self) -> None:
        """The line ends; what has come waits on."""
        self.paper.torn |= bool(self.paper.waiting)
        self.line.close()
        self.line = None

    def run(self) -> None:
        print(self.place, flush=True)
        while True:
            places = [sys.stdin.buffer, *([self.listener] if self.listener else []), *([self.line] if self.line is not None else [])]
            for ready in select.select(places, [], [])[0]:
                if ready is sys.stdin.buffer:
                    words = sys.stdin.buffer.readline()
                    if not words:
                        return
                    self.paper.set.update(json.loads(words))
                    self.paper.work(self.send)
                    print(json.dumps(self.paper.tell()), flush=True)
                elif ready is self.listener:
                    if self.line:
                        self.end()
                    (self.line, _), self.taken = self.listener.accept(), 0
                elif ready is self.line:
                    self.hear()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=["tcp", "device"])
    Printer(parser.parse_args().kind).run()
