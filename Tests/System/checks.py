"""What a system test found so far."""

import time


class Checks:
    """Each check is one printed line; counted."""

    def __init__(self) -> None:
        self.passed = 0
        self.failed: list[str] = []
        self.began = time.monotonic()

    def __call__(self, what: str, is_well: object, told: object = "") -> None:
        """Prints one line."""
        if is_well:
            self.passed += 1
        else:
            self.failed.append(what)
        words = "" if told is None else " ".join(str(told).split())
        print(f"{'ok    ' if is_well else 'FAILED'} {what}{': ' + words if words else ''}", flush=True)

    def closing(self, test: str) -> int:
        """Prints how many there were; the test's exit code."""
        seconds = time.monotonic() - self.began
        print(f"{test}: {self.passed} passed, {len(self.failed)} failed, {seconds:.0f} s", flush=True)
        return 1 if self.failed else 0
