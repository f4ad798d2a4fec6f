"""The demonstration: a generated volume with a few slices of each organ painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.core.labelmap import LabelMap
from annotator.core.labels import default_label
from annotator.phantom.bones import RIBS, SPINE
from annotator.phantom.torso import LABEL_NAMES, make_phantom
from annotator.services.document import Document

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.phantom.torso import Phantom

PLACES = (0.1, 0.5, 0.9)
"""Where slices of an organ are painted, as a share of its extent."""

ORGANS = {
    value: name.replace("_", " ").capitalize()
    for value, name in LABEL_NAMES.items()
    if value not in (SPINE, RIBS)
}
"""Labels of the demonstration and their names."""


def demo_phantom(modality: str, seed: int) -> Phantom:
    """Make the demonstration's volume; `modality` is "ct" or "mr"."""
    return make_phantom("CT" if modality == "ct" else "MR", seed=seed)


def demo_axis(phantom: Phantom) -> int:
    """Axis along which the demonstration propagates: that of the thickest slices."""
    return int(np.argmax(phantom.volume.geometry.spacing_zyx_mm))


def painted_slices(phantom: Phantom) -> NDArray[np.uint8]:
    """Labels as a user would paint them: uint8 ``(z, y, x)``, some slices of each organ.

    Not its very tips, which would tell little of its shape.
    """
    axis = demo_axis(phantom)
    labels = np.zeros_like(phantom.labels)
    truth, painted = np.moveaxis(phantom.labels, axis, 0), np.moveaxis(labels, axis, 0)
    for value in ORGANS:
        present = np.flatnonzero((truth == value).any(axis=(1, 2))).tolist()
        for index in {present[round(place * (len(present) - 1))] for place in PLACES if present}:
            painted[index][truth[index] == value] = value
    return labels


def demo_document(modality: str, seed: int) -> Document:
    """Document of the demonstration, ready to propagate."""
    phantom = demo_phantom(modality, seed)
    volume = phantom.volume
    classes = [default_label(value, name) for value, name in ORGANS.items()]
    return Document(volume, LabelMap(volume.geometry, painted_slices(phantom)), classes)
