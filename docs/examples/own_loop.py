"""CAT-Net in a loop of your own: features once per slice, then one mask per iteration."""

import torch

import annotator

net = annotator.load_model("catnet-small")

size = 128
rows, columns = torch.meshgrid(torch.arange(size), torch.arange(size), indexing="ij")


def slice_with_disc(row: float, column: float) -> tuple[torch.Tensor, torch.Tensor]:
    """Noise of zero mean and unit deviation with a bright disc, and the disc: (1, 1, H, W) each."""
    disc = ((rows - row) ** 2 + (columns - column) ** 2 < 24**2).float()[None, None]
    return torch.randn(1, 1, size, size) * 0.3 + 2 * disc - 0.5, disc


torch.manual_seed(0)
support, painted = slice_with_disc(60, 60)
query, truth = slice_with_disc(66, 70)

with torch.inference_mode():
    seen, asked = net.encode(support), net.encode(query)
    for step in net.decode(asked, seen, painted, size=(size, size), iterations=4):
        mask = step.logits > 0
        dice = 2 * (mask * truth).sum() / (mask.sum() + truth.sum())
        print(f"iteration {step.iteration}: Dice {float(dice):.3f}")
