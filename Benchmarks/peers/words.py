"""What stands on the two screens that the peers written in Python draw."""

LIBRARY = "Ørestad Bibliotek"
ASKED = "Hvorfor skal du have nyt pas?"
REASONS = [
    "Mit pas er udløbet eller udløber snart",
    "Der er ikke flere tomme sider",
    "Mit pas er gået i stykker",
    "Mit pas er blevet væk",
    "Nogen har taget mit pas",
    "Jeg har fået nyt navn",
    "Der er fejl i mit pas, eller det kom aldrig",
    "Jeg har aldrig haft pas",
]
NUMBER_ASKED = "Hvad er dit CPR-nummer?"
LABEL = "CPR"
KEYS = "Enter Videre   Esc Tilbage"
