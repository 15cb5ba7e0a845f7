"""Pictures by their own pixels on the console, seen from the picture on the screen: where they stand, and that they go."""

import base64
import re
import time

from checks import Checks
from crash_visits import BEGIN, IDENTIFY, REASON, STOP
from emulator_font import Picture, Pixel
from emulator_guest import BOUND, QUIET, Guest, NotSeen
from emulator_image import SOURCES, box_image
from wording import WELCOME, wording

CHOICE = wording("photo.choosingHeading")
LANGUAGE, HELP, LARGER = wording("languageChoice.heading"), wording("help.heading"), wording("help.largeLetters")
# A photograph has more colours than any palette; a picture of one or two is none.
MANY = 500
# How long a page may stay after its key, in seconds, before the key is pressed again.
AGAIN = 12.0
DROP_IN = "/run/systemd/system/kiosk.service.d/test.conf"
# How the box says how it shows pictures, in its journal.
HOW = "journalctl --namespace=pasboks -b -o cat | grep 'pictures are shown' | tail -1"
DEAD = "systemctl show -p MainPID -p SubState --value kiosk | tr '\\n' ' '"


def palette(theme: str) -> set[Pixel]:
    """A theme's 16 colours, as the source lists them."""
    source = (SOURCES / "Sources/Screens/Grid/ConsolePalette.swift").read_text()
    found = re.search(rf"static let {theme} = ConsolePalette\(\[(.*?)\]\)", source, re.DOTALL)
    assert found
    values = [int(one, 16) for one in re.findall(r"0x([0-9A-F]{6})", found[1])]
    return {(value >> 16, value >> 8 & 255, value & 255) for value in values}


class Seen:
    """What stands on the screen: which cells the console's own memory has as a picture's, and every cell's colours."""

    def __init__(self, guest: Guest, name: str) -> None:
        raw = base64.b64decode(guest.sh("base64 -w0 /dev/vcsa1"))
        self.rows, self.columns = raw[0], raw[1]
        self.picture = picture = Picture(guest.picture(name), self.rows, self.columns)
        self.own: set[Pixel] = set()
        self.rest: set[Pixel] = set()
        self.cells: set[tuple[int, int]] = set()
        for row in range(self.rows):
            for column in range(self.columns):
                at = 4 + 2 * (row * self.columns + column)
                word = raw[at] | raw[at + 1] << 8
                # With 512 shapes one bit more is the character's. No text has its ground's colour: that is a picture's cell.
                is_own = word >> 9 & 15 == word >> 13 & 7
                if is_own:
                    self.cells.add((row, column))
                colours = self.own if is_own else self.rest
                for line in picture.cell(row, column):
                    colours.update(line)


def is_doubled(seen: Seen) -> bool:
    """Whether each point of what half as many cells could show stands there four times."""
    picture = seen.picture
    width, height = seen.columns // 2 * 2 * picture.cell_width, seen.rows // 2 * 2 * picture.cell_height
    lines = [picture.pixels[3 * picture.width * y:3 * (picture.width * y + width)] for y in range(height)]
    return all(upper == lower for upper, lower in zip(lines[::2], lines[1::2])) and all(
        line[at:at + 3] == line[at + 3:at + 6] for line in lines[::2] for at in range(0, 3 * width, 6)
    )


def enlarge(check: Checks, guest: Guest, own: set[Pixel]) -> None:
    """Letters twice as large from Help, and the usual ones again for the next visitor."""
    go(guest, [(WELCOME, "\r"), (LANGUAGE, "*"), (HELP, "0")], LARGER)
    usual = Seen(guest, "pixels-usual")
    check("usual letters are not doubled", not is_doubled(usual))
    guest.type(guest.hand.ready("2", guest.words()))
    time.sleep(3)
    seen = Seen(guest, "pixels-large")
    check("large letters fill the screen", len(seen.cells) > 0.9 * seen.rows * seen.columns, f"{len(seen.cells)} cells")
    check("they have the theme's own colours", seen.own <= own and len(seen.own) > 2, str(sorted(seen.own - own)[:8]))
    check("each of their points is four", is_doubled(seen))
    # Nothing of it can be read: each key is pressed once the page before has surely come.
    for key in "--/1":
        guest.type(key)
        time.sleep(3)
    guest.expect(WELCOME)
    time.sleep(1)
    check("the next visitor has the usual ones", not Seen(guest, "pixels-after").cells)


def go(guest: Guest, steps: list[tuple[str, str]], goal: str) -> None:
    """Walks to a page; on a busy machine the box may take a key for one that is only held, and it is pressed again."""
    pressed, since, end = "", 0.0, time.monotonic() + BOUND
    while goal not in (words := guest.words()):
        found = next(((seen, keys) for seen, keys in reversed(steps) if seen in words), None)
        if found and found[0] != pressed:
            pressed, since = found[0], time.monotonic()
            guest.type(guest.hand.ready(found[1], words))
        elif found and time.monotonic() - since > AGAIN:
            since = time.monotonic()
            guest.type(f"x{found[1][-1]}")
        if time.monotonic() > end:
            raise NotSeen(f"never seen: {goal}\n{guest.screen().strip()}")
        time.sleep(0.3)


def kill(check: Checks, guest: Guest, signal: str) -> None:
    """A box that dies with pictures on its screen leaves none, before it is started again."""
    guest.go_back("choice")
    guest.sh(f"mkdir -p $(dirname {DROP_IN}); printf '[Service]\\nRestartSec=600\\n' >{DROP_IN}; systemctl daemon-reload")
    guest.sh(f"kill -{signal} $(systemctl show -p MainPID --value kiosk)")
    guest.until(DEAD, "0 auto-restart ")
    seen = Seen(guest, f"pixels-{signal.lower()}")
    colours = seen.own | seen.rest
    check(f"after SIG{signal} nothing of a picture stands there", len(colours) <= 2, str(sorted(colours)[:8]))


def pixel_checks(check: Checks) -> None:
    """A choice of three photographs, then the ways a screen with them can end."""
    own = palette("light")
    # Letters twice as large have room here, and have none on 1280 x 800.
    with Guest(box_image("hardened", "--language en --pace 0.2", "pixels"), QUIET, pixels=(1920, 1080)) as guest:
        guest.wait_until_up(WELCOME)
        check("the box shows pictures by pixels", "by their own pixels" in guest.sh(HOW), guest.sh(HOW))
        welcome = Seen(guest, "pixels-welcome")
        check("the welcome has the theme's own colours", welcome.rest <= own, str(sorted(welcome.rest - own)[:8]))
        check("the welcome has no picture", not welcome.cells)
        enlarge(check, guest, own)
        go(guest, [*BEGIN, *REASON, *IDENTIFY], CHOICE)
        time.sleep(1)
        seen = Seen(guest, "pixels-choice")
        check("photographs stand in their cells", len(seen.own) > MANY, f"{len(seen.cells)} cells, {len(seen.own)} colours")
        check("the text beside them stands", seen.rest <= own and len(seen.rest) > 2, str(sorted(seen.rest - own)[:8]))
        guest.keep("choice")

        go(guest, [(CHOICE, "\x1b"), *STOP], WELCOME)
        time.sleep(1)
        seen = Seen(guest, "pixels-ended")
        check("after a visit nothing of a picture stands there", not seen.cells and seen.rest <= own, str(sorted(seen.rest - own)[:8]))

        kill(check, guest, "SEGV")
        kill(check, guest, "KILL")

        guest.go_back("choice")
        guest.sh("systemctl stop kiosk")
        seen = Seen(guest, "pixels-stopped")
        check("a box that was stopped leaves nothing", len(seen.own | seen.rest) <= 2, str(sorted(seen.own | seen.rest)[:8]))
        # Without the device the box starts all the same.
        guest.sh(f"mkdir -p $(dirname {DROP_IN}); printf '[Service]\\nBindPaths=\\n' >{DROP_IN}; systemctl daemon-reload; systemctl start kiosk")
        guest.expect(WELCOME)
        check("without the device pictures are drawn in characters", "in 16 colours" in guest.sh(HOW), guest.sh(HOW))
