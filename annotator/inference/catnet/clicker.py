"""The installed network that answers clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from annotator.core.clicks import Click
from annotator.inference.catnet.clicks import ClickedSlice
from annotator.inference.manifests import ClickManifest
from annotator.inference.model_store import load_network
from annotator.nets.catnet.click_head import ClickNet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.inference.model_store import ModelStore


class CatNetClicker:
    """Segments slices from clicks on the CPU, where a click costs less than its way to a GPU.

    Parameters
    ----------
    store
        Has the model.
    name
        Of the model; None for the default one.

    Raises
    ------
    UserError
        If there is no such model, or it is damaged.
    """

    def __init__(self, store: ModelStore, name: str | None = None) -> None:
        model = store.get(name, "catnet-clicks")
        self.name = model.name
        self._size = model.manifest_as(ClickManifest).input.size
        net = load_network(model, ClickNet).eval()
        self._net = net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        blank = self.open_slice(np.zeros((64, 64), np.float32), (1.0, 1.0))
        blank.answer([Click(((32.0, 32.0),), True)])  # the first answer of a process is slow

    def open_slice(
        self,
        image: NDArray[Any],
        spacing_mm: tuple[float, float],
        extent_mm: float | None = None,
    ) -> ClickedSlice:
        """Begin with a slice, see `ClickedSlice`; `extent_mm` is the structure's longer side."""
        return ClickedSlice(self._net, image, spacing_mm, self._size, extent_mm)
