"""The few-shot papers' protocol: which slices serve which, and what is scored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch

from annotator.nets.catnet.network import CATNetStep
from annotator.training.cases import Case, add_field
from annotator.training.catnet.protocol import chunk_bounds, cross_patient_dice, support_positions
from annotator.training.evaluation import evenly_spaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor


@pytest.mark.parametrize(
    ("slices", "bounds"),
    [(1, [0, 0, 0, 1]), (4, [0, 1, 2, 4]), (11, [0, 3, 7, 11]), (29, [0, 9, 19, 29])],
)
def test_chunks_of_the_query_are_those_of_the_reference_code(
    slices: int, bounds: list[int]
) -> None:
    assert chunk_bounds(slices, 3) == bounds


@pytest.mark.parametrize(
    ("slices", "positions"),
    [(1, [0, 0, 0]), (3, [0, 1, 2]), (10, [1, 5, 8]), (31, [5, 15, 25])],
)
def test_support_slices_are_those_of_the_reference_code(slices: int, positions: list[int]) -> None:
    assert support_positions(slices, 3) == positions


class CopyingNet:
    """Answers every query with the support's mask."""

    def __init__(self) -> None:
        self.encoded: list[Tensor] = []

    def encode(self, images: Tensor) -> Tensor:
        self.encoded.append(images)
        return images

    def decode(
        self, query: Tensor, _support: Tensor, mask: Tensor, **_: Any
    ) -> Iterator[CATNetStep]:
        logits = (mask - 0.5).expand(len(query), -1, -1, -1)
        yield CATNetStep(0, logits, logits, logits, logits)


def a_case(radii: list[float], center: float = 24.0) -> Case:
    y, x = np.mgrid[:48, :48]
    field = np.stack([np.hypot(y - 24, x - center) < r for r in radii]).astype(np.uint8)
    voxels = (field * 100 + np.arange(48)).astype(np.int16)
    case = Case("case", voxels, (5.0, 1.0, 1.0), {}, [])
    add_field(case, "labels", field, {1: "organ"})
    return case


def dice_of(support: Case, query: Case) -> float:
    net: Any = CopyingNet()
    return cross_patient_dice(net, support, query, "organ", size=96, iterations=0)


def test_copying_an_equal_organ_is_nearly_perfect() -> None:
    case = a_case([0.0, *[9.0] * 9, 0.0])
    assert dice_of(case, case) > 0.95


def test_an_organ_elsewhere_scores_lower() -> None:
    support = a_case([9.0] * 9)
    assert dice_of(support, a_case([9.0] * 9, center=31.0)) < 0.7
    assert dice_of(support, a_case([9.0] * 9, center=26.0)) < dice_of(support, support)


def test_each_chunk_is_segmented_from_its_own_support_slice() -> None:
    growing = a_case([5.0] * 3 + [9.0] * 3 + [14.0] * 3)
    assert dice_of(growing, growing) > 0.95


def test_a_missing_organ_is_named() -> None:
    case = a_case([9.0] * 9)
    with pytest.raises(ValueError, match="spleen"):
        cross_patient_dice(CopyingNet(), case, case, "spleen", size=96, iterations=0)  # type: ignore[arg-type]


def test_the_network_sees_normalised_windows() -> None:
    net: Any = CopyingNet()
    case = a_case([9.0] * 9)
    cross_patient_dice(net, case, case, "organ", size=96, iterations=0)
    assert all(abs(float(images.mean())) < 0.5 for images in net.encoded)
    assert torch.cat([i for i in net.encoded if len(i) > 1]).std() == pytest.approx(1.0, abs=0.3)


def test_more_slices_than_there_are_is_all_of_them() -> None:
    assert evenly_spaced([3, 4, 7], 10**12) == [3, 4, 7]
