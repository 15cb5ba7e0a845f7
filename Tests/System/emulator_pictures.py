"""The installed console's screens in one whole visit, photographed for people to look at: `emulator.py pictures` tries nothing."""

from pathlib import Path

from crash_visits import (
    BEGIN,
    COME,
    GIVE,
    GO,
    HEIGHT,
    IDENTIFY,
    OFFICER,
    PAY,
    REASON,
    REST,
    SAME,
    Step,
)
from emulator_guest import QUIET, Guest
from emulator_image import box_image
from wording import WELCOME, wording

CHOICE, _, RIGHT, _, _, SIGNATURE = (seen for seen, _ in GIVE)
REVIEW, CALLED = REST[-1][0], COME[0][0]
TO_STAFF: list[Step] = [(WELCOME, "*"), (wording("help.heading"), "9"), *OFFICER]
LIVE = "photo"
# What a picture is called, the way from the one before, and what stands there then.
PICTURES: list[tuple[str, list[Step], str]] = [
    ("welcome", [], WELCOME),
    (LIVE, [*BEGIN, *REASON, *IDENTIFY], wording("photoAdvice.tooFar")),
    ("choice", [], CHOICE),
    ("print", GIVE[:2], RIGHT),
    ("signature", GIVE[2:5], SIGNATURE),
    ("review", [GIVE[5], HEIGHT, *REST[-4:-1]], REVIEW),
    ("called", REST[-1:], CALLED),
    ("attestation", COME, SAME),
    ("payment", [(SAME, "1")], PAY[0][0]),
    ("receipt", PAY, GO[0][0]),
    ("farewell", GO[:1], GO[1][0]),
    ("box", [GO[1], *TO_STAFF], wording("attendance.boxHeading")),
    ("closed", [(wording("attendance.boxOut"), "1"), (wording("attendance.outHeading"), "2")], wording("closed.staff")),
]


def settled_picture(guest: Guest, name: str) -> Path:
    """The screen once nothing moves on it any more; of a live picture, which always does, as it is."""
    before = b""
    while True:
        guest.sh("sleep 1")
        path = guest.picture(name)
        if name == LIVE or before == (before := path.read_bytes()):
            return path.with_suffix(".png")


def take_pictures() -> None:
    """A visit at a person's pace, and the box taken out of service after it."""
    with Guest(box_image("hardened", "--language en", "console"), QUIET) as guest:
        guest.wait_until_up(WELCOME)
        for name, way, goal in PICTURES:
            guest.walk(way)
            guest.expect(goal)
            print(settled_picture(guest, name), flush=True)
