"""What lies within the intensity limits, tinted over the image."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtGui import QImage

from annotator.core.region_growing import within
from annotator.ui.viewer.label_overlay import premultiplied
from annotator.ui.viewer.pixel_layer import PixelLayer

if TYPE_CHECKING:
    from numpy.typing import NDArray

TINT = premultiplied((0, 225, 255), 0.32)
_TABLE = np.array([0, TINT], dtype=np.uint32)


class RangeLayer(PixelLayer):
    """Voxels of one slice that the limits let tools paint."""

    def __init__(self) -> None:
        super().__init__(QImage.Format.Format_ARGB32_Premultiplied)
        self.setVisible(False)

    def show_range(self, values: NDArray[Any], limits: tuple[float, float]) -> None:
        """Tint the voxels of a slice ``(h, w)`` with values in ``[low, high]``."""
        self.set_pixels(_TABLE, within(values, *limits).view(np.uint8))
