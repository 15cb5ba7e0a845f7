"""What the box's texts say, by their names: so a test tells which text it waits for, and staff may reword it."""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "Config/texts"
LINE = re.compile(r"(?P<indent> *)(?P<name>\w+): *(?P<mark>[\"']?)(?P<said>.*?)(?P=mark)")


@cache
def wordings(language: str) -> dict[str, str]:
    """Every text of a language by `section.key`; of one about a number only the name."""
    found: dict[str, str] = {}
    section = ""
    for line in (FOLDER / f"{language}.yaml").read_text().splitlines():
        piece = LINE.fullmatch(line)
        if piece and not piece["indent"]:
            section = piece["name"]
        elif piece and piece["indent"] == "  ":
            found[f"{section}.{piece['name']}"] = piece["said"]
    return found


def wording(name: str, language: str = "en", **blanks: str) -> str:
    """A text with these blanks filled in, up to the first one that is not."""
    said = wordings(language)[name]
    for blank, filling in blanks.items():
        said = said.replace(f"{{{blank}}}", filling)
    return said.split("{")[0].strip()


# The last line of the welcome screen: where it stands, all of it does.
WELCOME = wording("welcome.pressAnyKey")
