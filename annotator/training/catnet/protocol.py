"""The evaluation protocol of the few-shot papers: one patient segmented from another's slices.

That of Ouyang et al., ECCV 2020, used by CAT-Net: a structure's slices in the query volume are
cut into chunks, each segmented from one slice of the support volume.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from annotator.inference.region import intensity_window, normalise, region_around, sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from annotator.nets.catnet.encoders import EncoderFeatures
    from annotator.nets.catnet.network import CATNet
    from annotator.training.cases import Case, CaseStructure

WINDOW_FACTOR = 2.5
"""Wider than in a run: another patient's organ lies elsewhere."""

BATCH = 8


def chunk_bounds(slices: int, chunks: int) -> list[int]:
    """Where the chunks of a structure's query slices begin, and the end: ⌊slices·k/chunks⌋."""
    return [slices * k // chunks for k in range(chunks + 1)]


def support_positions(slices: int, chunks: int) -> list[int]:
    """Which of the support volume's slices serve the chunks: their middles, ⌊slices·(2k+1)/2n⌋."""
    return [slices * (2 * k + 1) // (2 * chunks) for k in range(chunks)]


@torch.no_grad()
def cross_patient_dice(
    net: CATNet,
    support: Case,
    query: Case,
    name: str,
    *,
    size: int,
    iterations: int,
    chunks: int = 3,
    axis: int = 0,
) -> float:
    """Dice of a structure in one volume, segmented from `chunks` slices of another patient.

    Only slices that hold the structure are segmented and scored, as in the papers.

    Parameters
    ----------
    net
        In eval mode, on the CPU.
    support, query
        Cases that both have a structure called `name`.
    name
        Name of the structure.
    size
        Side of the network's input in pixels.
    iterations
        CMAT iterations.
    chunks
        Parts of the structure, and support slices.
    axis
        Slice axis.

    Returns
    -------
    float
        2TP / (2TP + FP + FN) over all segmented slices.

    Raises
    ------
    ValueError
        If one of the cases has no such structure.
    """
    shown, wanted = _named(support, name), _named(query, name)
    known, asked = _slices(support, shown, axis), _slices(query, wanted, axis)
    bounds, positions = chunk_bounds(len(asked), chunks), support_positions(len(known), chunks)
    hit = total = 0
    for chunk, position in enumerate(positions):
        indices = asked[bounds[chunk] : bounds[chunk + 1]]
        masks = [query.mask(wanted, axis, i) for i in indices]
        if not masks:
            continue
        found = _segment(
            net, support, shown, known[position], query, indices, axis, size, iterations
        )
        truth = torch.from_numpy(np.stack(masks))
        hit += int((found & truth).sum())
        total += int(found.sum()) + int(truth.sum())
    return 2 * hit / total


def _segment(
    net: CATNet,
    support: Case,
    structure: CaseStructure,
    shown: int,
    query: Case,
    indices: Sequence[int],
    axis: int,
    size: int,
    iterations: int,
) -> Tensor:
    """Masks (N, rows, cols) of query slices from one support slice."""
    mask = support.mask(structure, axis, shown)
    region = region_around([mask], support.plane_spacing(axis), size, factor=WINDOW_FACTOR)
    theta = region.theta((mask.shape[0], mask.shape[1]))
    image = sample(support.image(axis, shown)[None], theta, size)
    shot = sample(torch.from_numpy(mask).float()[None, None], theta, size, "zeros")
    one = net.encode(normalise(image, intensity_window(image)))
    planes = torch.stack([query.image(axis, i) for i in indices])
    spacing = query.plane_spacing(axis)
    there = type(region)(region.center_mm, region.side_mm, spacing, size)
    shape = (planes.shape[-2], planes.shape[-1])
    windows = sample(planes, there.theta(shape), size)
    windows = normalise(windows, intensity_window(windows))
    found = []
    for start in range(0, len(windows), BATCH):
        features: EncoderFeatures = net.encode(windows[start : start + BATCH])
        steps = list(
            net.decode(
                features, one, shot, size=(size, size), iterations=iterations, detailed={iterations}
            )
        )
        found.append(there.paste(steps[-1].logits, shape, -1.0)[:, 0] > 0)
    return torch.cat(found)


def _named(case: Case, name: str) -> CaseStructure:
    for structure in case.structures:
        if structure.source == "labels" and structure.name == name:
            return structure
    raise ValueError(f"{case.name} has no structure called {name}")


def _slices(case: Case, structure: CaseStructure, axis: int) -> list[int]:
    span = range(structure.start[axis], structure.stop[axis])
    return [i for i in span if case.mask(structure, axis, i).any()]
