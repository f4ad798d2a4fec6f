"""Axes and slice numbers as the file counts them, against our canonical order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from annotator.core.geometry import AxisMap
from annotator.core.painted_planes import label_axis, propagation_axis

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from annotator.core.volume import Volume


@dataclass(frozen=True, slots=True)
class FileSlices:
    """Slices along one axis of a volume.

    Attributes
    ----------
    axes
        Axis order of the file.
    axis
        Canonical array axis: 0 (z), 1 (y) or 2 (x).
    count
        Number of slices.
    """

    axes: AxisMap
    axis: int
    count: int

    @classmethod
    def along(cls, volume: Volume, axis: int) -> FileSlices:
        """Slices of a volume along canonical `axis`; a generated volume counts in (x, y, z)."""
        axes = AxisMap() if volume.source is None else volume.source.axes
        return cls(axes, axis, volume.voxels.shape[axis])

    @classmethod
    def choose(cls, wanted: str, volume: Volume, labels: NDArray[np.uint8]) -> FileSlices:
        """Slices along the file's axis "0", "1" or "2", or "auto": as the painted slices suggest.

        Parameters
        ----------
        wanted
            The axis.
        volume, labels
            Image, and uint8 ``(z, y, x)`` label map of painted slices.
        """
        if wanted == "auto":
            return cls.along(volume, propagation_axis(labels, volume.geometry.spacing_zyx_mm))
        axes = AxisMap() if volume.source is None else volume.source.axes
        return cls.along(volume, axes.canonical_axis(int(wanted)))

    @classmethod
    def choose_each(
        cls, wanted: str, volume: Volume, labels: NDArray[np.uint8]
    ) -> dict[int, FileSlices]:
        """Slices per label value: with "auto" those along which each label was painted.

        Labels of one axis stand together, in ascending order; parameters as for `choose`.
        """
        spacing = volume.geometry.spacing_zyx_mm
        values = [int(value) for value in np.unique(labels) if value]
        if wanted != "auto":
            return dict.fromkeys(values, cls.choose(wanted, volume, labels))
        common = propagation_axis(labels, spacing)
        axes = {value: label_axis(labels == value, spacing, common) for value in values}
        by_axis = sorted(values, key=lambda value: axes[value] != axes[values[0]])
        return {value: cls.along(volume, axes[value]) for value in by_axis}

    @property
    def file_axis(self) -> int:
        """Axis of the file that the slices lie along."""
        return self.axes.file_axis[self.axis]

    def in_file(self, index: int) -> int:
        """Slice number in the file of canonical slice `index`, and the other way round."""
        return self.axes.canonical_index(self.axis, index, self.count)

    def all_in_file(self, indices: Iterable[int]) -> list[int]:
        """Slice numbers in the file, ascending, of canonical slices."""
        return sorted(self.in_file(index) for index in indices)
