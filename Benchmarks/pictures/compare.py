#!/usr/bin/env python3
"""compare.py PICTURE [OTHER=PROGRAM…]: an invented face in characters, by the box and by chafa, each drawn to pixels again and compared.

PICTURE is what `run` built, further ones may be named to stand beside it. Prints a table: structural similarity of brightness (SSIM, Wang
et al. 2004) as it is and as seen from further off (blurred by half a cell), how far the blurred colours are off, the time of a picture and
its bytes.
"""

import base64
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

import numpy as np

COLUMNS, ROWS = 36, 23
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


def drawn(output: str) -> np.ndarray:
    """What a terminal shows of an output."""
    seen = np.zeros((ROWS * HEIGHT, COLUMNS * WIDTH, 3))
    row = column = 0
    front: Colour = (0xAA,) * 3
    behind: Colour = (0,) * 3
    is_swapped = False
    for piece in PIECE.finditer(output):
        if piece["line"]:
            row, column = row + 1, 0
        elif piece["text"]:
            if row < ROWS and column < COLUMNS:
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


def scaled(path_bytes: bytes) -> np.ndarray:
    """The photograph at the pixels of the cells, cut to their shape."""
    _, size, _, raw = path_bytes.split(b"\n", 3)
    width, height = map(int, size.split())
    image = np.frombuffer(raw, np.uint8, width * height * 3).reshape(height, width, 3).astype(float)
    across, down = COLUMNS * WIDTH, ROWS * HEIGHT
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


def main() -> int:
    """All of it."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    programs = {"the box": sys.argv[1]} | dict(one.split("=", 1) for one in sys.argv[2:])
    ppm = subprocess.run([sys.argv[1], "ppm"], stdout=subprocess.PIPE, check=True).stdout
    photo = scaled(ppm)
    with tempfile.NamedTemporaryFile(suffix=".ppm") as file:
        file.write(b"P6\n%d %d\n255\n" % (photo.shape[1], photo.shape[0]) + photo.round().clip(0, 255).astype(np.uint8).tobytes())
        file.flush()
        tell(photo, ways(programs, file.name))
    return 0


def ways(programs: dict[str, str], photograph: str) -> list["Way"]:
    """Every program at every depth of colour."""
    found: list[Way] = []
    box = programs["the box"]
    for depth, colours in (("direct", "full"), ("256", "256"), ("16", "16"), ("8", "8")):
        for name, program in programs.items():
            found.append(Way(name, depth, [program, depth, str(COLUMNS), str(ROWS)], True))
        for symbols in ("quad", "block"):
            found.append(Way(f"chafa, {symbols}", depth, [
                "chafa", "-f", "symbols", "--symbols", f"{symbols}+space" if symbols == "quad" else "block-stipple+space-extra",
                "-c", colours, "-s", f"{COLUMNS}x{ROWS}", "--stretch", "--font-ratio", "1/2", photograph], False))
    for colours in ("256", "64", "16"):
        found.append(Way(f"sixels, {colours} colours", "pixels", [box, "sixel", colours, str(COLUMNS), str(ROWS)], True))
    found.append(Way("chafa, sixels", "pixels", [
        "chafa", "-f", "sixels", "-s", f"{COLUMNS}x{ROWS}", "--stretch", "--font-ratio", "1/2", photograph], False))
    found.append(Way("kitty's protocol", "pixels", [box, "kitty", str(COLUMNS), str(ROWS)], True))
    return found


def shown(output: bytes) -> np.ndarray:
    """What a terminal shows of a picture by its own pixels: libsixel reads sixels, base64 is base64."""
    if b"\x1bP" in output:
        image = output[output.index(b"\x1bP"):output.index(b"\x1b\\") + 2]
        size = ["-resize", f"{COLUMNS * WIDTH}x{ROWS * HEIGHT}!"]
        png = subprocess.run(["sixel2png"], input=image, stdout=subprocess.PIPE, check=True).stdout
        raw = subprocess.run(["convert", "png:-", *size, "-depth", "8", "rgb:-"], input=png, stdout=subprocess.PIPE, check=True).stdout
    else:
        raw = base64.b64decode(b"".join(re.findall(rb"\x1b_G[^;]*;([^\x1b]*)\x1b", output)))
    return np.frombuffer(raw, np.uint8).reshape(ROWS * HEIGHT, COLUMNS * WIDTH, 3).astype(float)


def tell(photo: np.ndarray, all_ways: list["Way"]) -> None:
    """The table."""
    print("| colours | by | SSIM | from further off | colour off | ms | bytes |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    half = WIDTH / 2
    for way in all_ways:
        start = time.monotonic()
        ended = subprocess.run(way.command, capture_output=True, check=True)
        took = int(ended.stderr) / 1000 if way.tells_time else (time.monotonic() - start) * 1000
        output = ended.stdout
        seen = shown(output) if way.depth == "pixels" else drawn(re.sub(r"\x1b\[\?25[lh]", "", output.decode()))
        off = np.abs(blurred(seen, half) - blurred(photo, half)).mean()
        print(
            f"| {way.depth} | {way.name} | {similarity(grey(seen), grey(photo)):.3f} | "
            f"{similarity(grey(blurred(seen, half)), grey(blurred(photo, half))):.3f} | {off:.1f} | {took:.2f} | {len(ended.stdout):,} |"
        )


if __name__ == "__main__":
    sys.exit(main())
