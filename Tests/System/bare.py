#!/usr/bin/env python3
"""A machine with nothing but Debian 12, git, make and a toolchain's folder: whether the first command opens the box there.

    Tests/System/bare.py [run | PART…]

`run` is `make run` up to the first screen; a part is `make test-system PARTS=PART` there, with the program under test. The
toolchain is the one that TOOLCHAIN names (the folder with `usr` in it), or the one in use here. Prints a line for each check
and ends with 1 when one fails. Where git reads from a mirror on this machine, so does the bare one.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from checks import Checks
from crash_box import Box, Gone, NotSeen
from emulator_image import CannotTest, mirror, need, put_programs, run
from wording import wording

SOURCES = Path(__file__).resolve().parents[2]
FOLDER = SOURCES / ".build-system" / "bare"
# What somebody has who could get the sources and a toolchain.
PACKAGES = "git,make"
HOME = "/root"
THERE = f"{HOME}/pasboks"
WELCOME = wording("welcome.heading", "da")
# An hour: a slow machine compiles that long, and is no failure.
PATIENCE = 3600.0


def toolchain() -> Path:
    """The folder of the toolchain that the bare machine is given."""
    named = os.environ.get("TOOLCHAIN")
    swift = os.environ.get("SWIFT") or shutil.which("swift")
    if not named and not swift:
        raise CannotTest("there is no toolchain to give to the machine: TOOLCHAIN=/folder")
    found = Path(named) if named else Path(str(swift)).resolve().parents[2]
    if not (found / "usr/bin/swift").exists():
        raise CannotTest(f"{found} has no usr/bin/swift: TOOLCHAIN=/folder")
    return found


def mirrors() -> tuple[list[Path], dict[str, str]]:
    """Folders of this machine that git reads instead of a server, and how git is told so."""
    told = subprocess.run(
        ["git", "config", "--get-regexp", r"^url\..*\.insteadof$"], capture_output=True, text=True, check=False, cwd="/",
    ).stdout.splitlines()
    pairs = [line.split(None, 1) for line in told]
    settings = {"GIT_CONFIG_COUNT": str(len(pairs))}
    for number, (key, value) in enumerate(pairs):
        settings |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    places = {Path(key.removeprefix("url.").removesuffix(".insteadof")) for key, _ in pairs}
    return sorted(place for place in places if place.is_dir()), settings


def fresh_root() -> Path:
    """A root folder of Debian 12 with the packages named above and the sources, as they are here, committed or not."""
    packed, root = FOLDER / "base.tar", FOLDER / "root"
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not packed.exists():
        print("making a bare Debian (two minutes, once)", flush=True)
        try:
            run("mmdebstrap", "--variant=minbase", f"--include={PACKAGES}", "--aptopt=Acquire::Check-Valid-Until false",
                "bookworm", packed, *mirror())
        except RuntimeError as error:
            packed.unlink(missing_ok=True)
            raise CannotTest(f"no Debian can be fetched: {str(error)[-300:]}") from error
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    run("tar", "-x", "-f", packed, "-C", root)
    shutil.copy2("/etc/resolv.conf", root / "etc/resolv.conf")
    there = root / THERE.lstrip("/")
    there.mkdir()
    listed = run("git", "ls-files", "--cached", "--others", "--exclude-standard", cwd=SOURCES).splitlines()
    names = [name for name in listed if (SOURCES / name).exists()]
    run("tar", "-c", "-f", FOLDER / "sources.tar", "-C", SOURCES, "--no-recursion", *names)
    run("tar", "-x", "-f", FOLDER / "sources.tar", "-C", there)
    return root


class Machine:
    """The bare root with some folders of this machine in it; whatever was started in it ends with the command."""

    def __init__(self, root: Path, given: list[Path], environment: dict[str, str]) -> None:
        self.complaints = root.parent / "complaints"
        self.environment = {
            "HOME": HOME, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            **environment,
        }
        steps = [f"mount --rbind {folder} {root}{folder}" for folder in ("/dev", "/sys")]
        steps += [f"mkdir -p {root}{folder} && mount --bind -o ro {folder} {root}{folder}" for folder in given]
        steps += [f"mount -t proc proc {root}/proc", f"exec chroot {root} /bin/sh -c 'cd {THERE} && eval \"$1\"' sh \"$1\""]
        self.prelude = ["--mount", "--pid", "--fork", "--kill-child", "/bin/sh", "-c", " && ".join(steps), "sh"]

    def call(self, command: str) -> tuple[int, str]:
        """Runs a command with nobody at the keyboard; its exit code and all it said."""
        ended = subprocess.run(
            ["/usr/bin/unshare", *self.prelude, command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
            stdin=subprocess.DEVNULL, env=self.environment,
        )
        return ended.returncode, ended.stdout.strip()

    def at_keyboard(self, command: str) -> Box:
        """Runs a command on a terminal; what it complains of is kept beside the root."""
        self.complaints.unlink(missing_ok=True)
        return Box("/usr/bin/unshare", [*self.prelude, command], str(self.complaints), self.environment)


def without_swift(check: Checks, root: Path) -> None:
    """Where there is no toolchain and nobody to ask, the lines to type are said, and nothing is installed."""
    code, said = Machine(root, [], {}).call("make run")
    check("without a toolchain it says what to type", code != 0 and "gpg --verify" in said and "swiftly init" in said, f"ends with {code}")
    with Machine(root, [], {}).at_keyboard("make run") as box:
        box.expect("[y/N]", seconds=20)
        box.press("n\r")
        check("somebody at the keyboard is asked, and may say no", box.end() != 0)


def first_screen(check: Checks, machine: Machine) -> None:
    """`make run`, from nothing to the box's first screen."""
    began = time.monotonic()
    with machine.at_keyboard("make run") as box:
        try:
            box.expect(WELCOME, seconds=PATIENCE)
            check("make run opens the box", True, f"{time.monotonic() - began:.0f} s")
        except (Gone, NotSeen):
            check("make run opens the box", False, f"{time.monotonic() - began:.0f} s")
            print(box.screen.text)
    installed = [line for line in machine.complaints.read_text(errors="replace").splitlines() if line.startswith("Installing")]
    check("and says what it installs for that", installed, " ".join(installed))


def part(check: Checks, machine: Machine, name: str, root: Path) -> None:
    """One part of `make test-system`, with the programs under test where the part tries them."""
    if name != "lint":
        put_programs(root / "programs")
    began = time.monotonic()
    code, said = machine.call(f"PASBOKS_PROGRAMS=/programs/release make test-system PARTS={name}")
    lines = said.splitlines()
    check(f"make test-system PARTS={name}", code == 0, f"{lines[-1] if lines else ''} ({time.monotonic() - began:.0f} s in all)")
    if code != 0:
        print("\n".join(lines[-30:]))


def main() -> int:
    """Each on a root of its own, so that none finds what another installed."""
    check = Checks()
    try:
        need("mmdebstrap", "unshare")
        swift = toolchain()
        folders, settings = mirrors()
        for name in sys.argv[1:] or ["run"]:
            root = fresh_root()
            if name == "run":
                without_swift(check, root)
            path = {"PATH": f"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:{swift}/usr/bin"}
            machine = Machine(root, [swift, *folders], settings | path)
            if name == "run":
                first_screen(check, machine)
            else:
                part(check, machine, name, root)
    except CannotTest as reason:
        print(f"a bare machine cannot be tried here: {reason}")
        return CannotTest.EXIT
    finally:
        if (FOLDER / "root").exists():
            shutil.rmtree(FOLDER / "root")
    return check.closing("bare")


if __name__ == "__main__":
    sys.exit(main())
