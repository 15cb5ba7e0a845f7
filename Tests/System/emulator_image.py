#!/usr/bin/env python3
"""Disks for the emulator: Debian with a kernel, and the box installed into it twice.

`stock` has the program and its unit on Debian's own console settings, `hardened` everything that `make install` puts in place.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parents[1]
FOLDER = SOURCES / ".build-system" / "emulator"
LABEL = "pasboks-data"
STATE = "/var/lib/pasboks"
SHELL_PORT = "org.pasboks.shell"

PACKAGES = (
    "systemd,systemd-sysv,dbus,udev,kbd,console-setup,ncurses-base,ncurses-bin,"
    "sqlite3,python3-minimal,zstd,initramfs-tools,linux-image-amd64"
)
# What a virtual machine has no use for; it is most of the kernel's package.
NOT_WANTED = [
    "/usr/share/doc/*", "/usr/share/man/*", "/usr/share/locale/*",
    *(f"/lib/modules/*/kernel/{part}/*" for part in (
        "sound", "net", "drivers/net", "drivers/media", "drivers/infiniband", "drivers/staging", "drivers/iio",
        "drivers/scsi", "drivers/usb", "drivers/hwmon", "drivers/gpu/drm/amd", "drivers/gpu/drm/i915",
        "drivers/gpu/drm/nouveau", "drivers/gpu/drm/radeon", "fs/btrfs", "fs/xfs", "fs/ocfs2", "fs/gfs2", "fs/smb",
    )),
]

NEEDLESS = (
    "e2scrub_reap.service", "e2scrub_all.timer", "apt-daily.timer", "apt-daily-upgrade.timer", "dpkg-db-backup.timer",
    "fstrim.timer", "systemd-update-utmp.service", "systemd-update-utmp-runlevel.service", "systemd-timesyncd.service",
)

# A shell of the test's own beside the box, so that nothing is typed on the console that is tried.
SHELL_UNIT = f"""\
[Unit]
Description=Shell of the test
DefaultDependencies=no
ConditionPathExists=/dev/virtio-ports/{SHELL_PORT}
[Service]
ExecStart=/bin/sh -c 'exec /bin/bash --norc <>/dev/virtio-ports/{SHELL_PORT} >&0 2>&1'
Restart=always
RestartSec=0
[Install]
WantedBy=multi-user.target
"""
SHELL_RULE = f'SUBSYSTEM=="virtio-ports", ATTR{{name}}=="{SHELL_PORT}", TAG+="systemd", ENV{{SYSTEMD_WANTS}}+="test-shell.service"\n'
# A data disk of its own where the kernel's command line asks for it.
DATA_GENERATOR = f"""\
#!/bin/sh
grep -q pasboks.data /proc/cmdline || exit 0
printf '[Mount]\\nWhat=/dev/disk/by-label/{LABEL}\\nWhere={STATE}\\nType=ext4\\nOptions=noatime,errors=remount-ro\\n' >"$1/var-lib-pasboks.mount"
"""


class CannotTest(Exception):
    """This machine lacks something without which nothing can be said."""

    # How a test ends that could not begin: neither passed nor failed.
    EXIT = 77


def need(*tools: str) -> None:
    """Refuses on a machine where images cannot be made."""
    if os.geteuid() != 0:
        raise CannotTest("it takes root: file systems are made and mounted")
    missing = [tool for tool in tools if not shutil.which(tool, path="/usr/sbin:/sbin:" + os.environ.get("PATH", ""))]
    if missing:
        raise CannotTest(f"not installed: {', '.join(missing)}")
    if not Path("/dev/loop-control").exists():
        raise CannotTest("there are no loop devices")


def run(*command: str | Path, **more: object) -> str:
    """Runs a command; what it printed, or an exception with it."""
    ended = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **more)  # type: ignore[call-overload]
    if ended.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}: {ended.returncode}\n{ended.stdout}{ended.stderr}")
    return str(ended.stdout)


@contextlib.contextmanager
def mounted(image: Path, options: str = "loop") -> Iterator[Path]:
    """The files of an image's ext4, for as long as they are looked at."""
    place = image.with_suffix(".mounted")
    place.mkdir(exist_ok=True)
    run("mount", "-t", "ext4", "-o", options, image, place)
    try:
        yield place
    finally:
        run("umount", place)
        place.rmdir()


# What `make release` builds: the box, the same with the simulated world in it, and the programs beside them.
PROGRAMS = ("pasboks", "pasboks-world", "pasboks-uplink", "pasboks-authority", "pasboks-passport")


def program(name: str = "pasboks") -> Path:
    """A program under test: from the folder named by PASBOKS_PROGRAMS, or what `make release` built."""
    named = os.environ.get("PASBOKS_PROGRAMS")
    built = (Path(named) if named else SOURCES / ".build-release" / "release") / name
    if not built.exists():
        raise CannotTest(f"there is no program at {built}: make release")
    return built.resolve()


def put_programs(folder: Path) -> Path:
    """All programs under test in one folder, where the Makefile finds them when it is told so; that folder."""
    built = folder / "release"
    built.mkdir(parents=True, exist_ok=True)
    for name in PROGRAMS:
        shutil.copy2(program(name), built / name)
    return folder


def base() -> Path:
    """Debian on a disk of its own, without the box; its kernel and initial disk lie beside it."""
    image = FOLDER / "base.img"
    mark = FOLDER / "base.made-of"
    made_of = PACKAGES + " ".join(NOT_WANTED)
    if image.exists() and mark.exists() and mark.read_text() == made_of:
        return image
    print("making the emulator's Debian (a few minutes, once)", flush=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    root = FOLDER / "root"
    shutil.rmtree(root, ignore_errors=True)
    early = (
        'mkdir -p "$1/etc/initramfs-tools/conf.d" "$1/usr/share/initramfs-tools/modules.d" && '
        'echo MODULES=list >"$1/etc/initramfs-tools/conf.d/test" && '
        'printf "virtio_pci\\nvirtio_blk\\next4\\n" >"$1/usr/share/initramfs-tools/modules.d/test"'
    )
    run(
        "mmdebstrap", "--variant=minbase", f"--include={PACKAGES}", f"--essential-hook={early}",
        "--aptopt=Acquire::Check-Valid-Until false", *(f"--dpkgopt=path-exclude={path}" for path in NOT_WANTED),
        "bookworm", root, *mirror(),
    )
    boot = root / "boot"
    shutil.copyfile(next(boot.glob("vmlinuz-*")), FOLDER / "vmlinuz")
    shutil.copyfile(next(boot.glob("initrd.img-*")), FOLDER / "initrd")
    (root / "etc/hostname").write_text("box\n")
    (root / "etc/fstab").write_text("/dev/vda / ext4 defaults,errors=remount-ro 0 1\n")
    image.unlink(missing_ok=True)
    run("mke2fs", "-q", "-t", "ext4", "-d", root, image, "1400M")
    shutil.rmtree(root)
    mark.write_text(made_of)
    return image


def mirror() -> list[str]:
    """The mirror that this machine itself installs from, where it says so."""
    for source in sorted(Path("/etc/apt/sources.list.d").glob("debian*.sources")):
        for line in source.read_text().splitlines():
            if line.startswith("URIs:") and "security" not in line:
                return [line.split()[1]]
    return []


def box_image(kind: str, options: str, name: str = "") -> Path:
    """The base with the box installed, `stock` or `hardened`; `options` are those of `pasboks run`."""
    image = FOLDER / f"{name or kind}.img"
    run("cp", "--sparse=always", base(), image)
    with mounted(image) as root:
        if kind == "stock":
            with staged() as all_of_it:
                install_bare(all_of_it, root)
        else:
            install(root)
        add_libraries(root)
        add_test_parts(root, options)
        if not (root / "etc/passwd").read_text().count("pasboks:"):
            run("systemd-sysusers", f"--root={root}", "-", input='u pasboks - "Passport box"\n')
        run("systemctl", f"--root={root}", "enable", "kiosk.service")
    return image


@contextlib.contextmanager
def staged() -> Iterator[Path]:
    """What `make install` installs, in a folder of its own."""
    folder = FOLDER / "staged"
    shutil.rmtree(folder, ignore_errors=True)
    install(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def install(root: Path) -> None:
    """`make install` as it is, with the programs under test."""
    built = put_programs(FOLDER / "built")
    run("make", "-s", "-C", SOURCES, "install", f"static={built}", f"DESTDIR={root}", "prefix=/usr")


def install_bare(whole: Path, root: Path) -> None:
    """Programs, configuration and the unit alone: the console stays as Debian has it."""
    for part in ("usr/bin/pasboks", "usr/bin/pasboks-world", "usr/share/pasboks", "usr/lib/systemd/system/kiosk.service", "etc/pasboks"):
        source, target = whole / part, root / part
        target.parent.mkdir(parents=True, exist_ok=True)
        run("cp", "-a", source, target.parent)


def add_libraries(root: Path) -> None:
    """Libraries that programs built without `--static-swift-stdlib` bring along."""
    for line in run("ldd", *map(program, PROGRAMS)).splitlines():
        parts = line.split()
        if "=>" in parts and "swift" in parts[2]:
            target = root / "usr/lib/x86_64-linux-gnu" / Path(parts[2]).name
            shutil.copyfile(parts[2], target)


def add_test_parts(root: Path, options: str) -> None:
    """The test's shell, its data disk, and the pace of the simulated devices."""
    units = root / "etc/systemd/system"
    (units / "test-shell.service").write_text(SHELL_UNIT)
    generator = root / "etc/systemd/system-generators/test-data"
    generator.parent.mkdir(exist_ok=True)
    generator.write_text(DATA_GENERATOR)
    generator.chmod(0o755)
    (root / "etc/udev/rules.d/90-test-shell.rules").write_text(SHELL_RULE)
    # Housekeeping that only costs the emulator time.
    run("systemctl", f"--root={root}", "mask", *NEEDLESS)
    drop_in = units / "kiosk.service.d"
    drop_in.mkdir(exist_ok=True)
    (drop_in / "test-options.conf").write_text(f"[Service]\nExecStart=\nExecStart=/usr/bin/pasboks run {options}\n")


def data_disk(path: Path, megabytes: int) -> Path:
    """An empty data disk, with nothing left for the kernel to initialise later."""
    path.unlink(missing_ok=True)
    with path.open("wb") as file:
        file.truncate(megabytes << 20)
    run(
        "mke2fs", "-q", "-t", "ext4", "-L", LABEL, "-m", "0", "-b", "4096", "-E",
        "lazy_itable_init=0,lazy_journal_init=0", path
    )
    return path


if __name__ == "__main__":
    for each in sys.argv[1:] or ["stock", "hardened"]:
        print(box_image(each, "--language en"))
