"""Label classes: value, name, colour, and how they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

Color = tuple[int, int, int]

MAX_VALUE = 254
"""Largest label value; 255 means "free" in a propagation request."""
LONGEST_NAME = 200

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
        Shown to the user and written to label files; control characters become blanks, and what
        is longer than `LONGEST_NAME` is cut.
    color
        RGB, 0..255.
    visible, locked
        Hidden classes are not drawn; locked ones are not changed by tools or proposals.
    meaning
        Coded meaning as the file of another program has it, kept word for word; "" for that of the
        name.
    group
        Labels of one group stand together in lists; plain like the name, "" for no group.
    """

    value: int
    name: str
    color: Color
    visible: bool = True
    locked: bool = False
    meaning: str = ""
    group: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.value <= MAX_VALUE:
            raise ValueError(f"a label value is 1..{MAX_VALUE}, not {self.value}")
        name = _plain(self.name)
        if name != self.name:
            object.__setattr__(self, "name", name or f"Label {self.value}")
        object.__setattr__(self, "group", _plain(self.group))


def _plain(text: str) -> str:
    """Text without control characters, and not too long."""
    if text.isprintable() and len(text) <= LONGEST_NAME:
        return text
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return plain[:LONGEST_NAME].strip()


def _shades() -> tuple[Color, ...]:
    """Palette, then its colours darker, lighter and darker still: more than there are values."""
    shades = list(PALETTE)
    for target, share in ((0, 0.3), (255, 0.45), (0, 0.55)):
        shades += [_mixed(color, target, share) for color in PALETTE]
    return tuple(dict.fromkeys(shades))


def _mixed(color: Color, target: int, share: float) -> Color:
    red, green, blue = (round(channel + share * (target - channel)) for channel in color)
    return red, green, blue


def distinct_color(value: int, taken: Collection[Color] = ()) -> Color:
    """Palette's colour for a label value; if that is `taken`, the first colour that is not."""
    own = PALETTE[(value - 1) % len(PALETTE)]
    if own not in taken:
        return own
    return next((color for color in _shades() if color not in taken), own)


def default_label(value: int, name: str = "", taken: Collection[Color] = ()) -> LabelClass:
    """Label class in a colour that is not `taken`, named "Label N" unless told."""
    return LabelClass(value, name or f"Label {value}", distinct_color(value, taken))


def complete_labels(
    values: Iterable[int], known: Iterable[LabelClass] = ()
) -> tuple[LabelClass, ...]:
    """Known classes, and default ones for all other `values`, in colours that none has yet.

    Ascending by value.
    """
    classes = {item.value: item for item in known}
    taken = {item.color for item in classes.values()}
    for value in sorted(values):
        if value not in classes:
            classes[value] = default_label(value, taken=taken)
            taken.add(classes[value].color)
    return tuple(classes[value] for value in sorted(classes))
