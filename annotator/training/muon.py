"""Muon for the inner layers of a network, AdamW for the rest."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from annotator.training.loop import decay_groups


class MuonWithAdamW(torch.optim.AdamW):
    """Muon for the matrices and kernels of inner layers, AdamW for all other parameters.

    Muon as Jordan et al. (2024) have it, kernels being flattened to matrices (outputs × the rest),
    with updates of the size of AdamW's (Liu et al., "Muon is scalable for LLM training", 2025), so
    that both share one learning rate. First and last layers, of one channel, are AdamW's.
    """

    def __init__(self, net: nn.Module, rate: float, weight_decay: float) -> None:
        inner = [p for p in net.parameters() if p.ndim > 1 and min(p.shape[:2]) > 1]
        outer = [p for p in net.parameters() if not any(p is other for other in inner)]
        super().__init__(decay_groups(outer, weight_decay), lr=rate)
        self.inner = inner
        self.matrices = [nn.Parameter(_matrix(p.detach())) for p in inner]
        if any(m.data_ptr() != p.data_ptr() for m, p in zip(self.matrices, inner, strict=True)):
            raise ValueError("The network's kernels must lie channels-last in memory.")
        self.muon = torch.optim.Muon(
            self.matrices, lr=rate, weight_decay=weight_decay, adjust_lr_fn="match_rms_adamw"
        )

    def step(self, closure: Any = None) -> Any:
        """Both optimisers' step, at AdamW's learning rate."""
        for parameter, matrix in zip(self.inner, self.matrices, strict=True):
            matrix.grad = None if parameter.grad is None else _matrix(parameter.grad)
        for group in self.muon.param_groups:
            group["lr"] = self.param_groups[0]["lr"]
        self.muon.step()  # type: ignore[no-untyped-call]
        return super().step(closure)

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients of all parameters."""
        super().zero_grad(set_to_none)
        for parameter in self.inner:
            parameter.grad = None

    def state_dict(self) -> dict[str, Any]:
        """State of both."""
        return {"adamw": super().state_dict(), "muon": self.muon.state_dict()}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take the state of both."""
        super().load_state_dict(state_dict["adamw"])
        self.muon.load_state_dict(state_dict["muon"])


def _matrix(weight: Tensor) -> Tensor:
    """View of a weight as (outputs, rest); kernels lie channels-last in memory."""
    if weight.ndim == 4:
        weight = weight.permute(0, 2, 3, 1)
    return weight.reshape(len(weight), -1)
