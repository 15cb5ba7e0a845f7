"""A program on a pseudo-terminal of its own: what it is told, and when it answers."""

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import processes

sys.path.append(str(Path(__file__).resolve().parents[1] / "Tests/System"))
from screen import COLUMNS, ROWS, Screen

NANOSECONDS = 1_000_000_000
MILLISECONDS = 1_000_000
# So long nothing must come for what came to be all, in nanoseconds.
QUIET = 60 * MILLISECONDS
# So often in a row nothing must be under way for a program to be at rest.
CALM = 6
# So long anything may take before it is held for missing, in seconds.
LIMIT = 20.0


class NotSeenError(Exception):
    """What was waited for and never came, with the screen that stood there."""


@dataclass(frozen=True)
class Answer:
    """What came after something was done: nanoseconds since then, and bytes."""

    # Until the first screen that had the words, to the end of that piece; the last piece where none were wanted.
    shown: int
    # Until the last byte before it was quiet.
    settled: int
    count: int


class Session:
    """A program that runs on a pseudo-terminal; it ends with the block that it is used in."""

    def __init__(self, command: Sequence[str], folder: Path, **variables: str) -> None:
        self.name = Path(command[0]).name
        self.screen = Screen()
        self.terminal, other = os.openpty()
        self.set_size(COLUMNS, ROWS)
        self.poll = select.poll()
        self.poll.register(self.terminal, select.POLLIN)
        self.is_over = False
        # Bytes that came so far.
        self.count = 0
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        path = os.ttyname(other)
        self.started = time.perf_counter_ns()
        # Spawned, not forked, so that this program's size counts for nothing; opened by name it becomes the session's terminal.
        self.process = os.posix_spawnp(
            command[0],
            list(command),
            environment | variables,
            setsid=True,
            setsigdef=[signal.SIGPIPE],
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, path, os.O_RDWR, 0),
                (os.POSIX_SPAWN_DUP2, 0, 1),
                (os.POSIX_SPAWN_DUP2, 0, 2),
            ],
        )
        os.close(other)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.end()

    def set_size(self, columns: int, rows: int) -> None:
        """Tells the pseudo-terminal its size."""
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns: int, rows: int) -> int:
        """Gives the terminal another size; returns the time just before."""
        self.screen.resize(columns, rows)
        began = time.perf_counter_ns()
        self.set_size(columns, rows)
        return began

    def type(self, keys: str | bytes) -> int:
        """Types; returns the time just before."""
        data = keys.encode() if isinstance(keys, str) else keys
        began = time.perf_counter_ns()
        os.write(self.terminal, data)
        return began

    def read(self, wait: int) -> tuple[int, bytes] | None:
        """What comes next within so many nanoseconds, and when it came."""
        if self.is_over or not self.poll.poll(max(0, -(-wait // MILLISECONDS))):
            return None
        try:
            data = os.read(self.terminal, 65536)
        except OSError:
            data = b""
        if not data:
            self.is_over = True
            return None
        self.count += len(data)
        return time.perf_counter_ns(), data

    def answer(self, since: int, *words: str, limit: float = LIMIT) -> Answer:
        """Waits until these words, patterns each, stand on the screen and nothing more comes.

        The screen is made out in the silences, so that it delays no reading; throws `NotSeenError`.
        """
        deadline = since + int(limit * NANOSECONDS)
        pieces: list[tuple[int, bytes]] = []
        seen = 0
        shown: int | None = None
        while True:
            is_fresh = seen < len(pieces)
            until = min(pieces[-1][0] + QUIET, deadline) if is_fresh else deadline
            piece = self.read(until - time.perf_counter_ns())
            if piece:
                pieces.append(piece)
                if piece[0] < deadline:
                    continue
            for when, data in pieces[seen:]:
                self.screen.feed(data)
                if shown is None and words and self.shows(*words):
                    shown = when
            seen = len(pieces)
            if pieces and (shown is not None or not words):
                last = pieces[-1][0]
                return Answer((shown or last) - since, last - since, sum(len(data) for _, data in pieces))
            if self.is_over or time.perf_counter_ns() >= deadline:
                raise self.not_seen(*words)

    def not_seen(self, *words: str) -> NotSeenError:
        """What never came, and the screen that stood there."""
        end = ", the program has ended" if self.is_over else ""
        return NotSeenError(f"{self.name}: never seen: {' & '.join(words) or 'anything'}{end}\n{self.screen.text}")

    def shows(self, *words: str) -> bool:
        """Whether all these patterns stand on the screen, as far as it was made out."""
        text = self.screen.words
        return all(re.search(word, text) for word in words)

    def wait(self, *words: str, limit: float = LIMIT) -> None:
        """Until these words, patterns each, stand there, and not a moment longer; throws `NotSeenError`."""
        deadline = time.perf_counter_ns() + int(limit * NANOSECONDS)
        while not self.shows(*words):
            piece = self.read(deadline - time.perf_counter_ns())
            if not piece:
                raise self.not_seen(*words)
            self.screen.feed(piece[1])

    def press(self, keys: str, *words: str, limit: float = LIMIT) -> Answer:
        """Types once it is quiet, and waits for the words; see `answer`."""
        self.rest(0)
        return self.answer(self.type(keys), *words, limit=limit)

    def settle(self, is_there: Callable[[Self], bool], what: str, limit: float) -> None:
        """Waits until something stands there, and every thread sleeps."""
        deadline = time.monotonic() + limit
        calm = 0
        while calm < CALM:
            count = self.count
            self.rest(0.05)
            is_busy = self.count != count or processes.is_busy(self.process)
            calm = calm + 1 if not is_busy and is_there(self) else 0
            if self.is_over or time.monotonic() > deadline:
                raise self.not_seen(what)

    def rest(self, seconds: float) -> None:
        """Goes on reading for so long."""
        end = time.perf_counter_ns() + int(seconds * NANOSECONDS)
        while piece := self.read(end - time.perf_counter_ns()):
            self.screen.feed(piece[1])
        left = (end - time.perf_counter_ns()) / NANOSECONDS
        if self.is_over and left > 0:
            time.sleep(left)

    def end(self) -> None:
        """Ends the program and whatever it started, if need be by force."""
        for order in (signal.SIGTERM, signal.SIGHUP, signal.SIGKILL):
            left = processes.of_session(self.process)
            if not left:
                break
            for process in left:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, order)
            end = time.monotonic() + 3
            while processes.of_session(self.process) and time.monotonic() < end:
                self.read(20 * MILLISECONDS)
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(self.process, os.WNOHANG)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.process, 0)
        os.close(self.terminal)
