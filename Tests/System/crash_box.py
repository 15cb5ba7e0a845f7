"""The built program on a pseudo-terminal: keys go in, a person's screen comes out."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from typing import Self

from hand import Hand

ROWS, COLUMNS = 24, 80
SEQUENCE = re.compile(
    rb"\x1b\[([0-9;?>!]*)([@-~])|\x1b\][^\x07]*\x07|\x1b[()].|\x1b[=>78MDEc]|([\x00-\x1a\x1c-\x1f])"
    rb"|([^\x00-\x1f\x1b]+)",
    re.DOTALL,
)


class Gone(Exception):
    """The program ended while something was waited for."""


class NotSeen(Exception):
    """Something never came to be seen."""


class Screen:
    """As much of a terminal as ncurses asks for with TERM=xterm."""

    def __init__(self) -> None:
        self.lines = [[" "] * COLUMNS for _ in range(ROWS)]
        self.row, self.column = 0, 0
        self.top, self.bottom = 0, ROWS - 1
        self.last = " "
        self.kept = (0, 0)
        self.rest = b""

    def feed(self, data: bytes) -> None:
        """Takes what the program wrote; half a sequence or half a character waits for its other half."""
        data = self.rest + data
        place = 0
        while place < len(data):
            found = SEQUENCE.match(data, place)
            if not found:
                break
            text = found.group(4)
            if text is not None:
                try:
                    shown = text.decode()
                except UnicodeDecodeError as fault:
                    shown = text[: fault.start].decode()
                    self.show(shown)
                    place += fault.start
                    if len(data) - place >= 4:
                        place += 1
                        continue
                    break
                self.show(shown)
            elif found.group(3) is not None:
                self.control(found.group(3)[0])
            elif found.group(2) is not None:
                self.sequence(found.group(1).decode(), found.group(2).decode())
            elif found.group() == b"\x1bM":
                self.up()
            elif found.group() == b"\x1b7":
                self.kept = (self.row, self.column)
            elif found.group() == b"\x1b8":
                self.row, self.column = self.kept
            place = found.end()
        self.rest = data[place:]

    def show(self, text: str) -> None:
        for one in text:
            if self.column >= COLUMNS:
                self.column = 0
                self.down()
            self.lines[self.row][self.column] = one
            self.column += 1
            self.last = one

    def control(self, code: int) -> None:
        if code == 8:
            self.column = max(0, self.column - 1)
        elif code == 9:
            self.column = min(COLUMNS - 1, (self.column // 8 + 1) * 8)
        elif code == 10:
            self.down()
        elif code == 13:
            self.column = 0

    def down(self) -> None:
        if self.row == self.bottom:
            del self.lines[self.top]
            self.lines.insert(self.bottom, [" "] * COLUMNS)
        else:
            self.row = min(ROWS - 1, self.row + 1)

    def up(self) -> None:
        if self.row == self.top:
            del self.lines[self.bottom]
            self.lines.insert(self.top, [" "] * COLUMNS)
        else:
            self.row = max(0, self.row - 1)

    def sequence(self, given: str, kind: str) -> None:
        if given.startswith(("?", ">", "!")):
            return
        numbers = [int(part) if part else 0 for part in given.split(";")]
        count = max(1, numbers[0])
        line = self.lines[self.row]
        if kind in "Hf":
            self.row = min(ROWS, count) - 1
            self.column = min(COLUMNS, max(1, numbers[1] if len(numbers) > 1 else 1)) - 1
        elif kind == "A":
            self.row = max(0, self.row - count)
        elif kind == "B":
            self.row = min(ROWS - 1, self.row + count)
        elif kind == "C":
            self.column = min(COLUMNS - 1, self.column + count)
        elif kind == "D":
            self.column = max(0, self.column - count)
        elif kind == "G":
            self.column = min(COLUMNS, count) - 1
        elif kind == "d":
            self.row = min(ROWS, count) - 1
        elif kind == "J":
            if numbers[0] == 0:
                line[self.column:] = [" "] * (COLUMNS - self.column)
            for row in range(0 if numbers[0] >= 2 else self.row + 1, ROWS):
                self.lines[row] = [" "] * COLUMNS
        elif kind == "K":
            first, end = {0: (self.column, COLUMNS), 1: (0, self.column + 1)}.get(numbers[0], (0, COLUMNS))
            line[first:end] = [" "] * (end - first)
        elif kind == "X":
            end = min(COLUMNS, self.column + count)
            line[self.column:end] = [" "] * (end - self.column)
        elif kind == "P":
            del line[self.column:self.column + count]
            line += [" "] * (COLUMNS - len(line))
        elif kind == "@":
            line[self.column:self.column] = [" "] * count
            del line[COLUMNS:]
        elif kind in "LM":
            for _ in range(count):
                del self.lines[self.bottom if kind == "L" else self.row]
                self.lines.insert(self.row if kind == "L" else self.bottom, [" "] * COLUMNS)
        elif kind == "b":
            self.show(self.last * count)
        elif kind == "r":
            self.top = count - 1
            self.bottom = (numbers[1] if len(numbers) > 1 and numbers[1] else ROWS) - 1
            self.row, self.column = 0, 0
        elif kind in "ST":
            for _ in range(count):
                del self.lines[self.top if kind == "S" else self.bottom]
                self.lines.insert(self.bottom if kind == "S" else self.top, [" "] * COLUMNS)

    @property
    def text(self) -> str:
        """The lines as they are seen."""
        return "\n".join("".join(line).rstrip() for line in self.lines)

    @property
    def words(self) -> str:
        """The lines joined, blanks made single."""
        return " ".join(self.text.split())


class Box:
    """One start of the program; nothing is waited for yet."""

    def __init__(
        self, program: str, arguments: list[str], complaints: str, extra: dict[str, str] | None = None
    ) -> None:
        self.screen = Screen()
        self.hand = Hand()
        self.status: int | None = None
        environment = {
            "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent",
            **(extra or {}),
        }
        near, far = pty.openpty()
        fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        told = os.open(complaints, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.process = os.fork()
        if self.process == 0:
            os.setsid()
            fcntl.ioctl(far, termios.TIOCSCTTY, 0)
            os.dup2(far, 0)
            os.dup2(far, 1)
            os.dup2(told, 2)
            os.closerange(3, 256)
            os.execve(program, [program, *arguments], environment)
        os.close(far)
        os.close(told)
        self.terminal = near

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self.is_over:
            os.kill(self.process, signal.SIGKILL)
            self.status = os.waitpid(self.process, 0)[1]
        os.close(self.terminal)

    @property
    def is_over(self) -> bool:
        """Whether the program has ended."""
        if self.status is None:
            found, status = os.waitpid(self.process, os.WNOHANG)
            if found == self.process:
                self.status = status
        return self.status is not None

    def look(self, seconds: float = 0) -> bool:
        """Takes what was written; says whether anything was."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.terminal, 65536)
        except OSError:
            data = b""
        if not data:
            time.sleep(0.002)
            if self.is_over:
                raise Gone
            return False
        self.screen.feed(data)
        return True

    def expect(self, *wanted: str, seconds: float = 60) -> str:
        """Waits until one of these stands on the screen, and tells which."""
        end = time.monotonic() + seconds
        while True:
            words = self.screen.words
            for one in wanted:
                if one in words:
                    return one
            if time.monotonic() > end:
                raise NotSeen(f"never seen: {' / '.join(wanted)}\n{self.screen.text}")
            self.look(0.2)

    def press(self, keys: str) -> None:
        """Types; a program that is gone hears nothing."""
        try:
            os.write(self.terminal, self.hand.ready(keys, self.screen.words).encode())
        except OSError:
            pass

    def kill(self, number: int) -> None:
        """Sends a signal, if there is still somebody to get it."""
        if not self.is_over:
            os.kill(self.process, number)

    def end(self, seconds: float = 60) -> int:
        """Waits for the end: the exit code, or minus the signal."""
        end = time.monotonic() + seconds
        while not self.is_over:
            if time.monotonic() > end:
                raise NotSeen(f"never ended\n{self.screen.text}")
            try:
                self.look(0.05)
            except Gone:
                break
        return os.waitstatus_to_exitcode(self.status or 0)
