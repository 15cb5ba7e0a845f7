"""The menu and the form in Textual."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Label, OptionList, Static
from words import ASKED, KEYS, LABEL, LIBRARY, NUMBER_ASKED, REASONS

STYLE = """
#header { background: blue; color: white; }
#footer { dock: bottom; background: white; color: black; }
OptionList { height: 12; border: none; }
Horizontal { height: 2; }
Label { width: 8; }
Input { width: 24; height: 1; border: none; }
"""


class Form(Screen[None]):
    """The number."""

    CSS = STYLE
    BINDINGS: ClassVar = [("escape", "app.pop_screen", "Tilbage")]

    def compose(self) -> ComposeResult:
        """Its widgets."""
        yield Static(LIBRARY, id="header")
        yield Static(f"\n{NUMBER_ASKED}\n")
        yield Horizontal(Label(LABEL), Input())
        yield Static(KEYS, id="footer")


class Menu(Screen[None]):
    """The reasons."""

    CSS = STYLE

    def compose(self) -> ComposeResult:
        """Its widgets."""
        yield Static(LIBRARY, id="header")
        yield Static(f"\n{ASKED}\n")
        yield OptionList(*REASONS)
        yield Static(KEYS, id="footer")

    def on_option_list_option_selected(self) -> None:
        """Goes on to the number, whatever the reason."""
        self.app.push_screen(Form())


class Box(App[None]):
    """Begins with the menu."""

    ENABLE_COMMAND_PALETTE = False

    def on_mount(self) -> None:
        """The first screen."""
        self.push_screen(Menu())


Box().run()
