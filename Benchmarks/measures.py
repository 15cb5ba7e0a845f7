"""What is measured: each function takes one sample, or those of one batch, of one program."""

import contextlib
import os
import random
import re
import signal
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import processes
from programs import ERASE, ESCAPE, Program
from session import COLUMNS, MILLISECONDS, ROWS, NotSeenError, Session

OTHER_COLUMNS, OTHER_ROWS = 100, 30
KIB = 1024


@dataclass(frozen=True)
class Figure:
    """What a row of the table is called, and in how many digits behind the point it is told."""

    name: str
    unit: str
    digits: int = 2


FIRST = Figure("start → first screen painted", "ms", 1)
START_CPU = Figure("start, processor time up to a silence", "ms", 1)
WELCOME = Figure("start → welcome, devices at once", "ms", 1)
DIGIT = Figure("a typed digit → settled", "ms")
DIGIT_CPU = Figure("a typed digit, processor time", "µs", 0)
DIGIT_BYTES = Figure("a typed digit, bytes", "", 0)
FORM = Figure("menu → form", "ms")
FORM_BYTES = Figure("menu → form, bytes", "", 0)
RESIZE = Figure("resize → repainted", "ms")
ESC = Figure("Esc → answered", "ms", 1)
IDLE_WAKEUPS = Figure("idle, wake-ups", "a minute", 0)
IDLE_CPU = Figure("idle, processor time", "ms a minute", 1)
FIRST_MEMORY = Figure("memory (PSS) at the first screen", "MiB", 1)
NEW_MEMORY = Figure("memory at the welcome, new store", "MiB", 1)
KNOWN_MEMORY = Figure("memory at the welcome, known store", "MiB", 1)
VISITS_MEMORY = Figure("memory after ten visits", "MiB", 1)
LIVE_CPU = Figure("live picture, lifelike, processor time", "% of a core", 1)
LIVE_BYTES = Figure("live picture, bytes", "kB a second", 1)
CHECK_COUNT = Figure("`pasboks check`", "million instructions", 1)
WELCOME_COUNT = Figure("start → welcome, main thread", "million instructions", 1)
DIGIT_COUNT = Figure("a typed digit, main thread", "thousand instructions", 0)
SIZE = Figure("program", "MB", 1)
STRIPPED = Figure("program, stripped as it is installed", "MB", 1)

# The rows of the table, in order.
FIGURES = [
    FIRST, START_CPU, WELCOME, DIGIT, DIGIT_CPU, DIGIT_BYTES, FORM, FORM_BYTES, RESIZE, ESC, IDLE_WAKEUPS, IDLE_CPU,
    FIRST_MEMORY, NEW_MEMORY, KNOWN_MEMORY, VISITS_MEMORY, LIVE_CPU, LIVE_BYTES, CHECK_COUNT, WELCOME_COUNT, DIGIT_COUNT, SIZE, STRIPPED,
]  # fmt: skip


class Samples:
    """What was measured, by figure and program."""

    def __init__(self) -> None:
        self.taken: dict[Figure, dict[str, list[float]]] = {}

    def add(self, figure: Figure, program: str, value: float | None) -> None:
        """One more sample; nothing where it could not be taken."""
        if value is not None:
            self.taken.setdefault(figure, {}).setdefault(program, []).append(value)

    def median(self, figure: Figure, program: str) -> float | None:
        """The middle of a program's samples."""
        values = self.taken.get(figure, {}).get(program)
        return statistics.median(values) if values else None


def begin(program: Program, folder: Path) -> Session:
    """Starts a program."""
    return Session(program.command, folder, **program.variables)


def start(program: Program, folder: Path, samples: Samples) -> None:
    """From nothing to the first screen."""
    with begin(program, folder) as session:
        answer = session.answer(session.started, program.first)
        samples.add(FIRST, program.name, answer.shown / MILLISECONDS)
        samples.add(START_CPU, program.name, processes.cpu(session.process) / MILLISECONDS)


def welcome(program: Program, folder: Path, samples: Samples) -> None:
    """From nothing to the box's welcome."""
    with begin(program, folder) as session:
        answer = session.answer(session.started, program.way[0][0])
        samples.add(WELCOME, program.name, answer.shown / MILLISECONDS)
        samples.add(KNOWN_MEMORY, program.name, mebibytes(session))


def mebibytes(session: Session) -> float | None:
    """Memory of a program and all that it started."""
    kib = processes.memory(session.process)
    return None if kib is None else kib / KIB


def first_memory(program: Program, folder: Path, samples: Samples) -> None:
    """Memory at the first screen: the program is stopped as soon as it stands."""
    with begin(program, folder) as session:
        session.wait(program.first)
        os.kill(session.process, signal.SIGSTOP)
        samples.add(FIRST_MEMORY, program.name, mebibytes(session))
        os.kill(session.process, signal.SIGCONT)


def wait_for_first(session: Session, program: Program) -> None:
    """Until the welcome stands, or the menu of a program that has none."""
    session.answer(session.started, program.way[0][0] if program.way else program.menu)


def go_to_menu(session: Session, program: Program) -> None:
    """From there."""
    for place, (_, keys) in enumerate(program.way):
        session.rest(program.pause)
        session.press(keys, program.way[place + 1][0] if place + 1 < len(program.way) else program.menu)


def go_to_form(session: Session, program: Program) -> None:
    """From the menu."""
    session.rest(program.pause)
    session.press(program.to_form, program.form)


def typed(session: Session, program: Program) -> int:
    """How many digits stand in the form's field."""
    text = session.screen.text
    if program.is_masked:
        line = next((line for line in text.split("\n") if line.lstrip("► ").startswith("CPR")), "")
        return len(re.findall(r"[0-9●]", line.partition("[")[2]))
    return max((len(digits) for digits in re.findall(r"\d+", text)), default=0)


def unevenly(session: Session) -> None:
    """A moment, so that no key comes in step with a program's clock."""
    session.rest(random.uniform(0.005, 0.025))


def digits(session: Session, program: Program, number: str, samples: Samples) -> None:
    """A number typed into the empty form, each digit once it is quiet, and erased again."""
    session.rest(0)
    before = processes.cpu(session.process)
    for place, digit in enumerate(number, 1):
        unevenly(session)
        answer = session.press(digit)
        if typed(session, program) != place:
            msg = f"{program.name}: {place} digits typed, {typed(session, program)} seen\n{session.screen.text}"
            raise NotSeenError(msg)
        samples.add(DIGIT, program.name, answer.settled / MILLISECONDS)
        samples.add(DIGIT_BYTES, program.name, answer.count)
    samples.add(DIGIT_CPU, program.name, (processes.cpu(session.process) - before) / 1000 / len(number))
    for _ in number:
        unevenly(session)
        session.press(ERASE)


def menu_and_form(session: Session, program: Program, samples: Samples) -> None:
    """From the form to the menu, and to the form."""
    for key, words in program.to_menu:
        session.rest(program.pause)
        session.press(key, words)
    session.rest(program.pause)
    unevenly(session)
    answer = session.press(program.to_form, program.form)
    samples.add(FORM, program.name, answer.settled / MILLISECONDS)
    samples.add(FORM_BYTES, program.name, answer.count)


def resize(session: Session, program: Program, samples: Samples) -> None:
    """To another size, and back; there are programs that do not answer."""
    for columns, rows in [(OTHER_COLUMNS, OTHER_ROWS), (COLUMNS, ROWS)]:
        unevenly(session)
        with contextlib.suppress(NotSeenError):
            answer = session.answer(session.resize(columns, rows), limit=0.5)
            samples.add(RESIZE, program.name, answer.settled / MILLISECONDS)


def escape(session: Session, program: Program, samples: Samples) -> None:
    """Esc on the form, and back to it."""
    session.rest(program.pause)
    samples.add(ESC, program.name, session.press(ESCAPE, program.after_escape).settled / MILLISECONDS)
    session.rest(program.pause)
    session.press(program.after_escape_to_form, program.form)


def idle(sessions: dict[Program, Session], seconds: float, samples: Samples) -> None:
    """What programs do while nobody touches them, all at the same time."""
    for session in sessions.values():
        session.rest(0.3)
    counts = {program: (processes.wakeups(session.process), processes.cpu(session.process)) for program, session in sessions.items()}
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        for session in sessions.values():
            session.rest(min(0.1, left / len(sessions)))
    minutes = seconds / 60
    for program, session in sessions.items():
        wakeups, cpu = counts[program]
        # A thread that ended took its counts with it: never below nothing.
        samples.add(IDLE_WAKEUPS, program.name, max(0, processes.wakeups(session.process) - wakeups) / minutes)
        samples.add(IDLE_CPU, program.name, max(0, processes.cpu(session.process) - cpu) / MILLISECONDS / minutes)
