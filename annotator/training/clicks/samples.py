"""Windows of structures to be clicked: from labels, supervoxels, shapes and made-up images.

A structure is learned part by part: what belongs to a label but is not connected to anything that
was clicked is not to be filled, for nothing tells whether the user means it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from scipy import ndimage
from torch import Tensor

from annotator.core.errors import UserError
from annotator.inference.catnet.click_windows import FACTOR, SMALLEST_VOXELS
from annotator.inference.region import Region2D, intensity_window, normalise, sample
from annotator.training.augment import elastic, random_affine, random_intensity
from annotator.training.catnet.ensembles import cut_labels, painted_labels, with_surroundings
from annotator.training.catnet.shapes import paint_shape, random_shape, random_thin_shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from annotator.training.cases import Case, CaseStructure

    Mask = NDArray[np.bool_]

SMALLEST_PART = 10
"""Pixels of the smallest part that is clicked."""
BENT = 0.25
MOST_STRUCTURES = 12
"""A case with more structures than this is not drawn more often."""


@dataclass(frozen=True, slots=True)
class SampleConfig:
    """How samples are drawn.

    Attributes
    ----------
    size
        Side of the network's input in pixels.
    labels, supervoxels, shapes, ensembles
        Mixing weights of the kinds.
    first
        Probability that the window is that of a first click: around it, of any width.
    whole
        Probability that the user wants all parts of the label, clicking them one by one.
    thin
        Share of thin shapes among the painted ones.
    """

    size: int = 96
    labels: float = 0.68
    supervoxels: float = 0.1
    shapes: float = 0.13
    ensembles: float = 0.09
    first: float = 0.4
    whole: float = 0.25
    thin: float = 0.4


class Sample(NamedTuple):
    """One structure in a window.

    Attributes
    ----------
    image
        (1, S, S) normalised.
    parts
        int32 (S, S), a number for each part that is wanted, 0 elsewhere.
    at_center
        Whether the window lies around the first click.
    """

    image: Tensor
    parts: NDArray[np.int32]
    at_center: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """A structure on a slice, and the part of it that is clicked first."""

    case: Case
    structure: CaseStructure
    axis: int
    index: int
    part: Mask
    whole: Mask


class SampleSampler:
    """Draws samples; those of a step depend on seed and step alone.

    Parameters
    ----------
    cases
        As for `EpisodeSampler`.
    config
        How samples are drawn; kinds that the cases do not allow are left out.
    seed
        Seed of all batches.

    Raises
    ------
    UserError
        If there is nothing to draw from.
    """

    def __init__(self, cases: Sequence[Case], config: SampleConfig, seed: int = 0) -> None:
        self.config, self.seed = config, seed
        pictured = [case for case in cases if case.has_image]
        stacks = [case for case in cases if case.is_stack]
        labelled, pieces = _families(pictured, "labels"), _families(pictured, "supervoxels")
        drawn = _families(stacks, "labels")
        self._sources = {
            "labels": (labelled, config.labels),
            "supervoxels": (pieces, config.supervoxels),
            "shapes": (pieces or labelled, config.shapes),
            "ensembles": (drawn, config.ensembles),
        }
        self._sources = {k: s for k, s in self._sources.items() if s[0] and s[1] > 0}
        if not self._sources:
            raise UserError("There is nothing to learn from: no case has a labelled structure.")

    def batch(self, step: int, count: int) -> list[Sample]:
        """Draw the samples of a training step."""
        rng = np.random.default_rng([self.seed, step])
        return [self._sample(rng) for _ in range(count)]

    def _sample(self, rng: np.random.Generator) -> Sample:
        kinds = list(self._sources)
        p = np.array([self._sources[kind][1] for kind in kinds])
        for _ in range(200):
            kind = kinds[int(rng.choice(len(kinds), p=p / p.sum()))]
            made = self._try(kind, rng)
            if made is not None:
                return made
        raise UserError("No structure is large enough to be clicked: they have a few pixels only.")

    def _try(self, kind: str, rng: np.random.Generator) -> Sample | None:
        families = self._sources[kind][0]
        share = np.array([_weight(family) for family in families])
        family = families[int(rng.choice(len(families), p=share / share.sum()))]
        case, structures = family[int(rng.integers(len(family)))]
        place = _place(case, structures[int(rng.integers(len(structures)))], rng)
        if place is None:
            return None
        first = bool(rng.random() < self.config.first)
        wants_all = bool(rng.random() < self.config.whole)
        region = self._window(place, first, wants_all, rng)
        theta = region.theta(_shape(case, place.axis), random_affine(rng, rotation=25.0))[None]
        if kind == "shapes":
            return self._painted(place, theta, rng)
        return self._cut(place, theta, first, wants_all, kind == "ensembles", rng)

    def _window(
        self, place: _Place, first: bool, wants_all: bool, rng: np.random.Generator
    ) -> Region2D:
        """Window around a first click, or around the mask, moved and zoomed."""
        spacing = place.case.plane_spacing(place.axis)
        wanted = place.whole if wants_all and not first else place.part
        center, extent = _extent(wanted, spacing)
        if first:
            depth = ndimage.distance_transform_edt(np.pad(place.part, 1))[1:-1, 1:-1]
            spots = np.argwhere(depth >= max(1.0, rng.uniform(0, 0.8) * depth.max()))
            row, col = spots[int(rng.integers(len(spots)))]
            center = (float(row) * spacing[0], float(col) * spacing[1])
            factor = math.exp(rng.uniform(math.log(0.8), math.log(9.0)))
        else:
            factor = FACTOR * math.exp(rng.uniform(-0.4, 0.5))
            y, x = (c + rng.uniform(-0.12, 0.12) * extent * factor for c in center)
            center = (y, x)
        side = max(extent * factor, SMALLEST_VOXELS * min(spacing) * rng.uniform(0.8, 1.2))
        widest = max(n * s for n, s in zip(place.part.shape, spacing, strict=True))
        return Region2D(center, min(side, 1.1 * widest), spacing, self.config.size)

    def _cut(
        self,
        place: _Place,
        theta: Tensor,
        first: bool,
        wants_all: bool,
        made_up: bool,
        rng: np.random.Generator,
    ) -> Sample | None:
        case, size = place.case, self.config.size
        fields = torch.from_numpy(np.stack([place.part, place.whole])).float()[None]
        if made_up:
            labels = case.fields["labels"].take(place.index, place.axis).astype(np.float32)
            drawn = cut_labels(torch.from_numpy(labels)[None, None], theta, size, rng)
            image = painted_labels(with_surroundings(drawn, rng), rng)
            whole = part = (drawn == place.structure.value)[0, 0].numpy()
            if first:
                return self._finish(image, whole, part, first, True, rng)
        else:
            image = sample(case.image(place.axis, place.index)[None], theta, size)
            fields = sample(fields, theta, size, "zeros")
            if rng.random() < BENT:
                bent = elastic(torch.cat([image, fields], 1), rng)
                image, fields = bent[:, :1], bent[:, 1:]
            part, whole = fields[0].numpy() > 0.5
        return self._finish(image, whole, part, first and not made_up, wants_all, rng)

    def _painted(self, place: _Place, theta: Tensor, rng: np.random.Generator) -> Sample | None:
        """Paint a random shape into the window."""
        size = self.config.size
        image = sample(place.case.image(place.axis, place.index)[None], theta, size)
        if float(image.std()) < 1e-3:
            return None
        make = random_thin_shape if rng.random() < self.config.thin else random_shape
        mask = make(torch.tensor([rng.uniform(-0.7, 0.7)]), size, rng)
        image = paint_shape(normalise(image, intensity_window(image)), mask, rng)
        part = mask[0, 0].numpy() > 0.5
        return self._finish(image, part, part, False, True, rng)

    def _finish(
        self,
        image: Tensor,
        whole: Mask,
        part: Mask,
        at_center: bool,
        wants_all: bool,
        rng: np.random.Generator,
    ) -> Sample | None:
        middle = self.config.size // 2
        if at_center and not part[middle, middle]:
            at_center = False
        parts = parts_of(whole if wants_all else part)
        if int((parts > 0).sum()) < SMALLEST_PART or float(image.std()) < 1e-6:
            return None
        image = random_intensity(normalise(image, intensity_window(image)), rng)
        image = normalise(image, intensity_window(image))
        return Sample(image[0], parts, at_center)


def parts_of(mask: Mask) -> NDArray[np.int32]:
    """Return a number for each part of a mask; parts that all but touch are one."""
    padded = np.pad(mask, 2)
    closed = ndimage.binary_closing(padded, np.ones((3, 3), bool)) | padded
    parts, _ = ndimage.label(closed, np.ones((3, 3), bool))
    numbered: NDArray[np.int32] = np.where(padded, parts, 0)[2:-2, 2:-2].astype(np.int32)
    return numbered


def _place(case: Case, structure: CaseStructure, rng: np.random.Generator) -> _Place | None:
    """Draw a slice of a structure and a part of it, larger ones more often."""
    axis = int(rng.choice(case.axes()))
    index = int(rng.integers(structure.start[axis], structure.stop[axis]))
    whole = case.mask(structure, axis, index)
    if int(whole.sum()) < SMALLEST_PART or whole.all():
        return None
    parts = parts_of(whole)
    sizes = np.bincount(parts.reshape(-1)).astype(float)
    sizes[0] = 0
    sizes[sizes < SMALLEST_PART] = 0
    if not sizes.any():
        return None
    share = np.sqrt(sizes)
    part = parts == rng.choice(len(sizes), p=share / share.sum())
    return _Place(case, structure, axis, index, part, whole)


def _extent(mask: Mask, spacing: tuple[float, float]) -> tuple[tuple[float, float], float]:
    """Centre and longer side of the box of a mask, millimetres."""
    center, extent = [], 0.0
    for axis, step in enumerate(spacing):
        hit = np.flatnonzero(mask.any(axis=1 - axis))
        center.append((hit[0] + hit[-1]) / 2 * step)
        extent = max(extent, (hit[-1] - hit[0] + 1) * step)
    return (center[0], center[1]), extent


def _shape(case: Case, axis: int) -> tuple[int, int]:
    rows, cols = (n for a, n in enumerate(case.voxels.shape) if a != axis)
    return rows, cols


Family = list[tuple["Case", list["CaseStructure"]]]


def _families(cases: Sequence[Case], source: str) -> list[Family]:
    """Cases that share label names, so that no data set dominates."""
    families: dict[str, Family] = defaultdict(list)
    for case in cases:
        found = [s for s in case.structures if s.source == source]
        if found:
            names = sorted({s.name for s in found}) if source == "labels" else [case.name]
            families["/".join(names)].append((case, found))
    return list(families.values())


def _weight(family: Family) -> float:
    """How often a family is drawn: less than in proportion to its cases and structures."""
    structures = np.mean([min(len(found), MOST_STRUCTURES) for _, found in family])
    return math.sqrt(len(family) * float(structures))
