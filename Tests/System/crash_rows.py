"""Trials of one program on one bench, each with its row, and what they have in common."""

import argparse
import shutil
from collections.abc import Callable
from pathlib import Path

import crash_checks
from checks import Checks
from crash import ROOT, Bench, built, prepare
from crash_box import Gone, NotSeen
from wording import wording

STOPPED = wording("farewell.interruptedHeading")
check = Checks()


def attempt(name: str, trial: Callable[..., None], *given: object) -> None:
    """Runs a trial; where it does not go to its end, that is its row."""
    try:
        trial(*given)
    except (NotSeen, Gone) as fault:
        check(name, False, f"{type(fault).__name__} {fault}")


def opened(description: str | None) -> Bench:
    """The bench of the program and configuration that the command line names."""
    given = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--program", default=built())
    given.add_argument("--config", default=str(ROOT / "Config"))
    options = given.parse_args()
    return prepare(options.program, Path(options.config))


def closed(bench: Bench, test: str) -> int:
    """Takes the bench away, and counts; the exit code."""
    shutil.rmtree(bench.folder, ignore_errors=True)
    return check.closing(test)


def faults(trial: Path) -> list[str]:
    """What does not hold."""
    return crash_checks.faults(trial / "state", crash_checks.Expected(), trial / "complaints")
