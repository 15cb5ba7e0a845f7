"""What was found so far."""


class Checks:
    """Each check is one printed line; counted."""

    def __init__(self) -> None:
        self.count = 0
        self.failed = 0

    def tell(self, what: str, is_well: bool, told: str = "") -> None:
        """Prints one line."""
        self.count += 1
        self.failed += 0 if is_well else 1
        print(f"{'ok    ' if is_well else 'FAILED'} {what}{': ' + told if told else ''}", flush=True)
