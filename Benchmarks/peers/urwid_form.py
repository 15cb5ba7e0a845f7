"""The menu and the form in urwid."""

import urwid
from words import ASKED, KEYS, LABEL, LIBRARY, NUMBER_ASKED, REASONS

PALETTE = [("header", "white", "dark blue"), ("footer", "black", "light gray"), ("chosen", "standout", "")]


def page(*widgets: urwid.Widget) -> urwid.Frame:
    """A screen with these under each other."""
    body = urwid.Filler(urwid.Pile(widgets), "top", top=2)
    return urwid.Frame(body, urwid.AttrMap(urwid.Text(f" {LIBRARY}"), "header"), urwid.AttrMap(urwid.Text(f" {KEYS}"), "footer"))


def menu() -> urwid.Frame:
    """The reasons."""
    choices = [urwid.AttrMap(urwid.SelectableIcon(f"{place}  {reason}"), None, "chosen") for place, reason in enumerate(REASONS, 1)]
    return page(urwid.Text(ASKED), urwid.Divider(), *choices)


def form() -> urwid.Frame:
    """The number."""
    return page(urwid.Text(NUMBER_ASKED), urwid.Divider(), urwid.Columns([(8, urwid.Text(LABEL)), (22, urwid.Edit())]))


def pressed(key: str) -> None:
    """What no widget took."""
    if key == "enter":
        loop.widget = form()
    elif key == "esc":
        loop.widget = menu()


loop = urwid.MainLoop(menu(), PALETTE, unhandled_input=pressed, handle_mouse=False)
loop.run()
