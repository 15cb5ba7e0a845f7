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
    until,
)
from crash_visits import BEGIN, GO, PAY, USUAL, Step
from emulator_image import CannotTest, add_libraries, need, run
from wording import WELCOME, wording

CODE = wording("start.heading")
PAGE = "Boksen er ude af drift."
# What nobody may find after a visit: number, names, passport, telephone, PIN.
PERSONAL = ["0610850166", "061085-0166", "Hanne", "Østerbæk", "OESTERBAEK", "HANNE", "210345671", "20416358", "246810"]


def seconds(value: float | None) -> str:
    """A time to print."""
    return "never" if value is None else f"{value:.1f} s"


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
    check("and so does the program", tried.returncode == 69 and "pasboks-world does not lie beside" in tried.stderr, tried.stderr)


def removed(check: Checks, root: Path) -> None:
    """Everything of the box goes with its package, and nothing else; what the test itself put there aside."""
    before = files(root)
    dpkg(root, "--purge", "pasboks-authority", "pasboks-world", "pasboks")
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
    scored = machine.shell("systemd-analyze security --no-pager kiosk.service").splitlines()[-1]
    exposure = float((re.search(r"kiosk.service: ([0-9.]+)", scored) or ["", "10"])[1])
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
    for number, (wanted, keys) in enumerate(steps):
        # A pseudo-terminal has no font that could be asked for ►, so the box writes > as on any unknown console.
        wanted = wanted.replace("►", ">")
        if until(lambda wanted=wanted: wanted in machine.console.words, 30) is None:
            check("a whole visit to the receipt", False, f"step {number}, never seen: {wanted}; {machine.console.words}")
            return
        machine.console.press(keys)
    back = until(lambda: WELCOME in machine.console.words, 60)
    check("a whole visit to the receipt", back is not None, f"{len(steps)} screens in {seconds(time.monotonic() - began)}")
    seen = [one for one in PERSONAL if one.encode() in machine.console.written]
    check("it showed what is searched for afterwards", len(seen) >= 2, " ".join(seen))


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
    whole = own + machine.shell("journalctl --no-pager -o export -a")
    found = [one for one in PERSONAL if one in whole]
    check("nothing personal in the journals", not found, " ".join(found))
    state = machine.root / "var/lib/pasboks"
    files = [path for path in [*state.rglob("*"), *(machine.root / "var/log").rglob("*")] if path.is_file()]
    found = sorted({
        f"{one} in {path.name}" for path in files for one in PERSONAL if one.encode() in path.read_bytes()
    })
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


def citizens(check: Checks, machine: Machine) -> None:
    """The box that serves citizens: a unit for each driver, sockets that systemd holds, and nobody else's."""
    devices = ["documentReader", "camera", "fingerprintReader", "signaturePad", "paymentTerminal"]
    machine.shell("systemctl stop kiosk; rm -rf /var/lib/pasboks/*; install -d /etc/credstore /etc/pasboks/drivers")
    machine.shell("head -c 32 /dev/urandom >/etc/credstore/authority-public-key")
    machine.shell("sed -i 's/^demonstration: true/demonstration: false/' /etc/pasboks/kiosk.yaml")
    # Nobody renews a passport here: the simulated devices say nothing of what they are.
    for name in devices:
        machine.shell(
            f"printf '#!/bin/sh\\nexec /usr/bin/pasboks world --unmarked --pace 0 --device {name} "
            f"--config /usr/share/pasboks/Config\\n' >/etc/pasboks/drivers/{name}; chmod 755 /etc/pasboks/drivers/{name}; "
            f"systemctl enable --now pasboks-driver@{name}.socket pasboks-driver@{name}.service 2>&1"
        )
    machine.shell("printf '#!/bin/sh\\nexec /usr/bin/pasboks driver printer /dev/usb/lp0\\n' >/etc/pasboks/drivers/receiptPrinter; "
                  "chmod 755 /etc/pasboks/drivers/receiptPrinter; "
                  "systemctl enable --now pasboks-driver@receiptPrinter.socket pasboks-driver@receiptPrinter.service 2>&1")
    machine.console.clear()
    machine.shell("systemctl reset-failed kiosk; systemctl start kiosk")
    shown = until(lambda: WELCOME in machine.console.words, 30)
    check("a box for citizens opens with the drivers that are there", shown is not None, seconds(shown))
    told = machine.shell("pasboks-admin devices")
    check("all five that a renewal takes are online", told.count("\tonline\trequired\tsimulated") == 5, told)
    check("and a printer that is not plugged in keeps nobody out", "receiptPrinter\tnoDevice\toptional" in told, told)
    users = {machine.shell(f"awk '/^Uid/ {{ print $2 }}' /proc/$(systemctl show -p MainPID --value pasboks-driver@{name})/status")
             for name in devices}
    check("each driver is a user of its own", len(users) == 5 and all(one.isdigit() and one != "0" for one in users), " ".join(users))
    pid = machine.show("MainPID", "pasboks-driver@camera")
    ways = machine.shell(f"nsenter -t {pid} -n ls /sys/class/net")
    check("a driver without a drop-in has no network", ways.split() == ["lo"], ways)
    scored = machine.shell("systemd-analyze security --no-pager pasboks-driver@camera.service").splitlines()[-1]
    exposure = float((re.search(r"service: ([0-9.]+)", scored) or ["", "10"])[1])
    check("exposure of a driver at most 0.5", exposure <= 0.5, exposure)
    machine.shell("systemctl kill --signal=KILL pasboks-driver@camera")
    closed = until(lambda: WELCOME not in machine.console.words, 20)
    back = until(lambda: WELCOME in machine.console.words, 60)
    is_back = closed is not None and back is not None and back < 10
    check("a driver that is killed closes the box, and both are back by themselves", is_back, seconds(back))
    # Somebody puts a socket of theirs where the camera's was.
    machine.shell("useradd --system impostor; install -d -m 755 -o impostor /run/strange; systemd-run --unit=impostor "
                  "--uid=impostor /usr/bin/pasboks world --unmarked --pace 0 --config /usr/share/pasboks/Config /run/strange")
    until(lambda: "statusLight" in machine.shell("ls /run/strange"), 20)
    machine.shell("chmod 666 /run/strange/*; sed -i 's|/run/pasboks-devices/camera|/run/strange/camera|' /etc/pasboks/kiosk.yaml; "
                  "systemctl restart kiosk")
    refused = until(lambda: "another user than root" in machine.shell(
        "journalctl --namespace=pasboks --no-pager -o cat _SYSTEMD_UNIT=kiosk.service | tail -50"), 30)
    check("a socket of another user's is nobody's camera", refused is not None and WELCOME not in machine.console.words)
    machine.shell("systemctl stop impostor; sed -i 's|/run/strange/camera|/run/pasboks-devices/camera|' /etc/pasboks/kiosk.yaml; "
                  "systemctl restart kiosk")
    back = until(lambda: WELCOME in machine.console.words, 60)
    check("and with the right one the box is open again", back is not None, seconds(back))
    machine.console.press("\r")
    asked = until(lambda: "Choose a language" in machine.console.words, 20)
    check("a citizen can begin", asked is not None)
    # The rest is tried as a demonstration again.
    machine.shell("systemctl stop kiosk; " + "; ".join(
        f"systemctl disable --now pasboks-driver@{name}.service pasboks-driver@{name}.socket 2>&1"
        for name in [*devices, "receiptPrinter"]))
    machine.shell("rm -rf /var/lib/pasboks/* /etc/pasboks/drivers; rm /etc/credstore/authority-public-key; "
                  "sed -i 's/^demonstration: false/demonstration: true/' /etc/pasboks/kiosk.yaml; systemctl start kiosk")
    until(lambda: WELCOME in machine.console.words, 30)


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
        need("systemd-nspawn", "mmdebstrap", "nsenter", "lintian")
        root = installed(check)
    except CannotTest as reason:
        print(f"the container cannot be tried here: {reason}")
        return CannotTest.EXIT
    console = Console()
    machine = Machine(root, console)
    try:
        if start(check, machine):
            confinement(check, machine)
            visit(check, machine, [*USUAL, *PAY, *GO])
            signals(check, machine)
            crash_loop(check, machine)
            figures(check, machine)
            journals(check, machine)
            keys(check, machine)
            citizens(check, machine)
            stop(check, machine)
            removed(check, root)
    finally:
        machine.end()
        if "--keep" not in sys.argv:
            run("rm", "-rf", root)
    return check.closing("container")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    sys.exit(main())
