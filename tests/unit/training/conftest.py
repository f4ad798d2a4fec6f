"""Small volumes with organs of known shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from annotator.training.cases import Case, add_field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

SHAPE = (16, 44, 48)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def organs(seed: int) -> tuple[NDArray[np.int16], NDArray[np.uint8]]:
    """Image and labels ``(z, y, x)``: a body with a bright and a dark ellipsoid."""
    rng = np.random.default_rng(seed)
    z, y, x = np.mgrid[tuple(slice(n) for n in SHAPE)]
    middle = [(n - 1) / 2 for n in SHAPE]

    def ellipsoid(
        center: tuple[float, float, float], radii: tuple[float, float, float]
    ) -> NDArray[np.bool_]:
        parts = [(a - c) / r for a, c, r in zip((z, y, x), center, radii, strict=True)]
        return np.asarray(sum(part**2 for part in parts) < 1)

    image = np.full(SHAPE, -1000.0)
    image[ellipsoid((middle[0], middle[1], middle[2]), (40, 20, 22))] = 40
    labels = np.zeros(SHAPE, np.uint8)
    for value, grey, side in ((1, 160.0, -9.0), (2, -60.0, 9.0)):
        center = (middle[0] + rng.uniform(-1, 1), middle[1], middle[2] + side)
        inside = ellipsoid(center, (5.5, 8 + rng.uniform(0, 2), 6))
        image[inside], labels[inside] = grey, value
    image += rng.normal(0, 8, SHAPE)
    return image.astype(np.int16), labels


@pytest.fixture
def make_case() -> Callable[..., Case]:
    """Make a case: name, seed, spacing; labels 1 "liver" and 2 "spleen" unless not wanted."""

    def make(
        name: str = "one",
        seed: int = 0,
        spacing: tuple[float, float, float] = (5.0, 2.0, 2.0),
        labelled: bool = True,
    ) -> Case:
        image, labels = organs(seed)
        case = Case(name, image, spacing, {}, [], f"{name}-{seed}")
        if labelled:
            add_field(case, "labels", labels, {1: "liver", 2: "spleen"})
        return case

    return make
