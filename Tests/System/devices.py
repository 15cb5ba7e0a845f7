#!/usr/bin/env python3
"""The drivers of pad and page reader at devices that the kernel drives: Debian's kernel with its own modules, and the emulator's devices on USB.

Nothing of the installation is tried here: the first program that is started is a script that loads the modules and then the driver.
"""

import contextlib
import gzip
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from checks import Checks
from emulator_guest import accelerator
from emulator_image import CannotTest

SOURCES = Path(__file__).resolve().parents[2]
FOLDER = SOURCES / ".build-system" / "devices"
PROGRAM = Path(os.environ.get("PASBOKS_PROGRAMS", SOURCES / ".build-release" / "release")) / "pasboks"
MODULES = ["usb-common", "usbcore", "xhci-hcd", "xhci-pci", "hid", "usbhid", "hid-generic", "wacom", "evdev", "usbserial", "ftdi_sio"]
# ICAO Doc 9303-4, the specimen: as the readers send it.
ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\rL898902C36UTO7408122F1204159ZE184226B<<<<<10\r"
# How long anything in there may take, in seconds: the emulator may have to reckon each instruction.
BOUND = 480.0

SCRIPT = f"""\
#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
cd /modules; for one in {" ".join(MODULES)}; do insmod $one.ko; done
until grep -q Wacom /proc/bus/input/devices && grep -q 'USB Keyboard' /proc/bus/input/devices && test -c /dev/ttyUSB0; do sleep 1; done
event=$(sed -n '/Wacom/,/^$/s/^H:.*\\(event[0-9]*\\).*/\\1/p' /proc/bus/input/devices)
keyboard=$(sed -n '/Translated/,/^$/s/^H:.*\\(event[0-9]*\\).*/\\1/p' /proc/bus/input/devices)
echo "TABLET $event"
pasboks driver pad --socket /tmp/pad --pause 1 /dev/input/$event >/tmp/log 2>&1 &
until grep -q 'is there' /tmp/log; do sleep 1; done
echo WRITE
pasboks driver check --wait 60 /tmp/pad
echo STOP
pasboks driver pad --socket /tmp/second /dev/input/$event >/tmp/second-log 2>&1 &
pasboks driver pad --socket /tmp/third /dev/input/$keyboard >/tmp/third-log 2>&1 &
until test -s /tmp/second-log && test -s /tmp/third-log; do sleep 1; done
sed 's/^/SECOND /' /tmp/second-log; sed 's/^/THIRD /' /tmp/third-log
kill $(pidof -o 1 pasboks | tr ' ' '\\n' | sort -n | tail -n 2) 2>/dev/null
echo UNPLUG
until grep -q 'is gone' /tmp/log; do sleep 1; done
echo PLUG
until test "$(grep -c 'is there' /tmp/log)" -ge 2; do sleep 1; done
kill $(pidof -o 1 pasboks)
reader=$(sed -n '/USB Keyboard/,/^$/s/^H:.*\\(event[0-9]*\\).*/\\1/p' /proc/bus/input/devices)
pasboks driver scanner --socket /tmp/keys /dev/input/$reader >/tmp/keys-log 2>&1 &
until grep -q 'is there' /tmp/keys-log; do sleep 1; done
echo TYPE
pasboks driver check --wait 60 /tmp/keys | sed 's/^/KEYS /'
echo TYPED
pasboks driver scanner --socket /tmp/serial /dev/ttyUSB0 >/tmp/serial-log 2>&1 &
pasboks driver scanner --socket /tmp/no-reader /dev/input/$event >/tmp/no-reader-log 2>&1 &
until grep -q 'is there' /tmp/serial-log && test -s /tmp/no-reader-log; do sleep 1; done
sed 's/^/FOURTH /' /tmp/no-reader-log
echo SEND
pasboks driver check --wait 60 /tmp/serial | sed 's/^/SERIAL /'
echo PULL
until grep -q 'is gone' /tmp/serial-log; do sleep 1; done
echo PUT
until test "$(grep -c 'is there' /tmp/serial-log)" -ge 2; do sleep 1; done
grep -c ERIKSSON /tmp/*log | sed 's/^/LOGS /'
echo OVER
poweroff -f
"""


def processor() -> list[str]:
    """The host's own processor, or one that is reckoned as fast as it goes: nothing here hangs on the time inside."""
    return accelerator() if "kvm" in accelerator() else ["-accel", "tcg,tb-size=512", "-cpu", "max"]


def unpacked(package: str) -> Path:
    """A Debian package's files, fetched once."""
    folder = FOLDER / package
    if not folder.exists():
        fetched = FOLDER / "fetched"
        shutil.rmtree(fetched, ignore_errors=True)
        fetched.mkdir(parents=True)
        if subprocess.run(["apt-get", "-q", "download", package], cwd=fetched, check=False, capture_output=True).returncode != 0:
            raise CannotTest(f"{package} cannot be fetched")
        subprocess.run(["dpkg-deb", "-x", *map(str, fetched.iterdir()), str(folder)], check=True)
    return folder


def kernel() -> str:
    """The package of Debian's present kernel."""
    told = subprocess.run(["apt-cache", "depends", "linux-image-amd64"], check=True, capture_output=True, text=True).stdout
    return next(line.split()[-1] for line in told.splitlines() if "Depends: linux-image" in line)


def initial(linux: Path) -> Path:
    """A file system in memory: the script, the modules, the program with what it is linked to."""
    root = FOLDER / "root"
    shutil.rmtree(root, ignore_errors=True)
    for name in ("bin", "modules", "proc", "sys", "dev", "tmp"):
        (root / name).mkdir(parents=True)
    busybox = unpacked("busybox-static") / "bin" / "busybox"
    shutil.copy(busybox, root / "bin")
    for module in MODULES:
        shutil.copy(next(linux.glob(f"lib/modules/*/kernel/drivers/**/{module}.ko")), root / "modules")
    subprocess.run(["strip", "-o", str(root / "bin" / PROGRAM.name), str(PROGRAM)], check=True)
    linked = subprocess.run(["ldd", str(PROGRAM)], check=False, capture_output=True, text=True).stdout
    for library in {word for word in linked.split() if word.startswith("/")}:
        place = root / library.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(library, place)
    script = root / "init"
    script.write_text(SCRIPT)
    script.chmod(0o755)
    names = "\n".join(str(one.relative_to(root)) for one in sorted(root.rglob("*")))
    packed = subprocess.run([busybox, "cpio", "-o", "-H", "newc"], cwd=root, input=names.encode(), check=True, capture_output=True).stdout
    image = FOLDER / "initrd.gz"
    image.write_bytes(gzip.compress(packed, 1))
    return image


class Machine:
    """A machine with a tablet and two page readers; its lines are kept, and whoever waits for one is woken."""

    def __init__(self, linux: Path, image: Path) -> None:
        monitor = FOLDER / "monitor"
        for place in (monitor, FOLDER / "line"):
            place.unlink(missing_ok=True)
        self.process = subprocess.Popen([
            "qemu-system-x86_64", *processor(), "-machine", "q35", "-m", "1024", "-nodefaults", "-display", "none", "-vga", "std",
            "-no-reboot", "-serial", "stdio", "-kernel", str(next(linux.glob("boot/vmlinuz-*"))), "-initrd", str(image),
            "-append", "console=ttyS0 quiet mitigations=off panic=-1", "-device", "qemu-xhci,id=usb",
            "-device", "usb-wacom-tablet,bus=usb.0,id=tablet", "-device", "usb-kbd,bus=usb.0,id=reader",
            "-chardev", f"socket,id=line,path={FOLDER / 'line'},server=on,wait=off",
            "-device", "usb-serial,bus=usb.0,chardev=line,always-plugged=on,id=serial", "-qmp", f"unix:{monitor},server=on,wait=off",
        ], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        self.lines: list[str] = []
        self.news = threading.Condition()
        threading.Thread(target=self.listen, daemon=True).start()
        self.monitor = self.connected(monitor)
        self.serial = self.connected(FOLDER / "line")
        self.told = self.monitor.makefile("rw")
        self.told.readline()
        self.command("qmp_capabilities")

    @staticmethod
    def connected(place: Path) -> socket.socket:
        """A line to one of the emulator's sockets, as soon as it is there."""
        end = time.monotonic() + BOUND
        line = socket.socket(socket.AF_UNIX)
        while True:
            try:
                line.connect(str(place))
                return line
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    def listen(self) -> None:
        """Keeps every line of the serial console."""
        assert self.process.stdout
        for line in self.process.stdout:
            with self.news:
                self.lines.append(line.strip())
                self.news.notify_all()

    def command(self, name: str, **arguments: object) -> None:
        """Tells the emulator something."""
        self.told.write(json.dumps({"execute": name, "arguments": arguments}) + "\n")
        self.told.flush()
        while not {"return", "error"} & json.loads(self.told.readline()).keys():
            pass

    def wait(self, beginning: str) -> bool:
        """Whether a line came that begins so."""
        with self.news:
            return self.news.wait_for(lambda: any(line.startswith(beginning) for line in self.lines), BOUND)

    def after(self, beginning: str) -> list[str]:
        """The lines that begin so, without it."""
        with self.news:
            return [line.removeprefix(beginning) for line in self.lines if line.startswith(beginning)]

    def write(self) -> None:
        """Somebody signs and puts the pen down."""
        for step in range(40):
            places = [("x", 3000 + 500 * step), ("y", 8000 + 3000 * (step % 3))]
            events: list[dict[str, object]] = [{"type": "abs", "data": {"axis": axis, "value": value}} for axis, value in places]
            if step == 0:
                events.append({"type": "btn", "data": {"button": "left", "down": True}})
            self.command("input-send-event", events=events)
            time.sleep(0.02)
        self.command("input-send-event", events=[{"type": "btn", "data": {"button": "left", "down": False}}])


    def type_zone(self) -> None:
        """The reader that is a keyboard has a page laid down."""
        named = {"<": ["shift", "comma"], "\r": ["ret"]}
        for character in ZONE:
            keys = named.get(character) or (["shift", character.lower()] if character.isalpha() else [character])
            down = [{"type": "key", "data": {"down": True, "key": {"type": "qcode", "data": key}}} for key in keys]
            up = [{"type": "key", "data": {"down": False, "key": {"type": "qcode", "data": key}}} for key in reversed(keys)]
            for events in (down, up):
                self.command("input-send-event", events=events)
                # The emulated keyboard keeps sixteen keys that were not fetched yet.
                time.sleep(0.02)

    def send_zone(self) -> None:
        """The reader on a serial line has a page laid down."""
        self.serial.sendall(ZONE.encode())


@contextlib.contextmanager
def machine(linux: Path, image: Path) -> Iterator[Machine]:
    """A machine that is switched off at the end."""
    one = Machine(linux, image)
    try:
        yield one
    finally:
        one.process.kill()
        one.process.wait()


def main() -> int:
    """Tries it all."""
    check = Checks()
    try:
        if not PROGRAM.exists():
            raise CannotTest(f"{PROGRAM} is not there: make release")
        linux = unpacked(kernel())
        image = initial(linux)
    except CannotTest as fault:
        print(f"devices: {fault}", file=sys.stderr)
        return CannotTest.EXIT
    with machine(linux, image) as one:
        check("the kernel has a tablet", one.wait("TABLET event"), "\n".join(one.lines[-8:]) if not one.after("TABLET ") else one.after("TABLET "))
        check("the driver takes it", one.wait("WRITE"))
        while not one.after("STOP") and not one.after("all ") and not one.after("BROKEN") and one.process.poll() is None:
            one.write()
            # The driver's pause, and as long again for a machine that is slow.
            time.sleep(4)
        told = [line for line in one.lines if line.startswith(("ok ", "BROKEN", "left out"))]
        for line in told:
            check(f"driver check: {line}", line.startswith("ok "))
        check("a signature was read", any("command readSignature: a signature" in line for line in told))
        check("after it was tried out it is there at once", any(line.endswith("test: online") for line in told))
        check("nobody else can listen", one.wait("SECOND") and "cannot be opened" in one.after("SECOND ")[0], one.after("SECOND "))
        check("a keyboard is no pad", one.wait("THIRD") and "no pen tablet" in one.after("THIRD ")[0], one.after("THIRD "))
        one.wait("UNPLUG")
        one.command("device_del", id="tablet")
        check("a pad that is pulled out is told", one.wait("PLUG"))
        one.command("device_add", driver="usb-wacom-tablet", bus="usb.0", id="tablet")
        check("one that is plugged in again is found", one.wait("TYPE"))
        read(one, check, "KEYS ", one.type_zone, "TYPED")
        one.wait("SEND")
        check("a tablet is no page reader", one.wait("FOURTH") and "types no letters" in one.after("FOURTH ")[0], one.after("FOURTH "))
        read(one, check, "SERIAL ", one.send_zone, "PULL")
        one.command("device_del", id="serial")
        check("a reader that is pulled out is told", one.wait("PUT"))
        one.command("device_add", driver="usb-serial", bus="usb.0", chardev="line", id="serial", **{"always-plugged": True})
        check("one that is plugged in again is found", one.wait("OVER"))
        check("nobody's name is in a log", all(line.endswith(":0") for line in one.after("LOGS ")), one.after("LOGS "))
    return check.closing("devices")


def read(one: Machine, check: Checks, beginning: str, lay: Callable[[], None], end: str) -> None:
    """Lays pages down until the driver's examination is over, and tells what came of it."""
    while not one.after(end) and one.process.poll() is None:
        lay()
        # As long as the driver waits for the end of a reading, and as long again for a machine that is slow.
        time.sleep(1)
    told = one.after(beginning)
    for line in told:
        if line.startswith(("ok ", "BROKEN", "left out")):
            check(f"driver check: {line}", line.startswith("ok "))
    check("a page was read", any("command readDocument: a page" in line for line in told), told)


if __name__ == "__main__":
    sys.exit(main())
