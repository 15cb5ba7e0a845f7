#!/usr/bin/env python3
"""compare.py PICTURE [OTHER=PROGRAM…]: an invented face and an invented fingerprint in characters, by the box and by chafa, each drawn to
pixels again and compared.

PICTURE is what `run` built, further ones may be named to stand beside it. Prints a table of the face: structural similarity of brightness
(SSIM, Wang et al. 2004) as it is and as seen from further off (blurred by half a cell), how far the blurred colours are off, the time of a
picture and its bytes. And one of the fingerprint: how far the direction of what is seen is off the ridges' (by the structure tensor).
"""

import base64
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import IO

import numpy as np

# Cells of the face, and of the fingerprint on screens of 80 × 24, 120 × 33 and 160 × 48.
FACE = 36, 23
PRINTS = (25, 16), (39, 26), (61, 41)
# A cell in pixels.
WIDTH, HEIGHT = 8, 16
STEPS = [0, 95, 135, 175, 215, 255]
CONSOLE = [
    0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA, 0xAAAAAA,
    0x555555, 0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF,
]
Colour = tuple[int, int, int]
PIECE = re.compile(r"\x1b\[(?P<numbers>[0-9;?]*)(?P<order>[A-Za-z])|\x1b[78]|(?P<line>\r?\n)|(?P<text>[^\x1b\r\n])")
QUADRANTS = " ▗▖▄▝▐▞▟▘▚▌▙▀▜▛█"


def number(index: int) -> Colour:
    """A colour of the 256."""
    if index < 16:
        value = CONSOLE[index]
        return value >> 16, value >> 8 & 255, value & 255
    if index >= 232:
        return (8 + 10 * (index - 232),) * 3
    place = index - 16
    return STEPS[place // 36], STEPS[place // 6 % 6], STEPS[place % 6]


def covered(character: str) -> np.ndarray:
    """The share of each pixel of a cell that a block element covers."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    if character in QUADRANTS:
        pattern = QUADRANTS.index(character)
        bits = 8 >> (2 * (y >= HEIGHT // 2) + (x >= WIDTH // 2))
        return ((pattern & bits) > 0).astype(float)
    code = ord(character)
    if 0x2581 <= code <= 0x2588:
        return (y >= HEIGHT - HEIGHT * (code - 0x2580) // 8).astype(float)
    if 0x2589 <= code <= 0x258F:
        return (x < WIDTH * (0x2590 - code) // 8).astype(float)
    if code == 0x2594:
        return (y < HEIGHT // 8).astype(float)
    if code == 0x2595:
        return (x >= WIDTH - WIDTH // 8).astype(float)
    raise ValueError(f"no block element: {character!r}")


def drawn(written: bytes, columns: int, rows: int) -> np.ndarray:
    """What a terminal of so many cells shows of an output."""
    output = re.sub(r"\x1b\[\?25[lh]", "", written.decode())
    seen = np.zeros((rows * HEIGHT, columns * WIDTH, 3))
    row = column = 0
    front: Colour = (0xAA,) * 3
    behind: Colour = (0,) * 3
    is_swapped = False
    for piece in PIECE.finditer(output):
        if piece["line"]:
            row, column = row + 1, 0
        elif piece["text"]:
            if row < rows and column < columns:
                share = covered(piece["text"])[:, :, None]
                one, other = (behind, front) if is_swapped else (front, behind)
                cell = share * np.array(one) + (1 - share) * np.array(other)
                seen[row * HEIGHT:(row + 1) * HEIGHT, column * WIDTH:(column + 1) * WIDTH] = cell
            column += 1
        elif piece["order"] == "H":
            row, column = (int(one) - 1 for one in piece["numbers"].split(";"))
        elif piece["order"] == "m":
            numbers = [int(one or 0) for one in piece["numbers"].split(";")]
            while numbers:
                first = numbers.pop(0)
                if first in (38, 48):
                    if numbers.pop(0) == 5:
                        colour = number(numbers.pop(0))
                    else:
                        colour = (numbers.pop(0), numbers.pop(0), numbers.pop(0))
                    front, behind = (colour, behind) if first == 38 else (front, colour)
                elif first == 0:
                    front, behind, is_swapped = (0xAA,) * 3, (0,) * 3, False
                elif first == 7:
                    is_swapped = True
                elif first in (27, 39, 49, 1, 22):
                    is_swapped = is_swapped and first != 27
                    front = (0xAA,) * 3 if first == 39 else front
                    behind = (0,) * 3 if first == 49 else behind
                elif 30 <= first <= 37 or 90 <= first <= 97:
                    front = number(first - 30 if first < 90 else first - 82)
                elif 40 <= first <= 47 or 100 <= first <= 107:
                    behind = number(first - 40 if first < 100 else first - 92)
    return seen


def blurred(image: np.ndarray, sigma: float) -> np.ndarray:
    """A picture under a Gaussian, its edges repeated."""
    reach = int(3 * sigma)
    weights = np.exp(-np.arange(-reach, reach + 1) ** 2 / (2 * sigma ** 2))
    weights /= weights.sum()
    for axis in (0, 1):
        pad = [(reach, reach) if one == axis else (0, 0) for one in range(image.ndim)]
        image = np.apply_along_axis(lambda line: np.convolve(line, weights, "valid"), axis, np.pad(image, pad, "edge"))
    return image


def similarity(one: np.ndarray, other: np.ndarray) -> float:
    """The mean SSIM of two grey pictures."""
    def mean(image: np.ndarray) -> np.ndarray:
        return blurred(image, 1.5)
    first, second = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    a, b = mean(one), mean(other)
    aa, bb, ab = mean(one * one) - a * a, mean(other * other) - b * b, mean(one * other) - a * b
    return float(((2 * a * b + first) * (2 * ab + second) / ((a * a + b * b + first) * (aa + bb + second))).mean())


def grey(image: np.ndarray) -> np.ndarray:
    return image @ np.array([0.299, 0.587, 0.114])


def scaled(path_bytes: bytes, columns: int, rows: int) -> np.ndarray:
    """The picture at the pixels of the cells, cut to their shape."""
    _, size, _, raw = path_bytes.split(b"\n", 3)
    width, height = map(int, size.split())
    image = np.frombuffer(raw, np.uint8, width * height * 3).reshape(height, width, 3).astype(float)
    across, down = columns * WIDTH, rows * HEIGHT
    used_width, used_height = min(width, height * across // down), min(height, width * down // across)
    left, top = (width - used_width) // 2, (height - used_height) // 2
    image = image[top:top + used_height, left:left + used_width]
    for axis, count in ((0, down), (1, across)):
        length = image.shape[axis]
        edges = np.linspace(0, length, count + 1)
        sums = np.concatenate([np.zeros_like(np.take(image, [0], axis)), np.cumsum(image, axis)], axis)
        def at(edge: np.ndarray, sums: np.ndarray = sums, axis: int = axis, length: int = length) -> np.ndarray:
            low = np.minimum(edge.astype(int), length - 1)
            part = (edge - low).reshape([-1 if one == axis else 1 for one in range(3)])
            return np.take(sums, low, axis) * (1 - part) + np.take(sums, low + 1, axis) * part
        image = (at(edges[1:]) - at(edges[:-1])) / (length / count)
    return image


@dataclass
class Way:
    """A program that draws the picture."""

    name: str
    depth: str
    command: list[str]
    tells_time: bool

    def run(self) -> tuple[bytes, float]:
        """What it writes, and the milliseconds of a picture."""
        start = time.monotonic()
        ended = subprocess.run(self.command, capture_output=True, check=True)
        took = int(ended.stderr) / 1000 if self.tells_time else (time.monotonic() - start) * 1000
        return ended.stdout, took


def main() -> int:
    """All of it."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    programs = {"the box": sys.argv[1]} | dict(one.split("=", 1) for one in sys.argv[2:])
    tell_faces(programs)
    print()
    tell_prints(programs)
    return 0


def chafa(depth: str, symbols: str, columns: int, rows: int, file: str) -> list[str]:
    """The command by which chafa draws a picture."""
    return [
        "chafa", "-f", "symbols", "--symbols", f"{symbols}+space" if symbols == "quad" else "block-stipple+space-extra",
        "-c", "full" if depth == "direct" else depth, "-s", f"{columns}x{rows}", "--stretch", "--font-ratio", "1/2", file,
    ]


def original(program: str, name: str, columns: int, rows: int, file: IO[bytes]) -> np.ndarray:
    """What is drawn, at the pixels of the cells; the file gets it for other programs."""
    picture = scaled(subprocess.run([program, name, "ppm"], stdout=subprocess.PIPE, check=True).stdout, columns, rows)
    file.write(b"P6\n%d %d\n255\n" % (picture.shape[1], picture.shape[0]) + picture.round().clip(0, 255).astype(np.uint8).tobytes())
    file.flush()
    return picture


def tell_faces(programs: dict[str, str]) -> None:
    """The table of the face: every program at every depth of colour."""
    columns, rows = FACE
    with tempfile.NamedTemporaryFile(suffix=".ppm") as file:
        photo = original(programs["the box"], "face", columns, rows, file)
        found: list[Way] = []
        for depth in ("direct", "256", "16", "8"):
            for name, program in programs.items():
                found.append(Way(name, depth, [program, "face", depth, str(columns), str(rows)], True))
            for symbols in ("quad", "block"):
                found.append(Way(f"chafa, {symbols}", depth, chafa(depth, symbols, columns, rows, file.name), False))
        box = programs["the box"]
        for colours in ("256", "64", "16"):
            found.append(Way(f"sixels, {colours} colours", "pixels", [box, "face", "sixel", colours, str(columns), str(rows)], True))
        found.append(Way("chafa, sixels", "pixels", [
            "chafa", "-f", "sixels", "-s", f"{columns}x{rows}", "--stretch", "--font-ratio", "1/2", file.name], False))
        found.append(Way("kitty's protocol", "pixels", [box, "face", "kitty", str(columns), str(rows)], True))
        tell(photo, found)


def tell_prints(programs: dict[str, str]) -> None:
    """The table of the fingerprint: at the sizes of its place, and with few colours at the smallest of them."""
    print("| cells | colours | by | direction off | SSIM | ms |")
    print("| --- | --- | --- | --- | --- | --- |")
    for columns, rows in PRINTS:
        for depth in ("direct", "256", "16", "8") if (columns, rows) == PRINTS[0] else ("direct",):
            with tempfile.NamedTemporaryFile(suffix=".ppm") as file:
                ridges = grey(original(programs["the box"], "print", columns, rows, file))
                size = [depth, str(columns), str(rows)]
                ways = [Way(name, depth, [program, "print", *size], True) for name, program in programs.items()]
                ways.append(Way("means, as they were", depth, [programs["the box"], "print-as-grey", *size], True))
                ways.append(Way("chafa, block", depth, chafa(depth, "block", columns, rows, file.name), False))
                for way in ways:
                    output, took = way.run()
                    seen = grey(drawn(output, columns, rows))
                    off = direction_off(seen, ridges)
                    print(f"| {columns} × {rows} | {depth} | {way.name} | {off:.0f}° | {similarity(seen, ridges):.3f} | {took:.2f} |")


def directions(image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Twice the direction of what lies around each pixel as a complex number of length 1, and how certain it is, 0–1."""
    down, across = np.gradient(blurred(image, 1.5))
    xx, yy, xy = (blurred(product, WIDTH) for product in (across * across, down * down, across * down))
    spread = np.hypot(xx - yy, 2 * xy)
    certainty = 1 - (xx + yy - spread) / (xx + yy + spread + 1e-9)
    return -(xx - yy + 2j * xy) / (spread + 1e-9), certainty


def direction_off(seen: np.ndarray, ridges: np.ndarray) -> float:
    """How many degrees the directions differ, 45 by chance, where the ridges are sure of theirs."""
    real, sure = directions(ridges)
    shown, _ = directions(seen)
    weight = np.where((sure > 0.5) & (blurred(ridges, WIDTH) < 224), sure, 0)
    return float(np.degrees((np.abs(np.angle(shown * real.conj())) / 2 * weight).sum() / weight.sum()))


def shown(output: bytes, columns: int, rows: int) -> np.ndarray:
    """What a terminal shows of a picture by its own pixels: libsixel reads sixels, base64 is base64."""
    if b"\x1bP" in output:
        image = output[output.index(b"\x1bP"):output.index(b"\x1b\\") + 2]
        size = ["-resize", f"{columns * WIDTH}x{rows * HEIGHT}!"]
        png = subprocess.run(["sixel2png"], input=image, stdout=subprocess.PIPE, check=True).stdout
        raw = subprocess.run(["convert", "png:-", *size, "-depth", "8", "rgb:-"], input=png, stdout=subprocess.PIPE, check=True).stdout
    else:
        raw = base64.b64decode(b"".join(re.findall(rb"\x1b_G[^;]*;([^\x1b]*)\x1b", output)))
    return np.frombuffer(raw, np.uint8).reshape(rows * HEIGHT, columns * WIDTH, 3).astype(float)


def tell(photo: np.ndarray, all_ways: list["Way"]) -> None:
    """The table."""
    print("| colours | by | SSIM | from further off | colour off | ms | bytes |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    half = WIDTH / 2
    for way in all_ways:
        output, took = way.run()
        seen = shown(output, *FACE) if way.depth == "pixels" else drawn(output, *FACE)
        off = np.abs(blurred(seen, half) - blurred(photo, half)).mean()
        print(
            f"| {way.depth} | {way.name} | {similarity(grey(seen), grey(photo)):.3f} | "
            f"{similarity(grey(blurred(seen, half)), grey(blurred(photo, half))):.3f} | {off:.1f} | {took:.2f} | {len(output.encode()):,} |"
        )


if __name__ == "__main__":
    sys.exit(main())
