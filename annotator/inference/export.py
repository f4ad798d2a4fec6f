"""Trained networks as graphs of `torch.export`, to be run without this program.

A graph holds the weights, takes and gives plain tensors of one size, and counts as written only
when what it computes, read back, is what the network computes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from annotator.core.errors import UserError
from annotator.inference.model_store import NETWORKS, load_network
from annotator.nets.catnet.network import CATNet
from annotator.nets.cloformer.network import CloFormer
from annotator.nets.cloformer.slice_net import SliceNet, SliceOutput
from annotator.nets.grl import reference
from annotator.nets.grl.network import GRL
from annotator.nets.grl.slice_denoiser import SliceDenoiser, can_denoise

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.inference.model_store import Model

TOLERANCE = 1e-4
"""Largest difference between graph and network that is taken."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A graph that was written.

    Attributes
    ----------
    inputs, outputs
        Names and shapes, in order.
    difference
        Largest difference to the network on random input.
    """

    inputs: dict[str, tuple[int, ...]]
    outputs: dict[str, tuple[int, ...]]
    difference: float


class _Graph(nn.Module):
    """A network whose inputs and outputs are plain tensors with names."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]

    def example(self, size: int, batch: int, shots: int, seed: int) -> tuple[Tensor, ...]:
        """Random input."""
        raise NotImplementedError

    def expected(self, *given: Tensor) -> tuple[Tensor, ...]:
        """Return what the network of this program computes."""
        found: tuple[Tensor, ...] = self(*given)
        return found


class _Segmenter(_Graph):
    """CAT-Net with a fixed number of iterations; foreground logits after each, (B, I + 1, H, W)."""

    inputs = ("query", "support", "support_mask", "weights", "location")
    outputs = ("logits",)

    def __init__(self, net: CATNet, iterations: int) -> None:
        super().__init__()
        self.net = net
        self.iterations = iterations

    def forward(
        self,
        query: Tensor,
        support: Tensor,
        support_mask: Tensor,
        weights: Tensor,
        location: Tensor,
    ) -> tuple[Tensor]:
        steps = self.net(
            query,
            support,
            support_mask,
            weights=weights,
            location=location,
            iterations=self.iterations,
        )
        return (torch.cat([step.logits for step in steps], dim=1),)

    def example(self, size: int, batch: int, shots: int, seed: int) -> tuple[Tensor, ...]:
        draw = torch.Generator().manual_seed(seed)
        support_mask = (torch.rand(batch, shots, size, size, generator=draw) > 0.6).float()
        return (
            torch.randn(batch, 1, size, size, generator=draw),
            torch.randn(batch, shots, 1, size, size, generator=draw),
            support_mask,
            torch.rand(batch, shots, generator=draw) + 0.1,
            torch.rand(batch, 2, size, size, generator=draw) * 2 - 1,
        )


class _Denoiser(_Graph):
    """GRL as a denoiser of slices, with the standard deviation of their noise.

    The graph is that of the reference form; it has to agree with the fast one.
    """

    inputs = ("image", "level")
    outputs = ("denoised",)

    def __init__(self, net: GRL) -> None:
        super().__init__()
        plain = reference.GRL(net.config)
        plain.load_state_dict(net.state_dict())
        self.net = SliceDenoiser(plain.eval())
        self._fast = (SliceDenoiser(net).eval(),)  # in a tuple, so that it is no part of the graph

    def expected(self, *given: Tensor) -> tuple[Tensor, ...]:
        return (self._fast[0](*given),)

    def forward(self, image: Tensor, level: Tensor) -> tuple[Tensor]:
        return (self.net(image, level),)

    def example(self, size: int, batch: int, shots: int, seed: int) -> tuple[Tensor, ...]:
        draw = torch.Generator().manual_seed(seed)
        image = torch.rand(batch, 1, size, size, generator=draw)
        return image, torch.rand(batch, generator=draw) * 0.1 + 0.01


class _Classifier(_Graph):
    """CloFormer, or the slice classifier made of it."""

    inputs = ("images",)

    def __init__(self, net: CloFormer | SliceNet, channels: int, outputs: tuple[str, ...]) -> None:
        super().__init__()
        self.net = net
        self.channels = channels
        self.outputs = outputs

    def forward(self, images: Tensor) -> tuple[Tensor, ...]:
        found = self.net(images)
        return (found,) if isinstance(found, Tensor) else tuple(found)

    def example(self, size: int, batch: int, shots: int, seed: int) -> tuple[Tensor, ...]:
        draw = torch.Generator().manual_seed(seed)
        return (torch.randn(batch, self.channels, size, size, generator=draw),)


def _graph_of(network: nn.Module, iterations: int) -> _Graph:
    if isinstance(network, CATNet):
        return _Segmenter(network, iterations)
    if isinstance(network, GRL) and can_denoise(network.config):
        return _Denoiser(network)
    if isinstance(network, SliceNet):
        return _Classifier(network, network.config.in_channels, SliceOutput._fields)
    if isinstance(network, CloFormer):
        return _Classifier(network, network.config.in_channels, ("logits",))
    raise UserError("This network cannot be exported.")


def export_network(
    model: Model,
    path: Path,
    *,
    size: int = 256,
    batch: int = 1,
    shots: int = 2,
    iterations: int = 4,
) -> Exported:
    """Write a model as a graph.

    Parameters
    ----------
    model
        What is exported.
    path
        New or empty file, to be dropped if this fails.
    size
        Height and width of the slices.
    batch
        Slices at once.
    shots
        Support slices of each query slice (CAT-Net).
    iterations
        Refinements of the first mask (CAT-Net).

    Raises
    ------
    UserError
        If the network cannot be exported, or the graph computes something else.
    """
    network = load_network(model, NETWORKS[model.architecture]).eval()
    wrapped = _graph_of(network, iterations)
    make_input = partial(wrapped.example, size, batch, shots)
    with torch.no_grad():
        try:
            program = torch.export.export(wrapped, make_input(0))
        except (RuntimeError, ValueError) as error:
            raise UserError(
                f"{model.name} cannot be exported at {size} × {size}: {str(error)[:200]}"
            ) from error
        with path.open("wb") as file:
            torch.export.save(program, file)
        with path.open("rb") as file:
            graph = torch.export.load(file).module()
        given = make_input(1)
        expected, found = wrapped.expected(*given), graph(*given)
        pairs = zip(expected, found, strict=True)
        difference = max(float((one - other).abs().max()) for one, other in pairs)
    if not difference <= TOLERANCE:
        raise UserError(f"The graph of {model.name} differs from the network by {difference:.1e}.")
    shapes = [tuple(tensor.shape) for tensor in (*given, *found)]
    count = len(given)
    return Exported(
        dict(zip(wrapped.inputs, shapes[:count], strict=True)),
        dict(zip(wrapped.outputs, shapes[count:], strict=True)),
        difference,
    )
