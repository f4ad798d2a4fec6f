"""Where structures lie, roughly, from the slice classifier's embeddings; learned in seconds.

Our own, from no paper: three small 3D convolutions, since what lies above and below a place tells
as much of it as the slice itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch.nn.functional as F
from torch import nn

if TYPE_CHECKING:
    from torch import Tensor


class LocatorNet(nn.Module):
    """Chances of structures at every place of a volume.

    Parameters
    ----------
    channels
        Features of a place.
    structures
        Structures to be told apart; they may overlap.
    """

    def __init__(self, channels: int, structures: int, width: int = 24) -> None:
        super().__init__()
        self.inward = nn.Conv3d(channels, width, 1)
        self.near = nn.Conv3d(width, width, 3, padding=1)
        self.far = nn.Conv3d(width, width, 3, padding=2, dilation=2)
        self.outward = nn.Conv3d(width, structures, 1)

    def forward(self, features: Tensor) -> Tensor:
        """Logits (B, structures, N, H, W) from features (B, channels, N, H, W)."""
        hidden = F.dropout3d(F.relu(self.inward(features)), 0.1, self.training)
        hidden = F.relu(self.far(F.relu(self.near(hidden))))
        logits: Tensor = self.outward(hidden)
        return logits
