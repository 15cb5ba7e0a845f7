"""The visits that are interrupted: what happens at each, and the keys somebody presses on the way."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from crash_box import Box

# What must be seen, then what is pressed.
Step = tuple[str, str]

OFFICER: list[Step] = [("Staff number [", "20\r"), ("► PIN", "246810\r")]
BEGIN: list[Step] = [
    ("Press any key", "\r"),
    ("Choose a language", "1"),
    ("Should the box read aloud", "2"),
    ("May we use your data?", "1"),
    ("Do you have a code", "\r"),
]
REST: list[Step] = [
    ("Which photo do you like best?", "\r"),
    ("Put your right index finger on the fingerprint", "\r"),
    ("Good. The print is taken: right index finger", "\r"),
    ("Put your left index finger on the fingerprint", "\r"),
    ("Good. The print is taken: left index finger", "\r"),
    ("Does your signature look right?", "\r"),
    ("How tall are you?", "168\r"),
    ("What is your mobile number?", "20416358\r"),
    ("Do you want a text message", "1"),
    ("Where will you collect", "1"),
    ("Is everything correct?", "\r"),
]
COME: list[Step] = [("A member of staff has to see you and your photos.", "9"), *OFFICER]
ATTEST: list[Step] = [*COME, ("Is it the same person?", "1")]
PAY: list[Step] = [("This is what your new passport costs", "\r")]
AGAIN: list[Step] = [("You have not paid yet", "\r")]
GO: list[Step] = [("I am done", "\r"), ("Thank you. Your passport is on its way", "\r")]
HOME: list[Step] = [("Press any key", "")]


REASON: list[Step] = [("Why do you need a new passport?", "1")]
IDENTIFY: list[Step] = [("What is your CPR number?", "0610850166\r")]
TO_REVIEW = [*BEGIN, *REASON, *IDENTIFY, *REST]
USUAL = [*TO_REVIEW, *ATTEST]


@dataclass(frozen=True)
class Visit:
    """A visit: the scenario's devices, the keys, and whether the line to the terminal stays dead after a restart."""

    name: str
    devices: str
    steps: list[Step]
    is_line_dead: bool = False
    is_document_left: bool = False
    is_first_start: bool = False


def visits() -> list[Visit]:
    """Every kind of visit in which money, a dossier or a passport can be under way."""
    paid = [*USUAL, *PAY, *GO, *HOME]
    lost = "status: [lost, lost, lost, lost, lost, lost, lost, lost, lost]"
    return [
        Visit("approved", "", paid),
        Visit("answer-lost", "payments: [{ losesAnswer: true, status: [inProgress] }]", paid),
        Visit(
            "unknown-reversed", f"payments: [{{ losesAnswer: true, {lost} }}, {{}}]",
            [*USUAL, *PAY, *AGAIN, *GO, *HOME],
        ),
        Visit(
            "unknown-open", f"payments: [{{ losesAnswer: true, {lost}, reversals: [lost] }}]",
            [*USUAL, *PAY, ("We are looking at your payment", "\r"), *HOME], is_line_dead=True,
        ),
        Visit("refused", "payments: [{ course: cardRefused }, {}]", [*USUAL, *PAY, *AGAIN, *GO, *HOME]),
        Visit("never-arrived", "payments: [{ losesRequest: true }, {}]", [*USUAL, *PAY, *AGAIN, *GO, *HOME]),
        Visit(
            "wrong-amount", "payments: [{ takesInstead: 89 }, {}]",
            [*USUAL, *PAY, ("We have called a member of staff", "9"), *OFFICER, ("The payment was refused", "1"),
             ("How did it go?", "2"), *PAY, *GO, *HOME],
        ),
        Visit(
            "free-by-exception", "",
            [*BEGIN, ("Why do you need a new passport?", "7"), ("We have called a member of staff", "9"), *OFFICER,
             ("The authority's error has to be examined", "1"), ("Are you sure?", "2"), *IDENTIFY, *REST, *ATTEST,
             *GO, *HOME],
        ),
        Visit(
            "parked", "",
            [*TO_REVIEW, *COME, ("Is it the same person?", "3"), ("Why?", "2"),
             ("Saved! This is the number", "\r"),
             ("Your case is saved", "\r"), *HOME],
        ),
        Visit(
            "passport-left", "documents: [{ leftBehind: true }]",
            [*BEGIN, *REASON, *IDENTIFY, ("Pick up your passport", ""), ("We have called a member of staff", "/"),
             ("Do you want to stop", "1"), ("You stopped", "\r"), ("There is a passport in the box", "")],
            is_document_left=True,
        ),
        Visit("first-start", "", HOME, is_first_start=True),
    ]


def configuration(source: Path, target: Path) -> Path:
    """The shipped configuration with the shortest waits, and a scenario for each visit."""
    shutil.copytree(source, target)
    kiosk = target / "kiosk.yaml"
    text = kiosk.read_text()
    for name, value in [
        ("steady: ", "300 ms"), ("removal: ", "5 s"), ("waits/paymentStatus: ", "1 s"), ("tries/paymentStatus: ", "2"),
        ("reversal: ", "2"),
    ]:
        section, _, key = name.rpartition("/")
        start = text.index(f"\n{section}:") if section else 0
        text = text[:start] + re.sub(rf"(\n  {key})[^#\n]*", rf"\g<1>{value} ", text[start:], count=1)
    kiosk.write_text(text)
    for visit in visits():
        scenario = target / "simulation" / "scenarios" / f"crash-{visit.name}.yaml"
        scenario.write_text(f"title: {{ da: Prøve, en: Trial }}\nperson: hanne\n{visit.devices}\n")
    return target


def walk(box: Box, steps: list[Step]) -> None:
    """Goes through a visit."""
    for wanted, keys in steps:
        box.expect(wanted)
        box.press(keys)
