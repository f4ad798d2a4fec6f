"""Moving through the slices, and how strongly masks cover the image."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotator.core.texts import tr, translatable
from annotator.services.follower import Follower
from annotator.ui.actions import Action
from annotator.ui.flow import Flow
from annotator.ui.viewer.changed_slice import changed_slice

if TYPE_CHECKING:
    from annotator.core.geometry import Region, Shape3
    from annotator.core.patch import Edit
    from annotator.services.document import Document
    from annotator.ui.actions import Contribution
    from annotator.ui.panels.labels_panel import LabelsPanel
    from annotator.ui.panels.propagate_panel import PropagatePanel
    from annotator.ui.panels.support_strip import SupportStrip
    from annotator.ui.status_bar import StatusBar
    from annotator.ui.undo import UndoStack
    from annotator.ui.viewer.viewer_widget import ViewerWidget

FAR = 5
TO_THE_END = 10**6
OPACITY_STEP = 0.1
_STEPS = (
    ("slice_next", translatable("Next slice"), ("Right", "PgUp"), 1),
    ("slice_previous", translatable("Previous slice"), ("Left", "PgDown"), -1),
    ("slice_forward", translatable("5 slices forward"), ("Shift+Right", "Shift+PgUp"), FAR),
    ("slice_back", translatable("5 slices back"), ("Shift+Left", "Shift+PgDown"), -FAR),
    ("slice_first", translatable("First slice"), ("Home",), -TO_THE_END),
    ("slice_last", translatable("Last slice"), ("End",), TO_THE_END),
)


class Navigation(Flow):
    """Commands of the views, and what tells and changes where they are.

    Parameters
    ----------
    viewer
        Has the views.
    labels
        Has the opacity.
    strip
        Shows which slice is in view, and asks for others.
    run_panel
        Needs the number of slices.
    status
        Shows what is under the pointer.
    undo_stack
        Says what was undone: its slice is shown.
    """

    def __init__(
        self,
        viewer: ViewerWidget,
        labels: LabelsPanel,
        strip: SupportStrip,
        run_panel: PropagatePanel,
        status: StatusBar,
        undo_stack: UndoStack,
    ) -> None:
        super().__init__()
        self._viewer, self._labels, self._strip = viewer, labels, strip
        self._run_panel, self._status = run_panel, status
        self._document: Document | None = None
        self._hover: Shape3 | None = None
        self._follower = Follower(
            lambda document: [
                (document.marks_changed, self._axis_shown),
                (document.changed, self._voxels_changed),
            ]
        )
        viewer.hovered.connect(self._hovered)
        viewer.index_changed.connect(self._slice_shown)
        viewer.label_picked.connect(self._choose_label)
        labels.opacity_changed.connect(lambda opacity: viewer.change(opacity=opacity))
        labels.left.connect(self.to_the_image)
        strip.slice_requested.connect(self.go_to_slice)
        strip.label_requested.connect(self._choose_label)
        strip.axis_requested.connect(self._choose_axis)
        undo_stack.walked.connect(self._show_edit)

    def set_document(self, document: Document | None) -> None:
        """Follow another document, or none."""
        self._document = document
        self._follower.follow(document)
        self._hovered(None)
        if document is not None:
            self._axis_shown()
            self._viewer.change(opacity=self._labels.opacity)

    def to_the_image(self) -> None:
        """Give the keys to the image."""
        self._viewer.views[self._viewer.active_axis].canvas.setFocus()

    def go_to_slice(self, index: int) -> None:
        """Show a slice along the propagation axis."""
        if self._document is not None:
            self._viewer.goto(self._document.axis, index)

    # ---- where the views are

    def _axis_shown(self) -> None:
        document = self._document
        if document is not None:
            count = document.volume.geometry.shape_zyx[document.axis]
            if count != self._run_panel.slices:
                self._run_panel.set_slices(count)
            self._strip.set_current(self._viewer.current_index(document.axis))

    def _slice_shown(self, axis: int, index: int) -> None:
        if self._document is None:
            return
        if axis == self._document.axis:
            self._strip.set_current(index)
        shape = self._document.volume.geometry.shape_zyx
        if self._hover is None or not self._viewer.views[axis].canvas.underMouse():
            return
        voxel = list(self._hover)
        voxel[axis] = index
        inside = all(0 <= place < count for place, count in zip(voxel, shape, strict=True))
        # while one document follows another, views and pointer may speak of different ones
        self._hovered((voxel[0], voxel[1], voxel[2]) if inside else None)

    def _choose_axis(self, axis: int) -> None:
        if self._document is not None:
            self._document.set_axis(axis)
            self._viewer.set_active_axis(axis)

    def _choose_label(self, value: int) -> None:
        if self._document is not None:
            self._document.set_active_label(value)

    def _hovered(self, voxel: Shape3 | None) -> None:
        self._hover = voxel
        self._status.show_hover(self._document, voxel)

    def _voxels_changed(self, _region: Region) -> None:
        self._status.show_hover(self._document, self._hover)

    def _show_edit(self, edit: Edit) -> None:
        """Go to a slice that undo or redo has changed, unless one is in view."""
        document = self._document
        place = None if document is None else changed_slice(edit, document, self._viewer)
        if place is not None:
            self._viewer.goto(*place)

    # ---- commands

    def contributions(self) -> list[Contribution]:
        """Offer slices, masks shown, zoom."""
        viewer = self._viewer
        slices = [
            Action(
                id=name,
                text=tr(text),
                menu="View/Slices",
                group=4,
                do=partial(viewer.step, count),
                keys=keys,
                repeat=abs(count) < TO_THE_END,
            )
            for name, text, keys, count in _STEPS
        ]
        return [
            Action(
                id="overlay",
                text=tr("Show masks"),
                menu="View",
                group=1,
                do=lambda shown: viewer.change(overlay_visible=shown),
                keys=("V",),
                icon="eye",
                tip=tr("Hold to peek"),
                switch=True,
            ),
            Action(
                id="opacity_less",
                text=tr("Masks more transparent"),
                menu="View",
                group=1,
                do=partial(self._change_opacity, -OPACITY_STEP),
                keys=("A",),
                repeat=True,
            ),
            Action(
                id="opacity_more",
                text=tr("Masks more opaque"),
                menu="View",
                group=1,
                do=partial(self._change_opacity, OPACITY_STEP),
                keys=("D",),
                repeat=True,
            ),
            Action(
                id="smooth",
                text=tr("Smooth image"),
                menu="View",
                group=2,
                do=lambda smooth: viewer.change(smooth=smooth),
                tip=tr("Blend between voxels, or show each as a square"),
                needs_image=False,
                switch=True,
            ),
            Action(
                id="crosshair",
                text=tr("Show crosshair"),
                menu="View",
                group=2,
                do=lambda shown: viewer.change(crosshair=shown),
                keys=("Shift+C",),
                tip=tr("Always hidden while you paint"),
                needs_image=False,
                switch=True,
            ),
            Action(
                id="pen_pressure",
                text=tr("Pen pressure changes the brush"),
                menu="Tools",
                group=1,
                do=self._use_pressure,
                tip=tr("With a pen on a tablet: press less to paint with a smaller brush"),
                needs_image=False,
                switch=True,
            ),
            Action(
                id="fit",
                text=tr("Fit image to window"),
                menu="View",
                group=4,
                do=viewer.fit,
                keys=("R",),
                icon="fit",
            ),
            *slices,
        ]

    def _use_pressure(self, used: bool) -> None:
        for view in self._viewer.views:
            view.pointer.uses_pressure = used

    def _change_opacity(self, change: float) -> None:
        panel = self._labels
        panel.set_opacity(min(max(panel.opacity + change, 0.0), 1.0))
