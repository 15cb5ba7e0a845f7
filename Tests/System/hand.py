"""A hand at the keys, as the box expects a person's: it looks before it presses a key again."""

import time

from wording import WELCOME, wording

# Longer than the box's `keys.quiet`.
LOOKING = 0.75
# Screens on which every key means something.
ANY_KEY = (WELCOME, wording("farewell.belongings"))


class Hand:
    """When keys were pressed, and which one last."""

    def __init__(self) -> None:
        self.pressed: dict[str, float] = {}
        self.last = ""

    def ready(self, keys: str, words: str) -> str:
        """Waits until these may be pressed on this screen, and tells what to press.

        The last key is pressed after another one, which means nothing here: that shows that it was let go, where a person reads first.
        """
        latest = max((self.pressed.get(key, 0.0) for key in keys), default=0.0)
        time.sleep(max(0.0, latest + LOOKING - time.monotonic()))
        is_again = keys[:1] == self.last and not any(text in words for text in ANY_KEY)
        for key in keys:
            self.pressed[key] = time.monotonic()
        self.last = keys[-1:] or self.last
        return "x" + keys if is_again and keys else keys

    def delivered(self, keys: str) -> None:
        """These have come to the box only now."""
        for key in keys:
            self.pressed[key] = time.monotonic()
