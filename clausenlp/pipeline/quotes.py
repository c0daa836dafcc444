"""Whether a place of a text stands in a quotation."""

from dataclasses import dataclass


@dataclass(slots=True)
class Quotes:
    """Which quotations are open, place by place in their order: each character is counted once."""

    text: str
    at: int
    opened: int = 0
    closed: int = 0
    straight: int = 0

    def open_at(self, place: int) -> bool:
        """Whether a place further on stands in a quotation."""
        text, at = self.text, self.at
        self.opened += text.count("“", at, place)
        self.closed += text.count("”", at, place)
        self.straight += text.count('"', at, place)
        self.at = place
        return self.opened > self.closed if self.opened else self.straight % 2 == 1
