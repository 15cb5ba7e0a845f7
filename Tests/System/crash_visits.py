"""The visits that are interrupted: what happens at each, and the keys somebody presses on the way."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from crash_box import Box
from wording import WELCOME, wording

# What must be seen, then what is pressed.
Step = tuple[str, str]

OFFICER: list[Step] = [(f"{wording('logIn.number')} [", "20\r"), (f"► {wording('logIn.pin')}", "246810\r")]
BEGIN: list[Step] = [
    (WELCOME, "\r"),
    (wording("languageChoice.heading"), "1"),
    (wording("privacy.heading"), "1"),
    (wording("start.heading"), "\r"),
]
REASON: list[Step] = [(wording("groundsChoice.heading"), "1")]
IDENTIFY: list[Step] = [(wording("identity.heading"), "0610850166\r")]


def finger(name: str) -> list[Step]:
    """A finger on the reader, and its print."""
    said = wording(f"fingers.{name}")
    return [(wording("fingerprints.heading", finger=said), "\r"), (wording("fingerprints.shownHeading", finger=said), "\r")]


GIVE: list[Step] = [
    (wording("photo.choosingHeading"), "\r"),
    *finger("rightIndex"),
    *finger("leftIndex"),
    (wording("signature.shownHeading"), "\r"),
]
HEIGHT: Step = (wording("details.heightHeading"), "168\r")
REST: list[Step] = [
    *GIVE,
    HEIGHT,
    (wording("details.mobileHeading"), "20416358\r"),
    (wording("details.noticeHeading"), "1"),
    (wording("details.placeHeading"), "1"),
    (wording("review.heading"), "\r"),
]
COME: list[Step] = [(wording("attestation.why"), "9"), *OFFICER]
SAME = wording("attendance.attestHeading")
ATTEST: list[Step] = [*COME, (SAME, "1")]
PAY: list[Step] = [(wording("payment.heading"), "\r")]
AGAIN: list[Step] = [(wording("payment.refusedHeading"), "\r")]
DONE: Step = (wording("receipt.finish"), "\r")
GO: list[Step] = [DONE, (wording("farewell.completedHeading"), "\r")]
HOME: list[Step] = [(WELCOME, "")]
STOP: list[Step] = [(wording("stop.heading"), "1"), (wording("farewell.stoppedHeading"), "\r")]
CALLED = wording("callingStaff.heading")
# What may stand on a box that somebody left: the welcome, or that a passport lies there still.
LEFT = wording("closed.headingDocument")
RESTING = (WELCOME, LEFT)

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
            [*USUAL, *PAY, DONE, (wording("farewell.moneyHeading"), "\r"), *HOME], is_line_dead=True,
        ),
        Visit("refused", "payments: [{ course: cardRefused }, {}]", [*USUAL, *PAY, *AGAIN, *GO, *HOME]),
        Visit("never-arrived", "payments: [{ losesRequest: true }, {}]", [*USUAL, *PAY, *AGAIN, *GO, *HOME]),
        Visit(
            "wrong-amount", "payments: [{ takesInstead: 89 }, {}]",
            [*USUAL, *PAY, (CALLED, "9"), *OFFICER, (wording("flags.paymentRefused"), "1"),
             (wording("attendance.learnedHeading"), "2"), *PAY, *GO, *HOME],
        ),
        Visit(
            "free-by-exception", "",
            [*BEGIN, (wording("groundsChoice.heading"), "7"), (wording("ready.heading"), "\r"), (CALLED, "9"), *OFFICER,
             (wording("flags.authorityError"), "1"), (wording("attendance.sureHeading"), "2"), *IDENTIFY, *REST, *ATTEST,
             *GO, *HOME],
        ),
        Visit(
            "parked", "",
            [*TO_REVIEW, *COME, (SAME, "3"), (wording("attendance.why"), "2"), DONE,
             (wording("farewell.parkedHeading"), "\r"), *HOME],
        ),
        Visit(
            "passport-left", "documents: [{ leftBehind: true }]",
            [*BEGIN, *REASON, *IDENTIFY, (wording("document.removingHeading"), ""), (CALLED, "/"),
             *STOP, (LEFT, "")],
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
