"""The built program on a pseudo-terminal: keys go in, a person's screen comes out."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from typing import Self

from hand import Hand
from screen import COLUMNS, ROWS, Screen

# How long keys may lie unread, in seconds: a program that is about to end reads none.
PATIENCE = 5.0


class Gone(Exception):
    """The program ended while something was waited for."""


class NotSeen(Exception):
    """Something never came to be seen."""


def unread(terminal: int) -> int:
    """How many bytes wait there for the program."""
    if terminal < 0:
        return 0
    return int(struct.unpack("i", fcntl.ioctl(terminal, termios.FIONREAD, b"\0" * 4))[0])


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
        self.line = os.ttyname(far)
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
        """Types; a program that is gone hears nothing.

        The system carries keys to the program in a thread of its own, on a loaded machine up to seconds late. So the program stands still
        until all of them are there, and they count as pressed from when it has read them.
        """
        keys = self.hand.ready(keys, self.screen.words)
        if self.is_over:
            return
        os.kill(self.process, signal.SIGSTOP)
        os.waitid(os.P_PID, self.process, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
        try:
            far = os.open(self.line, os.O_RDWR | os.O_NOCTTY)
        except OSError:
            far = -1
        try:
            before = unread(far)
            os.write(self.terminal, keys.encode())
            while far >= 0 and not self.is_over and unread(far) < before + len(keys):
                os.sched_yield()
        except OSError:
            pass
        if not self.is_over:
            os.kill(self.process, signal.SIGCONT)
        end = time.monotonic() + PATIENCE
        while far >= 0 and not self.is_over and unread(far) > 0 and time.monotonic() < end:
            time.sleep(0.002)
        if far >= 0:
            os.close(far)
        self.hand.delivered(keys)

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
