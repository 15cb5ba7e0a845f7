"""Whole visits at the box, and a live picture that stays, driven by keys as a citizen would press them."""

import re
import shutil
from pathlib import Path

import measures
import processes
from measures import Samples
from programs import ROOT, box, wording
from session import MILLISECONDS, Session

# How long a key must be quiet in the visits' configuration, in seconds: the least that there is. People take longer.
QUIET = 0.1
# The officer of a demonstration, whose number and PIN the box itself shows.
OFFICER, PIN = "20", "246810"
# From welcome to welcome: what is waited for, and the keys then; the CPR number is read from the screen.
TO_PHOTO = [
    ("welcome.pressAnyKey", "\r"),
    ("languageChoice.heading", "1"),
    ("privacy.heading", "1"),
    ("start.heading", "\r"),
    ("groundsChoice.heading", "1"),
    ("identity.heading", "CPR\r"),
]
FROM_PHOTO = [
    ("photo.choosingHeading", "\r"),
    ("fingerprints.start", "\r"),
    ("fingerprints.shownNext", "\r"),
    ("fingerprints.start", "\r"),
    ("fingerprints.shownNext", "\r"),
    ("signature.shownHeading", "\r"),
    ("details.heightHeading", "168\r"),
    ("details.mobileHeading", "\r"),
    ("details.placeHeading", "1"),
    ("review.heading", "\r"),
    ("attestation.staffLogIn", "9"),
    ("logIn.number", f"{OFFICER}\r"),
    ("logIn.pin", f"{PIN}\r"),
    ("attendance.attestHeading", "1"),
    ("payment.heading", "\r"),
    ("receipt.finish", "\r"),
    ("farewell.completedHeading", "\r"),
]


def configuration(folder: Path) -> Path:
    """The shipped one, with hasty keys, and a citizen who moves before the camera for a minute and never sits right."""
    copy = folder / "Config"
    shutil.copytree(ROOT / "Config", copy)
    kiosk = copy / "kiosk.yaml"
    text = kiosk.read_text(encoding="utf-8")
    kiosk.write_text(re.sub(r"(?m)^(  quiet:) \S+ \S+", rf"\1 {QUIET * 1000:.0f} ms", text, count=1), encoding="utf-8")
    places = "".join(f"  - {{ headHeight: 0.5, offsetX: {0.02 * (place % 5):.2f}, seconds: 0.5 }}\n" for place in range(120))
    scenario = f"title: {{ da: Sidder uroligt, en: Sits restlessly }}\nperson: hanne\nlive:\n{places}"
    (copy / "simulation/scenarios/restless.yaml").write_text(scenario, encoding="utf-8")
    return copy


# Where any key goes on, also one that means nothing elsewhere.
ANY_KEY = ("welcome.pressAnyKey", "farewell.completedHeading")


def press(session: Session, keys: str, *, any_key: bool = False) -> None:
    """Keys one by one, none again before it counts; another one that means nothing comes between, as when a hand has left the key."""
    session.rest(QUIET)
    if keys == "CPR\r":
        shown = re.search(r"\b(\d{6}) ?(\d{4})\b", session.screen.words)
        keys = f"{shown[1] + shown[2] if shown else ''}\r"
    for key in keys:
        session.rest(QUIET + 0.05)
        if key == "\r" and not any_key:
            session.type("x")
        session.type(key)


def follow(session: Session, steps: list[tuple[str, str]], limit: float) -> None:
    """Goes through steps of a visit."""
    for words, keys in steps:
        wait(session, words, limit)
        press(session, keys, any_key=words in ANY_KEY)


def wait(session: Session, words: str, limit: float) -> None:
    """Until the words of a text stand there, which may be by now."""
    session.wait(wording(words), limit=limit)


def memory_of_visits(program: Path, folder: Path, count: int, samples: Samples, name: str) -> None:
    """Memory at the welcome on a new store, and after so many visits."""
    there = box(program, folder / "visits", name, configuration(folder))
    with Session(there.command, folder) as session:
        wait(session, "welcome.pressAnyKey", 20)
        session.rest(0.5)
        samples.add(measures.NEW_MEMORY, name, measures.mebibytes(session))
        for _ in range(count):
            follow(session, TO_PHOTO + FROM_PHOTO, 20)
        wait(session, "welcome.pressAnyKey", 20)
        session.rest(0.5)
        samples.add(measures.VISITS_MEMORY, name, measures.mebibytes(session))


def live_picture(program: Path, folder: Path, seconds: int, samples: Samples, name: str) -> None:
    """What a live picture costs at the pace of life, second by second."""
    there = box(program, folder / "live", name, folder / "Config", "--pace", "1", "--scenario", "restless")
    with Session(there.command, folder) as session:
        follow(session, TO_PHOTO, 60)
        wait(session, "photo.heading", 60)
        session.rest(2)
        for _ in range(seconds):
            cpu, count = processes.cpu(session.process), session.count
            session.rest(1)
            samples.add(measures.LIVE_CPU, name, (processes.cpu(session.process) - cpu) / MILLISECONDS / 10)
            samples.add(measures.LIVE_BYTES, name, (session.count - count) / 1000)
