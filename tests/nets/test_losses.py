import math

import pytest
import torch

from annotator.nets.catnet.losses import iteration_loss, segmentation_loss
from annotator.nets.catnet.network import CATNetStep


def square(side=8, size=16):
    mask = torch.zeros(1, 1, size, size)
    mask[..., :side, :side] = 1
    return mask


def step(iteration, coarse, fine):
    nothing = torch.empty(0)
    return CATNetStep(iteration, coarse, fine, nothing, nothing)


def test_right_masks_cost_nothing_and_wrong_ones_much():
    truth = square()
    logits = 40 * (truth - 0.5)
    assert float(segmentation_loss(logits, truth)) < 1e-6
    assert float(segmentation_loss(-logits, truth)) > 20


def test_undecided_masks_cost_what_the_formula_says():
    truth = square()  # 64 of 256 voxels; every probability is one half
    dice = 1 - (2 * 32 + 1) / (128 + 64 + 1)
    loss = segmentation_loss(torch.zeros_like(truth), truth)
    assert float(loss) == pytest.approx(math.log(2) + dice, abs=1e-6)


def test_an_empty_slice_has_no_dice_term():
    truth = torch.zeros(1, 1, 16, 16)
    assert float(segmentation_loss(torch.zeros_like(truth), truth)) == pytest.approx(math.log(2))
    assert float(segmentation_loss(torch.full_like(truth, -20.0), truth)) < 1e-6


def test_the_batch_counts_each_slice_once():
    truth = torch.cat([square(), torch.zeros(1, 1, 16, 16), square(3)])
    logits = torch.randn(truth.shape, generator=torch.Generator().manual_seed(0))
    each = [segmentation_loss(logits[i : i + 1], truth[i : i + 1]) for i in range(3)]
    torch.testing.assert_close(segmentation_loss(logits, truth), torch.stack(each).mean())


def test_bfloat16_logits_are_summed_in_float32():
    truth = square(100, 128)
    logits = 8 * (truth - 0.5)
    loss = segmentation_loss(logits.bfloat16(), truth)
    torch.testing.assert_close(loss, segmentation_loss(logits, truth))


def test_the_last_iteration_counts_most_and_only_detailed_ones_at_full_resolution():
    truth = square()
    coarse_truth = truth[..., ::8, ::8]
    generator = torch.Generator().manual_seed(0)
    coarse = [torch.randn(1, 1, 2, 2, generator=generator) for _ in range(3)]
    fine = [torch.randn(1, 1, 16, 16, generator=generator) for _ in range(3)]
    steps = [step(i, *pair) for i, pair in enumerate(zip(coarse, fine, strict=True))]
    wanted = (
        0.3 * segmentation_loss(coarse[0], coarse_truth)
        + 0.3 * (segmentation_loss(coarse[1], coarse_truth) + segmentation_loss(fine[1], truth))
        + segmentation_loss(coarse[2], coarse_truth)
        + segmentation_loss(fine[2], truth)
    )
    torch.testing.assert_close(iteration_loss(steps, truth, {1, 2}), wanted)
