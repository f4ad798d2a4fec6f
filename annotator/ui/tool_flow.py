"""The tools at the left and the limits at the top, connected with the views that they act in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.core.texts import tr
from annotator.ui.actions import Action
from annotator.ui.flow import Flow
from annotator.ui.viewer.key_pointer import KeyPointer

if TYPE_CHECKING:
    from annotator.services.document import Document
    from annotator.ui.actions import Contribution
    from annotator.ui.display_flow import DisplayFlow
    from annotator.ui.panels.intensity_limits import IntensityLimits
    from annotator.ui.panels.tools_panel import ToolsPanel
    from annotator.ui.undo import UndoStack
    from annotator.ui.viewer.viewer_widget import ViewerWidget


class ToolFlow(Flow):
    """Lets the views know tool, brush size, limits and what may be painted over.

    Parameters
    ----------
    tools, limits
        Where the user chooses.
    viewer
        Where the tools act.
    undo_stack
        Takes a dab back that turned out to be the first half of a double click.
    display
        Has the grey levels that limits start from.
    """

    def __init__(
        self,
        tools: ToolsPanel,
        limits: IntensityLimits,
        viewer: ViewerWidget,
        undo_stack: UndoStack,
        display: DisplayFlow,
    ) -> None:
        super().__init__()
        self._tools, self._limits, self._viewer = tools, limits, viewer
        self._display = display
        self._key_pointer = KeyPointer(viewer)
        limits.said.connect(self.said)
        limits.changed.connect(lambda chosen: viewer.change(intensity_range=chosen))
        tools.tool_chosen.connect(lambda tool: viewer.change(tool=tool))
        tools.brush_size.changed.connect(self._brush_chosen)
        tools.paint_over.changed.connect(lambda values: viewer.change(paint_over=values))
        viewer.brush_radius_changed.connect(self._brush_dragged)
        viewer.range_taken.connect(self._range_taken)
        viewer.message.connect(self._refused)
        viewer.told.connect(lambda sentence: self.said.emit(sentence, ""))
        viewer.space_tapped.connect(tools.swap)
        viewer.dab_unwanted.connect(undo_stack.undo)

    def contributions(self) -> list[Contribution]:
        """Offer tools and limits."""
        return [
            *self._tools.contributions(),
            *self._limits.contributions(),
            Action(
                id="key_pointer",
                text=tr("Pointer by keys"),
                menu="Tools",
                group=1,
                do=self._point_by_keys,
                keys=("F7",),
                tip=tr(
                    "Arrows move the pointer, with Shift by ten voxels; Space clicks,\n"
                    "Shift+Space holds the button down until Space is pressed again"
                ),
                switch=True,
            ),
        ]

    def _point_by_keys(self, on: bool) -> None:
        self._key_pointer.set_on(on)
        if on:
            self.said.emit(
                tr("Arrows move the pointer, Space clicks, Shift+Space holds; F7 ends it."), ""
            )

    def set_document(self, document: Document | None) -> None:
        """Go on with the tool and the brush in another document, without limits."""
        if document is not None:
            radius_mm = self._tools.brush_size.diameter_mm / 2
            self._viewer.change(radius_mm=radius_mm, tool=self._tools.tool)
        self._limits.set_volume(document.volume if document else None, self._display.window)

    def _brush_chosen(self, diameter_mm: float) -> None:
        self._viewer.change(radius_mm=diameter_mm / 2)

    def _brush_dragged(self, radius_mm: float) -> None:
        self._tools.brush_size.set_diameter(2 * radius_mm)

    def _range_taken(self, limits: tuple[float, float], last: bool) -> None:
        self._limits.take(*limits)
        if last:
            self._tools.paint_again()

    def _refused(self, sentence: str) -> None:
        self.said.emit(sentence, "problem")
