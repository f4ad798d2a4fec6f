"""What devices are good for."""

from __future__ import annotations

import torch

from annotator.inference.devices import has_fast_bfloat16


def test_bfloat16_is_for_cuda_not_for_apple() -> None:
    assert has_fast_bfloat16(torch.device("cuda"))
    assert not has_fast_bfloat16(torch.device("mps"))
    assert has_fast_bfloat16(torch.device("cpu")) in (True, False)
