#!/usr/bin/env python3
"""reference_driver.py SOCKET DEVICE [--break PROMISE]: a driver of pasboks-driver/1 for a device that is not there.

It shows how a driver in another language looks, and tests hold the box to it; nothing of it is installed. With --break it breaks one
promise, so that `pasboks driver check` can be seen to find it. Drivers.md has the protocol in words.
"""

import argparse
import asyncio
import contextlib
import json
import os
import struct

VERSION = 1
LONGEST_HEAD = 65_536
COMMANDS = {
    "documentReader": ["readDocument"],
    "camera": ["preview", "takePictures"],
    "fingerprintReader": ["readFinger"],
    "signaturePad": ["readSignature"],
    "paymentTerminal": ["pay", "paymentStatus", "reverse"],
    "receiptPrinter": ["print"],
    "statusLight": ["setLight"],
}
# What is broken by changing a single answer before it is sent: the type of message, and what becomes of it.
CHANGES = {
    "version": ("hello", lambda head, tail: ({**head, "version": 2}, tail)),
    "lacks": ("hello", lambda head, tail: ({**head, "capabilities": head["capabilities"][1:]}, tail)),
    "firmware": ("hello", lambda head, tail: ({name: head[name] for name in head if name != "firmware"}, tail)),
    "fits": ("completion", lambda head, tail: ({**head, "answer": {"receipt": "printed"}}, b"")),
    "tail": ("completion", lambda head, tail: (head, tail + b"\0")),
    "number": ("completion", lambda head, tail: ({**head, "id": head["id"] + 1000}, tail)),
    "size": ("event", lambda head, tail: ({**head, "answer": {"frame": {"width": 70_000, "height": 70_000}}}, tail)),
    "clear": ("cleared", lambda head, tail: ({**head, "clear": False}, tail)),
}
# What is broken by never sending a type of message.
OMISSIONS = {"greets": "hello", "state": "unsolicited", "acknowledges": "acknowledge", "clears": "cleared", "tests": "tested"}
OTHERS = ["json", "lengths", "once", "ends", "late", "cancels", "alone", "foreign", "half", "survives", "forgets", "dies", "invents", "doubles"]


class Line:
    """One line to the box: frames in and out."""

    def __init__(self, reader, writer, broken):
        self.reader, self.writer, self.broken = reader, writer, broken
        self.tasks = {}
        self.is_garbled = False

    async def read(self):
        """The head of the next message; nothing where the box sends what is none, or is gone."""
        try:
            length, head = struct.unpack(">II", await self.reader.readexactly(8))
            if not 2 <= head <= LONGEST_HEAD or length != head + 4:
                raise ValueError(length)
            message = json.loads(await self.reader.readexactly(head))
            if not isinstance(message.get("id", message.get("version")), int):
                raise TypeError(message)
        except (AttributeError, TypeError, ValueError):
            self.is_garbled = True
            return None
        except (asyncio.IncompleteReadError, ConnectionError):
            return None
        return message

    def send(self, kind, tail=b"", **members):
        """Tells the box something."""
        head = {"type": kind, **members}
        if OMISSIONS.get(self.broken) == kind:
            return
        if CHANGES.get(self.broken, ("", None))[0] == kind:
            head, tail = CHANGES[self.broken][1](head, tail)
        text = json.dumps(head, allow_nan=False).encode()
        if kind == "completion" and self.broken == "json":
            text = b"{'type': 'completion'}"
        frame = struct.pack(">II", 4 + len(text) + len(tail), len(text)) + text + tail
        if kind == "completion" and self.broken == "lengths":
            frame = b"\xff" * 8
        self.writer.write(frame)
        if kind == "completion" and self.broken == "once":
            self.writer.write(frame)


class Driver:
    """A device that answers at once, and remembers what it took."""

    def __init__(self, device, broken):
        self.device, self.broken = device, broken
        self.taken = {}
        self.unfinished = None

    async def serve(self, reader, writer):
        """One line, from its greeting to its end."""
        line = Line(reader, writer, self.broken)
        try:
            hello = await line.read()
            if hello is None or hello.get("type") != "hello":
                if self.broken == "survives" and line.is_garbled:
                    os._exit(1)
                return
            line.send("hello", version=VERSION, device=self.device, capabilities=COMMANDS[self.device], firmware="reference 1")
            if hello.get("version") != VERSION:
                return
            line.send("unsolicited", state="online")
            if self.device == "receiptPrinter":
                line.send("unsolicited", paper="full")
            if self.broken == "half":
                line.writer.write(struct.pack(">I", 100))
            if self.broken == "forgets" and self.unfinished is not None:
                line.send("completion", id=self.unfinished, answer="indeterminate")
            while (message := await line.read()) is not None and self.take(line, message):
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            for number, task in line.tasks.items():
                self.unfinished = number
                task.cancel()
            writer.close()

    def take(self, line, message):
        """Takes a message; false where it is none, which ends the line."""
        kind, number = message.get("type"), message.get("id")
        if kind == "command":
            self.command(line, number, message)
        elif kind == "cancel":
            self.cancel(line, number)
        elif kind == "clear":
            line.send("cleared", id=number, clear=True)
        elif kind == "test":
            if self.device == "receiptPrinter":
                line.send("unsolicited", paper="full")
            line.send("tested", id=number, state="online")
        else:
            return False
        return True

    def command(self, line, number, message):
        """Begins a command, unless another one is under way or it is another device's."""
        if message.get("name") not in COMMANDS[self.device]:
            if self.broken != "foreign":
                line.send("completion", id=number, answer={"failed": {"reason": "garbage", "action": "reset"}})
            return
        if line.tasks and self.broken != "alone":
            line.send("completion", id=number, answer={"failed": {"reason": "busy", "action": "reset"}})
            return
        if self.broken == "dies":
            os._exit(1)
        line.send("acknowledge", id=number)
        line.tasks[number] = asyncio.ensure_future(self.carry_out(line, number, message))

    def cancel(self, line, number):
        """Gives a command up; one that has ended, or never was, is none of its business."""
        if number in line.tasks and self.broken != "cancels":
            line.tasks.pop(number).cancel()
            line.send("completion", id=number, answer="cancelled")

    async def carry_out(self, line, number, message):
        """Carries a command out, and ends it."""
        await asyncio.sleep(0.05)
        answer, tail = await getattr(self, message["name"])(line, number, message)
        if self.broken == "ends":
            return
        line.tasks.pop(number, None)
        line.send("completion", id=number, answer=answer, tail=tail)
        if self.broken == "late":
            line.send("event", id=number, answer={"frame": {"width": 1, "height": 1}}, tail=bytes(3))

    # What each command comes to, with the bytes that go with it.

    async def readDocument(self, line, number, message):
        line.send("unsolicited", media="present")
        picture = {"width": 3, "height": 4}
        return {"document": {"lines": ["P<DNK<<"], "chip": {"genuine": ["P<DNK<<"]}, "picture": picture}}, bytes(36)

    async def preview(self, line, number, message):
        while True:
            line.send("event", id=number, answer={"frame": {"width": 64, "height": 48}}, tail=bytes(64 * 48 * 3))
            await asyncio.sleep(0.1)

    async def takePictures(self, line, number, message):
        count = message["count"]
        return {"photos": [{"width": 64, "height": 48}] * count}, bytes(64 * 48 * 3 * count)

    async def readFinger(self, line, number, message):
        return {"print": {"finger": message["finger"], "width": 30, "height": 40}}, bytes(1200)

    async def readSignature(self, line, number, message):
        # Two points of one stroke: hundredths of a millimetre, milliseconds, pressure.
        ink = struct.pack(">hhIHhhIH", 1000, 2000, 0, 65_535, 3000, 2500, 250, 40_000)
        line.send("event", id=number, answer={"strokes": {"width": 10_000, "height": 4000, "points": [1]}}, tail=ink[:10])
        return {"signature": {"width": 10_000, "height": 4000, "points": [2]}}, ink

    async def pay(self, line, number, message):
        if self.broken == "doubles" and message["reference"] in self.taken:
            return {"payment": {"declined": "wrongPIN"}}, b""
        # The same reference twice is one payment.
        return {"payment": self.taken.setdefault(message["reference"], {"approved": message["amount"]})}, b""

    async def paymentStatus(self, line, number, message):
        unknown = {"approved": message["amount"]} if self.broken == "invents" else "notFound"
        return {"payment": self.taken.get(message["reference"], unknown)}, b""

    async def reverse(self, line, number, message):
        if message["reference"] not in self.taken:
            return {"payment": "notFound"}, b""
        self.taken[message["reference"]] = "reversed"
        return {"payment": "reversed"}, b""

    async def setLight(self, line, number, message):
        return "done", b""

    async def print(self, line, number, message):
        for piece in message["paper"]:
            print(piece.get("line", f"[{piece.get('code')}]"), flush=True)
        return {"receipt": "printed"}, b""


async def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("socket")
    words.add_argument("device", choices=COMMANDS)
    words.add_argument("--break", dest="broken", choices=[*CHANGES, *OMISSIONS, *OTHERS])
    given = words.parse_args()
    driver = Driver(given.device, given.broken)
    with contextlib.suppress(FileNotFoundError):
        os.unlink(given.socket)
    server = await asyncio.start_unix_server(driver.serve, given.socket)
    print("ready", flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
