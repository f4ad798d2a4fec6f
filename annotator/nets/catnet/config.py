"""Settings of a CAT-Net."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CrossAttention = Literal["both", "s2q", "q2s", "none"]
MaskMode = Literal["keys", "output"]


@dataclass(frozen=True)
class CATNetConfig:
    """Architecture of one CAT-Net.

    Attributes
    ----------
    encoder
        "small", "resnet50" or "resnet101".
    dim
        D, channels of MIFE and CMAT; the paper's network has 256.
    heads
        Attention heads; divides `dim`.
    blocks
        CMAT blocks with weights of their own, and the usual number of iterations; more iterations
        repeat the last block.
    mlp_ratio
        Hidden width of the MLPs over `dim`.
    cross_attention
        Directions that are on: into the query ("s2q"), into the support ("q2s"), both, none.
    mask_mode
        "keys": log-mask added to the logits of the keys; "output": the attended output times the
        mask of its own branch (the literal product of the paper).
    share_weights
        One block for all iterations.
    detach_mask
        Stop the gradient from the restricted attention into the mask of the iteration before
        (each mask still has its own loss); on CPUs training is then a quarter faster.
    alpha
        Scale of the cosine similarity in the prototype segmentation.
    detail_head
        Refine each mask to full resolution with stride-2 and stride-4 features.
    location_prior
        Take the interpolated shape and slice distance as input.
    """

    encoder: Literal["small", "resnet50", "resnet101"] = "small"
    dim: int = 96
    heads: int = 4
    blocks: int = 4
    mlp_ratio: int = 2
    cross_attention: CrossAttention = "both"
    mask_mode: MaskMode = "keys"
    share_weights: bool = False
    detach_mask: bool = False
    alpha: float = 20.0
    detail_head: bool = True
    location_prior: bool = True
