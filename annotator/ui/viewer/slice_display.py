"""What one plane of the document looks like: image, masks and proposals."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.core.boxes import union
from annotator.core.brush import capsule
from annotator.core.region_growing import value_range
from annotator.services.follower import Follower
from annotator.services.slices import plane_shape
from annotator.ui.viewer.canvas import Canvas
from annotator.ui.viewer.label_overlay import color_table, outline, pale
from annotator.ui.viewer.planes import PLANES
from annotator.ui.viewer.slice_texts import corner_texts
from annotator.ui.viewer.tools import Tool
from annotator.ui.viewer.view_state import Look, Part, ViewChange, ViewState, redraw

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.core.boxes import Box
    from annotator.core.geometry import Region
    from annotator.core.labels import Color
    from annotator.core.patch import MaskPatch
    from annotator.services.document import Document
    from annotator.ui.viewer.comparison import Comparison
    from annotator.ui.viewer.planes import Voxel

MIN_RADIUS_MM, MAX_RADIUS_MM = 0.2, 200.0
_PROPOSAL_INTERVAL_MS = 33  # a run may not repaint more often
_PROPOSAL_STRENGTH = 1.4  # stripes must show although they cover little
_DRAFT_STRONGER = 0.2  # than masks, and still the image shows through


class SliceDisplay(QWidget):
    """Shows one slice. All that it shows is one `ViewState`; setters replace it and redraw.

    However much changes between two frames, pixels are brought up to date once, and a stroke only
    in the box that it touched.
    """

    index_changed = Signal(int)
    cursor_moved = Signal(object)  # voxel (z, y, x)
    brush_radius_changed = Signal(float)
    split_moved = Signal(float)  # share of the view's width

    def __init__(self, axis: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plane = PLANES[axis]
        self.state = ViewState(axis)
        self.canvas = Canvas(self.plane)
        self._document: Document | None = None
        self._follower = Follower(
            lambda document: [
                (document.changed, self._voxels_changed),
                (document.classes_changed, self._classes_changed),
                (document.active_label_changed, self._active_label_changed),
                (document.marks_changed, self._marks_changed),
                (document.review.changed, self._proposal_changed),
            ]
        )
        self._comparison: Comparison | None = None
        self._reference: NDArray[np.uint8] | None = None
        self._outdated = Part.NOTHING
        self._changed_box: Box | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self.setFocusProxy(self.canvas)
        self.canvas.decorations.colors = (
            PLANES[self.plane.columns].color,
            PLANES[self.plane.rows].color,
        )
        self.canvas.before_paint = self.update_pixels
        self._proposal_timer = QTimer(self)
        self._proposal_timer.setSingleShot(True)
        self._proposal_timer.setInterval(_PROPOSAL_INTERVAL_MS)
        self._proposal_timer.timeout.connect(self._proposal_arrived)

    # ---- document

    @property
    def document(self) -> Document | None:
        """What is shown."""
        return self._document

    @property
    def revision(self) -> int | None:
        """Number that grows with every change of the label map, None without a document."""
        return None if self._document is None else self._document.labelmap.revision

    @property
    def axis(self) -> int:
        """Array axis that is cut: 0 axial, 1 coronal, 2 sagittal."""
        return self.state.axis

    def set_document(self, document: Document | None) -> None:
        """Show another document from its middle, or nothing."""
        self._document = document
        self._follower.follow(document)
        self.canvas.setVisible(document is not None)
        if document is None:
            return
        geometry = document.volume.geometry
        spacing = [s for a, s in enumerate(geometry.spacing_zyx_mm) if a != self.axis]
        self.canvas.set_grid(plane_shape(geometry.shape_zyx, self.axis), (spacing[0], spacing[1]))
        z, y, x = geometry.shape_zyx
        self.state = replace(self.state, cursor=(z // 2, y // 2, x // 2))
        self._redraw(Part.SLICE | Part.CROSSHAIR | Part.BRUSH)
        self.index_changed.emit(self.state.index)
        self.cursor_moved.emit(self.state.cursor)

    # ---- what is shown

    def set_index(self, index: int) -> None:
        """Show slice `index`, cut to what there is."""
        cursor = list(self.state.cursor)
        cursor[self.axis] = index
        self.set_cursor((cursor[0], cursor[1], cursor[2]))

    def set_cursor(self, cursor: Voxel) -> None:
        """Put the crosshair on a voxel ``(z, y, x)`` and show its slice."""
        if self._document is not None:
            z, y, x = (
                min(max(int(i), 0), n - 1)
                for i, n in zip(cursor, self._document.volume.voxels.shape, strict=True)
            )
            self._set(cursor=(z, y, x))

    def change(self, **changes: Unpack[ViewChange]) -> None:
        """Show something else: any fields of `ViewState` that all planes share.

        The radius and the place of the split line are cut to what makes sense.
        """
        if "radius_mm" in changes:
            changes["radius_mm"] = min(max(changes["radius_mm"], MIN_RADIUS_MM), MAX_RADIUS_MM)
        if "split" in changes:
            changes["split"] = min(max(changes["split"], 0.0), 1.0)
        self._set(**changes)

    def set_comparison(self, comparison: Comparison | None) -> None:
        """Say where the denoised version is, after every change of it; None for none."""
        self._comparison = comparison
        if self._document is not None and self.state.look is not Look.ORIGINAL:
            self._redraw(Part.IMAGE | Part.TEXT)

    def set_reference(self, labels: NDArray[np.uint8] | None) -> None:
        """Draw the outlines of another label map, uint8 ``(z, y, x)``, over the masks; or none."""
        self._reference = labels
        self._redraw(Part.LABELS)

    def fit(self) -> None:
        """Show the whole slice."""
        self.canvas.fit()

    def _set(self, **changes: Any) -> None:
        old, self.state = self.state, replace(self.state, **changes)
        if old == self.state or self._document is None:
            return
        self._redraw(redraw(old, self.state))
        if old.index != self.state.index:
            self.index_changed.emit(self.state.index)
        if old.cursor != self.state.cursor:
            self.cursor_moved.emit(self.state.cursor)
        if old.split != self.state.split:
            self.split_moved.emit(self.state.split)
        if old.radius_mm != self.state.radius_mm:
            self.brush_radius_changed.emit(self.state.radius_mm)

    # ---- drawing

    def _slice(self, voxels: NDArray[Any]) -> NDArray[Any]:
        plane: NDArray[Any] = np.moveaxis(voxels, self.axis, 0)[self.state.index]
        return plane

    def _redraw(self, parts: Part) -> None:
        """Draw parts again with the next frame; however many changes come before, it is one."""
        if Part.CROSSHAIR in parts:
            self.show_crosshair()
        if Part.SPLIT in parts:
            self.canvas.set_split(self.state.split)
        if Part.BRUSH in parts:
            self.show_pointer()
        parts &= Part.SLICE
        if parts:
            self._outdated |= parts
            self.canvas.redraw()

    def show_crosshair(self) -> None:
        """Draw the crosshair where it is, unless it is hidden."""
        cursor, state = self.state.cursor, self.state
        place = cursor[self.plane.rows], cursor[self.plane.columns]
        self.canvas.set_crosshair(place if state.crosshair and not state.painting else None)

    def update_pixels(self) -> None:
        """Bring up to date what has changed since the last frame, just before the next."""
        document, state, parts = self._document, self.state, self._outdated
        self._outdated = Part.NOTHING
        if document is None:
            return
        if Part.IMAGE in parts:
            self._redraw_image(document)
        if Part.RANGE in parts:
            self._redraw_range(document)
        if (Part.LABELS | Part.PROPOSAL) & parts:
            self._recolor_table(document)
        if Part.LABELS in parts:
            self._redraw_labels(document)
        if Part.PROPOSAL in parts:
            self._redraw_proposal()
        if Part.TEXT in parts:
            texts = corner_texts(document, self.plane, state)
            if self._comparison is not None:
                texts = self._comparison.corner_texts(state, texts)
            self.canvas.decorations.set_texts(*texts)
        box, self._changed_box = self._changed_box, None
        if box is not None and Part.LABELS not in parts:
            self._recolor_box(document, box)

    def _redraw_image(self, document: Document) -> None:
        """Show the slice, its denoised version, both, or what was taken away."""
        state, canvas, comparison = self.state, self.canvas, self._comparison
        values, window, right = self._slice(document.volume.voxels), state.window, None
        if comparison is not None and state.look is not Look.ORIGINAL:
            values, window, right = comparison.shown(state, values)
        canvas.show_denoised(right is not None)
        if right is not None:
            canvas.denoised.set_smooth(state.smooth)
            canvas.denoised.set_window(window, inverted=state.inverted)
            canvas.denoised.show_slice(right)
        canvas.image.set_smooth(state.smooth)
        canvas.image.set_window(window, inverted=state.inverted)
        canvas.image.show_slice(values)

    def _redraw_range(self, document: Document) -> None:
        limits, layer = self.state.tinted, self.canvas.within
        layer.setVisible(limits is not None)
        if limits is not None:
            layer.show_range(self._slice(document.volume.voxels), limits)

    def _redraw_labels(self, document: Document) -> None:
        labels = self._slice(document.labelmap.voxels)
        self.canvas.labels.recolor(outline(labels) if self.state.outlines else labels)
        reference = self._reference
        known = reference is not None and reference.shape == document.labelmap.voxels.shape
        self.canvas.reference.setVisible(known and self.state.overlay_visible)
        if reference is not None and known:
            self.canvas.reference.set_table(pale(color_table(document.classes, 1.0)))
            self.canvas.reference.recolor(outline(self._slice(reference)))

    def _recolor_table(self, document: Document) -> None:
        full = 1.0 if self.state.outlines else self.state.opacity
        alpha = full if self.state.overlay_visible else 0.0
        classes = document.classes
        self.canvas.labels.set_table(color_table(classes, alpha))
        self.canvas.proposal.set_table(color_table(classes, min(alpha * _PROPOSAL_STRENGTH, 1.0)))

    def _redraw_proposal(self) -> None:
        document, state, overlay = self._document, self.state, self.canvas.proposal
        if document is None:
            return
        if state.draft is not None:
            self._show_draft(document, state.draft)
            return
        labels = document.review.labels(self.axis, state.index, state.iteration)
        shown = state.overlay_visible and state.proposal_visible
        overlay.setVisible(labels is not None and shown)
        if labels is None or document.review.proposal is None:
            return
        if not state.show_change:
            overlay.recolor(outline(labels) if state.outlines else labels)
            return
        last = state.iteration
        if last is None:
            last = document.review.proposal.iterations() - 1
        before = document.review.labels(self.axis, state.index, max(last - 1, 0))
        overlay.show_change(labels, labels if before is None else before)

    def _show_draft(self, document: Document, draft: MaskPatch) -> None:
        """Show what a planned change would gain and lose on this slice."""
        region, index, overlay = draft.region, self.state.index, self.canvas.proposal
        touched = region.touches(self.axis, index)
        overlay.setVisible(touched and self.state.overlay_visible)
        if not touched:
            return
        box = tuple(part for a, part in enumerate(region.slices) if a != self.axis)
        now = self._slice(document.labelmap.voxels)
        before, after = now.copy(), now.copy()
        for plane, packed in ((before, draft.before), (after, draft.after)):
            values = draft.unpack(packed)[0]
            plane[box] = values.take(index - region.start[self.axis], axis=self.axis)
        overlay.show_change(after, before, min(self.state.opacity + _DRAFT_STRONGER, 1.0))

    def _voxels_changed(self, region: Region) -> None:
        if not region.touches(self.axis, self.state.index):
            return
        rows, columns = (s for a, s in enumerate(region.slices) if a != self.axis)
        self._changed_box = union((rows, columns), self._changed_box)
        self.canvas.redraw(self._changed_box)

    def _recolor_box(self, document: Document, box: Box) -> None:
        """Recolour the box that changed, and nothing else."""
        state = self.state
        if state.outlines:  # a box changes rims around it
            self._redraw_labels(document)
            self._redraw_proposal()
            return
        self.canvas.labels.recolor(self._slice(document.labelmap.voxels)[box], box)
        if not self.canvas.proposal.isVisible():
            return
        if state.show_change or state.draft is not None:
            self._redraw_proposal()
            return
        labels = document.review.labels(self.axis, state.index, state.iteration, box)
        if labels is not None:
            self.canvas.proposal.recolor(labels, box)

    def _proposal_changed(self, index: int | None) -> None:
        document = self._document
        proposal = None if document is None else document.review.proposal
        along = proposal is not None and proposal.axis == self.axis
        if index is not None and along and index != self.state.index:
            return
        if not self._proposal_timer.isActive():
            self._proposal_timer.start()

    def _proposal_arrived(self) -> None:
        self._redraw(Part.PROPOSAL | Part.TEXT)

    def _classes_changed(self) -> None:
        self._redraw(Part.LABELS | Part.PROPOSAL | Part.TEXT | Part.BRUSH)

    def _active_label_changed(self, _value: int) -> None:
        self._redraw(Part.BRUSH | Part.TEXT)

    def _marks_changed(self) -> None:
        self._redraw(Part.TEXT)

    # ---- pointer

    def voxel_at(self, at: QPointF) -> Voxel | None:
        """Voxel under a point of the canvas, None outside the slice."""
        if self._document is None:
            return None
        row, column = (int(np.floor(p + 0.5)) for p in self.canvas.voxel_at(at))
        rows, columns = plane_shape(self._document.volume.geometry.shape_zyx, self.axis)
        if not (0 <= row < rows and 0 <= column < columns):
            return None
        return self.plane.voxel(self.state.index, row, column)

    def point_at(self, at: QPointF) -> None:
        """Put the crosshair under a point of the canvas."""
        voxel = self.voxel_at(at)
        if voxel is not None:
            self.set_cursor(voxel)

    def tissue_around(self, at: QPointF, radius_mm: float) -> tuple[float, float] | None:
        """Range of grey values of the tissue around a point of the canvas, None outside of it."""
        if self._document is None or self.voxel_at(at) is None:
            return None
        values = self._slice(self._document.volume.voxels)
        spacing = self.canvas.spacing_mm
        point = self.canvas.voxel_at(at)
        disc = capsule(point, point, max(radius_mm, 2.0 * max(spacing)), spacing, values.shape)
        return None if disc is None else value_range(values[disc[0]], disc[1])

    def label_at(self, at: QPointF) -> int:
        """Label under a point of the canvas, painted or proposed; 0 if there is none."""
        voxel, document = self.voxel_at(at), self._document
        if voxel is None or document is None:
            return 0
        label = int(document.labelmap.voxels[voxel])
        proposed = document.review.labels(self.axis, self.state.index, self.state.iteration)
        if not label and proposed is not None:
            label = int(proposed[voxel[self.plane.rows], voxel[self.plane.columns]])
        return label

    def show_brush(self, at: QPointF | None, *, erasing: bool) -> None:
        """Draw the brush around a point of the canvas, if the tool has one; None hides it."""
        if at is not None and self.state.tool.has_radius:
            self.canvas.brush.set_style(self.state.radius_mm, self.tool_color(erasing=erasing))
            self.canvas.move_brush(at)
        elif self.canvas.brush.visible:
            self.canvas.hide_brush()

    def show_pointer(self) -> None:
        """Show what the tool does: cursor and brush."""
        tool = self.state.tool
        picks = tool is Tool.PICK
        shape = Qt.CursorShape.PointingHandCursor if picks else Qt.CursorShape.CrossCursor
        self.canvas.setCursor(shape)
        color = self.tool_color(erasing=tool is Tool.ERASER)
        self.canvas.brush.set_style(self.state.radius_mm, color)
        if not tool.has_radius:
            self.canvas.hide_brush()
        elif self.canvas.brush.visible:
            self.canvas.move_brush(None)

    def tool_color(self, *, erasing: bool) -> Color:
        """Return the colour of brush and polygon: the active label's, white for the eraser."""
        document = self._document
        label = None if document is None else document.label_class(document.active_label)
        return (255, 255, 255) if erasing or label is None else label.color
