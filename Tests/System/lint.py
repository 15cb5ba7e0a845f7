#!/usr/bin/env python3
"""The installation as files: systemd understands every word of it, it is in place, and away again without a trace.

    Tests/System/lint.py

Prints a line for each check and ends with 1 when one fails.
"""

import gzip
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from checks import Checks
from emulator_image import PROGRAMS

SOURCES = Path(__file__).resolve().parents[2]
FOLDER = SOURCES / ".build-system" / "lint"
MOST_EXPOSURE = 0.5
# Of a unit that has a network.
MOST_NETWORKED = 1.5
check = Checks()


def call(*command: str | Path, **environment: str) -> tuple[int, str]:
    """A command's exit code and all it said."""
    ended = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, cwd=SOURCES, check=False,
        env={**os.environ, **environment},
    )
    return ended.returncode, (ended.stdout + ended.stderr).strip()


def make(target: str, prefix: Path, etc: Path, staged: str = "") -> None:
    """`make install` or `make uninstall`, with any program in the place of those that take minutes to build."""
    built = FOLDER / "built"
    (built / "release").mkdir(parents=True, exist_ok=True)
    for name in PROGRAMS:
        shutil.copy2("/bin/true", built / "release" / name)
    code, said = call(
        "make", "-s", target, f"static={built}", f"prefix={prefix}", f"sysconfdir={etc}", f"DESTDIR={staged}"
    )
    check(f"make {target}{' with DESTDIR' if staged else ''} says nothing", code == 0 and said == "", said)


def files(folder: Path) -> set[str]:
    """Every file and link below a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}


def units(prefix: Path) -> None:
    """systemd's own judgement; a misspelt key only prints, so any word counts."""
    folder = prefix / "lib/systemd/system"
    own = sorted(path for path in folder.iterdir() if path.suffix in (".service", ".socket", ".mount"))
    own += [Path("/lib/systemd/system/emergency.service"), Path("/lib/systemd/system/rescue.service")]
    code, said = call("systemd-analyze", "verify", "--man=no", *own, SYSTEMD_UNIT_PATH=f"{folder}:")
    check(f"systemd-analyze verify of {len(own)} units", code == 0 and said == "", said)
    exposed(folder / "kiosk.service")
    exposed(folder / "pasboks-driver@.service")
    exposed(folder / "pasboks-voice.service")
    exposed(folder / "pasboks-uplink.service", MOST_NETWORKED)
    exposed(folder / "pasboks-authority.service", MOST_NETWORKED)
    texts = [path for path in prefix.rglob("*") if path.is_file() and path.suffix != ".gz"]
    left = [str(path) for path in texts if b"@prefix@" in path.read_bytes()]
    check("no @prefix@ is left", not left, " ".join(left))


def exposed(unit: Path, most: float = MOST_EXPOSURE) -> None:
    """How much a unit may do, and whether it says why."""
    _, said = call("systemd-analyze", "security", "--offline=true", "--no-pager", unit)
    found = re.search(r"exposure level for \S+: ([0-9.]+)", said)
    exposure = float(found[1]) if found else 10.0
    check(f"exposure of {unit.name} at most {most}", exposure <= most, str(exposure))
    text = unit.read_text()
    for point in [line.split()[1] for line in said.splitlines() if line.startswith("✗")]:
        check(f"what {unit.name} leaves open is explained: {point}", point.rstrip(":") in text)


def repertoire() -> set[int]:
    """The characters that the box draws, as its source lists them."""
    source = (SOURCES / "Sources/Screens/Grid/Repertoire.swift").read_text()
    body = source[source.index("func contains"):source.index("func sanitize")]
    found: set[int] = set()
    for first, last in re.findall(r"0x([0-9A-F]+)(?:\.\.\.0x([0-9A-F]+))?", body):
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def fonts(prefix: Path) -> None:
    """Every character of the box has a shape in every font of the console."""
    wanted = repertoire()
    made = sorted((prefix / "lib/pasboks/console").glob("*.psf.gz"))
    check("three console fonts", len(made) == 3, " ".join(path.name for path in made))
    for path in made:
        data = gzip.decompress(path.read_bytes())
        count, size = int.from_bytes(data[16:20], "little"), int.from_bytes(data[20:24], "little")
        has = {ord(one) for text in data[32 + count * size:].split(b"\xff") for one in text.decode()}
        lacks = sorted(wanted - has)
        check(f"{path.name} has all {len(wanted)} characters", count == 512 and not lacks, " ".join(map(hex, lacks)))


def shells() -> None:
    """The scripts can at least be read by the shell they name."""
    for folder in ("Config/systemd", ".ci", "Packaging", "Tests/System"):
        for path in sorted((SOURCES / folder).rglob("*")):
            if path.is_file() and path.read_bytes().startswith(b"#!/bin/sh"):
                code, said = call("sh", "-n", path)
                if code:
                    check(f"{path.name} can be read", False, said)


def told() -> None:
    """What the package says when it is installed can be typed at an installed box, where the keys are systemd's to open."""
    said = (SOURCES / "Packaging/deb/pasboks/postinst").read_text()
    check("the package names the command that has the box's keys", "sudo pasboks-admin check" in said and "pasboks check" not in said)


def main() -> int:
    """All of it."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    prefix, etc = FOLDER / "usr", FOLDER / "etc"
    make("install", prefix, etc)
    units(prefix)
    fonts(prefix)
    shells()
    told()
    (etc / "pasboks/kiosk.yaml").write_text("the library's own\n")
    make("install", prefix, etc)
    check("the library's own configuration stays as it is", (etc / "pasboks/kiosk.yaml").read_text() == "the library's own\n")
    make("uninstall", prefix, etc)
    left = {name for name in files(FOLDER) if not name.startswith(("etc/pasboks/", "built/"))}
    check("make uninstall leaves nothing but that", not left, " ".join(sorted(left)))
    stage = FOLDER / "stage"
    make("install", Path("/usr"), Path("/etc"), str(stage))
    there = all((stage / "usr/bin" / name).exists() for name in PROGRAMS) and (stage / "etc/systemd/system/getty@.service").is_symlink()
    check("an installation below DESTDIR", there)
    make("uninstall", Path("/usr"), Path("/etc"), str(stage))
    left = {name for name in files(stage) if not name.startswith("etc/pasboks/")}
    check("and it is away again", not left, " ".join(sorted(left)))
    shutil.rmtree(FOLDER)
    return check.closing("lint")


if __name__ == "__main__":
    sys.exit(main())
