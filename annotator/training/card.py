"""The card of a trained model: what it learned from and what was measured, nothing else.

A card is at most a page; tables go to `results.md` beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The frame of all cards.

    Attributes
    ----------
    name
        Of the model.
    title
        What it is, one sentence with the paper.
    network, training
        Figures of both, without a full stop.
    start
        Model whose weights were started from, "" for none.
    command
        Command line.
    data
        Lines on the data; cases are counted, not named, for their names may be patients'.
    measured
        Headline of what was measured; empty where nothing was.
    results
        Tables, Markdown.
    """

    name: str
    title: str
    network: str
    training: str
    start: str
    command: str
    data: Sequence[str]
    measured: Sequence[str]
    results: Sequence[str]

    def text(self) -> str:
        """Write the card, Markdown."""
        start = f"the weights of {self.start}" if self.start else "random weights"
        measured = self.measured or ["Nothing: no case was named for validation."]
        lines = [
            f"# {self.name}",
            "",
            f"{self.title} Not a medical device.",
            "",
            f"- Network: {self.network}.",
            f"- Training: {self.training}.",
            f"- Started from {start}.",
            f"- Command: `{self.command}`",
            "",
            "## Data",
            "",
            *(f"- {line}" for line in self.data),
            "",
            "## Measured",
            "",
            *measured,
        ]
        if self.results:
            lines += ["", "All figures are in [results.md](results.md)."]
        return "\n".join(lines) + "\n"

    def tables(self) -> str:
        """Write `results.md`, Markdown; "" where there are no tables."""
        if not self.results:
            return ""
        return "\n".join([f"# Results of {self.name}", "", *self.results]) + "\n"


def licence_lines(licences: Mapping[str, int]) -> list[str]:
    """Lines on the licences of volumes."""
    return [
        f"Licence of {count} volume{'s' * (count > 1)}: {licence}"
        for licence, count in sorted(licences.items())
    ]


def history_table(history: Sequence[Any]) -> list[str]:
    """Table of all validations: named tuples whose first field is the step."""
    if not history:
        return []
    names = history[0]._fields
    return [
        f"| {' | '.join(names)} |",
        "|" + "---:|" * len(names),
        *(
            f"| {step} | {' | '.join(f'{value:.4f}' for value in values)} |"
            for step, *values in history
        ),
    ]
