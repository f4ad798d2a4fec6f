"""What a slice view shows, as one comparable value, and what a change of it asks to redraw."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, Flag, auto
from typing import TYPE_CHECKING, TypedDict

from annotator.core.texts import translatable
from annotator.ui.viewer.tools import Tool

if TYPE_CHECKING:
    from annotator.core.patch import MaskPatch
    from annotator.core.window import Window
    from annotator.services.ports import SliceClicker
    from annotator.ui.viewer.planes import Voxel


class Look(Enum):
    """What a view shows of an image and its denoised version."""

    ORIGINAL = translatable("Original")
    SPLIT = translatable("Split")
    DENOISED = translatable("Denoised")
    DIFFERENCE = translatable("Difference")


class Part(Flag):
    """Parts of a view that are drawn independently."""

    NOTHING = 0
    IMAGE = auto()
    LABELS = auto()
    PROPOSAL = auto()
    CROSSHAIR = auto()
    BRUSH = auto()
    TEXT = auto()
    SPLIT = auto()
    RANGE = auto()
    SLICE = IMAGE | LABELS | PROPOSAL | TEXT | RANGE


@dataclass(frozen=True, slots=True)
class ViewState:
    """Everything that the user has chosen to see in one view.

    Attributes
    ----------
    axis
        Array axis that is cut.
    cursor
        Voxel ``(z, y, x)`` of the crosshair; ``cursor[axis]`` is the slice shown.
    window, inverted
        Centre and width of the grey levels, and whether the lowest is white.
    opacity
        Of accepted masks, 0..1.
    overlay_visible, proposal_visible
        Whether masks and proposals are drawn at all, and proposals.
    outlines
        Whether only the rims of masks and proposals are drawn.
    iteration
        Iteration of the proposal, None for the newest.
    show_change
        Draw what the iteration gained and lost against the one before.
    tool, radius_mm
        What the left button does, and the size of the brush.
    smooth
        Whether the image is interpolated between voxels.
    crosshair, painting
        Whether the crosshair is drawn, unless a stroke is under way.
    intensity_range
        Image values that brush and polygon may paint, tinted on the slice; None for all.
    paint_over
        Label values that tools may overwrite besides background, None for all.
    clicker
        Network that answers clicks, None for the random walker.
    draft
        A change of the mask that is shown before it is made, None for none.
    look, split
        What is shown of the image and its denoised version, and where the line between them is,
        0..1 of the view's width.
    """

    axis: int
    cursor: Voxel = (0, 0, 0)
    window: Window = (40.0, 400.0)
    inverted: bool = False
    opacity: float = 0.5
    overlay_visible: bool = True
    proposal_visible: bool = True
    outlines: bool = False
    iteration: int | None = None
    show_change: bool = False
    tool: Tool = Tool.NONE
    radius_mm: float = 5.0
    smooth: bool = True
    crosshair: bool = True
    painting: bool = False
    intensity_range: tuple[float, float] | None = None
    paint_over: frozenset[int] | None = None
    clicker: SliceClicker | None = None
    draft: MaskPatch | None = None
    look: Look = Look.ORIGINAL
    split: float = 0.5

    @property
    def index(self) -> int:
        """Slice shown."""
        return self.cursor[self.axis]

    @property
    def tinted(self) -> tuple[float, float] | None:
        """Range of image values that is tinted, None for none."""
        return self.intensity_range if self.overlay_visible else None


class ViewChange(TypedDict, total=False):
    """Parts of a `ViewState` that all planes share; any of them can be changed at once."""

    window: Window
    inverted: bool
    opacity: float
    overlay_visible: bool
    proposal_visible: bool
    outlines: bool
    iteration: int | None
    show_change: bool
    tool: Tool
    radius_mm: float
    smooth: bool
    crosshair: bool
    painting: bool
    intensity_range: tuple[float, float] | None
    paint_over: frozenset[int] | None
    clicker: SliceClicker | None
    draft: MaskPatch | None
    look: Look
    split: float


def redraw(old: ViewState, new: ViewState) -> Part:
    """Parts that differ between two states."""
    parts = Part.NOTHING
    if old.index != new.index:
        parts |= Part.SLICE
    shown = (new.cursor, new.crosshair, new.painting)
    if (old.cursor, old.crosshair, old.painting) != shown:
        parts |= Part.CROSSHAIR
    grey = (new.window, new.inverted, new.smooth, new.look)
    if (old.window, old.inverted, old.smooth, old.look) != grey:
        parts |= Part.IMAGE | Part.TEXT
    masks = (new.opacity, new.overlay_visible, new.outlines)
    if (old.opacity, old.overlay_visible, old.outlines) != masks:
        parts |= Part.LABELS | Part.PROPOSAL
    if old.proposal_visible != new.proposal_visible:
        parts |= Part.PROPOSAL
    if old.tinted != new.tinted:
        parts |= Part.RANGE
    if (old.iteration, old.show_change) != (new.iteration, new.show_change):
        parts |= Part.PROPOSAL | Part.TEXT
    if old.draft != new.draft:
        parts |= Part.PROPOSAL
    if old.split != new.split:
        parts |= Part.SPLIT
    if (old.tool, old.radius_mm) != (new.tool, new.radius_mm):
        parts |= Part.BRUSH
    return parts
