"""The programs that are measured, each with the same two screens: the menu of reasons, and the form with the CPR number."""

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "Tests/System"))
from wording import wording as said

ROOT = Path(__file__).resolve().parents[1]
MADE = ROOT / ".build-bench"
PEERS = Path(__file__).resolve().parent / "peers"

ESCAPE = "\x1b"
ERASE = "\x7f"


@dataclass(frozen=True, eq=False)
class Program:
    """How a program is started, and how one gets about in it."""

    name: str
    command: list[str]
    # What stands on its first screen, on the menu, on the form, and after Esc on the form.
    first: str
    menu: str
    form: str
    after_escape: str
    # From the form to the menu: keys, and what stands there after each.
    to_menu: list[tuple[str, str]]
    # From the first screen to the menu: words to wait for, and the keys then.
    way: list[tuple[str, str]] = field(default_factory=list)
    to_form: str = "\r"
    # From what Esc showed to the form again.
    after_escape_to_form: str = "\r"
    # How long the same key must be quiet before it counts on another screen, in seconds.
    pause: float = 0
    # Whether the form shows a dot for a digit.
    is_masked: bool = False
    # What stands in its environment besides.
    variables: dict[str, str] = field(default_factory=dict)


def wording(name: str, language: str = "da") -> str:
    """A pattern of what the box's texts say at `section.key`, up to the first blank that is filled in."""
    return re.escape(said(name, language))


def box(program: Path, state: Path, name: str = "box", configuration: Path = ROOT / "Config", *more: str) -> Program:
    """The box on a store of its own, with devices that take no time unless more is said."""
    pace = [] if "--pace" in more else ["--pace", "0"]
    return Program(
        name=name,
        command=[str(program), "run", "--config", str(configuration), "--state", str(state), "--language", "da", *pace, *more],
        # The last line, which is drawn last: of a box that starts, or of the welcome where nothing comes before it.
        first=rf"\* ({wording('closed.keyStaff')}|{wording('common.keyHelp')})",
        menu=wording("groundsChoice.heading"),
        form=wording("identity.heading"),
        after_escape=wording("stop.heading"),
        way=[
            (wording("welcome.pressAnyKey"), "\r"),
            (wording("languageChoice.heading"), "1"),
            (wording("privacy.heading"), "1"),
            (wording("start.heading"), "\r"),
        ],
        to_menu=[("-", wording("common.leaveField")), ("-", wording("groundsChoice.heading"))],
        to_form="1",
        after_escape_to_form="2",
        pause=0.65,
        is_masked=True,
    )


# What the floor and the peers say, whatever becomes of the box's texts: patterns.
MENU, LAST_REASON, FORM, FOOTER = r"Hvorfor skal du have nyt pas\?", "Jeg har aldrig haft pas", r"Hvad er dit CPR-nummer\?", "Læs op"


def floor() -> Program:
    """Bare ncursesw."""
    return Program(
        "floor", [str(MADE / "floor")], FOOTER, MENU, FORM, MENU, [(ESCAPE, MENU)], to_form="1", after_escape_to_form="1", is_masked=True
    )


def peers() -> list[Program]:
    """What somebody would take instead."""
    python = str(MADE / "python/bin/python")
    commands = {
        "dialog": [str(PEERS / "dialog_form")],
        "whiptail": [str(PEERS / "whiptail_form")],
        "newt": [str(MADE / "newt_form")],
        "urwid": [python, str(PEERS / "urwid_form.py")],
        "Textual": [python, str(PEERS / "textual_form.py")],
    }
    return [Program(name, command, LAST_REASON, MENU, FORM, MENU, [(ESCAPE, MENU)]) for name, command in commands.items()]
