"""What the left mouse button does in a slice view."""

from __future__ import annotations

from enum import Enum


class Tool(Enum):
    """Tool of the slice views; the value is the name that the painting service knows it by."""

    NONE = "crosshair"
    BRUSH = "brush"
    SPHERE = "sphere"
    ADAPTIVE = "adaptive"
    ERASER = "eraser"
    POLYGON = "polygon"
    SCRIBBLE = "scribble"
    FILL = "fill"
    FLOOD = "flood"
    PICK = "pick"
    RANGE = "range"
    RULER = "ruler"
    ANGLE = "angle"

    @property
    def paints(self) -> bool:
        """Whether the tool changes the label map."""
        return self not in {Tool.NONE, Tool.PICK, Tool.RANGE} and not self.measures

    @property
    def measures(self) -> bool:
        """Whether the tool measures."""
        return self in {Tool.RULER, Tool.ANGLE}

    @property
    def has_radius(self) -> bool:
        """Whether the tool has a round tip."""
        return self in {Tool.BRUSH, Tool.SPHERE, Tool.ADAPTIVE, Tool.ERASER}
