"""Looking into a run: what each iteration made of one slice, and what it was led by.

What comes after the last iteration is not part of it: a second pass, smoothing along the axis, and
what edges of the image add.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import torch
import torch.nn.functional as F

from annotator.core.errors import UserError
from annotator.core.inspection import Attention, Frame, Inspection
from annotator.core.intensity import usual_range
from annotator.core.texts import tr
from annotator.inference.catnet.engine import Engine
from annotator.inference.catnet.feature_cache import FeatureCache
from annotator.inference.catnet.fusion import Fading, Fuser, interpolation_logits
from annotator.inference.catnet.pace import Pace, WorkMeter
from annotator.inference.catnet.parts import in_parts, label_of
from annotator.inference.catnet.structure import Structure
from annotator.inference.devices import choose_device
from annotator.inference.slice_stack import SliceStack
from annotator.nets.catnet.blocks import by_set, prior_mask

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from annotator.core.cancel import CancelToken
    from annotator.core.proposal import RunProgress
    from annotator.core.run_options import RunOptions
    from annotator.core.support import PropagationRequest, SupportSet
    from annotator.inference.catnet.adapter import Adapter
    from annotator.inference.catnet.fusion import Evidence
    from annotator.inference.catnet.walk import Walk
    from annotator.inference.model_store import ModelStore
    from annotator.inference.region import Region2D
    from annotator.nets.catnet.network import CATNetStep

BUDGET = 1 << 28
"""Memory for features of slices that were looked into, bytes."""


@dataclass(frozen=True, eq=False)
class Ran:
    """What a run had prepared before it filled slices; nothing in it changes afterwards.

    Attributes
    ----------
    request
        The run.
    engine
        Network with the decoders of the run (`Engine.apart`); None for interpolation alone.
    structures
        What was filled.
    evidence
        Per label, how the methods were weighed.
    walks
        Labels that were filled from slice to slice.
    """

    request: PropagationRequest
    engine: Engine | None
    structures: tuple[Structure, ...]
    evidence: dict[int, Evidence | None]
    walks: dict[int, Walk]

    def holds(self, supports: SupportSet, options: RunOptions) -> bool:
        """Whether it is this run that was told of these supports, and made with these options."""
        told = {id(item) for item in self.request.supports}
        return id(supports) in told and options == self.request.options

    def inspect(self, label: int, index: int, attention: bool) -> Inspection:
        """Compute what the run did on slice `index` of a label."""
        parts = [item for item in self.structures if label_of(item.label) == label]
        return _together([self._part(part, index, attention) for part in parts])

    def _part(self, structure: Structure, index: int, attention: bool) -> Inspection:
        if self.engine is None:
            return _interpolated(structure, index)
        iterations = self.request.options.iterations
        if structure.label in self.walks:
            return _walked(self.walks[structure.label], structure, index, iterations)
        return self._decoded(self.engine, structure, index, attention)

    @torch.no_grad()
    def _decoded(
        self, engine: Engine, structure: Structure, index: int, attention: bool
    ) -> Inspection:
        engine.encode_supports(structure)
        iterations = self.request.options.iterations
        decoding = engine.decode(structure, [index], iterations, attention=attention)
        steps: list[CATNetStep] = []
        decoding.steps = _noted(decoding.steps, steps)
        network = [engine.step(decoding, structure) for _ in range(iterations + 1)]
        field = interpolation_logits(structure, [index])
        evidence = self.evidence.get(structure.label)
        fused, shares = network, np.ones(iterations + 1, np.float32)
        if evidence is not None and evidence.weight < 1:
            fuser, fused = Fuser(structure, [index], field, evidence), []
            for iteration, logits in enumerate(network):
                fused.append(fuser(logits))
                shares[iteration] = fuser.shares[0]
        prior, location = _priors(engine, structure, index)
        return Inspection(
            structure.label,
            index,
            _probability(np.concatenate([*map(Fading(structure, [index]), fused)])),
            _probability(np.concatenate(network)),
            _probability(field[0]),
            shares,
            prior,
            location,
            _frame(structure.view.at(index), structure.stack.shape),
            _attention(structure, index, steps) if attention else None,
        )


class Inspections:
    """Looks into the last run, and into requests that were not run here.

    `note` is called in the thread of the runs, `inspect` may be called in another.

    Parameters
    ----------
    store
        Installed models.
    adapter
        Of the runs: what it has learned is not learned again.
    """

    def __init__(self, store: ModelStore, adapter: Adapter) -> None:
        self._store = store
        self._adapter = adapter
        self._cache = FeatureCache(BUDGET)
        self._ran: Ran | None = None
        self._looked_ahead: Ran | None = None

    def note(
        self,
        request: PropagationRequest,
        engine: Engine | None,
        structures: Sequence[Structure],
        evidence: dict[int, Evidence | None],
        walks: dict[int, Walk],
    ) -> None:
        """Remember what a run has prepared, with its decoders as they are now."""
        apart = None if engine is None else engine.apart(self._cache)
        self._ran = Ran(request, apart, tuple(structures), evidence, walks)

    def inspect(
        self,
        request: PropagationRequest,
        label: int,
        index: int,
        token: CancelToken,
        attention: bool,
    ) -> Iterator[Inspection | RunProgress]:
        """As `CatNetPropagator.inspect`."""
        supports = next((item for item in request.supports if item.label == label), None)
        if supports is None:
            raise UserError(
                tr("Paint the structure on at least one slice before looking into a run.")
            )
        known = (self._ran, self._looked_ahead)
        ran = next((r for r in known if r and r.holds(supports, request.options)), None)
        if ran is None:
            ran = yield from self._look_ahead(request, supports, token)
            self._looked_ahead = ran
        token.raise_if_cancelled()
        yield ran.inspect(label, index, attention)

    def _look_ahead(
        self, request: PropagationRequest, supports: SupportSet, token: CancelToken
    ) -> Generator[RunProgress, None, Ran]:
        """Do what a run would do with one label before it fills slices, apart from all runs."""
        request = replace(request, supports=(supports,))
        stack = SliceStack(usual_range(request.volume), request.axis)
        if request.options.method == "interpolation":
            return Ran(request, None, (Structure(stack, supports, 64),), {}, {})
        model = self._store.get(request.options.model, "catnet")
        engine = Engine(model, choose_device(request.options.device), self._cache)
        meter, adapter = WorkMeter(Pace()), self._adapter.apart()
        evidence: dict[int, Evidence | None] = {}
        parts = in_parts(request)
        structures = [Structure(stack, s, engine.size, engine.factor) for s in parts.supports]
        meter.label = supports.label
        for part in structures:
            evidence[part.label], _ = yield from adapter.learn(engine, part, parts, meter, token)
        return Ran(request, engine, tuple(structures), evidence, {})


def _together(parts: Sequence[Inspection]) -> Inspection:
    """Parts of a structure as one: the highest of all maps; window and attention of the largest."""
    largest = max(parts, key=lambda part: int((part.fused[-1] > 0.5).sum()))
    if len(parts) == 1:
        return largest

    def highest(maps: Iterable[NDArray[np.float32] | None]) -> NDArray[np.float32] | None:
        known = [item for item in maps if item is not None]
        return np.fmax.reduce(known) if known else None

    fused = highest(part.fused for part in parts)
    assert fused is not None
    return replace(
        largest,
        label=label_of(largest.label),
        fused=fused,
        network=highest(part.network for part in parts),
        interpolation=highest(part.interpolation for part in parts),
        prior=highest(part.prior for part in parts),
        location=highest(part.location for part in parts),
    )


def _noted(steps: Iterator[CATNetStep], kept: list[CATNetStep]) -> Iterator[CATNetStep]:
    for step in steps:
        kept.append(step)
        yield step


def _interpolated(structure: Structure, index: int) -> Inspection:
    shape = _probability(interpolation_logits(structure, [index]))
    nothing = np.zeros(1, np.float32)
    frame = _frame(structure.view.at(index), structure.stack.shape)
    return Inspection(structure.label, index, shape, None, shape[0], nothing, None, None, frame)


def _walked(walk: Walk, structure: Structure, index: int, iterations: int) -> Inspection:
    """Return what a walk made of a slice; its windows are its own, so there is nothing else."""
    maps = np.concatenate([walk.logits([index], number) for number in range(iterations + 1)])
    shares = np.ones(iterations + 1, np.float32)
    frame = _frame(structure.view.at(index), structure.stack.shape)
    fused = np.concatenate([*map(Fading(structure, [index]), maps[:, None])])
    return Inspection(
        structure.label,
        index,
        _probability(fused),
        _probability(maps),
        None,
        shares,
        None,
        None,
        frame,
    )


def _priors(
    engine: Engine, structure: Structure, index: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """MIFE's prior mask and the location prior of a slice, nan outside the window."""
    shots, _, location = structure.prompts([index])
    query = engine.encode(structure.view, [index])
    support = engine.support_features(structure, shots[0])
    size = query.features.shape[-2:]
    masks = F.interpolate(structure.masks[shots[0]][None].to(engine.device), size, mode="area")
    prior = prior_mask(query.deep, by_set(support.deep, 1), masks)
    prior = F.interpolate(prior, (engine.size, engine.size), mode="bilinear").float().cpu()
    return (
        structure.view.paste(prior[:, 0], [index], math.nan)[0].numpy(),
        structure.view.paste(location[:, 0].float(), [index], math.nan)[0].numpy(),
    )


def _attention(structure: Structure, index: int, steps: list[CATNetStep]) -> Attention:
    """Attention of all iterations after the first mask."""
    view, shape = structure.view, structure.stack.shape
    supports = tuple(structure.indices[i] for i in structure.shots(index))
    height, width = steps[0].coarse_logits.shape[-2:]
    cells, shots = height * width, len(supports)
    return Attention(
        supports,
        _frame(view.at(index), shape),
        tuple(_frame(view.at(i), shape) for i in supports),
        (height, width),
        _stacked([s.attention for s in steps[1:]], (-1, cells, shots, cells)),
        _stacked([s.support_attention for s in steps[1:]], (shots, -1, cells, cells), heads=1),
    )


def _stacked(
    maps: list[Tensor | None], shape: tuple[int, ...], heads: int = 0
) -> NDArray[np.float32] | None:
    """Stack the maps of all iterations, each of `shape`, heads first; None if there are none."""
    known = [item for item in maps if item is not None]
    if not known:
        return None
    stacked = torch.stack([item.float().cpu().reshape(shape).movedim(heads, 0) for item in known])
    result: NDArray[np.float32] = stacked.numpy()
    return result


def _frame(region: Region2D, shape: tuple[int, int]) -> Frame:
    """Where a window lies, in voxels."""
    (cy, cx), (sy, sx), side = region.center_mm, region.spacing_mm, region.side_mm
    return Frame((cy - side / 2) / sy, (cx - side / 2) / sx, side / sy, side / sx)


def _probability(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    probability: NDArray[np.float32] = np.reciprocal(1 + np.exp(-np.clip(logits, -30, 30)))
    return probability
