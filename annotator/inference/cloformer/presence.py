"""Few-shot presence: where along an axis a structure ends, from slices on which it was painted.

Beyond the outermost painted slice, on either side, every slice is compared with the two nearest
painted ones in the embedding of the slice classifier. What the comparison gives, the distance, and
how the painted area grows or shrinks are the evidence from which `EndNet` tells, slice by slice
outward, how likely the structure ends there; the product of "not yet" is the presence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
import torch.nn.functional as F

from annotator.core.slice_scores import PresenceScores
from annotator.inference.cloformer.slice_tokens import relative_distance, token_grid, tokens
from annotator.nets.cloformer.slice_net import survival

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    from annotator.core.support import SupportSet
    from annotator.nets.cloformer.slice_net import SliceNet

TOP = 4
"""Places of a window whose mean stands for its largest value."""

FIRST_REACH, NEVER = 24, 1e-3
"""Slices looked at first beyond a painted one, doubled until it is this unlikely to go on."""

NEAR_SLICES, NEAR_SHARE = 2, 0.08
"""An end counts as found when it is off by no more slices, or no more of the structure's length."""


@dataclass(frozen=True, slots=True, eq=False)
class Painted:
    """Painted slices of one structure on the frames of the classifier.

    Attributes
    ----------
    indices
        Slice numbers, ascending.
    masks
        (K, S, S), 0..1.
    areas_mm2
        (K,).
    step_mm
        Distance of neighbouring slices.
    """

    indices: list[int]
    masks: Tensor
    areas_mm2: NDArray[np.float64]
    step_mm: float

    def outermost(self, direction: int) -> list[int]:
        """Positions of the last painted slice in a direction (1 or −1) and of the one before."""
        order = range(len(self.indices) - 1, -1, -1) if direction > 0 else range(len(self.indices))
        return list(order)[:2]


class Likeness(NamedTuple):
    """How much query slices look like the structure; each (n,). The order is that of training.

    Attributes
    ----------
    area
        Matched area over that on the outermost painted slice, logarithmic.
    matched_most, matched_inside
        How well the best tokens, and those where the structure was painted, match it.
    alike_inside, alike_outside
        Cosine to the outermost painted slice, token by token, inside the structure and around it.
    margin_inside, margin_most
        How much more tokens resemble the structure than its surroundings: there, and the best ones.
    steady
        Cosine to the slice before, inside the structure.
    """

    area: Tensor
    matched_most: Tensor
    matched_inside: Tensor
    alike_inside: Tensor
    alike_outside: Tensor
    margin_inside: Tensor
    margin_most: Tensor
    steady: Tensor


class Place(NamedTuple):
    """Where query slices lie, seen from the painted ones; each (n,). The order is that of training.

    Attributes
    ----------
    relative, away
        Distance from the outermost painted slice: over the structure's size there, logarithmic; in
        units of 50 mm.
    size
        Root of the area on that slice, over 30 mm, logarithmic.
    step
        Slice distance over that size.
    trend
        Size that goes on as between the two outermost painted slices, over that of the outermost.
    of_largest
        Size over the largest painted one.
    has_second, painted
        Whether more than one slice is painted, and the logarithm of how many are.
    span
        Extent of the painted slices over the size, logarithmic.
    gap
        Distance over that between the two outermost painted slices, logarithmic; 0 with one.
    """

    relative: Tensor
    away: Tensor
    size: Tensor
    step: Tensor
    trend: Tensor
    of_largest: Tensor
    has_second: Tensor
    span: Tensor
    painted: Tensor
    gap: Tensor


EVIDENCE = len(Likeness._fields) + len(Place._fields)
"""Figures per slice that `outward_evidence` gives."""


def outward_evidence(
    net: SliceNet, maps: Tensor, painted: Painted, direction: int, reach: int, skip: int = 0
) -> Tensor:
    """Evidence on the slices beyond the outermost painted one.

    Parameters
    ----------
    net
        Compares embeddings.
    maps
        Embeddings of all slices, (N, dim, h, w).
    painted
        What is known of the structure.
    direction
        1 towards higher slice numbers, −1 towards lower ones.
    reach
        Most slices to look at.
    skip
        How many of them, nearest first, to leave out.

    Returns
    -------
    Tensor
        (EVIDENCE, n), the slice nearest to the painted one first; n may be 0.
    """
    pair = painted.outermost(direction)
    edge = painted.indices[pair[0]]
    stop = min(len(maps) - 1, edge + reach) if direction > 0 else max(0, edge - reach)
    start = edge + direction * skip
    if (stop - start) * direction <= 0:
        return torch.zeros(EVIDENCE, 0)
    queries = torch.arange(start + direction, stop + direction, direction)
    grid = token_grid(painted.masks[pair])
    inside = tokens(painted.masks[pair][:, None], grid)[..., 0].clamp(0, 1)
    shown = tokens(maps[[painted.indices[i] for i in pair]].float(), grid)
    path = torch.cat([torch.tensor([start]), queries])
    seen = tokens(maps[path].float(), grid)
    return torch.cat(
        [
            _likeness(net, painted, pair, queries, inside, shown, seen),
            _place(painted, pair, queries),
        ]
    )


def _likeness(
    net: SliceNet,
    painted: Painted,
    pair: list[int],
    queries: Tensor,
    inside: Tensor,
    shown: Tensor,
    seen: Tensor,
) -> Tensor:
    """`Likeness` per query slice, stacked (8, n).

    `inside` (K, T) and `shown` (K, T, dim) are of the painted slices, the outermost first; `seen`
    (1 + n, T, dim) of the outermost one and the query slices.
    """
    query, before = seen[1:], seen[:-1]
    count = len(query)
    away = relative_distance(queries, torch.tensor([painted.indices[i] for i in pair]))
    share = net.match(query, shown.expand(count, -1, -1, -1), inside.expand(count, -1, -1), away)
    core = inside[0] / inside[0].sum().clamp(min=1e-6)
    ring = (1 - inside[0]) / (1 - inside[0]).sum().clamp(min=1e-6)
    same = (query * shown[0]).sum(-1)
    weight = inside.flatten()[:, None]
    proto = F.normalize((shown.flatten(0, 1) * weight).sum(0), dim=0)
    rest = F.normalize((shown.flatten(0, 1) * (1 - weight)).sum(0), dim=0)
    margin = query @ (proto - rest)
    likeness = Likeness(
        area=torch.log1p(share.sum(1) / inside[0].sum().clamp(min=1e-3)).clamp(max=3),
        matched_most=share.topk(TOP, dim=1).values.mean(1),
        matched_inside=share @ core,
        alike_inside=same @ core,
        alike_outside=same @ ring,
        margin_inside=margin @ core,
        margin_most=margin.topk(TOP, dim=1).values.mean(1),
        steady=(query * before).sum(-1) @ core,
    )
    return torch.stack(likeness)


def _place(painted: Painted, pair: list[int], queries: Tensor) -> Tensor:
    """`Place` per query slice, stacked (10, n)."""
    sizes = np.sqrt(painted.areas_mm2)
    edge, size = painted.indices[pair[0]], float(sizes[pair[0]])
    distance = (queries - edge).abs().float() * painted.step_mm
    ones = torch.ones_like(distance)
    relative = distance / max(size, 1e-3)
    gap, trend = torch.zeros_like(distance), ones
    if len(pair) > 1:
        gap_mm = abs(painted.indices[pair[1]] - edge) * painted.step_mm
        slope = (size - float(sizes[pair[1]])) / gap_mm
        trend = (1 + slope * relative).clamp(-1, 2)
        gap = torch.log1p(distance / gap_mm)
    span = (painted.indices[-1] - painted.indices[0]) * painted.step_mm
    place = Place(
        relative=torch.log1p(relative),
        away=distance / 50,
        size=ones * float(np.log(max(size, 1.0) / 30)),
        step=ones * min(painted.step_mm / max(size, 1e-3), 2.0),
        trend=trend,
        of_largest=ones * float(size / sizes.max()),
        has_second=ones * (len(pair) - 1),
        span=ones * float(np.log1p(span / max(size, 1e-3))),
        painted=ones * float(np.log(len(painted.indices))),
        gap=gap,
    )
    return torch.stack(place)


@torch.no_grad()
def score_presence(
    net: SliceNet, maps: Tensor, painted: Painted, supports: SupportSet, axis: int, threshold: float
) -> PresenceScores:
    """Presence of a structure on every slice, and its suggested ends.

    Parameters
    ----------
    net
        In eval mode.
    maps
        Embeddings of all slices, (N, dim, h, w).
    painted
        The supports on the classifier's frames.
    supports
        The same slices with the absent marks.
    axis
        Their axis.
    threshold
        Slices at least this likely to hold the structure lie between the suggested ends.
    """
    count = len(maps)
    chance = np.ones(count, np.float32)
    ends, sure = [], []
    beyond = np.full((EVIDENCE, count), np.nan, np.float32)
    length = painted.indices[-1] - painted.indices[0] + 1
    for direction in (-1, 1):
        edge = painted.indices[-1 if direction > 0 else 0]
        reached, seen = _reached(net, maps, painted, direction)
        beyond[:, edge + direction :: direction][:, : seen.shape[1]] = seen.numpy()
        absent = [abs(a - edge) for a in supports.absent if (a - edge) * direction > 0]
        reached = _given_absent(reached, min(absent, default=None))
        held = np.flatnonzero(reached >= threshold)
        end = int(held[-1]) + 1 if held.size else 0
        chance[edge + direction :: direction][: len(reached)] = reached
        ends.append(edge + direction * end)
        sure.append(_sureness(reached, end, max(NEAR_SLICES, round(NEAR_SHARE * (length + end)))))
    for index in supports.absent:
        chance[index] = 0.0
    chance.flags.writeable = False
    change = _change(maps, painted, ends[0], ends[1])
    names = (*Likeness._fields, *Place._fields)
    evidence = dict(zip(names, beyond, strict=True))
    return PresenceScores(
        supports.label, axis, chance, ends[0], ends[1], min(sure), change, evidence
    )


def _reached(
    net: SliceNet, maps: Tensor, painted: Painted, direction: int
) -> tuple[NDArray[np.float64], Tensor]:
    """Chance that the structure reaches each slice beyond the outermost painted one, and evidence.

    Slices are looked at as far as it may reach; for those beyond, the chance is 0. The evidence
    (EVIDENCE, n) is of those that were looked at.
    """
    edge = painted.indices[-1 if direction > 0 else 0]
    beyond = len(maps) - 1 - edge if direction > 0 else edge
    chance = np.zeros(beyond)
    reach = FIRST_REACH
    evidence = torch.zeros(EVIDENCE, 0)
    while beyond:
        known = evidence.shape[1]
        more = outward_evidence(net, maps, painted, direction, reach, known)
        evidence = torch.cat([evidence, more], 1)
        reached = survival(net.ends(evidence[None]))[0].double().numpy()
        chance[: len(reached)] = reached
        if len(reached) == beyond or reached[-1] < NEVER:
            break
        reach *= 2
    return chance, evidence


def _given_absent(reached: NDArray[np.float64], absent: int | None) -> NDArray[np.float64]:
    """Presence outward once the slice `absent` places beyond the painted one is known empty."""
    if absent is None:
        return reached
    there = reached[absent - 1]
    known: NDArray[np.float64] = (reached - there) / max(1e-9, 1 - there)
    known[absent - 1 :] = 0
    return known


def _sureness(reached: NDArray[np.float64], end: int, near: int) -> float:
    """Chance that the structure ends within `near` slices of place `end`."""
    whole = np.concatenate([[1.0], reached, [0.0]])  # chance to reach place n, 0 the painted one
    low, high = max(0, end - near), min(len(whole) - 1, end + near + 1)
    return float(whole[low] - whole[high])


def _change(maps: Tensor, painted: Painted, first: int, last: int) -> NDArray[np.float32]:
    """How unlike the slice before each slice looks where the structure is, 1 on average."""
    grid = token_grid(painted.masks)
    weight = tokens(painted.masks[:, None], grid)[..., 0].mean(0)
    seen = tokens(maps[first : last + 1].float(), grid)
    unlike = (1 - (seen[1:] * seen[:-1]).sum(-1)).clamp(min=0) @ weight
    change = np.ones(len(maps), np.float32)
    mean = float(unlike.mean()) if len(unlike) else 0.0
    if mean > 0:
        change[first + 1 : last + 1] = 0.5 + 0.5 * (unlike / mean).numpy()
    change.flags.writeable = False
    return change
