"""Choosing where networks run."""

from __future__ import annotations

import ctypes
import sys
import time
from typing import TYPE_CHECKING

import torch

from annotator.core.errors import UserError
from annotator.core.texts import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

DEVICES = ("auto", "cpu", "cuda", "mps")


def choose_device(wanted: str = "auto") -> torch.device:
    """Device for "auto" (CUDA, else Apple MPS, else CPU), "cpu", "cuda" or "mps".

    Raises
    ------
    UserError
        If the device was asked for by name but is not there.
    """
    cuda, mps = torch.cuda.is_available(), torch.backends.mps.is_available()
    if wanted == "auto":
        return torch.device("cuda" if cuda else "mps" if mps else "cpu")
    if wanted not in DEVICES:
        raise UserError(
            tr(
                "There is no device '{wanted}'; choose one of {choices}.",
                wanted=wanted,
                choices=", ".join(DEVICES),
            )
        )
    if (wanted == "cuda" and not cuda) or (wanted == "mps" and not mps):
        kind = "CUDA GPU" if wanted == "cuda" else tr("Apple GPU")
        raise UserError(
            tr("No {kind} is available to torch here; use --device cpu or auto.", kind=kind)
        )
    return torch.device(wanted)


def describe_device(device: torch.device) -> str:
    """Name for people: "CPU (2 threads)", "NVIDIA RTX 4090"."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    if device.type == "mps":
        return tr("Apple GPU")
    count = torch.get_num_threads()
    return tr("CPU ({n} thread)", "CPU ({n} threads)", n=count)


def free_memory(device: torch.device) -> None:
    """Give cached memory back after a failure."""
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()


def trim_memory() -> None:
    """Give memory that was freed back to the system, where the C library hoards it (Linux)."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # not in every C library
        if trim is not None:
            trim(0)


_fast: dict[str, bool] = {}
"""What was found of mixed precision by type of device, or said by `compute_like`."""


def has_fast_bfloat16(device: torch.device) -> bool:
    """Tell whether mixed precision pays: on CUDA, and on CPUs that multiply bfloat16 faster."""
    if device.type != "cpu":
        return device.type == "cuda"
    if "cpu" not in _fast:
        _fast["cpu"] = _multiplies_bfloat16_faster()
    return _fast["cpu"]


def arithmetic() -> dict[str, str]:
    """Say how this process computes on the CPU, where that may change last digits."""
    halves = has_fast_bfloat16(torch.device("cpu"))
    return {"threads": str(torch.get_num_threads()), "bfloat16": "yes" if halves else "no"}


def compute_like(recorded: Mapping[str, str]) -> None:
    """Compute on the CPU as `arithmetic` said at another time; what it left open stays."""
    if recorded.get("threads", "").isdecimal():
        torch.set_num_threads(max(1, int(recorded["threads"])))
    if "bfloat16" in recorded:
        _fast["cpu"] = recorded["bfloat16"] == "yes"


def _multiplies_bfloat16_faster() -> bool:
    seconds = {}
    for dtype in (torch.float32, torch.bfloat16):
        matrix = torch.ones(384, 384, dtype=dtype)
        runs = []
        for _ in range(6):
            started = time.perf_counter()
            matrix @ matrix
            runs.append(time.perf_counter() - started)
        seconds[dtype] = min(runs)
    return seconds[torch.bfloat16] < 0.8 * seconds[torch.float32]
