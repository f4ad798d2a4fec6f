"""Episodes: a few support slices of a structure and query slices of the same structure.

Five kinds are mixed: labels within one volume, supervoxels within one volume (self-supervised),
labels across patients, shapes painted into a real volume, and labels whose image is made up.
Phantoms enter as ordinary cases.
Every episode is sampled through `annotator.inference.region`, as in the application.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import Tensor

from annotator.core.errors import UserError
from annotator.inference.region import (
    Region2D,
    intensity_window,
    location_prior,
    normalise,
    region_around,
    shot_weights,
    signed_distance_px,
)
from annotator.training.augment import random_affine, random_intensity, redrawn
from annotator.training.catnet.drawing import as_painted, flawed
from annotator.training.catnet.shapes import paint_shape, random_shape, random_thin_shape
from annotator.training.catnet.windows import (
    WINDOW_FACTOR,
    cut_made_up,
    cut_windows,
    place_windows,
    plane_shape,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from annotator.training.cases import Case, CaseStructure
    from annotator.training.catnet.options import EpisodeConfig


class Episodes(NamedTuple):
    """A batch: G structures with K shots and Q queries each; B = G·Q.

    Attributes
    ----------
    support, query
        (G, K, 1, S, S) and (B, 1, S, S) normalised windows.
    support_mask, query_mask
        (G, K, S, S) and (B, 1, S, S) in 0..1.
    weights
        (B, K) shot weights.
    location
        (B, 2, S, S), zeros where the prior was dropped.
    """

    support: Tensor
    query: Tensor
    support_mask: Tensor
    query_mask: Tensor
    weights: Tensor
    location: Tensor


@dataclass(frozen=True, slots=True)
class _Cut:
    """Which slices make an episode: support and query positions along one axis.

    `walks` if the support is to be drawn inexactly.
    """

    axis: int
    supports: list[int]
    queries: list[int]
    walks: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Episode:
    """One structure: windows (K + Q, 1, S, S), masks alike, shots first."""

    images: Tensor
    masks: Tensor
    shots: int
    weights: Tensor
    location: Tensor


class EpisodeSampler:
    """Draws batches from cases; the batch of a step depends on seed and step alone.

    Parameters
    ----------
    cases
        Those without a structure are left out.
    config
        How episodes are drawn; kinds that the cases do not allow are left out.
    seed
        Seed of all batches.

    Raises
    ------
    UserError
        If the cases allow none of the kinds.
    """

    def __init__(self, cases: Sequence[Case], config: EpisodeConfig, seed: int = 0) -> None:
        self.cases = [case for case in cases if case.structures]
        self._pictured = [case for case in self.cases if case.has_image]
        self.config = config
        self.seed = seed
        self._labelled = _grouped(self._pictured, "labels")
        self._pieces = _grouped(self._pictured, "supervoxels")
        self._drawn = _grouped([case for case in self.cases if case.is_stack], "labels")
        self._shared = self._shared_names()
        self._kinds = self._available_kinds()

    def batch(self, step: int, structures: int = 4, part: int = 0) -> Episodes:
        """Draw the batch of a training step: `structures` episodes of one number of shots.

        Processes that train together draw one `part` each; all have the same number of shots.
        """
        rng = np.random.default_rng([self.seed, step])
        shots = 1 if rng.random() < 0.4 else 2
        if part:
            rng = np.random.default_rng([self.seed, step, part])
        return _stack([self._episode(rng, shots) for _ in range(structures)])

    def _available_kinds(self) -> list[tuple[str, float]]:
        config = self.config
        possible = [
            ("labels", config.labels if self._labelled else 0.0),
            ("supervoxels", config.supervoxels if self._pieces else 0.0),
            ("cross_patient", config.cross_patient if self._shared else 0.0),
            ("shapes", config.shapes if self._pictured else 0.0),
            ("ensembles", config.ensembles if self._drawn else 0.0),
        ]
        kinds = [(kind, weight) for kind, weight in possible if weight > 0]
        if not kinds:
            raise UserError("There is nothing to learn from: no case has a labelled structure.")
        return kinds

    def _shared_names(self) -> list[list[tuple[Case, CaseStructure]]]:
        """Structures that several patients have in one modality, one list per name and modality."""
        shared: dict[tuple[str, str], list[tuple[Case, CaseStructure]]] = defaultdict(list)
        for case in self._pictured:
            names = {s.name: s for s in case.structures if s.source == "labels" and s.name}
            for name, structure in names.items():
                shared[name, case.modality].append((case, structure))
        return [found for _, found in sorted(shared.items()) if len(found) > 1]

    def _episode(self, rng: np.random.Generator, shots: int) -> _Episode:
        names, weights = zip(*self._kinds, strict=True)
        p = np.array(weights) / sum(weights)
        for _ in range(50):
            kind = names[int(rng.choice(len(names), p=p))]
            made = self._try(kind, rng, shots)
            if made is not None:
                return made
        raise UserError(
            "No episode could be drawn: structures must span three slices and a few pixels."
        )

    def _try(self, kind: str, rng: np.random.Generator, shots: int) -> _Episode | None:
        if kind == "cross_patient":
            return self._cross_patient(rng, shots)
        families = self._pieces if kind == "supervoxels" else self._labelled
        families = families or self._pieces or self._labelled
        if kind == "ensembles":
            families = self._drawn
        share = np.sqrt([len(family) for family in families])
        family = families[int(rng.choice(len(families), p=share / share.sum()))]
        case, structure = family[int(rng.integers(len(family)))]
        if kind == "shapes":
            return self._painted_shape(case, structure, rng, shots)
        cut = self._cut(case, structure, rng, shots)
        if cut is None:
            return None
        return self._sample(case, structure, cut, rng, made_up=kind == "ensembles")

    def _cut(
        self, case: Case, structure: CaseStructure, rng: np.random.Generator, shots: int
    ) -> _Cut | None:
        """Choose an axis, support slices inside the structure, and queries in and around it."""
        axis = int(rng.choice(case.axes()))
        first, last = structure.start[axis], structure.stop[axis] - 1
        if last - first < 2:
            return None
        step = case.spacing[axis]
        if shots == 2 and rng.random() < self.config.tips:
            supports = [first, last]
        elif shots == 2:
            gap = int(np.clip(rng.uniform(2, self.config.reach_mm / step), 2, last - first))
            low = int(rng.integers(first, last - gap + 1))
            supports = [low, low + gap]
        else:
            supports = [int(rng.integers(first, last + 1))]
            if rng.random() < self.config.walk:
                near = rng.choice([-2, -1, -1, 1, 1, 2], self.config.queries) + supports[0]
                queries = [int(i) for i in np.clip(near, 0, case.voxels.shape[axis] - 1)]
                return _Cut(axis, supports, queries, walks=True)
        return _Cut(axis, supports, self._queries(case, axis, supports, (first, last), rng))

    def _queries(
        self,
        case: Case,
        axis: int,
        supports: list[int],
        ends: tuple[int, int],
        rng: np.random.Generator,
    ) -> list[int]:
        """Choose query slices between and around the supports of a structure with these ends."""
        length, step = case.voxels.shape[axis], case.spacing[axis]
        beyond = max(1.0, self.config.beyond_mm / step)
        low, high = supports[0], supports[-1]
        chosen = []
        for _ in range(self.config.queries):
            if len(supports) == 2 and rng.random() < 0.75:
                index = int(rng.integers(low + 1, high))
            elif len(supports) == 1 and rng.random() < self.config.far:
                index = int(rng.integers(ends[0] - 1, ends[1] + 2))
            else:
                away = rng.integers(1, max(2, int(beyond) + 1))
                index = int(low - away if rng.random() < 0.5 else high + away)
            chosen.append(int(np.clip(index, 0, length - 1)))
        return chosen

    def _sample(
        self,
        case: Case,
        structure: CaseStructure,
        cut: _Cut,
        rng: np.random.Generator,
        *,
        made_up: bool = False,
    ) -> _Episode | None:
        """Cut windows; the image is made up from the labels if `made_up`."""
        painted = {i: case.mask(structure, cut.axis, i) for i in cut.supports}
        if not all(mask.sum() >= 4 for mask in painted.values()):
            return None
        common = random_affine(rng)
        order = cut.supports + cut.queries
        regions = place_windows(case, cut.axis, painted, order, self.config.size, rng)
        if made_up:
            images, windows = cut_made_up(
                case, cut.axis, order, structure.value, regions, common, rng
            )
        else:
            masks = [case.mask(structure, cut.axis, i) for i in order]
            images, windows = cut_windows(case, cut.axis, order, masks, regions, common, rng)
        if cut.walks and float(windows[0].sum()) >= 8:
            windows[:1] = redrawn(windows[:1], rng)
        distances = _distances(cut, case.spacing[cut.axis]) if case.is_stack else None
        return self._finish(images, windows, len(cut.supports), distances, rng)

    def _cross_patient(self, rng: np.random.Generator, shots: int) -> _Episode | None:
        found = self._shared[int(rng.integers(len(self._shared)))]
        one, two = rng.choice(len(found), 2, replace=False)
        case_s, structure_s = found[int(one)]
        case_q, structure_q = found[int(two)]
        cut = self._cut(case_s, structure_s, rng, shots)
        if cut is None or cut.axis not in case_q.axes():
            return None
        first, last = structure_q.start[cut.axis], structure_q.stop[cut.axis] - 1
        queries = [int(i) for i in rng.integers(first, last + 1, self.config.queries)]
        common = random_affine(rng, flips=False)
        images, windows = [], []
        for case, structure, order in (
            (case_s, structure_s, cut.supports),
            (case_q, structure_q, queries),
        ):
            masks = [case.mask(structure, cut.axis, i) for i in order]
            if not any(mask.sum() >= 4 for mask in masks):
                return None
            region = self._window(masks, case.plane_spacing(cut.axis), rng)
            regions = [region] * len(order)
            part, mask = cut_windows(case, cut.axis, order, masks, regions, common, rng)
            images.append(normalise(part, intensity_window(part)))
            windows.append(mask)
        return self._finish(torch.cat(images), torch.cat(windows), shots, None, rng)

    def _painted_shape(
        self, case: Case, structure: CaseStructure, rng: np.random.Generator, shots: int
    ) -> _Episode | None:
        """Paint a smooth random shape, changing along the axis, into slices of a volume."""
        axis = int(rng.choice(case.axes()))
        length, step = case.voxels.shape[axis], case.spacing[axis]
        if length < 4:
            return None
        reach = int(np.clip(rng.uniform(20, 100) / step, 3, length - 1))
        low = int(rng.integers(0, length - reach))
        supports = [low, low + reach] if shots == 2 else [low + reach // 2]
        ends = (low, low + reach)
        cut = _Cut(axis, supports, self._queries(case, axis, supports, ends, rng))
        spacing = case.plane_spacing(axis)
        middle = [(a + b) / 2 for a, b in zip(structure.start, structure.stop, strict=True)]
        center = [m for a, m in enumerate(middle) if a != axis]
        region = Region2D(
            (center[0] * spacing[0], center[1] * spacing[1]),
            float(rng.uniform(40, 180)),
            spacing,
            self.config.size,
        )
        order = cut.supports + cut.queries
        empty = [np.zeros(plane_shape(case, axis), bool)] * len(order)
        regions = [region] * len(order)
        images, _ = cut_windows(case, axis, order, empty, regions, random_affine(rng), rng)
        if float(images.std()) < 1e-3:
            return None
        position = torch.tensor([(i - low) / reach * 2 - 1 for i in order])
        make = random_thin_shape if rng.random() < self.config.thin else random_shape
        masks = make(position, self.config.size, rng)
        images = paint_shape(normalise(images, intensity_window(images)), masks, rng)
        if not all(float(m.sum()) >= 30 for m in masks[: len(supports)]):
            return None
        return self._finish(images, masks, len(supports), _distances(cut, step), rng)

    def _window(
        self,
        masks: list[NDArray[np.bool_]],
        spacing: tuple[float, float],
        rng: np.random.Generator,
    ) -> Region2D:
        """Window around masks, moved and zoomed a little."""
        return _jittered(region_around(masks, spacing, self.config.size, factor=WINDOW_FACTOR), rng)

    def _finish(
        self,
        images: Tensor,
        masks: Tensor,
        shots: int,
        distances: Tensor | None,
        rng: np.random.Generator,
    ) -> _Episode | None:
        """Normalise, change intensities, build shot weights and the location prior."""
        if not all(float(mask.sum()) >= 8 for mask in masks[:shots]):
            return None
        truth, masks = masks, masks.clone()
        if rng.random() < self.config.inexact:
            masks[:shots] = as_painted(masks[:shots], rng)
        images = random_intensity(normalise(images, intensity_window(images[:shots])), rng)
        queries, size = len(images) - shots, images.shape[-1]
        location = torch.zeros(queries, 2, size, size)
        weights = torch.full((queries, shots), 1.0 / shots)
        if distances is not None:
            weights = shot_weights(distances)
            if rng.random() < self.config.keep_location:
                if rng.random() < self.config.flawed:
                    shape = flawed(truth[shots:], rng)[:, None]
                    location = location_prior(shape, torch.ones(queries, 1), distances)
                else:
                    shape = signed_distance_px(masks[:shots, 0]).expand(queries, -1, -1, -1)
                    location = location_prior(shape, weights, distances)
        return _Episode(images, masks, shots, weights, location)


def _stack(episodes: list[_Episode]) -> Episodes:
    k = episodes[0].shots
    return Episodes(
        torch.stack([e.images[:k] for e in episodes]),
        torch.cat([e.images[k:] for e in episodes]),
        torch.stack([e.masks[:k, 0] for e in episodes]),
        torch.cat([e.masks[k:] for e in episodes]),
        torch.cat([e.weights for e in episodes]),
        torch.cat([e.location for e in episodes]),
    )


def _distances(cut: _Cut, step: float) -> Tensor:
    """Distance in millimetres of each query from each support, (Q, K)."""
    s, q = torch.tensor(cut.supports), torch.tensor(cut.queries)
    return (q[:, None] - s[None]).abs().float() * step


def _jittered(region: Region2D, rng: np.random.Generator) -> Region2D:
    side = region.side_mm * math.exp(rng.uniform(-0.3, 0.35))
    y, x = (c + rng.uniform(-0.12, 0.12) * region.side_mm for c in region.center_mm)
    return Region2D((y, x), side, region.spacing_mm, region.size)


def _grouped(cases: Sequence[Case], source: str) -> list[list[tuple[Case, CaseStructure]]]:
    """Structures by family (cases that share label names), so that no data set dominates."""
    families: dict[str, list[tuple[Case, CaseStructure]]] = defaultdict(list)
    for case in cases:
        found = [(case, s) for s in case.structures if s.source == source]
        if found:
            names = sorted({s.name for _, s in found}) if source == "labels" else [case.name]
            families["/".join(names)].extend(found)
    return list(families.values())
