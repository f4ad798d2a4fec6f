"""What the phantom is painted on: grey values of tissues, and labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.phantom.implicit_shapes import Box, Grid, Point, coverage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Field = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Patch:
    """A box of the canvas: its index and its grid."""

    box: Box
    grid: Grid


class Canvas:
    """Image and labels under construction; later paint covers earlier paint.

    Parameters
    ----------
    grid
        Voxel centres in the standard patient's millimetres.
    tissues
        Tissue -> (grey value, strength of its texture); must have "air", which is everywhere first.
    texture
        float32 of the grid's shape, variance 1.

    Attributes
    ----------
    image
        float32 ``(z, y, x)``.
    labels
        uint8 ``(z, y, x)``.
    fields
        Level sets that later structures need, by name, float32 ``(z, y, x)``.
    """

    def __init__(
        self, grid: Grid, tissues: Mapping[str, tuple[float, float]], texture: Field
    ) -> None:
        self.grid = grid
        self.image = np.full(grid.shape, tissues["air"][0], np.float32)
        self.labels = np.zeros(grid.shape, np.uint8)
        self.fields: dict[str, Field] = {}
        self._tissues = tissues
        self._texture = texture

    def patch(self, low: Point, high: Point) -> Patch:
        """Cut out the box between two corners (x, y, z in mm); empty if it lies outside."""
        return Patch(*self.grid.crop(low, high))

    def add_field(self, name: str, outside: float, patch: Patch, field: Field) -> None:
        """Keep a level set for later structures; `outside` is its value beyond the patch."""
        self.fields[name] = np.full(self.grid.shape, outside, np.float32)
        self.fields[name][patch.box] = field

    def paint(
        self, tissue: str, patch: Patch, field: NDArray[np.floating[Any]], label: int | None = 0
    ) -> None:
        """Paint a solid.

        Parameters
        ----------
        tissue
            Gives grey value and texture.
        patch
            Where `field` lies.
        field
            Level set of the patch's shape, positive inside.
        label
            Written where the solid covers at least half a voxel (0 takes labels away); None keeps
            the labels there, for details inside a structure.
        """
        value, strength = self._tissues[tissue]
        image = self.image[patch.box]
        image += coverage(field) * (value + strength * self._texture[patch.box] - image)
        if label is not None:
            self.labels[patch.box][field > 0] = label
