"""CAT-Net on one device: slices encoded once, decoded step by step, one decoder per structure."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch

from annotator.inference.catnet.feature_cache import Packed
from annotator.inference.manifests import CatNetManifest
from annotator.inference.model_store import load_network
from annotator.inference.region import location_prior, shot_weights, signed_distance_px
from annotator.nets.catnet.encoders import EncoderFeatures
from annotator.nets.catnet.fast import FastDecoder
from annotator.nets.catnet.network import CATNet, CATNetStep

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from annotator.inference.catnet.feature_cache import FeatureCache
    from annotator.inference.catnet.structure import Structure
    from annotator.inference.model_store import Model
    from annotator.inference.slice_stack import Crop

ENCODE_BATCH = 6

OUTSIDE = -20.0
"""Logit of voxels outside a structure's window."""

LARGEST_LOGIT = 8.0
"""Logits are cut there, on both sides of 0, before those of several sources are averaged."""


@dataclass(slots=True)
class Decoding:
    """A batch of query slices on its way through the iterations."""

    queries: tuple[int, ...]
    steps: Iterator[CATNetStep]


class _Decoder(NamedTuple):
    """A network whose decoder is used, which tells of its attention, and the decoder's fast form.

    Networks that have no fast form are there twice.
    """

    plain: CATNet
    fast: CATNet | FastDecoder

    @classmethod
    def of(cls, net: CATNet) -> _Decoder:
        """Make the fast form; what `net` learns later is none of its business."""
        return cls(net, FastDecoder(net) if FastDecoder.serves(net) else net)


class Engine:
    """A loaded CAT-Net.

    Parameters
    ----------
    model
        Weights and configuration.
    device
        Where to run.
    cache
        Features of slices, shared by all runs.
    """

    def __init__(self, model: Model, device: torch.device, cache: FeatureCache) -> None:
        self.model = model
        self.device = device
        self.cache = cache
        self.net = load_network(model, CATNet)
        self.net.eval().requires_grad_(False).to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        convention = model.manifest_as(CatNetManifest).input
        self.size, self.factor = convention.size, convention.factor
        self._original = _Decoder.of(self.net)
        self._decoders: dict[int, _Decoder] = {}
        self._features: dict[int, EncoderFeatures] = {}

    @property
    def decoder(self) -> CATNet | FastDecoder:
        """Decoder of the model as it is installed, in its fast form."""
        return self._original.fast

    def to(self, device: torch.device) -> None:
        """Move to another device."""
        if device != self.device:
            self.device = device
            for decoder in (self._original, *self._decoders.values()):
                decoder.plain.to(device)
                decoder.fast.to(device)
            for label, kept in self._features.items():
                self._features[label] = EncoderFeatures(*(t.to(device) for t in kept))

    def apart(self, cache: FeatureCache) -> Engine:
        """Return an engine with the same networks that can be used from another thread.

        What it encodes and which decoders it uses is its own affair.
        """
        other = copy.copy(self)
        other.cache = cache
        other._decoders, other._features = dict(self._decoders), {}
        return other

    def support_features(self, structure: Structure, positions: Sequence[int]) -> EncoderFeatures:
        """Features of some supports of a structure that was begun, as `EncoderFeatures.shots`."""
        return self._features[structure.label].shots(torch.tensor(positions, device=self.device))

    def missing(self, view: Crop, indices: Sequence[int]) -> int:
        """Count the slices that `encode` would have to compute."""
        return sum(view.key(i, self.model.sha256) not in self.cache for i in indices)

    def encode(self, view: Crop, indices: Sequence[int]) -> EncoderFeatures:
        """Features of slices (N, …) on the device, from the cache where they are there."""
        model = self.model.sha256
        known = {i: self.cache.get(view.key(i, model)) for i in indices}
        found = {index: kept for index, kept in known.items() if kept is not None}
        missing = [i for i in indices if i not in found]
        for start in range(0, len(missing), ENCODE_BATCH):
            part = missing[start : start + ENCODE_BATCH]
            images = view.images(part).to(self.device, memory_format=torch.channels_last)
            with torch.no_grad():
                encoded = Packed.of(self.net.encode(images))
            for n, index in enumerate(part):
                found[index] = encoded.select(n)
                self.cache.put(view.key(index, model), found[index])
        return EncoderFeatures.concatenate([found[i].unpacked(self.device) for i in indices])

    def begin(self, structure: Structure) -> None:
        """Encode the supports of a structure and forget an earlier decoder of its label."""
        self.encode_supports(structure)
        self._decoders.pop(structure.label, None)

    def encode_supports(self, structure: Structure) -> None:
        """Encode the supports of a structure, which goes on with its decoder."""
        found = self.encode(structure.view, structure.indices)
        self._features[structure.label] = found.shots(list(range(len(structure.indices))))

    def use(self, structure: Structure, decoder: CATNet) -> None:
        """Decode a structure with an adapted network, as it is now, from now on."""
        self._decoders[structure.label] = _Decoder.of(decoder.to(self.device))

    @torch.no_grad()
    def predict(
        self, structure: Structure, index: int, iterations: int, exclude: int | None = None
    ) -> NDArray[np.float32]:
        """Return the final logits of one slice, (rows, cols); `exclude` leaves a support out."""
        decoding = self.decode(structure, [index], iterations, exclude)
        for _ in range(iterations):
            next(decoding.steps)
        logits: NDArray[np.float32] = self.step(decoding, structure)[0]
        return logits

    def decode(
        self,
        structure: Structure,
        queries: Sequence[int],
        iterations: int,
        exclude: int | None = None,
        attention: bool = False,
    ) -> Decoding:
        """Start the iterations of some query slices; `step` computes them one by one."""
        shots, weights, location = structure.prompts(queries, exclude)
        features = self.encode(structure.view, queries)
        flat = torch.tensor([i for pair in shots for i in pair])
        masks = structure.masks[flat].view(-1, len(shots[0]), *structure.masks.shape[1:])
        decoder = self._decoders.get(structure.label, self._original)
        decode = partial(decoder.plain.decode, attention=True) if attention else decoder.fast.decode
        steps = decode(
            features,
            self._features[structure.label].shots(flat.to(self.device)),
            masks.to(self.device),
            size=(self.size, self.size),
            weights=weights.to(self.device),
            location=location.to(self.device),
            iterations=iterations,
        )
        return Decoding(tuple(queries), steps)

    @torch.no_grad()
    def follow(
        self, structure: Structure, index: int, neighbour: int, mask: Tensor, iterations: int
    ) -> Tensor:
        """Logits of a slice from its neighbour alone, (iterations + 1, S, S) on the CPU.

        mask (S, S): soft mask of the neighbour in the structure's window.
        """
        shape = signed_distance_px(mask[None])[None]
        away = torch.full((1, 1), structure.stack.step_mm * abs(index - neighbour))
        location = location_prior(shape, torch.ones(1, 1), away)
        return self.decode_masks(
            structure, [index], [[neighbour]], mask[None, None], away, location, iterations
        )[:, 0]

    @torch.no_grad()
    def decode_masks(
        self,
        structure: Structure,
        queries: Sequence[int],
        shots: Sequence[Sequence[int]],
        masks: Tensor,
        distances_mm: Tensor,
        location: Tensor,
        iterations: int,
        *,
        last_only: bool = False,
    ) -> Tensor:
        """Logits of query slices from masks of any slices, (iterations + 1, Q, S, S) on the CPU.

        Parameters
        ----------
        structure
            Whose window and decoder are used.
        queries
            Q slices.
        shots
            Per query, K slices that it is decoded from.
        masks, distances_mm
            Their masks (Q, K, S, S) in the window, and how far they are from the query, (Q, K).
        location
            Location prior (Q, 2, S, S).
        iterations
            CMAT iterations.
        last_only
            Return the last iteration alone, (1, Q, S, S), which takes a third less time.
        """
        flat = [index for some in shots for index in some]
        order = list(dict.fromkeys([*queries, *flat]))
        features = self.encode(structure.view, order)
        place = {index: number for number, index in enumerate(order)}
        steps = self._decoders.get(structure.label, self._original).fast.decode(
            features.select(torch.tensor([place[i] for i in queries], device=self.device)),
            features.shots(torch.tensor([place[i] for i in flat], device=self.device)),
            masks.to(self.device),
            size=(self.size, self.size),
            weights=shot_weights(distances_mm).to(self.device),
            location=location.to(self.device),
            iterations=iterations,
            detailed={iterations} if last_only else None,
        )
        logits = [step.logits[:, 0] for step in steps]
        return torch.stack(logits[-1:] if last_only else logits).float().cpu()

    @torch.no_grad()
    def step(self, decoding: Decoding, structure: Structure) -> NDArray[np.float32]:
        """Next iteration's foreground logits on the slices, float32 (Q, rows, cols)."""
        logits = next(decoding.steps).logits.float().cpu()
        return structure.view.paste(logits[:, 0], decoding.queries, OUTSIDE).numpy()


def cut_off(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Logits at most `LARGEST_LOGIT` away from 0, to be averaged with others."""
    return np.clip(logits, -LARGEST_LOGIT, LARGEST_LOGIT)
