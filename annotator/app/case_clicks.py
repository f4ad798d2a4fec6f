"""Clicks in scripts: the masks of a slice that follow from places inside and outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.app.model_folders import open_model_store
from annotator.core.clicks import Click, is_found, is_on
from annotator.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.core.brush import Point
    from annotator.core.volume import Volume
    from annotator.services.ports import SliceClicker


class CaseClicks:
    """Answers clicks with a network that is loaded once and when it is needed.

    Parameters
    ----------
    models
        One more folder to look for models in.
    """

    def __init__(self, models: Path | None) -> None:
        self._models = models
        self._clicker: SliceClicker | None = None

    def answers(
        self,
        volume: Volume,
        axis: int,
        index: int,
        inside: Sequence[Point],
        outside: Sequence[Point],
        model: str | None,
    ) -> list[NDArray[np.bool_]]:
        """Masks ``(h, w)`` that clicks may mean: the best one, then the others, narrow to wide.

        Parameters
        ----------
        volume, axis, index
            The slice.
        inside, outside
            Places ``(row, column)`` in voxels.
        model
            Network that answers, None for the default one.

        Raises
        ------
        UserError
            If nothing lies inside, a place is beside the slice, nothing is found around the
            places, or there is no such network.
        """
        if not inside:
            raise UserError("Name a place inside the structure.")
        clicker = self._open(model)
        rows, columns = (mm for a, mm in enumerate(volume.geometry.spacing_zyx_mm) if a != axis)
        image = np.moveaxis(volume.voxels, axis, 0)[index]
        for place in (*inside, *outside):
            if not is_on(place, image.shape):
                height, width = image.shape
                size = f"{height} rows and {width} columns"
                raise UserError(f"{place} is not on the slice of {size}; name places on it.")
        opened = clicker.open_slice(image, (rows, columns))
        clicks = [Click((point,), True) for point in inside]
        clicks += [Click((point,), False) for point in outside]
        best = opened.answer(clicks)
        if not is_found(best, clicks):
            raise UserError(
                "Nothing was found around these places: name further ones inside the structure, or "
                "paint the slice with Case.paint."
            )
        return [best, *(mask for i, mask in enumerate(opened.answers) if i != opened.shown)]

    def _open(self, model: str | None) -> SliceClicker:
        if self._clicker is None or model not in (None, self._clicker.name):
            from annotator.inference.catnet.clicker import CatNetClicker

            self._clicker = CatNetClicker(open_model_store(self._models), model)
        return self._clicker
