"""Windows to choose from: named presets for CT, and one that suits the slice in view."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.core.errors import UserError
from annotator.core.texts import tr

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.volume import Volume

SAMPLE_VOXELS = 500_000
AIR_HU = -900.0
NARROWEST = 1e-3


@dataclass(frozen=True, slots=True)
class DisplayWindow:
    """A linear window.

    Attributes
    ----------
    center, width
        In the volume's intensity unit (HU for CT); the width is positive.
    name
        Of the preset, "" for any other window.
    """

    center: float
    width: float
    name: str = ""

    @property
    def _narrowest(self) -> float:
        """Least width after a change: small beside this one, for images of any scale."""
        return min(NARROWEST, self.width / 100)

    def moved(self, d_center: float, d_width: float) -> DisplayWindow:
        """Window after a drag; the width stays positive."""
        return DisplayWindow(self.center + d_center, max(self.width + d_width, self._narrowest))

    def brightened(self, factor: float) -> DisplayWindow:
        """Window whose white is reached `factor` times as early; its black stays."""
        low, width = self.center - self.width / 2, max(self.width / factor, self._narrowest)
        return DisplayWindow(low + width / 2, width)


def load_presets(path: Path) -> tuple[DisplayWindow, ...]:
    """Presets of a TOML file in its order.

    Raises
    ------
    UserError
        If the file is not readable as presets.
    """
    try:
        entries: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8")).get("preset", [])
        presets = tuple(
            DisplayWindow(float(entry["center"]), float(entry["width"]), str(entry["name"]))
            for entry in entries
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UserError(
            tr(
                "The window presets in {path} cannot be read ({error}); each [[preset]] needs "
                "name, center and width.",
                path=path,
                error=error,
            )
        ) from error
    if any(preset.width <= 0 for preset in presets):
        raise UserError(
            tr("A window preset in {path} has no positive width; correct the file.", path=path)
        )
    return presets


def percentile_window(
    values: NDArray[np.int16] | NDArray[np.float32], low: float = 0.5, high: float = 99.5
) -> DisplayWindow:
    """Window between two percentiles of an array of any shape; constant background is left out."""
    step = max(1, values.size // SAMPLE_VOXELS)
    sample = values.reshape(-1)[::step].astype(np.float32)
    sample = sample[np.isfinite(sample)]
    if not sample.size:
        return DisplayWindow(0.5, 1.0)
    inside = sample[sample > sample.min()]
    lo, hi = np.percentile(inside if inside.size else sample, (low, high))
    width = float(hi - lo)
    return DisplayWindow(float(lo + hi) / 2, width if width > 0 else 1.0)


def slice_window(volume: Volume, values: NDArray[np.int16] | NDArray[np.float32]) -> DisplayWindow:
    """Window for one slice of `volume`: percentiles, for CT without the air around the body."""
    if volume.modality == "CT":
        body = values[values > AIR_HU]
        values = body if body.size else values
    return percentile_window(values)
