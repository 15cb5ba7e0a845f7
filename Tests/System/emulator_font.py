"""What the console's font and palette show, seen from the picture on the screen."""

from collections.abc import Iterator
from pathlib import Path

from emulator_guest import Guest

BLOCKS = "█▀▄▌▐"
LETTERS = "æøåÆØÅ"
# Where the chart begins, in cells.
ROW, COLUMN = 2, 4

Pixel = tuple[int, int, int]
Cell = list[list[Pixel]]


class Picture:
    """A binary PPM cut into the console's cells."""

    def __init__(self, path: Path, rows: int, columns: int) -> None:
        kind, size, _, self.pixels = path.read_bytes().split(b"\n", 3)
        assert kind == b"P6"
        self.width, height = map(int, size.split())
        self.cell_width, self.cell_height = self.width // columns, height // rows

    def cell(self, row: int, column: int) -> Cell:
        """The points of one cell, line by line."""
        lines: Cell = []
        for y in range(row * self.cell_height, (row + 1) * self.cell_height):
            first = (y * self.width + column * self.cell_width) * 3
            raw = self.pixels[first:first + self.cell_width * 3]
            lines.append([(raw[x], raw[x + 1], raw[x + 2]) for x in range(0, len(raw), 3)])
        return lines


def is_lit(cell: Cell) -> list[list[bool]]:
    return [[sum(point) > 96 for point in line] for line in cell]


def is_block(character: str, cell: Cell) -> bool:
    """Whether a cell shows this block element and nothing else."""
    height, width = len(cell), len(cell[0])
    wanted = {
        "█": lambda x, y: True, "▀": lambda x, y: y < height // 2, "▄": lambda x, y: y >= height // 2,
        "▌": lambda x, y: x < width // 2, "▐": lambda x, y: x >= width // 2,
    }[character]
    return is_lit(cell) == [[wanted(x, y) for x in range(width)] for y in range(height)]


def font_checks(guest: Guest) -> Iterator[tuple[str, bool, str]]:
    """Stops the box, draws a chart on its console, and judges the picture: what, whether it is well, and what was seen."""
    guest.sh("systemctl stop kiosk")
    rows, columns = map(int, guest.sh("stty size -F /dev/tty1").split())
    yield "screen", columns >= 80 and rows >= 24, f"{columns} by {rows}"
    colours = "".join(f"\\033[{30 + n}m█" for n in range(8)) + "".join(f"\\033[{90 + n}m█" for n in range(8))
    guest.sh(
        f"printf '\\033[0m\\033[2J\\033[{ROW + 1};{COLUMN + 1}H{BLOCKS}' >/dev/tty1;"
        f"printf '\\033[{ROW + 2};{COLUMN + 1}H{LETTERS}\\357\\277\\275?' >/dev/tty1;"
        f"printf '\\033[{ROW + 3};{COLUMN + 1}H{colours}\\033[0m\\033[{ROW + 6};1H' >/dev/tty1; sleep 1"
    )
    picture = Picture(guest.picture("font"), rows, columns)
    for at, character in enumerate(BLOCKS):
        yield f"block element {character}", is_block(character, picture.cell(ROW, COLUMN + at)), ""
    shapes = [is_lit(picture.cell(ROW + 1, COLUMN + at)) for at in range(len(LETTERS) + 2)]
    missing = [
        letter for at, letter in enumerate(LETTERS)
        if shapes[at] in shapes[len(LETTERS):] or shapes.count(shapes[at]) > 1 or not any(map(any, shapes[at]))
    ]
    yield f"letters {LETTERS}", not missing, f"not drawn: {''.join(missing)}" if missing else ""
    shown = {picture.cell(ROW + 2, COLUMN + at)[0][0] for at in range(16)}
    yield "16 colours", len(shown) == 16, str(len(shown))
