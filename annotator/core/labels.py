"""Label classes: value, name, colour, and how they are shown."""

from __future__ import annotations

from dataclasses import dataclass

Color = tuple[int, int, int]

MAX_VALUE = 254
"""Largest label value; 255 means "free" in a propagation request."""

# High-contrast cycle, told apart on grey and by most colour-blind users (Okabe-Ito, extended).
PALETTE: tuple[Color, ...] = (
    (230, 96, 60),
    (86, 180, 233),
    (240, 228, 66),
    (0, 190, 130),
    (213, 110, 190),
    (255, 170, 40),
    (110, 130, 255),
    (160, 220, 90),
    (255, 130, 150),
    (60, 200, 215),
    (200, 150, 100),
    (190, 160, 255),
)


@dataclass(frozen=True, slots=True)
class LabelClass:
    """One class of the label map.

    Attributes
    ----------
    value
        Voxel value, 1..`MAX_VALUE`.
    name
        Shown to the user and written to label files.
    color
        RGB, 0..255.
    visible, locked
        Hidden classes are not drawn; locked ones are not changed by tools or proposals.
    """

    value: int
    name: str
    color: Color
    visible: bool = True
    locked: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.value <= MAX_VALUE:
            raise ValueError(f"a label value is 1..{MAX_VALUE}, not {self.value}")


def default_label(value: int, name: str = "") -> LabelClass:
    """Label class with the palette's colour for `value`, named "Label N" unless told."""
    return LabelClass(value, name or f"Label {value}", PALETTE[(value - 1) % len(PALETTE)])
