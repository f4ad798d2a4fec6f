"""Several processes that train one network together, as `torchrun` starts them."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
import torch.distributed as dist

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Ranks:
    """A process among those of a training.

    Attributes
    ----------
    device
        Where this one trains.
    rank
        Number of this process; process 0 validates, reports and writes.
    count
        How many there are.
    """

    device: torch.device
    rank: int = 0
    count: int = 1

    @property
    def is_main(self) -> bool:
        """Whether this is the process that writes."""
        return self.rank == 0

    def of_main(self, value: float) -> float:
        """Return what process 0 passes."""
        return self._together(value, mean=False)

    def mean(self, value: float) -> float:
        """Mean of what all processes pass."""
        return self._together(value, mean=True)

    def wait(self) -> None:
        """Go on when all processes are here."""
        if self.count > 1:
            dist.barrier()

    def _together(self, value: float, *, mean: bool) -> float:
        if self.count == 1:
            return value
        shared = torch.tensor(value, dtype=torch.float64, device=self.device)
        if mean:
            dist.all_reduce(shared)
            shared /= self.count
        else:
            dist.broadcast(shared, 0)
        return float(shared)


@contextmanager
def join_ranks(device: torch.device) -> Iterator[Ranks]:
    """Join the other processes of `torchrun`; a process that was started alone stays alone.

    Parameters
    ----------
    device
        Kind of device; with CUDA each process of a computer takes a GPU of its own.
    """
    if not (dist.is_available() and dist.is_torchelastic_launched()):
        yield Ranks(device)
        return
    if device.type == "cuda":
        device = torch.device("cuda", int(os.environ["LOCAL_RANK"]))
        torch.cuda.set_device(device)
    dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
    try:
        yield Ranks(device, dist.get_rank(), dist.get_world_size())
    finally:
        dist.destroy_process_group()
