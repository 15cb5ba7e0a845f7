#!/usr/bin/env python3
"""The installed box under a real systemd: `/dev/tty1` of a container is a pseudo-terminal whose screen this test reads.

    Tests/System/container.py [--keep]

Prints a line for each check and ends with 1 when one fails. A container does not enforce everything that the unit says (devices,
memory, tasks); the emulator does. --keep leaves the machine's files for a look afterwards.
"""

import re
import resource
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from checks import Checks
from container_citizens import Citizens, Paper
from container_machine import (
    FOLDER,
    Console,
    Machine,
    dpkg,
    drop_in,
    files,
    fresh_root,
    inside,
    need_containers,
    packages,
    seconds,
    until,
)
from crash_visits import BEGIN, GO, PAY, USUAL, Step
from emulator_image import CannotTest, add_libraries, need, run
from personal import Search
from wording import WELCOME, wording

CODE = wording("start.heading")
PAGE = "Boksen er ude af drift."
# What nobody may find after a visit: all of the citizen, and the officer's PIN.
personal = Search("246810")


def installed(check: Checks) -> Path:
    """A machine's root with the box installed from its package."""
    root = fresh_root()
    need_containers(root)
    made = packages()
    said = subprocess.run(
        ["lintian", "--allow-root", "--fail-on", "error,warning", *made], capture_output=True, text=True, check=False,
    )
    check("lintian has nothing to say about the packages", said.returncode == 0, said.stdout + said.stderr)
    for path in made:
        name = path.name.split("_")[0]
        told = put(root, path)
        check(f"the Debian package {name} installs", (root / "usr/bin" / name).exists(), f"{path.stat().st_size >> 20} MB")
        if name == "pasboks":
            alone(check, root, told)
    check("and the box starts with the machine", (root / "etc/systemd/system/multi-user.target.wants/kiosk.service").is_symlink())
    add_libraries(root)
    drop_in(root, "--language en --pace 0")
    return root


def put(root: Path, package: Path) -> str:
    """Installs a package; what it said."""
    there = root / package.name
    there.write_bytes(package.read_bytes())
    told = dpkg(root, "--install", f"/{package.name}")
    there.unlink()
    return told


def alone(check: Checks, root: Path, told: str) -> None:
    """The box without the simulated world: somebody who has it alone is told so by whatever they try."""
    check("the box alone says that a demonstration takes another package", "takes the package pasboks-world" in told, told)
    check("nothing simulated comes with it", not list(root.rglob("*/pasboks/**/register.yaml")))
    tried = inside(root, "/usr/bin/pasboks", "check")
    check("and so does the program", tried.returncode == 69 and "pasboks-world does not lie beside" in tried.stdout, tried.stdout + tried.stderr)


def removed(check: Checks, root: Path) -> None:
    """Everything of the box goes with its package, and nothing else; what the test itself put there aside."""
    before = files(root)
    dpkg(root, "--purge", "pasboks-authority", "pasboks-passport", "pasboks-world", "pasboks")
    gone, left = before - files(root), files(root)
    box = {name for name in left if re.search("pasboks|kiosk", name) and not name.startswith("var/lib/pasboks/")}
    box.discard("etc/systemd/system/kiosk.service.d/options.conf")
    check("the packages go without a trace", not box, " ".join(sorted(box)))
    check("and take no cases with them", (root / "var/lib/pasboks/pasboks.sqlite").exists())
    check("log-in prompts may come back", not (root / "etc/systemd/system/getty@.service").is_symlink(), f"{len(gone)} files gone")


def start(check: Checks, machine: Machine) -> bool:
    """From the power switch to the welcome screen, and what systemd knows of it; whether there is more to try."""
    shown = until(lambda: WELCOME in machine.console.words, 60)
    check("the welcome screen stands after the start", shown is not None, seconds(shown))
    if shown is None:
        print(machine.shell("journalctl --no-pager -n 20 -o cat; journalctl --namespace=pasboks --no-pager -n 20 -o cat"))
        return False
    until(lambda: machine.show("ActiveState") == "active", 20)
    check("systemd was told that the box is ready", machine.show("ActiveState") == "active", machine.show("StatusText"))
    came = int(machine.show("ActiveEnterTimestampMonotonic")) - int(machine.show("ExecMainStartTimestampMonotonic"))
    check("ready within three seconds of its start", came < 3_000_000, f"{came / 1e6:.2f} s")
    check("the watchdog is on", machine.show("WatchdogUSec") == "10s")
    said = machine.shell("systemd-analyze verify kiosk.service kiosk-fallback.service kiosk-console.service")
    check("systemd has nothing to say about the units", said == "", said)
    exposure = machine.exposure("kiosk")
    check("exposure at most 0.5", exposure <= 0.5, exposure)
    until(lambda: machine.shell("systemctl is-system-running") != "starting", 30)
    failed = machine.shell("systemctl --failed --plain --no-legend")
    check("no unit failed", failed == "", failed)
    return True


def confinement(check: Checks, machine: Machine) -> None:
    """What the kernel says of the running process."""
    pid = machine.show("MainPID")
    status = dict(line.split(":", 1) for line in machine.shell(f"cat /proc/{pid}/status").splitlines() if ":" in line)
    limits = machine.shell(f"cat /proc/{pid}/limits")
    rights = [status.get(name, "").strip() for name in ("CapEff", "CapBnd", "NoNewPrivs", "Seccomp")]
    check("no rights, none to be had, calls filtered", rights == ["0" * 16, "0" * 16, "1", "2"], " ".join(rights))
    check("no core dumps", re.search(r"Max core file size +0 +0 ", limits))
    locked = (re.search(r"Max locked memory +(\S+)", limits) or ["", "nothing"])[1]
    # A container has no more to give than this machine itself.
    most = resource.getrlimit(resource.RLIMIT_MEMLOCK)[1]
    check("memory may be locked", locked in ("unlimited", str(most)), f"{locked}, {status.get('VmLck', '').strip()} are")
    ways = machine.shell(f"nsenter -t {pid} -n ls /sys/class/net; tail -n +3 /proc/{pid}/net/dev")
    check("no network", all(line.split()[0].startswith("lo") for line in ways.splitlines() if line.strip()), ways)
    outside = machine.shell(f"nsenter -t {pid} -m -- /bin/sh -c 'echo >/usr/x; echo >/etc/x; ls /home /root'")
    check("nothing to write but its own folders", outside.count("Read-only file system") == 2, "")
    modes = machine.shell("stat -c '%a %U %n' /var/lib/pasboks /run/pasboks /run/pasboks/staff.sock").splitlines()
    check(
        "state, run folder and socket are the box's", [line.split()[:2] for line in modes]
        == [["700", "pasboks"], ["750", "pasboks"], ["660", "pasboks"]], "; ".join(modes),
    )
    loose = machine.shell("find /var/lib/pasboks -type f ! -perm 600")
    check("no file of the store is open to others", loose == "", loose)
    locked = machine.shell("systemctl list-unit-files --state=masked --plain --no-legend")
    check("log-in prompts and Ctrl-Alt-Del are masked", all(
        name in locked for name in ("getty@.service", "autovt@.service", "ctrl-alt-del.target", "kbrequest.target")
    ))


def visit(check: Checks, machine: Machine, steps: list[Step]) -> None:
    """A whole visit through the keys, as a citizen and an officer press them."""
    began = time.monotonic()
    missed = machine.walk(steps)
    check("a whole visit to the receipt", not missed, missed or f"{len(steps)} screens in {seconds(time.monotonic() - began)}")
    if missed:
        return
    seen = personal(bytes(machine.console.written))
    check("it showed what is searched for afterwards", len(seen) >= 2, " ".join(sorted(seen)))


def came_back(machine: Machine, before: str, limit: float) -> float | None:
    """How long until another process is ready and the welcome screen stands; systemd has cleared the old one's."""
    return until(
        lambda: machine.show("MainPID") not in (before, "0") and machine.show("ActiveState") == "active"
        and WELCOME in machine.console.words, limit,
    )


def signals(check: Checks, machine: Machine) -> None:
    """Whatever ends it, the box is back."""
    before = machine.show("MainPID")
    machine.console.press("\x03\x1a\x1c\x13\x11\x04")
    time.sleep(1)
    check("Ctrl-C Z \\ S Q D do nothing", machine.show("MainPID") == before and WELCOME in machine.console.words)
    for name, limit in (("KILL", 5.0), ("SEGV", 5.0), ("ABRT", 5.0), ("TERM", 5.0), ("HUP", 5.0), ("STOP", 20.0)):
        machine.shell("systemctl reset-failed kiosk")
        before = machine.show("MainPID")
        machine.signal(name)
        back = came_back(machine, before, 40)
        named = "SIGSTOP: the watchdog brings it back" if name == "STOP" else f"SIG{name}: back on the screen"
        check(named, back is not None and back < limit, seconds(back))


def crash_loop(check: Checks, machine: Machine) -> None:
    """A program that cannot start: the page, no way past it, and back by itself."""
    machine.shell("systemctl reset-failed kiosk")
    folder = "/run/systemd/system/kiosk.service.d"
    machine.shell(f"mkdir -p {folder}; printf '[Service]\\nExecStart=\\nExecStart=/bin/false\\n' >{folder}/z.conf")
    machine.shell("mkdir -p /run/systemd/system/kiosk-fallback.service.d; systemctl daemon-reload")
    machine.shell("printf '[Service]\\nEnvironment=PAUSE=6\\n' >/run/systemd/system/kiosk-fallback.service.d/z.conf")
    machine.shell("systemctl daemon-reload")
    machine.signal("KILL")
    page = until(lambda: PAGE in machine.console.words, 60)
    check("a program that fails again and again: the page", page is not None, seconds(page))
    check("the page is in Danish and English", "This box is out of order." in machine.console.words)
    machine.console.press("root\rwhoami\r\x03\x04\x1a\x1c")
    time.sleep(1)
    words = machine.console.words
    check("keys do nothing at the page", PAGE in words and not re.search("root|login|whoami|#|\\$", words), "")
    again = until(lambda: machine.show("ActiveState", "kiosk-fallback") == "inactive", 30)
    machine.console.clear()
    again = again and until(lambda: PAGE in machine.console.words, 60)
    check("the page comes again while it still fails", again is not None, seconds(again))
    machine.shell(f"rm {folder}/z.conf; systemctl daemon-reload")
    back = until(lambda: WELCOME in machine.console.words, 60)
    check("mended, the box is back by itself", back is not None, seconds(back))
    check("and runs", until(lambda: machine.show("ActiveState") == "active", 10) is not None)
    check("the page is gone", machine.show("ActiveState", "kiosk-fallback") == "inactive")
    machine.shell("rm /run/systemd/system/kiosk-fallback.service.d/z.conf; systemctl daemon-reload; systemctl reset-failed")


def journals(check: Checks, machine: Machine) -> None:
    """The log is in its own journal, and nowhere is anything personal."""
    own = machine.shell("journalctl --namespace=pasboks --no-pager -o export -a")
    lines = machine.shell("journalctl --namespace=pasboks --no-pager -o cat _SYSTEMD_UNIT=kiosk.service | wc -l")
    check("the log is in the journal namespace", int(lines.split()[-1]) > 0, f"{lines} lines")
    fields = [name for name in ("CASE", "STEP", "FLAG", "DEVICE") if f"\n{name}=" in own]
    check("with fields of its own", {"CASE", "STEP"} <= set(fields), " ".join(fields))
    found = personal(machine.output("journalctl --namespace='*' --no-pager -o export -a"))
    check("nothing personal in the journals", not found, " ".join(found))
    state = machine.root / "var/lib/pasboks"
    files = [path for path in [*state.rglob("*"), *(machine.root / "var/log").rglob("*")] if path.is_file()]
    found = sorted({f"{one} in {path.name}" for path in files for one in personal(path.read_bytes())})
    check("nothing personal in any file of state and log", not found, "; ".join(found) or f"{len(files)} files")


def figures(check: Checks, machine: Machine) -> None:
    """What a collector reads of the box, and who may."""
    machine.shell("useradd --system --groups pasboks collector; useradd --system stranger")
    path = "/run/pasboks/pasboks.prom"
    until(lambda: "# EOF" in machine.shell(f"cat {path}"), 20)
    text = machine.shell(f"cat {path}", "collector")
    check("figures for a collector in the box's group", text.startswith("# HELP pasboks_") and text.endswith("# EOF"),
          f"{text.count('# TYPE')} families")
    refused = machine.shell(f"cat {path}", "stranger")
    check("and for nobody else", "Permission denied" in refused)
    desk = machine.shell("RUNTIME_DIRECTORY=/run/pasboks pasboks desk --list --format json", "collector")
    check("a desk's queue for the group", desk.startswith(("[", "{")), desk.splitlines()[0] if desk else "nothing")


def keys(check: Checks, machine: Machine) -> None:
    """Keys from systemd instead of the box's own."""
    machine.shell("systemctl stop kiosk; rm -rf /var/lib/pasboks/*; systemctl reset-failed kiosk")
    made = machine.shell(
        "install -d -m 700 /etc/credstore.encrypted; for key in store-key audit-key; do head -c 32 /dev/urandom | "
        "systemd-creds encrypt --with-key=host --name=$key - /etc/credstore.encrypted/$key 2>&1; done"
    )
    machine.console.clear()
    machine.shell("systemctl start kiosk")
    shown = until(lambda: WELCOME in machine.console.words, 30)
    pid = machine.show("MainPID")
    given = machine.shell(f"nsenter -t {pid} -m stat -c '%s %n' /run/credentials/kiosk.service/store-key "
                          "/run/credentials/kiosk.service/audit-key")
    files = machine.shell("ls -A /var/lib/pasboks")
    is_given = given.count("32 /run") == 2
    check("sealed keys reach the box through systemd", shown is not None and is_given, "" if is_given else made + given)
    own = {"store.key", "audit.key"} & set(files.split())
    check("and the box makes none of its own", not own, " ".join(own))
    listed = machine.shell("pasboks-admin staff list")
    check("an administrator's command reads the same store", "20" in listed, listed.splitlines()[0] if listed else "nothing")


def stop(check: Checks, machine: Machine) -> None:
    """The orderly end, of the box and of the machine."""
    for wanted, keys in BEGIN[:4]:
        until(lambda wanted=wanted: wanted in machine.console.words, 20)
        machine.console.press(keys)
    until(lambda: CODE in machine.console.words, 20)
    check("a visit is under way", CODE in machine.console.words)
    pid, began = machine.show("MainPID"), time.monotonic()
    machine.shell("systemctl stop kiosk")
    took = time.monotonic() - began
    ended = [machine.show(name) for name in ("ActiveState", "Result", "ExecMainCode", "ExecMainStatus")]
    is_clean = pid != "0" and ended == ["inactive", "success", "1", "0"]
    check("a clean stop in the middle of it", is_clean, f"{seconds(took)}, {' '.join(ended)}")
    check("the screen is empty after it", until(lambda: machine.console.words == "", 5) is not None, machine.console.words[:60])
    check("and stays so: nobody else takes the console", machine.show("ActiveState", "kiosk-fallback") == "inactive")
    machine.shell("systemctl start kiosk")
    until(lambda: machine.show("ActiveState") == "active", 20)
    took = machine.power_off()
    check("the machine switches off", machine.process.returncode == 0, seconds(took))
    with sqlite3.connect(next((machine.root / "var/lib/pasboks").glob("*.sqlite"))) as store:
        told = store.execute("PRAGMA integrity_check").fetchone()[0]
    check("the store is whole", told == "ok", told)


def main() -> int:
    """All checks, one after the other, on one machine."""
    check = Checks()
    try:
        need("systemd-nspawn", "mmdebstrap", "nsenter", "lintian", "openssl")
        root = installed(check)
    except CannotTest as reason:
        print(f"the container cannot be tried here: {reason}")
        return CannotTest.EXIT
    console, paper = Console(), Paper()
    machine = Machine(root, console, paper.path)
    try:
        if start(check, machine):
            confinement(check, machine)
            visit(check, machine, [*USUAL, *PAY, *GO])
            signals(check, machine)
            crash_loop(check, machine)
            figures(check, machine)
            journals(check, machine)
            keys(check, machine)
            Citizens(check, machine, paper).all()
            stop(check, machine)
            removed(check, root)
    finally:
        machine.end()
        paper.end()
        if "--keep" not in sys.argv:
            run("rm", "-rf", root)
    return check.closing("container")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    sys.exit(main())
