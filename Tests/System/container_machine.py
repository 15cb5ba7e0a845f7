"""Debian with the box installed, booted in a container whose first console is a pseudo-terminal that the test reads."""

import fcntl
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable
from pathlib import Path

from crash_visits import Step
from emulator_image import CannotTest, mirror, put_programs, run
from hand import Hand
from screen import COLUMNS, ROWS, Screen
from wording import WELCOME

SOURCES = Path(__file__).resolve().parents[2]
FOLDER = SOURCES / ".build-system" / "container"
PACKAGES = "systemd,systemd-sysv,dbus,udev,kbd,console-setup-linux,ncurses-base,ncurses-bin,libsqlite3-0"


class NotSeen(Exception):
    """Something never came."""


class Console:
    """The pseudo-terminal that is the machine's /dev/tty1, and what stands on it."""

    def __init__(self) -> None:
        self.near, self.far = pty.openpty()
        self.path = os.ttyname(self.far)
        self.resize(ROWS, COLUMNS)
        self.screen = Screen()
        self.hand = Hand()
        self.lock = threading.Lock()
        self.written = bytearray()
        threading.Thread(target=self.read, daemon=True).start()

    def resize(self, rows: int, columns: int) -> None:
        """Gives the console another size."""
        fcntl.ioctl(self.near, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self) -> None:
        """Takes what is written; between a hang-up and the next opening nobody is there."""
        while True:
            try:
                data = os.read(self.near, 65536)
            except OSError:
                time.sleep(0.02)
                continue
            with self.lock:
                self.written += data
                self.screen.feed(data)

    @property
    def words(self) -> str:
        """What stands on the screen, blanks made single."""
        with self.lock:
            return self.screen.words

    def clear(self) -> None:
        """Forgets the screen, so that only what is drawn from now on is seen."""
        with self.lock:
            self.screen = Screen()

    def press(self, keys: str) -> None:
        """Types."""
        os.write(self.near, self.hand.ready(keys, self.words).encode())


class Machine:
    """The booted container."""

    def __init__(self, root: Path, console: Console, printer: str) -> None:
        self.root = root
        self.console = console
        self.log = (root.parent / "console.log").open("wb")
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            ["systemd-nspawn", "--quiet", f"--directory={root}", "--boot", "--register=no", "--keep-unit", "--machine=box",
             "--console=pipe", "--kill-signal=SIGRTMIN+4", f"--bind={console.path}:/dev/tty1", f"--bind={printer}:/dev/usb/lp0",
             "--private-network"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True,
        )

    @property
    def leader(self) -> int:
        """The container's first process, as this machine counts."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0])

    def shell(self, command: str, user: str = "root") -> str:
        """What a shell inside says to a command."""
        ended = self.ended(command, user)
        return (ended.stdout + ended.stderr).decode(errors="replace").strip()

    def output(self, command: str) -> bytes:
        """What a command inside writes on its standard output, byte by byte."""
        return self.ended(command, "root").stdout

    def ended(self, command: str, user: str) -> subprocess.CompletedProcess[bytes]:
        """A command inside, run to its end."""
        inside = ["/usr/sbin/runuser", "-u", user, "--", "/bin/sh", "-c", command]
        if user == "root":
            inside = inside[4:]
        return subprocess.run(
            ["nsenter", "-t", str(self.leader), "-m", "-u", "-i", "-n", "-p", "-C", "-r", "-w", "--", *inside],
            capture_output=True, check=False, stdin=subprocess.DEVNULL,
        )

    def exposure(self, unit: str) -> float:
        """How open a unit is by systemd's own score, from 0 to 10."""
        scored = self.shell(f"systemd-analyze security --no-pager {unit}.service").splitlines()[-1]
        return float((re.search(r"service: ([0-9.]+)", scored) or ["", "10"])[1])

    def walk(self, steps: list[Step]) -> str:
        """A whole visit through the keys, to the welcome again; what was never seen, and nothing where all of it was."""
        for number, (wanted, keys) in enumerate([*steps, (WELCOME, "")]):
            # A pseudo-terminal has no font that could be asked for ►, so the box writes > as on any unknown console.
            wanted = wanted.replace("►", ">")
            if until(lambda wanted=wanted: wanted in self.console.words, 60) is None:
                return f"step {number}, never seen: {wanted}; {self.console.words}"
            self.console.press(keys)
        return ""

    def show(self, name: str, unit: str = "kiosk") -> str:
        """A property of a unit."""
        return self.shell(f"systemctl show -p {name} --value {unit}")

    def signal(self, name: str) -> None:
        """Sends a signal to the box's main process."""
        self.shell(f"systemctl kill --signal={name} --kill-who=main kiosk")

    def power_off(self) -> float:
        """Shuts down in order; how many seconds that took."""
        began = time.monotonic()
        os.kill(self.leader, signal.SIGRTMIN + 4)
        self.process.wait(200)
        return time.monotonic() - began

    def end(self) -> None:
        """Whatever became of it, nothing of it is left."""
        if self.process.poll() is None:
            try:
                os.kill(self.leader, signal.SIGKILL)
            except (OSError, IndexError):
                self.process.kill()
            self.process.wait(30)
        self.log.close()


def until(is_so: Callable[[], object], seconds: float) -> float | None:
    """How long it took until something was so; nothing if it never was."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if is_so():
            return time.monotonic() - began
        time.sleep(0.02)
    return None


def seconds(value: float | None) -> str:
    """A time to print."""
    return "never" if value is None else f"{value:.1f} s"


def base() -> Path:
    """Debian without the box, packed; made once."""
    packed = FOLDER / "base.tar"
    made_of = FOLDER / "base.made-of"
    if packed.exists() and made_of.exists() and made_of.read_text() == PACKAGES:
        return packed
    print("making the container's Debian (two minutes, once)", flush=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        run("mmdebstrap", "--variant=minbase", f"--include={PACKAGES}", "--aptopt=Acquire::Check-Valid-Until false",
            "bookworm", packed, *mirror())
    except RuntimeError as error:
        raise CannotTest(f"no Debian can be fetched: {str(error)[-300:]}") from error
    made_of.write_text(PACKAGES)
    return packed


def fresh_root() -> Path:
    """A root folder of Debian without the box."""
    root = FOLDER / "root"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    run("tar", "-x", "-f", base(), "-C", root)
    (root / "etc/hostname").write_text("box\n")
    return root


def inside(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A command on a machine that is not booted, run to its end."""
    return subprocess.run(
        ["systemd-nspawn", "--quiet", f"--directory={root}", "--register=no", "--keep-unit", "--private-network", "--pipe", *command],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )


def need_containers(root: Path) -> None:
    """Refuses on a machine that starts no container, such as inside another one."""
    tried = inside(root, "/bin/true")
    if tried.returncode != 0:
        raise CannotTest(f"no container starts: {tried.stderr.strip()[-300:]}")


def packages() -> list[Path]:
    """The Debian packages with the programs under test, as `make deb` makes them: the box, the simulated world, an authority."""
    built = put_programs(FOLDER / "built")
    run("make", "-s", "-C", SOURCES, "manual", f"static={built}")
    made = run("make", "-s", "-C", SOURCES, "deb", f"static={built}").splitlines()
    return [SOURCES / line for line in made if line.endswith(".deb")]


def dpkg(root: Path, *arguments: str) -> str:
    """Debian's tool on a machine that does not run, and what it says; what a package needs is there already."""
    return run("chroot", root, "env", "DEBIAN_FRONTEND=noninteractive", "dpkg", "--force-depends", *arguments)


def files(root: Path) -> set[str]:
    """Every file and link of a machine, but for what belongs to its run time."""
    found = run("find", root, "-xdev", "(", "-type", "f", "-o", "-type", "l", ")", "-printf", "%P\\n").splitlines()
    return {name for name in found if not name.startswith(("var/lib/dpkg/", "var/log/", "run/", "tmp/", "dev/"))}


def drop_in(root: Path, options: str) -> None:
    """What the box is started with, as an administrator would say it."""
    folder = root / "etc/systemd/system/kiosk.service.d"
    folder.mkdir(exist_ok=True)
    (folder / "options.conf").write_text(f"[Service]\nExecStart=\nExecStart=/usr/bin/pasboks run {options}\n")
