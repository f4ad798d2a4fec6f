"""Probabilities of a whole run put into files."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import annotator
from annotator.core.errors import UserError
from annotator.core.inspection import Inspection
from annotator.core.proposal import RunProgress
from annotator.core.texts import tr
from annotator.io.probabilities import STEPS, as_levels, probability_name, write_probabilities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.core.cancel import CancelToken
    from annotator.core.support import PropagationRequest, SupportSet
    from annotator.services.ports import Propagator


def save_probabilities(
    folder: Path,
    propagator: Propagator,
    request: PropagationRequest,
    label: int,
    name: str,
    token: CancelToken,
) -> Iterator[RunProgress | Path]:
    """Compute the foreground probabilities of every iteration of a run and write them.

    Painted slices hold 0 and 1; slices that the run does not fill hold 0.

    Parameters
    ----------
    folder
        Where the files go (`annotator.io.probabilities`).
    propagator
        Looks into the run.
    request
        The run.
    label, name
        Label value and its name.
    token
        Asked between slices.

    Yields
    ------
    RunProgress or Path
        Progress, at last the file.
    """
    supports = next((item for item in request.supports if item.label == label), None)
    if supports is None:
        raise UserError(
            tr("{name} is not painted on any slice: there is nothing to compute.", name=name)
        )
    volume, axis = request.volume, request.axis
    levels = np.zeros((1, *volume.voxels.shape), np.uint16)
    queries = supports.query_indices()
    for done, index in enumerate(queries):
        token.raise_if_cancelled()
        yield RunProgress(
            done,
            len(queries),
            tr("Probabilities: slice {done} of {total}", done=done + 1, total=len(queries)),
        )
        for found in propagator.inspect(request, label, index, token):
            if isinstance(found, Inspection):
                if len(found.fused) != len(levels):
                    levels = np.zeros((len(found.fused), *volume.voxels.shape), np.uint16)
                np.moveaxis(levels, axis + 1, 1)[:, index] = as_levels(found.fused)
    for support in supports.slices:
        np.moveaxis(levels, axis + 1, 1)[:, support.index] = support.mask * np.uint16(STEPS)
    image = Path(volume.source.path).name if volume.source and volume.source.path else "image"
    path = folder / probability_name(image, name)
    write_probabilities(path, levels, volume, _described(request, supports, name, len(levels)))
    yield path


def _described(
    request: PropagationRequest, supports: SupportSet, name: str, count: int
) -> dict[str, Any]:
    """Contents of the JSON; slices are counted along the axis of the file."""
    source = request.volume.source
    length = request.volume.voxels.shape[request.axis]

    def in_file(indices: list[int]) -> list[int]:
        if source is None:
            return indices
        axes = source.axes
        return sorted(axes.canonical_index(request.axis, index, length) for index in indices)

    axis = 2 - request.axis if source is None else source.axes.file_axis[request.axis]
    iterations = ["first mask (MIFE)", *(f"after iteration {n}" for n in range(1, count))]
    return {
        "Description": "Foreground probability after each iteration of a propagation",
        "GeneratedBy": [{"Name": "CAT-Net Annotator", "Version": annotator.__version__}],
        "Type": "Structure",
        "Resolution": "Grid of the image",
        "Label": {"value": supports.label, "name": name},
        "FourthDimension": iterations,
        "Axis": axis,
        "PaintedSlices": in_file([item.index for item in supports.slices]),
        "FilledSlices": in_file(supports.query_indices()),
        "RunOptions": asdict(request.options),
    }
