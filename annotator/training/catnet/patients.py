"""Learning from finished patients to fill the next one.

Episodes are what a prefill asks (`annotator.inference.catnet.patients`): a slice of one patient,
supported by slices of others that are laid onto it, and where their masks say the structure lies.
Windows are cut once, a little too wide, and moved, turned and zoomed in every episode.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import Tensor

from annotator.core.errors import UserError
from annotator.inference.catnet.patients import AWAY_MM, Expected, Helper
from annotator.inference.region import DISTANCE_SCALE_MM, intensity_window, normalise, sample
from annotator.training.augment import compose, random_affine, random_intensity
from annotator.training.catnet.episodes import Episodes
from annotator.training.catnet.trainer import run_episodes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from annotator.core.finished import FinishedCase
    from annotator.inference.catnet.laying import Laying
    from annotator.nets.catnet.network import CATNet

WIDER = 1.25
"""Side of the windows that are kept over that of the network's."""

MOST_HELPERS = 4
"""Patients that are laid onto each other one."""

SHOTS = 2

PRIOR_DROPPED = 0.1


class _Slices(NamedTuple):
    """Slices of one structure of one patient: (N, 1, W, W) each, images normalised."""

    images: Tensor
    masks: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """One structure of one patient with the patients that help to find it.

    Attributes
    ----------
    name
        "PATIENT/VALUE".
    query
        Its own slices, some beyond its ends among them.
    chance
        (N, 1, W, W), where the others expect it.
    helpers
        Slices of the others.
    shots
        For each of the N slices, which slice of each helper lies there.
    """

    name: str
    query: _Slices
    chance: Tensor
    helpers: list[_Slices]
    shots: list[list[int]]


def build_studies(
    asked: Sequence[FinishedCase],
    finished: Sequence[FinishedCase],
    laying: Laying,
    axis: int,
    size: int,
    factor: float,
    report: Callable[[str], None],
) -> list[Study]:
    """Lay finished patients onto those asked about and cut windows of all their structures.

    Parameters
    ----------
    asked
        Patients whose slices are queries.
    finished
        Patients who help; nobody helps oneself.
    laying
        Lays them onto each other.
    axis
        Slice axis.
    size, factor
        Input of the network in pixels; side of the window over that of the structure.
    report
        Receives lines of progress.
    """
    wide = round(size * WIDER)
    kept: dict[tuple[str, int], tuple[Helper, _Slices]] = {}
    studies = []
    for number, case in enumerate(asked):
        report(f"Laying patients onto {case.name}, {number + 1} of {len(asked)}")
        others = [c for c in finished if c.volume.content_id != case.volume.content_id]
        others = _rotated(others, number)[:MOST_HELPERS]
        laid = [laying.lay(other, case.volume) for other in others]
        for value in sorted({int(v) for v in np.unique(case.labels)} - {0}):
            having = [item for item in laid if bool((item.case.labels == value).any())]
            if not having:
                continue
            try:
                expected = Expected(case.volume, having, value, axis, wide, factor * WIDER)
            except ValueError:
                continue
            for helper in expected.helpers:
                key = (helper.case.name, value)
                if key not in kept:
                    images = helper.view.images(helper.indices)
                    kept[key] = (helper, _Slices(images, helper.windows(helper.indices)[:, None]))
            studies.append(_study(case, value, axis, expected, kept))
    return studies


def _study(
    case: FinishedCase,
    value: int,
    axis: int,
    expected: Expected,
    kept: dict[tuple[str, int], tuple[Helper, _Slices]],
) -> Study:
    planes = np.moveaxis(case.labels, axis, 0)[expected.queries] == value
    masks = expected.view.sample(
        torch.from_numpy(np.ascontiguousarray(planes)).float(), expected.queries, "zeros"
    )
    query = _Slices(expected.view.images(expected.queries), masks[:, None])
    helpers = [kept[helper.case.name, value] for helper in expected.helpers]
    every = range(len(helpers))
    shots = [
        [
            helpers[h][0].indices.index(s)
            for h, s in zip(every, expected.shots(q, every), strict=True)
        ]
        for q in expected.queries
    ]
    chance = expected.location(expected.queries)[:, :1]
    name = f"{case.name}/{value}"
    return Study(name, query, chance, [slices for _, slices in helpers], shots)


class PatientSampler:
    """Draws batches of episodes across patients; each depends on seed and step alone.

    Parameters
    ----------
    studies
        At least one.
    size
        Side of the network's input in pixels.
    seed
        Seed of all batches.
    changed
        Move, turn and zoom windows and change intensities; False to validate.

    Raises
    ------
    UserError
        If there is no study.
    """

    def __init__(
        self, studies: Sequence[Study], size: int, seed: int = 0, *, changed: bool = True
    ) -> None:
        if not studies:
            raise UserError(
                "There is nothing to learn from: finish two patients that share a label first."
            )
        self.studies = list(studies)
        self._size = size
        self._seed = seed
        self._changed = changed

    def batch(self, step: int, structures: int = 8, part: int = 0) -> Episodes:
        """Draw the batch of a training step: one query with two shots per structure."""
        rng = np.random.default_rng([self._seed, step, part])
        drawn = []
        for _ in range(structures):
            study = self.studies[int(rng.integers(len(self.studies)))]
            drawn.append(self._episode(study, int(rng.integers(len(study.shots))), rng))
        return _stacked(drawn)

    def every(self, study: Study, most: int) -> Episodes:
        """At most so many of a study's slices, evenly spread."""
        rng = np.random.default_rng(self._seed)
        places = np.unique(np.linspace(0, len(study.shots) - 1, most).round().astype(int))
        return _stacked([self._episode(study, int(place), rng) for place in places])

    def _episode(self, study: Study, place: int, rng: np.random.Generator) -> list[Tensor]:
        count = len(study.helpers)
        if self._changed:
            pair = [int(h) for h in rng.choice(count, SHOTS, replace=count < SHOTS)]
        else:
            pair = [0, min(1, count - 1)]
        common = self._affine(rng, 10.0, 0.12, 0.06)
        image, mask = self._cut(torch.stack([part[place] for part in study.query]), common)
        own = compose(common, self._affine(rng, 4.0, 0.06, 0.05))
        chance = self._cut(study.chance[place][None], own)[0]
        shots, masks = [], []
        for helper in pair:
            slices, shot = study.helpers[helper], study.shots[place][helper]
            theirs = compose(common, self._affine(rng, 4.0, 0.06, 0.04))
            both = self._cut(torch.stack([part[shot] for part in slices]), theirs)
            shots.append(both[0])
            masks.append(both[1])
        support = torch.stack(shots)
        support = normalise(support, intensity_window(support))
        image = normalise(image[None], intensity_window(image))
        images = torch.cat([support, image])
        if self._changed:
            images = random_intensity(images, rng)
        location = torch.cat([chance, torch.full_like(chance, AWAY_MM / DISTANCE_SCALE_MM)])
        if self._changed and rng.random() < PRIOR_DROPPED:
            location = torch.zeros_like(location)
        weights = torch.full((SHOTS,), 1 / SHOTS)
        truth = torch.stack(masks)[:, 0]
        return [images[:SHOTS], images[SHOTS], truth, mask, weights, location]

    def _affine(
        self, rng: np.random.Generator, rotation: float, zoom: float, shift: float
    ) -> NDArray[np.float64]:
        if not self._changed:
            return np.eye(2, 3)
        return random_affine(
            rng, rotation=rotation, zoom=zoom, shear=0.05, shift=shift, flips=False
        )

    def _cut(self, windows: Tensor, motion: NDArray[np.float64]) -> Tensor:
        """Network windows (N, 1, S, S) from the middle of kept ones (N, 1, W, W)."""
        theta = torch.from_numpy(np.array(motion)).float() / WIDER
        return sample(windows.float(), theta, self._size)


def _stacked(drawn: Sequence[list[Tensor]]) -> Episodes:
    return Episodes(*(torch.stack(parts) for parts in zip(*drawn, strict=True)))


def validator(studies: Sequence[Study], size: int, most: int = 10) -> Callable[[CATNet], float]:
    """Measure a network on patients that it does not learn from.

    Dice of each structure over at most so many of its slices, those beyond its ends among them;
    mean over structures.
    """
    sampler = PatientSampler(studies, size, changed=False)
    return partial(patient_dice, batches=[sampler.every(study, most) for study in studies])


@torch.no_grad()
def patient_dice(net: CATNet, batches: Sequence[Episodes]) -> float:
    """Mean over batches of the Dice over all their slices together."""
    device, count = next(net.parameters()).device, net.config.blocks
    scores = []
    for batch in batches:
        there = Episodes(*(tensor.to(device) for tensor in batch))
        found = run_episodes(net, there, count, {count})[-1].logits > 0
        truth = there.query_mask > 0.5
        total = int(found.sum()) + int(truth.sum())
        scores.append(2 * int((found & truth).sum()) / total if total else 1.0)
    return sum(scores) / len(scores)


def _rotated(cases: list[FinishedCase], by: int) -> list[FinishedCase]:
    """Begin the list at another place, so that everybody helps somebody."""
    start = by % max(1, len(cases))
    return cases[start:] + cases[:start]
