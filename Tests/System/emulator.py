#!/usr/bin/env python3
"""Keys that break out of a console, pressed in an emulator on two machines with the same box.

`stock` has Debian's own console: there each key must do what it is known to do, or this test could not see it. On `hardened`, as
`make install` leaves a machine, none may do anything, and the font must have what the box draws. Then its data disk is made full
and read-only under it, and pictures are looked for on its screen. `emulator.py keys`, `emulator.py disk` and `emulator.py pixels` do one
part alone; `emulator.py pictures` tries nothing, and photographs the screens of a visit.
"""

import sys
import time
from dataclasses import dataclass

from checks import Checks
from emulator_disk import disk_checks
from emulator_font import font_checks
from emulator_guest import BOUND, QUIET, Ended, Guest, NotSeen
from emulator_image import CannotTest, box_image, need
from emulator_pictures import take_pictures
from emulator_pixels import pixel_checks
from wording import WELCOME, wording

AFTER_A_KEY = wording("languageChoice.heading")
STOCK_LINE = "console=tty0 quiet systemd.show_status=no"
# How long the stock machine may take to show what a key does to it, in seconds.
PATIENCE = 45.0


@dataclass(frozen=True)
class Key:
    """A combination in the emulator's names, how often it is pressed, and what it does to a stock machine."""

    combination: str
    stock: str = ""
    times: int = 1

    @property
    def name(self) -> str:
        return self.combination + (f" ×{self.times}" if self.times > 1 else "")


LOGIN = "another console comes to the front"
RESET = "the machine begins anew"
KILLED = "the box is killed"
FROZEN = "the box no longer answers"
KEYS = [
    Key("alt-f2", LOGIN), Key("ctrl-alt-f2", LOGIN), Key("alt-right", LOGIN), Key("alt-left", LOGIN),
    Key("ctrl-alt-delete", RESET), Key("ctrl-alt-delete", RESET, 10), Key("alt-sysrq-b", RESET),
    Key("alt-sysrq-k", KILLED), Key("scroll_lock", FROZEN),
    Key("ctrl-c"), Key("ctrl-z"), Key("ctrl-backslash"), Key("ctrl-s"), Key("ctrl-q"), Key("ctrl-d"),
    Key("alt-up"), Key("alt-print"), Key("print"), Key("ctrl-scroll_lock"), Key("alt-scroll_lock"),
    Key("shift-scroll_lock"), Key("alt-sysrq-h"), Key("alt-sysrq-r"), Key("shift-pgup"), Key("pause"), Key("caps_lock"),
]


def life(guest: Guest) -> str:
    """The console in front, the box's process, and how often it was started anew."""
    return guest.sh("cat /sys/class/tty/tty0/active; systemctl show -p MainPID -p NRestarts --value kiosk").replace("\n", " ")


def outcome(guest: Guest, key: Key, before: str, patience: float, wanted: str = "") -> tuple[str, float]:
    """Presses a key at the welcome screen and waits for what comes of it, at most this long; nothing, or what it did, and when."""
    guest.go_back("welcome")
    start = time.monotonic()
    try:
        guest.press(key.combination, key.times)
        while True:
            now = life(guest)
            did = LOGIN if now.split()[0] != before.split()[0] else KILLED if now != before else ""
            # On its way down a machine ends the box and changes the console.
            if did and wanted != RESET:
                return did, time.monotonic() - start
            if time.monotonic() - start > patience:
                break
            time.sleep(0.2)
        # Some of these keys are keys to the box too, and have ended the welcome already.
        end = time.monotonic() + (PATIENCE if wanted == FROZEN else BOUND)
        while AFTER_A_KEY not in (words := guest.words()):
            if time.monotonic() > end:
                return FROZEN, time.monotonic() - start
            if WELCOME in words:
                guest.press("ret")
            time.sleep(1)
        return "", time.monotonic() - start
    except Ended:
        return RESET, time.monotonic() - start


def expected(key: Key, did: str) -> bool:
    """Whether a stock machine broke as it is known to: a frozen box may be killed meanwhile, and with either the machine may begin anew."""
    return did == key.stock or (did != "" and key.stock in (FROZEN, KILLED))


def begin(guest: Guest) -> str:
    """Waits for the welcome screen and keeps that moment; what the box's life is then."""
    seconds = guest.wait_until_up(WELCOME)
    print(f"       {guest.name}: welcome {seconds:.0f} s after its power came", flush=True)
    guest.picture("welcome")
    guest.keep("welcome")
    return life(guest)


def try_stock(check: Checks) -> dict[str, float]:
    """The negative control; how long each key took to break the machine."""
    took: dict[str, float] = {}
    with Guest(box_image("stock", "--language en"), STOCK_LINE) as guest:
        before = begin(guest)
        for key in KEYS:
            if not key.stock:
                continue
            wait = 2.0 if key.stock == FROZEN else PATIENCE
            did, seconds = outcome(guest, key, before, wait, key.stock)
            took[key.name] = seconds
            check(f"stock, {key.name}", expected(key, did), did or "nothing happened, so this test sees nothing")
    return took


def try_hardened(check: Checks, took: dict[str, float]) -> None:
    """No key does anything, for twice as long as the stock machine took to break."""
    with Guest(box_image("hardened", "--language en"), QUIET) as guest:
        before = begin(guest)
        for key in KEYS:
            did, _ = outcome(guest, key, before, min(BOUND, max(2.0, 2 * took.get(key.name, 0.0))))
            check(f"hardened, {key.name}", not did, did or "nothing; the box goes on")
        guest.go_back("welcome")
        guest.command("system_powerdown")
        time.sleep(3)
        check("hardened, power button", not guest.has_ended and life(guest) == before)
        guest.go_back("welcome")
        for what, is_well, told in font_checks(guest):
            check(f"hardened, {what}", is_well, told)


def main() -> int:
    check = Checks()
    try:
        need("qemu-system-x86_64", "qemu-img", "mmdebstrap", "mke2fs")
        parts = sys.argv[1:] or ["keys", "disk", "pixels"]
        if "keys" in parts:
            try_hardened(check, try_stock(check))
        if "disk" in parts:
            disk_checks(check)
        if "pixels" in parts:
            pixel_checks(check)
        if "pictures" in parts:
            take_pictures()
    except CannotTest as reason:
        print(f"emulator: this machine cannot do it: {reason}", file=sys.stderr)
        return CannotTest.EXIT
    except (NotSeen, Ended, RuntimeError) as fault:
        check("the test goes to its end", False, str(fault))
    return check.closing("emulator")


if __name__ == "__main__":
    sys.exit(main())
