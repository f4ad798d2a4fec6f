"""Label classes: value, name, colour, and how they are shown."""

from __future__ import annotations

from dataclasses import dataclass

Color = tuple[int, int, int]

MAX_VALUE = 254
"""Largest label value; 255 means "free" in a propagation request."""

# Chosen greedily for the largest CIEDE2000 distance (Sharma et al. 2005) to all colours before,
# the smallest of normal sight and of simulated deuteranopia and protanopia (Machado et al. 2009)
# counting: at least 14 among the first 8, 10 among the first 12, 5 for normal sight among all.
PALETTE: tuple[Color, ...] = (
    (230, 96, 60),
    (86, 180, 233),
    (240, 228, 66),
    (196, 52, 124),
    (148, 244, 220),
    (64, 100, 244),
    (232, 124, 148),
    (172, 88, 88),
    (208, 208, 148),
    (112, 196, 196),
    (112, 124, 160),
    (196, 184, 52),
    (196, 64, 40),
    (52, 172, 148),
    (232, 208, 244),
    (40, 148, 244),
    (112, 160, 100),
    (244, 40, 172),
    (196, 100, 124),
    (220, 148, 124),
    (196, 172, 100),
    (124, 136, 208),
    (244, 172, 172),
    (196, 244, 196),
    (88, 160, 184),
    (220, 244, 148),
    (136, 208, 184),
    (196, 40, 196),
    (244, 184, 100),
    (172, 124, 112),
    (40, 160, 76),
    (244, 184, 220),
    (40, 124, 88),
    (64, 232, 184),
    (100, 208, 244),
    (196, 136, 196),
    (184, 244, 244),
    (244, 124, 40),
    (220, 52, 64),
    (148, 100, 136),
    (208, 172, 148),
    (40, 232, 232),
    (196, 148, 172),
    (220, 124, 100),
    (220, 220, 124),
    (148, 100, 52),
    (172, 124, 148),
    (244, 160, 196),
    (244, 100, 124),
    (244, 124, 220),
    (100, 172, 172),
    (40, 124, 136),
    (160, 100, 112),
    (76, 112, 160),
    (220, 64, 100),
    (40, 124, 184),
    (232, 148, 76),
    (76, 148, 124),
    (244, 232, 172),
    (76, 100, 196),
    (184, 112, 232),
    (196, 76, 112),
    (64, 220, 88),
    (184, 208, 52),
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
