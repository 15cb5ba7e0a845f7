"""A data disk that is full or read-only, under the real box in the emulator: no money is taken, and it comes back by itself."""

import time

from checks import Checks
from crash_visits import GO, HOME, PAY, USUAL
from emulator_guest import QUIET, Guest, NotSeen
from emulator_image import FOLDER, STATE, box_image, data_disk
from wording import WELCOME, wording

PRICE = PAY[0][0]
# What a citizen reads when nothing can be stored, in a visit and before one.
CANNOT_SAVE = (wording("farewell.interruptedHeading"), wording("closed.storage"), "ude af drift")
FILL = (
    f"dd if=/dev/zero of={STATE}/filler bs=64k status=none 2>/dev/null; "
    f"dd if=/dev/zero of={STATE}/filler2 bs=512 status=none 2>/dev/null; sync; df --output=avail {STATE} | tail -1"
)
FREE = f"rm -f {STATE}/filler {STATE}/filler2; sync"
READ_ONLY = f"echo u >/proc/sysrq-trigger; sleep 1; findmnt -no OPTIONS {STATE} | cut -d, -f1"
WRITABLE = f"mount -o remount,rw /; mount -o remount,rw {STATE}; findmnt -no OPTIONS {STATE} | cut -d, -f1"


def money(guest: Guest) -> list[str]:
    """The state of every payment in the store."""
    query = "SELECT state FROM payments ORDER BY caseNumber, attempt"
    return guest.sh(f'sqlite3 -readonly {STATE}/pasboks.sqlite "{query}"').split()


def comes_back(check: Checks, guest: Guest, what: str) -> None:
    """Waits for the welcome screen, which nobody asks for."""
    start = time.monotonic()
    try:
        guest.expect(WELCOME, seconds=300)
        check(f"{what}: the box is back by itself", True, f"{time.monotonic() - start:.0f} s")
    except NotSeen as fault:
        check(f"{what}: the box is back by itself", False, str(fault))


def told(check: Checks, guest: Guest, what: str) -> None:
    """Waits for the page that says it, kindly."""
    try:
        check(f"{what}: people are told", True, guest.expect(*CANNOT_SAVE))
    except NotSeen as fault:
        check(f"{what}: people are told", False, str(fault))
    guest.picture(what.replace(" ", "-"))


def nothing_taken(check: Checks, guest: Guest, what: str, before: list[str]) -> None:
    """No payment that was not there before has taken money."""
    states = money(guest)
    taken = [state for state in states[len(before):] if state not in ("notTaken", "reversed")]
    check(f"{what}: no money is taken", not taken, " ".join(states))


def disk_checks(check: Checks) -> None:
    """Full in a visit, full at the start, read-only in a visit; between them a visit on a healthy disk, which must take money."""
    disk = data_disk(FOLDER / "small.img", 96)
    drive = ["-drive", f"file={disk},format=raw,if=virtio,cache=unsafe"]
    with Guest(box_image("hardened", "--language en --pace 0.2", "disk"), f"{QUIET} pasboks.data", drive) as guest:
        guest.wait_until_up(WELCOME)
        # A store that is new has no room of its own to write in; after a visit it has, and may take another on a full disk.
        guest.walk(USUAL)
        guest.expect(PRICE)
        before = money(guest)
        check("full disk", guest.sh(FILL).strip() == "0")
        guest.type(PAY[-1][1])
        told(check, guest, "full disk in a visit")
        nothing_taken(check, guest, "full disk in a visit", before)
        guest.sh(FREE)
        comes_back(check, guest, "full disk in a visit")

        guest.walk([*USUAL, *PAY, *GO, *HOME])
        check("healthy disk: money is taken", money(guest)[-1:] == ["captured"], " ".join(money(guest)))

        # Without a store: one that has taken a visit opens on a full disk too.
        guest.sh(f"systemctl stop kiosk; rm -rf {STATE}/*; {FILL}")
        guest.sh("systemctl start --no-block kiosk")
        told(check, guest, "full disk at the start")
        guest.sh(FREE)
        comes_back(check, guest, "full disk at the start")

        guest.walk(USUAL)
        guest.expect(PRICE)
        before = money(guest)
        check("read-only disk", guest.sh(READ_ONLY).strip() == "ro")
        guest.type(PAY[-1][1])
        told(check, guest, "read-only disk in a visit")
        nothing_taken(check, guest, "read-only disk in a visit", before)
        check("disk to be written again", guest.sh(WRITABLE).strip() == "rw")
        comes_back(check, guest, "read-only disk in a visit")

        guest.walk([*USUAL, *PAY, *GO, *HOME])
        states = money(guest)
        check("afterwards: money is taken again", states[-1:] == ["captured"], " ".join(states))
    disk.unlink()
