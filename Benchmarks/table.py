"""The table of results, in Markdown: medians with their quartiles, and ratios to the floor of the same run."""

import statistics

import measures
from measures import FIGURES, Figure, Samples

# What of it the README tells: rows, and columns with what they are called there.
TOLD = [
    measures.FIRST,
    measures.DIGIT,
    measures.DIGIT_CPU,
    measures.ESC,
    measures.IDLE_WAKEUPS,
    measures.FIRST_MEMORY,
]
TOLD_PROGRAMS = {"box": "the box", "floor": "bare C on ncurses", "dialog": "dialog", "urwid": "urwid", "Textual": "Textual"}


def number(value: float, digits: int) -> str:
    """With as many digits behind the point, and thousands set off."""
    return f"{value:,.{digits}f}"


def cell(samples: Samples, figure: Figure, program: str, floor: str) -> str:
    """A median, the quartiles where there are any, and how many times the floor's that is."""
    values = samples.taken.get(figure, {}).get(program)
    if not values:
        return ""
    told = number(statistics.median(values), figure.digits)
    if len(values) > 3 and min(values) < max(values):
        low, _, high = statistics.quantiles(values, n=4)
        if number(low, figure.digits) != number(high, figure.digits):
            told += f" ({number(low, figure.digits)}–{number(high, figure.digits)})"
    base = samples.median(figure, floor)
    if program != floor and base:
        told += f" **{statistics.median(values) / base:.3g}×**"
    return told


def heading(figure: Figure) -> str:
    """What a row is called."""
    return f"{figure.name}, {figure.unit}" if figure.unit else figure.name


def markdown(rows: list[list[str]]) -> str:
    """A table whose first row is its head."""
    head, *rest = rows
    return "".join("| " + " | ".join(row) + " |\n" for row in [head, ["---"] * len(head), *rest])


def excerpt(samples: Samples) -> str:
    """What counts for whoever chooses, medians alone."""
    rows = [["", *TOLD_PROGRAMS.values()]]
    for figure in TOLD:
        medians = [samples.median(figure, program) for program in TOLD_PROGRAMS]
        rows.append([heading(figure), *("" if median is None else number(median, figure.digits) for median in medians)])
    return markdown(rows)


def table(samples: Samples, programs: list[str], floor: str) -> str:
    """What was measured, a row each."""
    rows = [["", *programs]]
    rows += [
        [heading(figure), *(cell(samples, figure, program, floor) for program in programs)] for figure in FIGURES if figure in samples.taken
    ]
    return markdown(rows)
