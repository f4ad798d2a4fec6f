"""The slice classifier at work: what slices show, and which of them contain a structure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from cachetools import LRUCache

from annotator.core.errors import UserError
from annotator.core.intensity import usual_range
from annotator.core.proposal import RunProgress
from annotator.core.slice_scores import (
    UNKNOWN,
    PresenceScores,
    SliceDescription,
    SliceDescriptions,
)
from annotator.core.texts import tr
from annotator.inference.cloformer.presence import Painted, score_presence
from annotator.inference.cloformer.slice_frames import SliceFrames
from annotator.inference.devices import choose_device, free_memory
from annotator.inference.manifests import ClassifierManifest
from annotator.inference.model_store import load_network
from annotator.inference.slice_stack import SliceStack
from annotator.nets.cloformer.network import fused
from annotator.nets.cloformer.slice_net import SliceNet, SliceOutput

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from torch import Tensor

    from annotator.core.cancel import CancelToken
    from annotator.core.support import SupportSet
    from annotator.core.volume import Volume
    from annotator.inference.model_store import Model, ModelStore

ARCHITECTURE = "cloformer-slices"
BATCH = 8
VALUES_SAY = 5.0
"""Logarithm of the odds that a volume whose values look like a modality's is of that modality."""

KEPT_VOLUMES = 6
"""Volumes and axes whose features are kept, about 40 kB per slice."""


@dataclass(frozen=True, slots=True, eq=False)
class SliceFeatures:
    """What the network says of all slices of a volume along one axis.

    Attributes
    ----------
    frames
        How the slices were cut.
    modality, region, structures
        Logits, float32 (N, classes).
    maps
        Embeddings, float16 (N, dim, h, w), on the CPU.
    """

    frames: SliceFrames
    modality: Tensor
    region: Tensor
    structures: Tensor
    maps: Tensor

    def painted(self, supports: SupportSet) -> Painted:
        """Painted slices of a structure on these frames."""
        stack = self.frames.stack
        pixel_mm2 = stack.spacing_mm[0] * stack.spacing_mm[1]
        masks = [support.mask for support in supports.slices]
        return Painted(
            [support.index for support in supports.slices],
            self.frames.masks(masks),
            np.array([mask.sum() for mask in masks]) * pixel_mm2,
            stack.step_mm,
        )


class SliceEncoder:
    """A slice classifier in memory.

    Parameters
    ----------
    net
        The network.
    size
        Side of its input in pixels.
    device
        Where it runs.
    """

    def __init__(self, net: SliceNet, size: int, device: torch.device) -> None:
        self.net = net.eval().to("cpu").requires_grad_(requires_grad=False)
        self.size = size
        self.device = device
        self._fast = _for_inference(self.net).to(device)

    def encode(
        self, volume: Volume, axis: int, token: CancelToken
    ) -> Iterator[RunProgress | SliceFeatures]:
        """Run over all slices along an axis; the last item is the result."""
        stack = SliceStack(volume, axis)
        frames = SliceFrames(stack, self.size, self.net.config.in_channels)
        found: list[list[Tensor]] = [[], [], [], []]
        for start in range(0, stack.length, BATCH):
            token.raise_if_cancelled()
            stop = min(start + BATCH, stack.length)
            out = self._run(frames.images(start, stop - 1))
            for kept, part in zip(found, out, strict=True):
                kept.append(part.float().cpu())
            found[3][-1] = found[3][-1].half()
            yield RunProgress(stop, stack.length, tr("Looking at the slices"))
        yield SliceFeatures(frames, *(torch.cat(parts) for parts in found))

    @torch.no_grad()
    def _run(self, images: Tensor) -> SliceOutput:
        try:
            out: SliceOutput = self._fast(images.to(self.device))
        except torch.OutOfMemoryError:
            if self.device.type == "cpu":
                raise
            free_memory(self.device)
            self.device = torch.device("cpu")
            out = self._fast.to(self.device)(images)
        return out


def described(encoder: SliceEncoder, volume: Volume, axis: int, token: CancelToken) -> Tensor:
    """Mean embedding of a volume's slices at unit length, (dim,): what it looks like as a whole."""
    *_, found = encoder.encode(volume, axis, token)
    assert isinstance(found, SliceFeatures)
    mean = found.maps.float().mean((0, 2, 3))
    unit: Tensor = mean / mean.norm().clamp(min=1e-12)
    return unit


class CloFormerScorer:
    """Describes slices and scores where a structure is.

    Satisfies `annotator.services.ports.SliceScorer`. Used from one thread at a time.

    Parameters
    ----------
    store
        Installed models.
    name
        Which of them; the default one if None.
    """

    def __init__(self, store: ModelStore, name: str | None = None) -> None:
        self._store = store
        self._name = name
        self._encoder: tuple[str, str, SliceEncoder] | None = None
        self._kept: LRUCache[tuple[str, int, str], SliceFeatures] = LRUCache(KEPT_VOLUMES)

    def model_names(self) -> list[str]:
        """Installed models that can classify slices, default first."""
        return [model.name for model in self._store.models(ARCHITECTURE)]

    def describe(
        self, volume: Volume, axis: int, token: CancelToken, device: str = "auto"
    ) -> Iterator[RunProgress | SliceDescriptions]:
        """Modality, region and structures of every slice; the last item holds them.

        Raises
        ------
        UserError
            If there is no model, or no such device.
        Cancelled
            When the token asks for it, between batches.
        """
        model = self._model()
        for news in self._features(model, usual_range(volume), axis, token, device):
            if isinstance(news, SliceFeatures):
                yield describe_slices(news, model, axis)
            else:
                yield news

    def presence(
        self,
        volume: Volume,
        axis: int,
        supports: SupportSet,
        token: CancelToken,
        device: str = "auto",
    ) -> Iterator[RunProgress | PresenceScores]:
        """Slices that contain a structure; the last item is the answer.

        Raises
        ------
        UserError
            If there is no model, or no such device.
        Cancelled
            When the token asks for it, between batches.
        """
        model = self._model()
        for news in self._features(model, usual_range(volume), axis, token, device):
            if isinstance(news, SliceFeatures):
                net = self._load(model, device).net
                threshold = model.manifest_as(ClassifierManifest).calibration.presence_threshold
                painted = news.painted(supports)
                yield score_presence(net, news.maps, painted, supports, axis, threshold)
            else:
                yield news

    def forget(self) -> None:
        """Drop the features of all volumes."""
        self._kept.clear()

    def _model(self) -> Model:
        if not self._store.models(ARCHITECTURE):
            raise UserError(tr("No slice classifier is installed; see 'annotator models'."))
        return self._store.get(self._name, ARCHITECTURE)

    def _features(
        self, model: Model, volume: Volume, axis: int, token: CancelToken, device: str
    ) -> Iterator[RunProgress | SliceFeatures]:
        key = (volume.content_id, axis, model.sha256)
        if key not in self._kept:
            for news in self._load(model, device).encode(volume, axis, token):
                if isinstance(news, SliceFeatures):
                    self._kept[key] = news
                else:
                    yield news
        yield self._kept[key]

    def _load(self, model: Model, device: str) -> SliceEncoder:
        chosen = choose_device(device)
        key = (model.sha256, str(chosen))
        if self._encoder is None or self._encoder[:2] != key:
            self._encoder = (*key, load_encoder(model, chosen))
        return self._encoder[2]


def load_encoder(model: Model, device: torch.device) -> SliceEncoder:
    """Build the network of an installed model."""
    size = model.manifest_as(ClassifierManifest).input.size
    return SliceEncoder(load_network(model, SliceNet), size, device)


def describe_slices(features: SliceFeatures, model: Model, axis: int) -> SliceDescriptions:
    """Turn logits into calibrated answers.

    The modality is that of the whole volume: the logits of its slices are averaged, and whether its
    values are Hounsfield units (`Volume.modality`) counts as well. The other logits are averaged
    with those of the two neighbouring slices.
    """
    manifest = model.manifest_as(ClassifierManifest)
    calibration, names = manifest.calibration, manifest.config
    modality = features.modality.mean(0) / calibration.modality_temperature
    by_values = features.frames.stack.volume.modality
    if by_values in names.modalities:
        modality[names.modalities.index(by_values)] += VALUES_SAY
    kind, sure = _best(modality.softmax(0), names.modalities, calibration.modality_threshold)
    region = (smooth(features.region) / calibration.region_temperature).softmax(1)
    shown = (smooth(features.structures) / calibration.structures_temperature).sigmoid()
    described = []
    for index, (where, which) in enumerate(zip(region, shown, strict=True)):
        place, chance = _best(where, names.regions, calibration.region_threshold)
        order = which.argsort(descending=True).tolist()
        structures = {names.structures[i]: float(which[i]) for i in order}
        described.append(SliceDescription(index, kind, sure, place, chance, structures))
    return SliceDescriptions(axis, tuple(described), model.name)


def smooth(logits: Tensor) -> Tensor:
    """Average the logits of each slice with those of its neighbours, (N, classes)."""
    padded = torch.cat([logits[:1], logits, logits[-1:]])
    return (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4


def _best(chances: Tensor, names: Sequence[str], threshold: float) -> tuple[str, float]:
    """Likeliest class and its chance; `UNKNOWN` below a threshold."""
    chance, number = chances.max(0)
    return (names[int(number)] if float(chance) >= threshold else UNKNOWN), float(chance)


def _for_inference(net: SliceNet) -> SliceNet:
    """Copy with the batch norms of the backbone folded away."""
    copy = SliceNet(net.config).eval().requires_grad_(requires_grad=False)
    copy.load_state_dict(net.state_dict())
    copy.backbone = fused(copy.backbone)
    return copy
