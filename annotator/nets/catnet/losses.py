"""The training loss: cross-entropy and Dice of every iteration's mask.

As in the iterative refinement of CAT-Net (Lin et al., MICCAI 2023, figure 1: L_seg of each block);
the weights of the iterations are ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch.nn.functional as F
from torch import Tensor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.nets.catnet.network import CATNetStep


def segmentation_loss(logits: Tensor, truth: Tensor) -> Tensor:
    """Cross entropy plus soft Dice, (B, 1, H, W) logits against (B, 1, H, W) in 0..1.

    The Dice term counts only where the truth has a voxel: on an empty slice it would be all or
    nothing, and cross entropy alone teaches the network to stay silent.
    """
    logits = logits.float()
    entropy = F.binary_cross_entropy_with_logits(logits, truth, reduction="none").mean((1, 2, 3))
    probability = logits.sigmoid()
    overlap = 2 * (probability * truth).sum((1, 2, 3)) + 1.0
    dice = 1 - overlap / (probability.sum((1, 2, 3)) + truth.sum((1, 2, 3)) + 1.0)
    present = (truth.amax((1, 2, 3)) > 0.5).float()
    return (entropy + dice * present).mean()


def iteration_loss(
    steps: Sequence[CATNetStep], truth: Tensor, detailed: set[int], earlier: float = 0.3
) -> Tensor:
    """Weighted sum over iterations: 1 for the last, `earlier` for the others, MIFE included.

    The coarse mask of every iteration counts, and the full-resolution one where it was computed.
    """
    coarse_truth = F.interpolate(truth, steps[0].coarse_logits.shape[-2:], mode="area")
    total = truth.new_zeros(())
    for step in steps:
        weight = 1.0 if step is steps[-1] else earlier
        total = total + weight * segmentation_loss(step.coarse_logits, coarse_truth)
        if step.iteration in detailed:
            total = total + weight * segmentation_loss(step.logits, truth)
    return total
