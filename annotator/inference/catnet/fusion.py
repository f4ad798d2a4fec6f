"""Network and interpolation combined, each trusted as far as painted slices and image bear it out.

The coefficients were fitted on 2026-11-27, for catnet-small, by
`tests/benchmarks/calibrate_fusion.py`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy import ndimage

from annotator.core.boxes import held_box
from annotator.inference.catnet.adaptation import FEWEST_CHECKED
from annotator.inference.catnet.engine import LARGEST_LOGIT, cut_off
from annotator.inference.catnet.parts import gone_share
from annotator.inference.catnet.structure import dice
from annotator.inference.catnet.walk import walks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from annotator.core.boxes import Box
    from annotator.core.support import SupportSet
    from annotator.inference.catnet.adaptation import Adapted
    from annotator.inference.catnet.engine import Engine
    from annotator.inference.catnet.structure import Structure

LARGEST_CHECK = 4
"""Most supports that are left out in turn."""

WIDER_GAP = 0.1
"""Lead that the network has on left-out supports only because their neighbours lie twice as far."""

FOLLOWED_ODDS = 2.0
"""Lead of the network where the window follows: what moves that far is badly interpolated."""


@dataclass(frozen=True, slots=True)
class FusionCoefficients:
    """How the odds of the network against interpolation come about, on the logit scale.

    What is 0 is not looked at.

    Attributes
    ----------
    base
        Odds where nothing else is known.
    shift
        Per factor e by which the structure moves more from one painted slice to the next.
    alike
        Per unit of Dice of neighbouring painted slices above 0.5, against the network.
    contrast
        Per unit of `outline_steepness` above 0.5, for the network, which needs edges.
    lead
        Per unit of Dice that the network leads by on left-out supports.
    edge, most_edge
        Per factor e by which the image changes more across the network's outline than across the
        interpolated one, up to that factor (its logarithm).
    outside
        Odds beyond the painted slices, of which all the others say nothing.
    """

    base: float
    shift: float = 0.0
    alike: float = 0.0
    contrast: float = 0.0
    lead: float = 0.0
    edge: float = 0.0
    most_edge: float = 0.0
    outside: float = 0.0

    def prior(self, moved: float, alike: float, steepness: float) -> float:
        """Odds by movement and overlap of neighbouring painted slices, and by their outlines."""
        odds = self.base + self.shift * math.log(moved + 0.1) - self.alike * max(0.0, alike - 0.5)
        return odds + self.contrast * (steepness - 0.5)

    @classmethod
    def of(cls, count: int) -> FusionCoefficients:
        """By number of supports."""
        if count == 2:
            return cls(3.5, shift=1.0, edge=3.0, most_edge=0.3, outside=0.5)
        if count < FEWEST_CHECKED:
            return cls(1.5, alike=4.0, contrast=8.0, edge=3.0, most_edge=0.3, outside=-0.25)
        return cls(-0.6, shift=0.6, alike=4.0, lead=6.0, edge=5.0, most_edge=1.0, outside=-0.25)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well both methods predict left-out supports of a structure.

    Attributes
    ----------
    network, interpolation
        Mean Dice over the left-out supports, nan if there are too few.
    odds
        Of the network against interpolation, on the logit scale, before the image is looked at.
    coefficients
        What the image adds.
    """

    network: float
    interpolation: float
    odds: float
    coefficients: FusionCoefficients

    @property
    def weight(self) -> float:
        """Usual share of the network in the fused logits, 0..1."""
        return 1 / (1 + math.exp(-self.odds))


def weigh(
    engine: Engine, structure: Structure, iterations: int, adapted: Adapted | None
) -> Evidence:
    """Weigh network against interpolation for a structure.

    Interpolation is the better, the less the structure moves and changes from one painted slice to
    the next, and the less the image shows of its outline.
    With four supports or more, inner ones are left out and predicted both ways as well; after an
    automatic adaptation only the one that it did not see tells anything.
    """
    count = len(structure.indices)
    nan = math.nan
    coefficients = FusionCoefficients.of(count)
    if count == 1 or walks(structure) or (structure.follows and structure.only_tips()):
        return Evidence(nan, nan, math.inf, coefficients)
    steepness = outline_steepness(structure) if coefficients.contrast else 0.5
    odds = coefficients.prior(movement(structure), structure.overlap(), steepness)
    if structure.follows:
        odds += FOLLOWED_ODDS
    if count < FEWEST_CHECKED:
        return Evidence(nan, nan, odds, coefficients)
    inner = list(range(1, count - 1))
    if adapted is not None and adapted.checked is not None:
        network = [adapted.after]
        inner = [adapted.checked]
    else:
        spread = np.linspace(0, len(inner) - 1, min(len(inner), LARGEST_CHECK)).round()
        inner = [inner[int(i)] for i in spread]
        slices = [structure.supports.slices[i] for i in inner]
        network = [
            dice(engine.predict(structure, s.index, iterations, i) > 0, s.mask)
            for i, s in zip(inner, slices, strict=True)
        ]
    a = float(np.mean(network))
    b = float(np.mean([structure.interpolation_dice(i) for i in inner]))
    return Evidence(a, b, odds + coefficients.lead * (a - b - WIDER_GAP), coefficients)


def movement(structure: Structure) -> float:
    """Mean distance of the centres of neighbouring supports, in radii of the larger one."""
    moves = []
    for one, other in pairwise([support.mask for support in structure.supports.slices]):
        centers = [np.array(ndimage.center_of_mass(mask)) for mask in (one, other)]
        radius = math.sqrt(max(one.sum(), other.sum()) / math.pi)
        moves.append(float(np.linalg.norm(centers[0] - centers[1])) / radius)
    return float(np.mean(moves))


def outline_steepness(structure: Structure) -> float:
    """How steep the image is along the painted outlines, 0..1: near 1 on edges, below 0.3 on none.

    The mean over the supports, weighted by the roots of their areas.
    """
    stack = structure.stack
    images = stack.slices(structure.indices)[:, 0].numpy()
    masks = [support.mask for support in structure.supports.slices]
    found = []
    for index, image, mask in zip(structure.indices, images, masks, strict=True):
        box = structure.view.at(index).box(stack.shape)
        found.append(float(_steepness(image[box])[_outline(mask[box])].mean()))
    return float(np.average(found, weights=[math.sqrt(mask.sum()) for mask in masks]))


def interpolation_logits(structure: Structure, queries: Sequence[int]) -> NDArray[np.float32]:
    """Logits of the interpolated shapes, (Q, rows, cols): soft within a few voxels of the edge.

    The edge is the softer the farther the slice is from its nearest support.
    """
    step = structure.stack.step_mm
    pixel = min(structure.stack.spacing_mm)
    fields = []
    for query in queries:
        distance = min(abs(query - known) for known in structure.indices) * step
        width = pixel + 0.08 * distance
        field = np.clip(structure.interpolated(query) / width, -LARGEST_LOGIT, LARGEST_LOGIT)
        fields.append(field)
    return np.stack(fields).astype(np.float32)


class _Shape(NamedTuple):
    """Logits of an interpolated shape inside a box, around which they are as low as can be."""

    box: Box
    logits: NDArray[np.float32]

    @classmethod
    def of(cls, plane: NDArray[np.float32]) -> _Shape:
        box = held_box(plane > -LARGEST_LOGIT)
        return cls(box, plane[box].copy())


class Fuser:
    """Combines both methods on some slices of a structure, iteration by iteration.

    Parameters
    ----------
    structure, queries
        The slices.
    interpolation
        Logits of the interpolated shapes (`interpolation_logits`).
    evidence
        From `weigh`.

    Attributes
    ----------
    shares
        Share of the network in what was fused last, float32 (Q,).
    """

    def __init__(
        self,
        structure: Structure,
        queries: Sequence[int],
        interpolation: NDArray[np.float32],
        evidence: Evidence,
    ) -> None:
        self._coefficients = evidence.coefficients
        self.shares: NDArray[Any] = np.ones(len(queries), np.float32)
        first, last = structure.indices[0], structure.indices[-1]
        inside = np.array([first < query < last for query in queries])
        self._odds = np.where(inside, evidence.odds, evidence.coefficients.outside)
        self._edge_gain = np.where(inside, evidence.coefficients.edge, 0.0)
        self._shapes = [_Shape.of(plane) for plane in interpolation]
        self._boxes = [structure.view.at(query).box(structure.stack.shape) for query in queries]
        images = structure.stack.slices(queries)[:, 0].numpy()
        self._steepness = [
            _steepness(image[box]) for image, box in zip(images, self._boxes, strict=True)
        ]
        self._edges = [self._edge(number, logits) for number, logits in enumerate(interpolation)]

    def __call__(self, network: NDArray[np.float32]) -> NDArray[np.float32]:
        """Weighted sum of the network's logits and the interpolated ones, (Q, rows, cols).

        The weights are in `shares` afterwards.
        """
        fused = np.clip(network, -LARGEST_LOGIT, LARGEST_LOGIT)
        most_edge = self._coefficients.most_edge
        better = np.clip(self.better_edges(network), -most_edge, most_edge)
        shares = 1 / (1 + np.exp(-self._odds - self._edge_gain * better)).astype(np.float32)
        self.shares = shares
        for plane, share, shape in zip(fused, shares, self._shapes, strict=True):
            plane *= share
            inside = plane[shape.box] + (1 - share) * shape.logits
            plane += (1 - share) * np.float32(-LARGEST_LOGIT)
            plane[shape.box] = inside
        return fused

    def better_edges(self, network: NDArray[np.float32]) -> NDArray[np.float64]:
        """Logarithm of how much more the image changes along the network's outlines, (Q,)."""
        better = np.zeros(len(network))
        for number, (logits, other) in enumerate(zip(network, self._edges, strict=True)):
            own = self._edge(number, logits)
            if own is not None and other is not None:
                better[number] = math.log(own / other)
        return better

    def _edge(self, number: int, logits: NDArray[np.float32]) -> float | None:
        """How steep the image is along an outline, 0..1 and a little; None without an outline."""
        outline = _outline(logits[self._boxes[number]] > 0)
        return float(self._steepness[number][outline].mean()) + 0.02 if outline.any() else None


class Fading:
    """Lets logits fade where a structure has probably ended.

    That is beyond the ends that it more likely than not has, half-way to where it may end at the
    latest, and for a part on the way to where other parts alone are painted: there it ends on
    average half-way, as interpolation has it. The share of interpolation rises from 0 to 1 on these
    ways. Where the network runs on, it has taken a neighbour for the structure.

    Parameters
    ----------
    structure, queries
        The slices.
    """

    def __init__(self, structure: Structure, queries: Sequence[int]) -> None:
        supports = structure.supports
        shares = [max(gone_share(supports, q), _beyond_share(supports, q)) for q in queries]
        self._shares = {place: share for place, share in enumerate(shares) if share > 0}
        fading = [queries[place] for place in self._shares]
        self._shapes: list[NDArray[np.float32]] = []
        if fading:
            self._shapes = [*interpolation_logits(structure, fading)]

    def __call__(self, logits: NDArray[np.float32]) -> NDArray[np.float32]:
        """Logits of the slices, float32 (Q, rows, cols), faded; what is given stays as it is."""
        if not self._shares:
            return logits
        faded = logits.copy()
        for (place, share), shape in zip(self._shares.items(), self._shapes, strict=True):
            faded[place] = (1 - share) * cut_off(logits[place]) + share * shape
        return faded


def _beyond_share(supports: SupportSet, index: int) -> float:
    """How far a slice is on the first half of the way from a likely end to the last one, 0..1."""
    if supports.ends is None:
        return 0.0
    lowest, highest = supports.query_range()
    first, last = supports.ends
    if index > last:
        return min(1.0, 2 * (index - last) / (highest + 1 - last))
    return min(1.0, 2 * (first - index) / (first + 1 - lowest)) if index < first else 0.0


def fused_logits(
    engine: Engine,
    structure: Structure,
    evidence: Evidence | None,
    queries: Sequence[int],
    iterations: int,
) -> tuple[NDArray[np.float32], NDArray[Any]]:
    """Logits (Q, rows, cols) after the last iteration, and the share of the network in each, (Q,).

    None for `evidence` where nothing is fused.
    """
    decoding = engine.decode(structure, queries, iterations)
    for _ in range(iterations):
        next(decoding.steps)
    logits = engine.step(decoding, structure)
    if evidence is None or evidence.weight >= 1:
        return logits, np.ones(len(queries), np.float32)
    fuser = Fuser(structure, queries, interpolation_logits(structure, queries), evidence)
    return fuser(logits), fuser.shares


def _steepness(image: NDArray[np.float32]) -> NDArray[np.float32]:
    """Gradient of an image, 0..1: 0.5 where it is as large as on average, near 1 on any edge."""
    gradient = ndimage.gaussian_gradient_magnitude(image, 1.0)
    steepness: NDArray[np.float32] = gradient / (gradient + gradient.mean() + 1e-6)
    return steepness


def _outline(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Pixels of a mask that have a neighbour outside it."""
    padded = np.pad(mask, 1)
    inside = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    outline: NDArray[np.bool_] = mask & ~inside
    return outline
