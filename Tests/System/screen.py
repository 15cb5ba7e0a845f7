"""What stands on a terminal: the bytes of a program become lines of text, as an xterm would show them, without colours."""

import codecs
import re

ROWS, COLUMNS = 24, 80

# A sequence whole, a control character, or text; what is left over at the end waits for its rest.
PIECE = re.compile(
    r"\x1b\[(?P<mark>[<=>?]?)(?P<numbers>[0-9;:]*)[ -/]*(?P<order>[@-~])"
    # A Linux console's palette, set or given back; these have no end of their own.
    r"|\x1b\](?:R|P[0-9A-Fa-f]{7})"
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\)"
    r"|\x1b[ #%()*+][0-~]"
    r"|\x1b(?P<short>[0-OQ-WYZ\\`-~])"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f])"
    r"|(?P<text>[^\x00-\x1f\x7f]+)",
    re.DOTALL,
)


# Lines and blocks, of which drawings and pictures are made.
DRAWN = re.compile("[\u2500-\u259f]")


def plain(text: str) -> str:
    """The words of a screen one after the other, drawings between them left out."""
    return " ".join(DRAWN.sub(" ", text).split())


class Screen:
    """A terminal's lines and its cursor."""

    def __init__(self, columns: int = COLUMNS, rows: int = ROWS) -> None:
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.unfinished = ""
        self.last = " "
        self.saved = (0, 0)
        self.row = self.column = 0
        self.cells: list[list[str]] = []
        self.resize(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        """Another size; what stands there stays, until the program draws it anew."""
        self.columns, self.rows = columns, rows
        self.cells = [(line + self.blank())[:columns] for line in self.cells[:rows]]
        self.cells += [self.blank() for _ in range(rows - len(self.cells))]
        self.top, self.bottom = 0, rows - 1
        self.move(self.row, self.column)

    def blank(self) -> list[str]:
        """An empty line."""
        return [" "] * self.columns

    @property
    def text(self) -> str:
        """The lines as they are seen."""
        return "\n".join("".join(line).rstrip() for line in self.cells)

    @property
    def words(self) -> str:
        """The lines joined, blanks made single, drawings left out."""
        return plain(self.text)

    def feed(self, data: bytes) -> None:
        """Takes what a program wrote."""
        written = self.unfinished + self.decoder.decode(data)
        end = 0
        while piece := PIECE.match(written, end):
            end = piece.end()
            if piece["text"]:
                self.write(piece["text"])
            elif piece["control"]:
                self.control(piece["control"])
            elif piece["order"]:
                numbers = [int(number) if number.isdigit() else 0 for number in piece["numbers"].split(";")]
                self.obey(piece["mark"] + piece["order"], numbers)
            elif piece["short"]:
                self.obey_short(piece["short"])
        self.unfinished = written[end:]

    def write(self, text: str) -> None:
        """Text where the cursor stands; a line that is full goes on in the next one."""
        for character in text:
            if self.column == self.columns:
                self.column = 0
                self.feed_line()
            self.cells[self.row][self.column] = self.last = character
            self.column += 1

    def feed_line(self) -> None:
        """One line down; at the bottom everything moves up."""
        if self.row == self.bottom:
            self.scroll(self.top, 1)
        else:
            self.row = min(self.row + 1, self.rows - 1)

    def scroll(self, top: int, count: int) -> None:
        """Lines from this one to the bottom move up, or down when the count is below 0."""
        for _ in range(min(abs(count), self.rows)):
            if count > 0:
                del self.cells[top]
                self.cells.insert(self.bottom, self.blank())
            else:
                del self.cells[self.bottom]
                self.cells.insert(top, self.blank())

    def control(self, character: str) -> None:
        """A control character."""
        match character:
            case "\r":
                self.column = 0
            case "\n" | "\v" | "\f":
                self.feed_line()
            case "\b":
                self.column = max(0, min(self.column, self.columns - 1) - 1)
            case "\t":
                self.column = min(self.columns - 1, (self.column // 8 + 1) * 8)

    def obey_short(self, order: str) -> None:
        """An escape sequence of two characters."""
        match order:
            case "7":
                self.saved = (self.row, self.column)
            case "8":
                self.row, self.column = self.saved
            case "M" if self.row == self.top:
                self.scroll(self.top, -1)
            case "M":
                self.row = max(0, self.row - 1)
            case "c":
                self.erase(0, ends_here=False)
                self.move(0, 0)

    def move(self, row: int, column: int) -> None:
        """The cursor to a place, no further than the screen goes."""
        self.row, self.column = max(0, min(row, self.rows - 1)), max(0, min(column, self.columns - 1))

    def obey(self, order: str, numbers: list[int]) -> None:
        """A control sequence."""
        first = numbers[0]
        count = max(1, first)
        second = numbers[1] if len(numbers) > 1 else 0
        column = min(self.column, self.columns - 1)
        line = self.cells[self.row]
        match order:
            case "H" | "f":
                self.move(first - 1, max(1, second) - 1)
            case "A":
                self.move(self.row - count, column)
            case "B" | "e":
                self.move(self.row + count, column)
            case "C" | "a":
                self.move(self.row, column + count)
            case "D":
                self.move(self.row, column - count)
            case "E":
                self.move(self.row + count, 0)
            case "F":
                self.move(self.row - count, 0)
            case "G" | "`":
                self.move(self.row, count - 1)
            case "d":
                self.move(count - 1, column)
            case "J":
                self.erase(0 if first else self.row * self.columns + column, ends_here=first == 1)
            case "K":
                start, end = [(column, self.columns), (0, column + 1), (0, self.columns)][min(first, 2)]
                line[start:end] = [" "] * (end - start)
            case "X":
                line[column : column + count] = [" "] * len(line[column : column + count])
            case "P":
                self.cells[self.row] = (line[:column] + line[column + count :] + self.blank())[: self.columns]
            case "@":
                self.cells[self.row] = (line[:column] + [" "] * count + line[column:])[: self.columns]
            case "b":
                self.write(self.last * count)
            case "L" if self.top <= self.row <= self.bottom:
                self.scroll(self.row, -count)
            case "M" if self.top <= self.row <= self.bottom:
                self.scroll(self.row, count)
            case "S":
                self.scroll(self.top, count)
            case "T":
                self.scroll(self.top, -count)
            case "r":
                self.top, self.bottom = max(0, first - 1), (second or self.rows) - 1
                self.move(0, 0)
            case "?h" | "?l" if 1049 in numbers:
                self.erase(0, ends_here=False)

    def erase(self, start: int, *, ends_here: bool) -> None:
        """Blanks from a place, counted in cells, to the cursor or to the end."""
        end = self.row * self.columns + min(self.column, self.columns - 1) + 1 if ends_here else self.rows * self.columns
        for place in range(start, end):
            self.cells[place // self.columns][place % self.columns] = " "
