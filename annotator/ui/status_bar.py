"""The line at the bottom: what happened last, what lies under the mouse, device, autosave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStatusBar

from annotator.core.geometry import AxisMap
from annotator.core.texts import number, tr
from annotator.ui.panels.elided_label import ElidedLabel
from annotator.ui.panels.section import keep_space

if TYPE_CHECKING:
    from annotator.core.geometry import Shape3
    from annotator.services.document import Document


WIDEST_FIELD = 220


class StatusBar(QStatusBar):
    """Message at the left; voxel, position, intensity, label, device and autosave at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._message = ElidedLabel()
        self.addWidget(self._message, 1)
        self._voxel = self._field(
            tr("Voxel, counted from 1 as the slices are"), "x 0000  y 0000  z 0000"
        )
        self._in_file = self._field(
            tr(
                "Voxel index (i, j, k) in the file, counted from 0 as the command line and other "
                "programs do"
            ),
            tr("file 0000, 0000, 0000"),
        )
        self._position = self._field(
            tr("Position in the patient, millimetres"), "L 0000.0  P 0000.0  S 0000.0 mm"
        )
        self._intensity = self._field(tr("Intensity"), "−00000 HU")
        self._label = self._field(tr("Label under the mouse"), tr("Right kidney xx"))
        self._background = self._field(tr("Work in the background"), "")
        self._background.hide()
        keep_space(self._background)
        self._under_pointer: Shape3 | None = None
        self._pointer = (
            self._voxel,
            self._in_file,
            self._position,
            self._intensity,
            self._label,
        )
        self._device = self._field(tr("Device that propagation uses"), "")
        self._autosave = self._field(tr("Unsaved work is kept for recovery"), "")
        self._show_pointer(shown=False)

    def _field(self, tip: str, widest: str) -> ElidedLabel:
        """Make a field as wide as `widest`, or as its text up to a limit."""
        field = ElidedLabel()
        field.setToolTip(tip)
        if widest:
            field.setFixedWidth(field.fontMetrics().horizontalAdvance(widest) + 16)
        else:
            field.setMaximumWidth(WIDEST_FIELD)
        self.addPermanentWidget(field)
        return field

    def say(self, text: str, role: str = "") -> None:
        """Show a message until the next one; `role` is "", "ok" or "problem".

        It has the room of what is under the pointer until the pointer moves.
        """
        self._message.show_text(text, role)
        self._show_pointer(shown=False)

    @property
    def message(self) -> str:
        """The message shown."""
        return self._message.text()

    def set_background(self, text: str) -> None:
        """Show what is done in the background; "" for nothing."""
        self._background.setText(text)
        self._background.setVisible(bool(text))

    def set_device(self, name: str) -> None:
        """Show the device of runs."""
        self._device.setText(name)

    def set_autosave(self, text: str) -> None:
        """Show the state of the autosave."""
        self._autosave.setText(text)

    def show_hover(self, document: Document | None, voxel: Shape3 | None) -> None:
        """Show what is known about a voxel ``(z, y, x)``; None clears the fields."""
        moved, self._under_pointer = voxel != self._under_pointer, voxel
        if document is None or voxel is None:
            self._show_pointer(shown=False)
            return
        z, y, x = voxel
        self._voxel.setText(f"x {x + 1}  y {y + 1}  z {z + 1}")
        self._in_file.setText(
            tr("file {index}", index=", ".join(map(str, file_index(document, voxel))))
        )
        self._position.setText(position_text(document.volume.geometry.to_world(voxel)))
        value = document.volume.voxels[voxel]
        unit = " HU" if document.volume.modality == "CT" else ""
        shown = f"{value}" if value.dtype.kind == "i" else number(float(value), ".4g")
        self._intensity.setText(shown.replace("-", "−") + unit)
        label = int(document.labelmap.voxels[voxel])
        self._label.setText(document.label_name(label) if label else tr("background"))
        if moved:
            self._show_pointer(shown=True)

    def _show_pointer(self, *, shown: bool) -> None:
        """Show what is under the pointer, or leave its room to the message."""
        for field in self._pointer:
            field.setVisible(shown)


def file_index(document: Document, voxel: Shape3) -> Shape3:
    """Index (i, j, k) in the image's file, from 0, of a voxel ``(z, y, x)``."""
    source = document.volume.source
    axes = source.axes if source else AxisMap()
    shape = document.volume.voxels.shape
    i, j, k = (
        axes.canonical_index(axis, voxel[axis], shape[axis])
        for axis in map(axes.canonical_axis, range(3))
    )
    return i, j, k


def position_text(lps_mm: object) -> str:
    """LPS millimetres as a reader says them: "R 12.0  A 40.5  S 88.0 mm"."""
    left, posterior, superior = (float(value) for value in lps_mm)  # type: ignore[attr-defined]
    return (
        "  ".join(
            f"{plus if value >= 0 else minus} {number(abs(value), '.1f')}"
            for value, plus, minus in (
                (left, "L", "R"),
                (posterior, "P", "A"),
                (superior, "S", "I"),
            )
        )
        + " mm"
    )
