"""A machine in the emulator: its keyboard, its screen, a shell inside it, and snapshots to go back to."""

import base64
import json
import os
import select
import shutil
import socket
import struct
import subprocess
import threading
import time
from pathlib import Path
from typing import Self

from emulator_image import FOLDER, SHELL_PORT
from hand import LOOKING, Hand
from screen import plain

# How long anything may take in an emulator without hardware help before it is held for missing, in seconds.
BOUND = 600.0
QUIET = "quiet loglevel=0 systemd.show_status=no consoleblank=0"
TROUBLE = "systemctl status --no-pager -l -n 0 kiosk; systemctl --failed --no-pager; journalctl --no-pager -b -n 12 --namespace='*' -o cat"
KEY_NAMES = {"\r": "ret", "\x1b": "esc", " ": "spc", "*": "kp_multiply", "-": "kp_subtract", "/": "kp_divide", "+": "kp_add"}


class NotSeen(Exception):
    """Something never came."""


class Ended(Exception):
    """The machine has stopped or begun anew."""


def accelerator() -> list[str]:
    """KVM where a kernel really starts with it, else the emulator's own translator."""
    found = FOLDER / "accelerator"
    if not found.exists():
        works = False
        if os.access("/dev/kvm", os.R_OK | os.W_OK):
            command = [
                "qemu-system-x86_64", "-accel", "kvm", "-cpu", "host", "-machine", "q35", "-m", "256", "-nodefaults", "-display", "none",
                "-no-reboot", "-kernel", str(FOLDER / "vmlinuz"), "-append", "console=ttyS0 panic=-1", "-serial", "stdio",
            ]
            try:
                told = subprocess.run(command, capture_output=True, timeout=20, check=False, stdin=subprocess.DEVNULL)
                works = b"Linux version" in told.stdout and told.returncode == 0
            except subprocess.TimeoutExpired:
                works = False
        found.write_text("kvm" if works else "tcg")
    if found.read_text() == "kvm":
        return ["-accel", "kvm", "-cpu", "host"]
    # Time inside goes by what the machine does, one instruction a nanosecond, so that a busy host trips no watchdog in it.
    return ["-accel", "tcg,thread=single,tb-size=512", "-icount", "shift=0,sleep=on", "-cpu", "max"]


class Guest:
    """One machine, from its power switch on; `data` is a drive for the state folder, in the emulator's words."""

    def __init__(
        self, image: Path, command_line: str = QUIET, data: list[str] | None = None, pixels: tuple[int, int] = (1280, 800)
    ) -> None:
        self.name = image.stem
        self.hand = Hand()
        self.folder = FOLDER / f"run-{self.name}-{os.getpid()}"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.disk = self.folder / "disk.qcow2"
        self.count = 0
        self.events: list[dict[str, object]] = []
        self.answers: list[dict[str, object]] = []
        self.heard = threading.Condition()
        subprocess.run(
            ["qemu-img", "create", "-q", "-f", "qcow2", "-b", str(image), "-F", "raw", str(self.disk)], check=True
        )
        self.process = subprocess.Popen([
            "qemu-system-x86_64", *accelerator(), "-machine", "q35", "-m", "640", "-nodefaults",
            "-display", "none", "-device", f"VGA,xres={pixels[0]},yres={pixels[1]}", "-no-reboot", "-no-shutdown", "-rtc", "clock=vm",
            "-kernel", str(FOLDER / "vmlinuz"), "-initrd", str(FOLDER / "initrd"),
            "-append", f"root=/dev/vda rw mitigations=off panic=10 console=ttyS0 {command_line}",
            "-drive", f"file={self.disk},format=qcow2,if=none,id=root,cache=unsafe",
            "-device", "virtio-blk-pci,drive=root", *(data or []),
            "-device", "virtio-serial-pci",
            "-chardev", f"socket,id=shell,path={self.folder}/shell,server=on,wait=off",
            "-device", f"virtserialport,chardev=shell,name={SHELL_PORT}",
            "-serial", f"file:{self.folder}/serial",
            "-qmp", f"unix:{self.folder}/qmp,server=on,wait=off",
        ], stdin=subprocess.DEVNULL)
        self.monitor = self.connect("qmp")
        threading.Thread(target=self.listen, daemon=True).start()
        self.command("qmp_capabilities")
        self.shell = self.connect("shell")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, fault: object, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        for file in ("disk.qcow2", "qmp", "shell"):
            (self.folder / file).unlink(missing_ok=True)
        # What the machine said on its serial line is of use only where something went wrong.
        if fault is None:
            shutil.rmtree(self.folder)

    def connect(self, name: str) -> socket.socket:
        end = time.monotonic() + 20
        while True:
            try:
                line = socket.socket(socket.AF_UNIX)
                line.connect(str(self.folder / name))
                return line
            except OSError as fault:
                line.close()
                if time.monotonic() > end or self.process.poll() is not None:
                    raise NotSeen(f"the emulator did not start: {fault}") from fault
                time.sleep(0.05)

    # The emulator's own side

    def listen(self) -> None:
        with self.monitor.makefile() as lines:
            for line in lines:
                told = json.loads(line)
                with self.heard:
                    (self.events if "event" in told else self.answers).append(told)
                    self.heard.notify_all()

    def command(self, name: str, **arguments: object) -> object:
        """Tells the emulator to do something; what it answers."""
        with self.heard:
            self.answers = [one for one in self.answers if "QMP" not in one]
            before = len(self.answers)
            self.monitor.sendall(json.dumps({"execute": name, "arguments": arguments}).encode())
            if not self.heard.wait_for(lambda: any("QMP" not in one for one in self.answers[before:]), BOUND):
                raise NotSeen(f"no answer to {name}")
            answer = next(one for one in self.answers[before:] if "QMP" not in one)
            self.answers.clear()
        if "error" in answer:
            raise RuntimeError(f"{name}: {answer['error']}")
        return answer["return"]

    def human(self, line: str) -> str:
        """A line of the emulator's monitor; only a mishap is answered."""
        return str(self.command("human-monitor-command", **{"command-line": line})).strip()

    @property
    def has_ended(self) -> bool:
        """Whether the machine was reset, switched off or stopped by a panic since it last began."""
        with self.heard:
            return any(one["event"] in ("SHUTDOWN", "GUEST_PANICKED") for one in self.events)

    def status(self) -> str:
        """What the emulator says of the machine: running, paused, shutdown."""
        found = self.command("query-status")
        return str(found["status"]) if isinstance(found, dict) else ""

    def keep(self, name: str) -> None:
        """Keeps the whole machine as it is now, disks too."""
        told = self.human(f"savevm {name}")
        if told:
            raise RuntimeError(told)

    def go_back(self, name: str) -> None:
        """Has the machine as it was kept, even one that has ended."""
        if self.has_ended:
            self.command("set-action", reboot="reset")
            self.command("system_reset")
            end = time.monotonic() + BOUND
            while self.status() == "shutdown":
                if time.monotonic() > end:
                    raise NotSeen("the machine cannot be begun anew")
                time.sleep(0.02)
            self.command("set-action", reboot="shutdown")
        told = self.human(f"loadvm {name}")
        if told:
            raise RuntimeError(told)
        self.command("cont")
        with self.heard:
            self.events.clear()

    # Keyboard and screen

    def press(self, combination: str, times: int = 1) -> None:
        """Presses keys together, in the emulator's names, such as `alt-f2`."""
        for _ in range(times):
            told = self.human(f"sendkey {combination} 60")
            if told:
                raise RuntimeError(told)
            time.sleep(0.13)

    def type(self, text: str) -> None:
        """Types a keypad's keys, Escape and letters one after the other."""
        for one in text:
            self.press(KEY_NAMES.get(one, one))

    def picture(self, name: str) -> Path:
        """The screen as a person sees it, as PNG and PPM."""
        path = FOLDER / f"{self.name}-{name}"
        self.command("screendump", filename=f"{path}.png", format="png")
        self.command("screendump", filename=f"{path}.ppm", format="ppm")
        return path.with_suffix(".ppm")

    def screen(self, console: int = 1) -> str:
        """The text of a console, whether or not it is in front."""
        size, cells = self.sh(f"stty size -F /dev/tty{console}; base64 -w0 /dev/vcsu{console}").split("\n", 1)
        columns = int(size.split()[1])
        raw = base64.b64decode(cells)
        text = "".join(map(chr, struct.unpack(f"={len(raw) // 4}I", raw)))
        return "\n".join(text[at:at + columns].rstrip() for at in range(0, len(text), columns))

    def words(self) -> str:
        """The first console's text, lines joined, blanks made single, drawings left out."""
        return plain(self.screen())

    def expect(self, *wanted: str, seconds: float = BOUND) -> str:
        """Waits until one of these stands on the screen, and tells which."""
        end = time.monotonic() + seconds
        while True:
            words = self.words()
            for one in wanted:
                if one in words:
                    return one
            if time.monotonic() > end:
                raise NotSeen(f"never seen: {' / '.join(wanted)}\n{self.screen().strip()}\n{self.sh(TROUBLE)}")
            time.sleep(0.3)

    def walk(self, steps: list[tuple[str, str]], seconds: float = BOUND) -> None:
        """Waits for each text, so long at most, and types what belongs to it."""
        for seen, keys in steps:
            self.expect(seen, seconds=seconds)
            self.answer(keys)

    def answer(self, keys: str) -> None:
        """Types on the page that stands there, once the machine's own clock, which may go slower than this one, says that no key is held."""
        self.sh(f"sleep {LOOKING}")
        self.type(keys)

    # Inside the machine

    def sh(self, script: str, seconds: float = BOUND) -> str:
        """Runs a script as root inside the machine; what it printed."""
        self.count += 1
        # Both marks, as the answer to something older may still come: a snapshot can go back to before it was read.
        begin, end_mark = (f"<{os.getpid()}.{self.count}{sign}".encode() for sign in "(>")
        whole = base64.b64encode(script.encode()).decode()
        name = begin[:-1].decode()
        line = f'echo "{name}""("; eval "$(echo {whole} | base64 -d)" </dev/null; echo; echo "{name}"">"\n'
        self.shell.sendall(line.encode())
        told = b""
        end = time.monotonic() + seconds
        while end_mark not in told:
            if not select.select([self.shell], [], [], max(0.0, min(0.5, end - time.monotonic())))[0]:
                if self.has_ended:
                    raise Ended(self.name)
                if time.monotonic() > end:
                    raise NotSeen(f"no answer from the machine to: {script}\n{told.decode(errors='replace')}")
                continue
            told += self.shell.recv(65536)
        return told.split(end_mark)[0].split(begin)[-1].decode(errors="replace").strip("\n")

    def wait_for_shell(self) -> None:
        """Waits until the machine is so far that its shell answers."""
        start = time.monotonic()
        while True:
            try:
                self.sh("true", 5)
                return
            except NotSeen:
                if time.monotonic() - start > BOUND:
                    raise

    def wait_until_up(self, *screen: str) -> float:
        """Waits for the shell and for a text on the first console; how long that took, in seconds."""
        start = time.monotonic()
        self.wait_for_shell()
        self.expect(*screen)
        return time.monotonic() - start

    def until(self, script: str, wanted: str, seconds: float = BOUND) -> None:
        """Waits until a script prints this."""
        end = time.monotonic() + seconds
        while (told := self.sh(script)) != wanted:
            if time.monotonic() > end:
                raise NotSeen(f"{script}: {told}, not {wanted}")
            time.sleep(0.2)
