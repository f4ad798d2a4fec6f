"""The surfaces of the labels in three dimensions."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext, QVector3D
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.core.texts import tr
from annotator.io.surface_file import HOW_TO_INSTALL

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QMouseEvent

    from annotator.core.labels import Color
    from annotator.core.surfaces import Surface

VEIL = 0.4
"""Opacity of what is proposed."""

_Key = tuple[int, bool]
"""Label value, and whether it is the surface with what is proposed."""

CLICK = 4  # pixels that the pointer may move in a click


def missing_for_3d() -> str:
    """Say in a sentence why surfaces cannot be shown here, "" if they can."""
    if find_spec("OpenGL") is None:
        return tr("The 3D view needs an extra; {how}.", how=tr(HOW_TO_INSTALL))
    sentence = tr(
        "This display offers no OpenGL, which the 3D view needs. "
        "Surfaces can still be exported (File, Export surfaces)."
    )
    if QGuiApplication.platformName() in {"offscreen", "minimal"}:
        return sentence
    surface, context = QOffscreenSurface(), QOpenGLContext()
    surface.create()
    if not context.create() or not context.makeCurrent(surface):
        return sentence
    version = context.format().version()
    context.doneCurrent()
    return "" if version >= (2, 1) else sentence


class NoSurfaces(QWidget):
    """Says why there is no 3D view."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        label = QLabel(sentence)
        label.setObjectName("no_3d")
        label.setProperty("role", "hint")
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.addWidget(label)


class SurfaceView(QWidget):
    """Draws surfaces; dragging rotates, the wheel zooms, a click says where it hit.

    What is proposed is drawn as a veil around what is accepted.

    Needs OpenGL (`missing_for_3d`). Coordinates are LPS millimetres.
    """

    picked = Signal(object)  # float64 (3,)

    def __init__(self) -> None:
        super().__init__()
        import pyqtgraph.opengl as gl

        self._gl = gl
        self._canvas = gl.GLViewWidget()
        self._canvas.setBackgroundColor("#15171a")
        self._canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._canvas.installEventFilter(self)
        self._items: dict[_Key, Any] = {}
        self._shown: dict[_Key, Surface] = {}
        self._pressed = QPoint()
        self._framed = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._canvas)

    @property
    def values(self) -> list[int]:
        """Labels whose surfaces are shown."""
        return sorted({value for value, _ in self._items})

    def clear(self) -> None:
        """Show nothing; the next surface is put in the middle."""
        for value in self.values:
            self.remove(value)
        self._framed = False

    def remove(self, value: int) -> None:
        """Show a label no more."""
        for proposed in (False, True):
            self._remove((value, proposed))

    def _remove(self, key: _Key) -> None:
        if key in self._items:
            self._canvas.removeItem(self._items.pop(key))
            del self._shown[key]

    def set_surface(
        self, value: int, surface: Surface | None, color: Color, *, proposed: bool = False
    ) -> None:
        """Show the surface of a label, or of what it would be with what is proposed; or none."""
        key = value, proposed
        self._remove(key)
        if surface is None:
            return
        item = self._gl.GLMeshItem(
            vertexes=surface.points,
            faces=surface.faces[:, ::-1],  # the shader lights what is turned inwards
            color=(*(channel / 255 for channel in color), VEIL if proposed else 1.0),
            shader="shaded",
            smooth=True,
            glOptions="translucent" if proposed else "opaque",
        )
        if proposed:
            item.setDepthValue(1)  # drawn after what it veils
        self._canvas.addItem(item)
        self._items[key], self._shown[key] = item, surface

    def frame_once(self) -> None:
        """Look at all surfaces from the patient's front, unless that was done since `clear`."""
        if not self._shown or self._framed:
            return
        points = np.concatenate([surface.points for surface in self._shown.values()])
        low, high = points.min(axis=0), points.max(axis=0)
        self._canvas.opts["center"] = QVector3D(*(float(c) for c in (low + high) / 2))
        distance = 1.05 * float(np.linalg.norm(high - low))
        self._canvas.setCameraPosition(distance=distance, elevation=10, azimuth=-75)
        self._framed = True

    def eventFilter(self, watched: object, event: Any) -> bool:
        """Qt: tell a click from a drag."""
        left = Qt.MouseButton.LeftButton
        if event.type() == event.Type.MouseButtonPress and event.button() == left:
            self._pressed = event.position().toPoint()
        elif event.type() == event.Type.MouseButtonRelease and event.button() == left:
            self._released(event)
        return False

    def _released(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if (at - self._pressed).manhattanLength() <= CLICK:
            point = self.point_at(at)
            if point is not None:
                self.picked.emit(point)

    def point_at(self, at: QPoint) -> NDArray[np.float64] | None:
        """Point of the foremost surface under a point of the view; None beside all surfaces."""
        size = self._canvas.width(), self._canvas.height()
        whole = (0, 0, *size)
        matrix = self._canvas.projectionMatrix(whole, whole) * self._canvas.viewMatrix()
        clip = np.array(matrix.data()).reshape(4, 4)  # column by column, so transposed
        found = [_hit(surface, clip, size, (at.x(), at.y())) for surface in self._shown.values()]
        hits = [hit for hit in found if hit is not None]
        return min(hits, key=lambda hit: hit[0])[1] if hits else None


def _hit(
    surface: Surface,
    clip: NDArray[np.float64],
    size: tuple[int, int],
    at: tuple[int, int],
) -> tuple[float, NDArray[np.float64]] | None:
    """Depth and place of the foremost triangle under a pixel, None if there is none.

    `clip` takes row vectors of LPS millimetres to clip coordinates, of which w is the depth.
    """
    points = surface.points.astype(np.float64)
    moved = np.c_[points, np.ones(len(points))] @ clip
    depth = moved[:, 3]
    pixels = (moved[:, :2] / np.where(depth > 0, depth, np.inf)[:, None] * (1, -1) + 1) / 2 * size
    a, b, c = (pixels[surface.faces[:, corner]] - at for corner in range(3))
    shares = np.stack([_cross(b, c), _cross(c, a), _cross(a, b)], axis=1)
    area = shares.sum(axis=1)
    inside = ((shares * np.sign(area)[:, None]) >= 0).all(axis=1) & (area != 0)
    inside &= (depth[surface.faces] > 0).all(axis=1)
    hit = np.flatnonzero(inside)
    if not len(hit):
        return None
    weights = shares[hit] / area[hit, None]
    depths = (weights * depth[surface.faces[hit]]).sum(axis=1)
    first = int(np.argmin(depths))
    corners = points[surface.faces[hit[first]]]
    return float(depths[first]), weights[first] @ corners


def _cross(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    product: NDArray[np.float64] = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    return product
