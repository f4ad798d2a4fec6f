"""The three planes side by side, each with its slider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from annotator.ui.theme import color
from annotator.ui.viewer.layouts import Columns, Layout
from annotator.ui.viewer.ortho_link import OrthoLink
from annotator.ui.viewer.slice_view import SliceView
from annotator.ui.viewer.support_pane import SupportPane

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from annotator.services.document import Document
    from annotator.ui.viewer.comparison import Comparison
    from annotator.ui.viewer.view_state import ViewChange


class _Pane(QWidget):
    """A slice view with its slider; framed while it is the active one."""

    def __init__(self, view: SliceView) -> None:
        super().__init__()
        self.setObjectName("slice_pane")
        self.view = view
        self.slider = QSlider(Qt.Orientation.Vertical)
        self.slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.slider.setPageStep(5)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(view, 1)
        layout.addWidget(self.slider)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.slider.valueChanged.connect(view.set_index)
        view.index_changed.connect(self.slider.setValue)
        self._active = False
        view.canvas.focused.connect(self._show_frame)
        self._show_frame()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: frame it in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_frame()

    def set_active(self, active: bool) -> None:
        """Frame the pane, or not."""
        self._active = active
        self._show_frame()

    def _show_frame(self) -> None:
        """Draw the frame bright where the keys go, calm where they went last."""
        name = "border"
        if self._active:
            name = "accent" if self.view.canvas.hasFocus() else "accent-dark"
        sheet = f"#slice_pane {{ background: {color(name).name()}; }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def set_document(self, document: Document | None) -> None:
        """Show another document, or nothing."""
        slices = 1 if document is None else document.volume.voxels.shape[self.view.axis]
        self.slider.blockSignals(True)  # the view tells the slider where it is, not the reverse
        self.slider.setRange(0, slices - 1)
        self.view.set_document(document)
        self.slider.blockSignals(False)


class ViewerWidget(QWidget):
    """Axial, coronal and sagittal view of one document, linked by their crosshair.

    The plane along which slices are propagated is the large one. A double click shows one plane
    alone and back.

    Signals are those of `SliceView`; `index_changed` gives axis and slice.
    """

    index_changed = Signal(int, int)
    cursor_moved = Signal(object)
    window_dragged = Signal(float, float)
    brush_radius_changed = Signal(float)
    label_picked = Signal(int)
    range_taken = Signal(object, bool)
    hovered = Signal(object)
    message = Signal(str)
    told = Signal(str)
    space_tapped = Signal()
    dab_unwanted = Signal()
    active_axis_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.views = tuple(SliceView(axis) for axis in range(3))
        self._panes = [_Pane(view) for view in self.views]
        self._link = OrthoLink(self.views, self)
        self._active = 0
        self._layout, self._large = Layout.PLANES, 0
        self._columns = Columns()
        self.support = SupportPane(self.current_index)
        self._solid = QWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._columns)
        self.setFocusProxy(self.views[0])
        self._arrange(0)
        for axis, view in enumerate(self.views):
            view.activated.connect(self._activate_sender)
            view.double_clicked.connect(self._toggle_maximised)
            view.index_changed.connect(self._forward_index)
            view.brush_radius_changed.connect(self._share_radius)
            view.split_moved.connect(self._share_split)
            view.window_dragged.connect(self.window_dragged)
            view.range_taken.connect(self.range_taken)
            view.label_picked.connect(self.label_picked)
            view.hovered.connect(self.hovered)
            view.message.connect(self.message)
            view.told.connect(self.told)
            view.space_tapped.connect(self.space_tapped)
            view.dab_unwanted.connect(self.dab_unwanted)
            self._panes[axis].set_active(axis == 0)
        self.views[0].cursor_moved.connect(self.cursor_moved)
        self.views[0].brush_radius_changed.connect(self.brush_radius_changed)

    def set_document(self, document: Document | None) -> None:
        """Show another document, or nothing."""
        for pane in self._panes:
            pane.set_document(document)
        self.support.set_document(document)
        self._arrange(0 if document is None else document.axis)

    # ---- where

    @property
    def active_axis(self) -> int:
        """Axis of the plane used last: 0 axial, 1 coronal, 2 sagittal."""
        return self._active

    def current_index(self, axis: int) -> int:
        """Slice shown along `axis`."""
        return self.views[axis].state.index

    def goto(self, axis: int, index: int) -> None:
        """Show slice `index` along `axis`, and move the crosshair there."""
        self.views[axis].set_index(index)

    def step(self, slices: int) -> None:
        """Scroll the active plane."""
        self.goto(self._active, self.current_index(self._active) + slices)

    def set_active_axis(self, axis: int) -> None:
        """Make a plane the active one."""
        if axis != self._active:
            self._panes[self._active].set_active(False)
            self._panes[axis].set_active(True)
            self._active = axis
            self.setFocusProxy(self.views[axis])
            self.active_axis_changed.emit(axis)

    # ---- how

    def change(self, **changes: Unpack[ViewChange]) -> None:
        """Show something else in all planes: any fields of `ViewState` that they share."""
        for view in self.views:
            view.change(**changes)
        self.support.change(**changes)

    def set_comparison(self, comparison: Comparison | None) -> None:
        """Say where the denoised version is, after every change of it; None for none."""
        for view in self.views:
            view.set_comparison(comparison)

    def set_reference(self, labels: NDArray[np.uint8] | None) -> None:
        """Draw the outlines of another label map, uint8 ``(z, y, x)``, or of none."""
        for view in (*self.views, self.support.view):
            view.set_reference(labels)

    def fit(self) -> None:
        """Show whole slices."""
        for view in (*self.views, self.support.view):
            view.fit()

    # ---- layout

    @property
    def layout_shown(self) -> Layout:
        """How the views lie beside each other."""
        return self._layout

    def set_layout(self, layout: Layout) -> None:
        """Arrange the views in another way."""
        self._layout = layout
        self._arrange(self._large)

    def set_solid(self, view: QWidget) -> None:
        """Give the view of the surfaces, which takes the place that is kept for it."""
        old, self._solid = self._solid, view
        self._arrange(self._large)
        old.deleteLater()

    def set_maximised(self, axis: int | None) -> None:
        """Show one plane alone, or all views of the layout."""
        if axis is None:
            self._columns.show_all()
        else:
            self._columns.show_alone(self._panes[axis])

    def _arrange(self, large: int) -> None:
        """Make one plane the large one."""
        self._large = large
        others = [pane for axis, pane in enumerate(self._panes) if axis != large]
        planes = [self._panes[large], *others]
        self._columns.arrange(self._layout, planes, self.support, self._solid)
        self.set_active_axis(large)

    def _toggle_maximised(self) -> None:
        self.set_maximised(None if self._columns.alone else self._active)

    def _share_radius(self, radius_mm: float) -> None:
        self.change(radius_mm=radius_mm)

    def _share_split(self, share: float) -> None:
        self.change(split=share)

    def _activate_sender(self) -> None:
        view = self.sender()
        if isinstance(view, SliceView):
            self.set_active_axis(view.axis)

    def _forward_index(self, index: int) -> None:
        view = self.sender()
        if isinstance(view, SliceView):
            self.support.follow(view.axis)
            self.index_changed.emit(view.axis, index)
