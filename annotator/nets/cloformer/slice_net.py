"""The slice classifier: a CloFormer with heads for what a slice shows and where a structure is.

The network of `nets.cloformer.network` is kept as it is; its head gives the logits of modality,
body region and structures. The feature maps of its stem and stages are projected to one map of
embeddings, which serves the few-shot part: `SliceNet.match` compares each place of a query slice
with the places of painted slices and hands on their masks, `EndNet` reads from such comparisons,
slice by slice outward from the last painted one, where the structure ends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from annotator.nets.cloformer.network import XXS, CloFormer


@dataclass(frozen=True)
class SliceNetConfig:
    """Architecture of a slice classifier.

    Attributes
    ----------
    modalities, regions, structures
        Names of the classes; the first two exclude one another, structures do not.
    in_channels
        Neighbouring slices that the network sees at once, an odd number.
    dim
        Channels of the embedding.
    evidence
        Figures per slice that `EndNet` reads.
    """

    modalities: tuple[str, ...] = ("CT", "MR")
    regions: tuple[str, ...] = ()
    structures: tuple[str, ...] = ()
    in_channels: int = 3
    dim: int = 32
    evidence: int = 18


class SliceOutput(NamedTuple):
    """What the network says of B slices.

    Attributes
    ----------
    modality, region, structures
        Logits, (B, number of classes).
    embedding
        (B, dim, H / 4, W / 4), each of the two halvings rounded up; unit length at each place.
    """

    modality: Tensor
    region: Tensor
    structures: Tensor
    embedding: Tensor


class SliceNet(nn.Module):
    """CloFormer-XXS with an embedding for few-shot comparison.

    Parameters
    ----------
    config
        Classes and widths.
    """

    def __init__(self, config: SliceNetConfig) -> None:
        super().__init__()
        self.config = config
        self.sizes = [len(config.modalities), len(config.regions), len(config.structures)]
        self.backbone = CloFormer(
            replace(XXS, in_channels=config.in_channels, num_classes=sum(self.sizes))
        )
        stem, *stages = (XXS.embed_dims[0], *XXS.embed_dims[1:], XXS.embed_dims[-1])
        self.lateral = nn.ModuleList(
            nn.Sequential(nn.GroupNorm(1, width), nn.Conv2d(width, config.dim, 1))
            for width in (stem, *stages)
        )
        self.sharpness = nn.Parameter(torch.tensor(2.3))  # logarithms of the three scales
        self.locality = nn.Parameter(torch.tensor(1.0))
        self.nearness = nn.Parameter(torch.tensor(0.0))
        self.ends = EndNet(config.evidence)

    def forward(self, images: Tensor) -> SliceOutput:
        """Classify and embed slices, (B, in_channels, H, W)."""
        x = self.backbone.patch_embed(images.contiguous(memory_format=torch.channels_last))
        embedding = self.lateral[0](x)
        for stage, lateral in zip(self.backbone.layers, self.lateral[1:], strict=True):
            x = stage(x)
            embedding = embedding + F.interpolate(
                lateral(x), embedding.shape[2:], mode="bilinear", align_corners=False
            )
        logits = self.backbone.head(self.backbone.norm(x).mean(dim=(2, 3)))
        modality, region, structures = logits.split(self.sizes, dim=1)
        return SliceOutput(modality, region, structures, F.normalize(embedding, dim=1))

    def match(self, query: Tensor, support: Tensor, masks: Tensor, away: Tensor) -> Tensor:
        """Chance that each place of a query slice belongs to the structure.

        Attention from the places of the query to those of its painted slices, by likeness of the
        embeddings, closeness in the plane and closeness of the slices; the values are the masks.

        Parameters
        ----------
        query
            Embeddings at the places of a square grid, (Q, T, dim).
        support
            Embeddings at the same places of each query's painted slices, (Q, K, T, dim).
        masks
            Share of the structure at these places, (Q, K, T), 0..1.
        away
            Distance of the painted slices, relative to the nearest one, (Q, K).

        Returns
        -------
        Tensor
            (Q, T), 0..1.
        """
        side = round(query.shape[1] ** 0.5)
        line = torch.linspace(-1, 1, side, device=query.device)
        place = torch.stack(torch.meshgrid(line, line, indexing="ij"), -1).reshape(-1, 2)
        apart = (place[:, None] - place[None]).square().sum(-1)  # (T, T)
        alike = torch.einsum("qtd,qksd->qtks", query, support)
        score = alike * self.sharpness.exp() - (apart * self.locality.exp())[:, None]
        score = score - (away * self.nearness.exp())[:, None, :, None]
        weight = score.flatten(2).softmax(-1)  # (Q, T, K T)
        return torch.einsum("qtn,qn->qt", weight, masks.flatten(1))


class EndNet(nn.Module):
    """Chance, slice by slice outward from the last painted one, that the structure ends there.

    Parameters
    ----------
    evidence
        Figures per slice.
    """

    def __init__(self, evidence: int, width: int = 24) -> None:
        super().__init__()
        self.norm = nn.BatchNorm1d(evidence)
        self.layers = nn.Sequential(
            nn.Conv1d(evidence, width, 5, padding=2),
            nn.GELU(),
            nn.Conv1d(width, width, 5, padding=4, dilation=2),
            nn.GELU(),
            nn.Conv1d(width, 1, 1),
        )

    def forward(self, evidence: Tensor) -> Tensor:
        """Logits (B, N) that slice n no longer holds a structure that slice n - 1 held.

        `evidence` is (B, evidence, N), the slice next to the painted one first.
        """
        logits: Tensor = self.layers(self.norm(evidence))
        return logits[:, 0] - 2.0


def survival(end_logits: Tensor) -> Tensor:
    """Chance (B, N) that the structure reaches slice n, from the logits of `EndNet`."""
    return F.logsigmoid(-end_logits).cumsum(-1).exp()
