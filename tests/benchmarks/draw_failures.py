"""A picture of slices on which a propagation went wrong.

Run: python tests/benchmarks/draw_failures.py DATA OUTPUT.png --show CASE:LABEL:K … [--models DIR]

DATA holds case folders with image and label. Per structure: the painted slice nearest to the one
that `fused` filled worst (green: painted), and that slice (green: reference, red: filled), both
cut out around the structure. Prints which slice it is and its Dice.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from PIL import Image, ImageDraw
from scipy import ndimage

from annotator.app.assets import assets_root
from annotator.core.cancel import CancelToken
from annotator.core.proposal import IterationResult
from annotator.core.run_options import RunOptions
from annotator.core.support import FREE, PropagationRequest, supports_from_labels
from annotator.inference.catnet.propagator import CatNetPropagator
from annotator.inference.catnet.structure import dice
from annotator.inference.model_store import ModelStore
from annotator.io.label_map import read_labels
from annotator.io.read import read_volume
from annotator.training.cases import find_cases
from annotator.training.evaluation import evenly_spaced

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.training.cases import CaseFiles

SIDE = 200
GREEN, RED = (90, 230, 110), (255, 80, 80)


def outlined(
    plane: NDArray[np.float32], masks: list[tuple[NDArray[np.bool_], tuple[int, int, int]]]
) -> Image.Image:
    """Gray picture of a slice, SIDE pixels wide, with outlines one pixel thick."""
    zoom = SIDE / max(plane.shape)
    low, high = np.percentile(plane, [1, 99.5])
    gray = np.clip((plane - low) / max(1e-6, high - low), 0, 1)
    big = np.clip(ndimage.zoom(gray, zoom, order=1) * 255, 0, 255).astype(np.uint8)
    picture = np.repeat(big[:, :, None], 3, axis=2)
    for mask, color in masks:
        large = ndimage.zoom(mask.astype(np.float32), zoom, order=1) > 0.5
        picture[large & ~ndimage.binary_erosion(large)] = color
    return Image.fromarray(picture)


def pair(files: CaseFiles, label: int, count: int, network: CatNetPropagator) -> Image.Image:
    """Fill a structure from `count` painted slices and draw the worst slice beside its support."""
    assert files.label is not None
    volume = read_volume(files.image)
    truth = read_labels(files.label, volume) == label
    axis = int(np.argmax(volume.geometry.spacing_zyx_mm))
    planes, images = np.moveaxis(truth, axis, 0), np.moveaxis(volume.voxels, axis, 0)
    present = np.flatnonzero(planes.any((1, 2))).tolist()
    painted = evenly_spaced(present, count)
    support = np.zeros(planes.shape, np.uint8)
    support[painted] = planes[painted]
    support = np.ascontiguousarray(np.moveaxis(support, 0, axis))
    sets = supports_from_labels(support, axis)
    locked = np.where(support > 0, support, FREE).astype(np.uint8)
    wanted = PropagationRequest(volume, axis, sets, locked, RunOptions(device="cpu"))
    filled = {
        r.slice_index: r.labels > 0
        for r in network.propagate(wanted, CancelToken())
        if isinstance(r, IterationResult) and r.is_final
    }
    scores = {i: dice(filled[i], planes[i]) for i in filled if present[0] < i < present[-1]}
    worst = min(scores, key=lambda i: scores[i])
    nearest = min(painted, key=lambda i: abs(i - worst))
    name = files.names.get(label, str(label))
    title = f"{name}, {count} painted"
    print(f"{files.name} {title}: slice {worst}, Dice {scores[worst]:.3f}", flush=True)
    rows, cols = np.nonzero(planes[[worst, nearest]].any(0) | filled[worst])
    half = int(max(np.ptp(rows), np.ptp(cols)) * 0.75) + 8
    middle = [int(a.min() + a.max()) // 2 for a in (rows, cols)]
    box = tuple(slice(max(0, m - half), m + half) for m in middle)
    left = outlined(images[nearest][box].astype(np.float32), [(planes[nearest][box], GREEN)])
    shown = [(planes[worst][box], GREEN), (filled[worst][box], RED)]
    right = outlined(images[worst][box].astype(np.float32), shown)
    tile = Image.new("RGB", (2 * SIDE + 6, SIDE + 30), (24, 24, 24))
    tile.paste(left, (0, 30))
    tile.paste(right, (SIDE + 6, 30))
    draw = ImageDraw.Draw(tile)
    draw.text((4, 2), title, fill=(235, 235, 235))
    draw.text((4, 15), "painted slice", fill=GREEN)
    draw.text((SIDE + 10, 15), f"filled slice, Dice {scores[worst]:.2f}", fill=RED)
    return tile


def main() -> None:
    """Draw the tiles in two columns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--show", nargs="+", required=True, metavar="CASE:LABEL:K")
    parser.add_argument("--models", type=Path, default=assets_root() / "models")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    found = {files.name: files for files in find_cases(args.data)}
    network = CatNetPropagator(ModelStore([args.models]))
    tiles = []
    for case, label, count in (text.split(":") for text in args.show):
        tiles.append(pair(found[case], int(label), int(count), network))
    width, height = tiles[0].size
    sheet = Image.new("RGB", (2 * width + 12, (len(tiles) + 1) // 2 * (height + 10)), "white")
    for number, tile in enumerate(tiles):
        sheet.paste(tile, (number % 2 * (width + 12), number // 2 * (height + 10)))
    sheet.quantize(160).save(args.output, optimize=True)


if __name__ == "__main__":
    main()
