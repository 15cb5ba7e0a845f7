#!/usr/bin/env python3
"""A live picture over the wire beside one in the box's process: pictures a second, and what each process takes of a core.

    Benchmarks/wire.py [--seconds 10] [--paces 1,0.2]

The drawn camera gives five pictures a second at the pace of life, 25 at a pace of 0.2, and how many it comes to is counted on its socket.
"""

import argparse
import json
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import processes
from instructions import PROGRAM
from programs import box
from session import Session
from visits import TO_PHOTO, configuration, follow, wait

NANOSECONDS = 1_000_000_000


def pictures(camera: Path, seconds: int) -> float:
    """How many live pictures a second come out of a camera's socket."""

    def say(head: dict[str, object]) -> None:
        text = json.dumps(head).encode()
        line.sendall((4 + len(text)).to_bytes(4, "big") + len(text).to_bytes(4, "big") + text)

    def hear() -> str:
        length = int.from_bytes(take(4), "big")
        frame = take(length)
        return str(json.loads(frame[4 : 4 + int.from_bytes(frame[:4], "big")])["type"])

    def take(count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            taken += line.recv(count - len(taken))
        return taken

    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(camera))
        say({"type": "hello", "version": 1})
        say({"type": "command", "id": 1, "name": "preview"})
        while hear() != "event":
            pass
        start, count = time.monotonic(), 0
        while time.monotonic() < start + seconds:
            count += hear() == "event"
        return count / (time.monotonic() - start)


def live(command: list[str], folder: Path, seconds: int, world: int | None) -> tuple[float, float]:
    """Percent of a core for the box and for its world while a face is seen that is never right."""
    with Session(command, folder) as session:
        follow(session, TO_PHOTO, 60)
        wait(session, "photo.heading", 60)
        session.rest(2)
        before = processes.cpu(session.process), processes.cpu(world) if world else 0
        session.rest(seconds)
        after = processes.cpu(session.process), processes.cpu(world) if world else 0
    own, others = (later - earlier for earlier, later in zip(before, after, strict=True))
    share = NANOSECONDS * seconds / 100
    return own / share, others / share


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--paces", default="1,0.2")
    given = parser.parse_args()
    print("| pace | | pictures a second | the box, % of a core | the world, % of a core |\n|---|---|---|---|---|")
    for pace in given.paces.split(","):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            configuration(folder)
            there = box(PROGRAM, folder / "own", "own", folder / "Config", "--pace", pace, "--scenario", "restless")
            own, _ = live(there.command, folder, given.seconds, None)
            print(f"| {pace} | in the box's process | | {own:.1f} | |")
            words = [PROGRAM, "world", folder, "--config", folder / "Config", "--pace", pace, "--scenario", "restless"]
            with subprocess.Popen([str(word) for word in words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, start_new_session=True) as world:
                assert world.stdout
                world.stdout.readline()
                # The box that a library installs, with nothing simulated in it.
                lean = PROGRAM.with_name("pasboks")
                there = box(lean, folder / "wired", "wired", folder / "Config", "--pace", pace, "--world", str(folder))
                own, others = live(there.command, folder, given.seconds, world.pid)
                count = pictures(folder / "camera", given.seconds)
                world.kill()
            print(f"| {pace} | over the wire | {count:.1f} | {own:.1f} | {others:.1f} |")


if __name__ == "__main__":
    main()
