"""What nobody may find after a visit, in whatever coding."""

import base64
import re

# What the visit's citizen is, has and gives: number, names as they are written and as a passport's lines have them, passport, telephone.
CITIZEN = [
    "0610850166", "061085-0166", "061085 0166", "Hanne", "HANNE", "Østerbæk", "ØSTERBÆK", "OESTERBAEK", "OESTERBAEK<<HANNE",
    "210345671", "20416358", "20 41 63 58",
]


def codings(text: str) -> set[bytes]:
    """A text as it may stand in a file or on a wire: in the encodings of texts, by its bytes in hexadecimal, and in base64 wherever it began."""
    found = {text.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "cp865")}
    plain = text.encode()
    found |= {plain.hex().encode(), plain.hex().upper().encode()}
    for before in range(3):
        written = base64.b64encode(bytes(before) + plain)
        # Letters that hang on what stands before or after are left out.
        whole = written[-(-before * 8 // 6):(before + len(plain)) * 8 // 6]
        found |= {whole, whole.translate(bytes.maketrans(b"+/", b"-_"))}
    return found


class Search:
    """Looks for the citizen of a visit, and for what else is named."""

    def __init__(self, *others: str) -> None:
        self.needles = {needle: text for text in [*CITIZEN, *others] for needle in codings(text)}
        self.any = re.compile(b"|".join(re.escape(needle) for needle in sorted(self.needles, key=len, reverse=True)))

    def __call__(self, data: bytes) -> set[str]:
        """What of it stands in these bytes."""
        return {self.needles[found[0]] for found in self.any.finditer(data)}
