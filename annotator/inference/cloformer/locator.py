"""Roughly where the structures of finished patients lie in a new one, whatever its scan covers.

A small network (`annotator.nets.cloformer.locator_net`) learns it from the finished patients on the
slice classifier's embeddings, in seconds. It draws nothing: its chances, 24 places along a side,
say how a patient is to be laid onto another, and which slices hold a structure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
import torch.nn.functional as F

from annotator.inference.cloformer.slice_scorer import SliceFeatures
from annotator.nets.cloformer.locator_net import LocatorNet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from annotator.core.cancel import CancelToken
    from annotator.core.volume import Volume
    from annotator.inference.cloformer.slice_frames import SliceFrames
    from annotator.inference.cloformer.slice_scorer import SliceEncoder

STEPS, LEARNING_RATE = 200, 8e-3
"""Of learning; about 15 s on one core for five structures."""

SLICES = 20
"""Slices of a patient that are learned from at a time, so that scans may begin anywhere."""

MOVED = 2
"""Places by which a patient is moved in the frame while learning, at most."""

SCALED, NOISE = 0.1, 0.15
"""Deviation of the factors and of the noise that features are changed by while learning."""

STARTS, REACH, ROUNDS = 21, 0.3, 80
"""Starts from which two patients are brought together, how far they lie apart along the axis at
most, as a share of its length to both sides, and rounds of doing so."""

STIFF = 0.3
"""Weight of the squared logarithm of a change in size beyond that of the bodies."""


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """What the slice classifier makes of a volume, on a coarse grid over the body.

    Attributes
    ----------
    features
        (C, N, H, W): embeddings with mean 0 and deviation 1 over the volume, row and column in the
        frame from -1 to 1, grey value.
    frames
        How slices were cut, and along which axis.
    """

    features: Tensor
    frames: SliceFrames

    @property
    def _step_mm(self) -> float:
        return self.frames.stack.step_mm

    def masks(self, labels: NDArray[np.uint8], values: Sequence[int]) -> Tensor:
        """Shares (K, N, H, W) of each place that structures of the volume take up."""
        planes = np.moveaxis(labels, self.frames.stack.axis, 0)
        count, side = planes.shape[0], self.features.shape[-1]
        cut = [self.frames.masks([planes[i] == v for i in range(count)]) for v in values]
        return F.adaptive_avg_pool2d(torch.stack(cut), (side, side))

    def points_mm(self) -> Tensor:
        """(N, H, W, 3): slice, row and column of the places in millimetres."""
        _, count, side, _ = self.features.shape
        region = self.frames.region
        offsets = ((torch.arange(side) + 0.5) / side - 0.5) * region.side_mm
        y, x = region.center_mm
        lines = (torch.arange(count) * self._step_mm, y + offsets, x + offsets)
        return torch.stack(torch.meshgrid(*lines, indexing="ij"), -1)

    def sample(self, maps: Tensor, points_mm: Tensor) -> Tensor:
        """Values (K, …) of maps (K, N, H, W) of this volume at points (…, 3); 0 outside."""
        region, count = self.frames.region, maps.shape[1]
        (y, x), half = region.center_mm, region.side_mm / 2
        along, rows, columns = points_mm.unbind(-1)
        grid = torch.stack(
            [
                (columns - x) / half,
                (rows - y) / half,
                (2 * along / self._step_mm + 1) / count - 1,
            ],
            -1,
        )
        return F.grid_sample(maps[None], grid[None], align_corners=False)[0]


def look_at(encoder: SliceEncoder, volume: Volume, axis: int, token: CancelToken) -> Places:
    """Let the slice classifier look at a volume; raises `Cancelled` if the token was."""
    *_, found = encoder.encode(volume, axis, token)
    assert isinstance(found, SliceFeatures)
    maps = found.maps.float()
    maps = maps - maps.mean((0, 2, 3), keepdim=True)
    maps = maps / (maps.std((0, 2, 3), keepdim=True) + 1e-3)
    count, _, side, _ = maps.shape
    line = torch.linspace(-1, 1, side)
    place = torch.stack(torch.meshgrid(line, line, indexing="ij")).expand(count, -1, -1, -1)
    grey = F.adaptive_avg_pool2d(found.frames.single(range(count)), (side, side))
    return Places(torch.cat([maps, place, grey], 1).movedim(1, 0).contiguous(), found.frames)


class Locator:
    """Says where structures lie; made by `learn_to_locate`.

    Parameters
    ----------
    values
        Label values.
    net
        With one output for each.
    """

    def __init__(self, values: Sequence[int], net: LocatorNet) -> None:
        self.values = tuple(values)
        self._net = net.eval()

    @torch.no_grad()
    def chances(self, places: Places) -> Tensor:
        """Chance (K, N, H, W) of each structure at each place of a volume."""
        chances: Tensor = self._net(places.features[None])[0].sigmoid()
        return chances


def learn_to_locate(
    patients: Sequence[tuple[Places, NDArray[np.uint8]]],
    values: Sequence[int],
    token: CancelToken,
    seed: int = 0,
) -> Locator:
    """Learn from finished patients where structures lie.

    Parameters
    ----------
    patients
        What the slice classifier makes of them, and their masks.
    values
        Label values, at least one.
    token
        Stops between two steps.
    seed
        Of weights and order.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """
    rng = np.random.default_rng(seed)
    known = [(places.features, places.masks(labels, values)) for places, labels in patients]
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        net = LocatorNet(known[0][0].shape[0], len(values)).train()
        optimizer = torch.optim.AdamW(net.parameters(), LEARNING_RATE, weight_decay=1e-2)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, LEARNING_RATE, STEPS)
        for _ in range(STEPS):
            token.raise_if_cancelled()
            features, truth = _changed(*known[int(rng.integers(len(known)))], rng)
            optimizer.zero_grad()
            _loss(net(features[None])[0], truth).backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
    return Locator(values, net)


def _changed(features: Tensor, truth: Tensor, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Take some slices of a patient, moved a little in the frame, features changed a little."""
    count, embedded = features.shape[1], features.shape[0] - 3
    length = min(count, SLICES)
    start = int(rng.integers(count - length + 1))
    moved = tuple(int(n) for n in rng.integers(-MOVED, MOVED + 1, 2))
    part, truth = features[:, start : start + length], truth[:, start : start + length]
    place = part[embedded : embedded + 2]
    part, truth = (torch.roll(maps, moved, (-2, -1)) for maps in (part, truth))
    maps = part[:embedded]
    maps = maps * (1 + SCALED * torch.randn(embedded, 1, 1, 1))
    maps = maps + NOISE * torch.randn(embedded, 1, 1, 1)
    return torch.cat([maps, place, part[embedded + 2 :]]), truth


def _loss(logits: Tensor, truth: Tensor) -> Tensor:
    """Cross entropy and soft Dice, so that small structures count as much as large ones."""
    chance = logits.sigmoid()
    overlap = 2 * (chance * truth).sum((1, 2, 3)) + 1
    total = (chance**2 + truth**2).sum((1, 2, 3)) + 1
    return F.binary_cross_entropy_with_logits(logits, truth) + 0.5 * (1 - overlap / total).mean()


def bring_together(
    here: Places, chances: Tensor, there: Places, masks: Tensor
) -> NDArray[np.float64]:
    """Affine that lays the structures of a finished patient where a new one's are likely.

    Parameters
    ----------
    here, chances
        The new patient, and the chances of its structures (K, N, H, W).
    there, masks
        The finished patient, and its structures (`Places.masks`), not all empty.

    Returns
    -------
    NDArray
        (4, 4) from millimetres ``(z, y, x)`` of the new patient to those of the finished one.
    """
    points = here.points_mm()
    middle = (chances.sum(0)[..., None] * points).sum((0, 1, 2)) / chances.sum().clamp(min=1e-6)
    goal = (masks.sum(0)[..., None] * there.points_mm()).sum((0, 1, 2)) / masks.sum()
    bodies = float(np.log(there.frames.region.side_mm / here.frames.region.side_mm))
    usual = torch.tensor([0.0, bodies, bodies])

    def linear(sizes: Tensor, lean: Tensor) -> Tensor:
        first = torch.cat([sizes[:1].exp(), lean])
        return torch.stack([first, *torch.diag(sizes.exp())[1:]])

    def unlikeness(shift: Tensor, sizes: Tensor, lean: Tensor) -> Tensor:
        placed = (points - middle) @ linear(sizes, lean).T + goal + shift
        carried = there.sample(masks, placed)
        overlap = 2 * (chances * carried).sum((1, 2, 3)) + 1
        total = (chances**2 + carried**2).sum((1, 2, 3)) + 1
        return -(overlap / total).mean() + STIFF * ((sizes - usual) ** 2).sum()

    reach = REACH * here.frames.stack.step_mm * chances.shape[1]
    lean = torch.zeros(2)
    with torch.no_grad():
        starts = [
            torch.tensor([float(along), 0.0, 0.0]) for along in np.linspace(-reach, reach, STARTS)
        ]
        shift = min(starts, key=lambda start: float(unlikeness(start, usual, lean)))
    shift, sizes, lean = (t.clone().requires_grad_() for t in (shift, usual, lean))
    optimizer = torch.optim.Adam(
        [
            {"params": [shift], "lr": 2.0},
            {"params": [sizes], "lr": 0.02},
            {"params": [lean], "lr": 0.01},
        ]
    )
    for _ in range(ROUNDS):
        optimizer.zero_grad()
        unlikeness(shift, sizes, lean).backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    with torch.no_grad():
        matrix = linear(sizes, lean)
        offset = goal + shift - matrix @ middle
    return _in_volume_order(matrix.double().numpy(), offset.double().numpy(), here)


def _in_volume_order(
    matrix: NDArray[np.float64], offset: NDArray[np.float64], places: Places
) -> NDArray[np.float64]:
    """Homogeneous affine in ``(z, y, x)`` of one in slice, row, column."""
    axis = places.frames.stack.axis
    order = [axis, *(a for a in range(3) if a != axis)]
    found = np.eye(4)
    found[np.ix_(order, order)] = matrix
    found[order, 3] = offset
    return found
