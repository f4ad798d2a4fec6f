"""What a run did on one slice, computed again when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from annotator.core.cancel import CancelToken
from annotator.core.errors import UserError
from annotator.core.inspection import Attention, Frame, Inspection
from annotator.core.proposal import IterationResult
from annotator.inference.catnet.propagator import CatNetPropagator
from tests.helpers.models import blobs, install_model, request

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.core.support import PropagationRequest

PAINTED = [3, 7, 11]


@pytest.fixture
def propagator(tmp_path: Path) -> CatNetPropagator:
    return CatNetPropagator(install_model(tmp_path))


def inspect(
    propagator: CatNetPropagator,
    wanted: PropagationRequest,
    label: int,
    index: int,
    attention: bool = False,
) -> Inspection:
    *_, found = propagator.inspect(wanted, label, index, CancelToken(), attention)
    assert isinstance(found, Inspection)
    return found


def masks(
    propagator: CatNetPropagator, wanted: PropagationRequest
) -> dict[tuple[int, int], object]:
    return {
        (item.slice_index, item.iteration): item
        for item in propagator.propagate(wanted, CancelToken())
        if isinstance(item, IterationResult)
    }


@pytest.mark.parametrize("adaptation", ["off", 2])
@pytest.mark.parametrize("method", ["fused", "catnet"])
def test_probabilities_are_those_of_the_run(propagator, method, adaptation):
    volume, truth = blobs()
    truth[truth == 2] = 0
    wanted = request(volume, truth, PAINTED, method=method, adaptation=adaptation)
    results = masks(propagator, wanted)
    found = inspect(propagator, wanted, 1, 5)
    for iteration in range(2):  # the last one is smoothed along the axis
        result = results[5, iteration]
        differing = (found.fused[iteration] > 0.5) != (result.labels == 1)
        assert differing.sum() <= 2  # batches of another size round otherwise
        assert found.shares[iteration] == pytest.approx(result.stats[1].share, abs=1e-3)
    if method == "catnet":
        assert np.array_equal(found.network, found.fused)
        assert (found.shares == 1).all()


def test_a_request_that_was_not_run_gives_what_its_run_would(tmp_path: Path):
    store = install_model(tmp_path)
    volume, truth = blobs()
    wanted = request(volume, truth, PAINTED)
    ran = CatNetPropagator(store)
    masks(ran, wanted)
    ahead = inspect(CatNetPropagator(store), wanted, 2, 5)
    assert np.allclose(ahead.fused, inspect(ran, wanted, 2, 5).fused, atol=1e-4)


def test_what_was_learned_in_the_background_is_not_learned_again(
    propagator: CatNetPropagator, monkeypatch: pytest.MonkeyPatch
) -> None:
    volume, truth = blobs()
    wanted = request(volume, truth, PAINTED, adaptation=1)
    list(propagator.learn(wanted, CancelToken()))
    monkeypatch.delattr("annotator.inference.catnet.adapter.adapt")
    assert inspect(propagator, wanted, 1, 5).index == 5  # as after work was recovered


def test_earlier_decoders_are_kept_for_the_run_that_used_them(propagator):
    volume, truth = blobs()
    wanted = request(volume, truth, PAINTED, adaptation=2)
    masks(propagator, wanted)
    before = inspect(propagator, wanted, 1, 5)
    list(propagator.learn(request(volume, truth, [3, 11], adaptation=3), CancelToken()))
    assert np.array_equal(before.fused, inspect(propagator, wanted, 1, 5).fused)


def test_priors_lie_in_the_window_and_agree_with_the_shape(propagator):
    volume, truth = blobs()
    wanted = request(volume, truth, PAINTED)
    masks(propagator, wanted)
    found = inspect(propagator, wanted, 1, 5)
    inside = ~np.isnan(found.prior)
    assert np.array_equal(inside, ~np.isnan(found.location))
    assert inside[truth[5] == 1].all()
    assert found.prior[inside].min() >= 0
    assert found.prior[inside].max() <= 1
    shape, known = found.interpolation > 0.5, found.location > 0
    assert 2 * (shape & known).sum() / (shape.sum() + known.sum()) > 0.9


def test_attention_sums_to_one_in_both_directions(propagator):
    volume, truth = blobs()
    wanted = request(volume, truth, PAINTED)
    masks(propagator, wanted)
    attention = inspect(propagator, wanted, 1, 5, attention=True).attention
    assert attention.supports == (3, 7)
    assert attention.heads == 2
    cell = attention.frame.cell(15, 14, attention.grid)
    assert cell is not None
    for head in (None, 0, 1):
        there = attention.of_query(cell, 2, head)
        assert there.shape == (2, *attention.grid)
        assert there.sum() == pytest.approx(1, abs=1e-4)
        back = attention.of_support(1, cell, 1, head)
        assert back.sum() == pytest.approx(1, abs=1e-4)
    assert attention.of_query(cell, 0) is None
    assert not np.allclose(attention.of_query(cell, 2, 0), attention.of_query(cell, 2, 1))


def test_interpolation_alone_has_no_network_to_look_into(propagator):
    volume, truth = blobs()
    wanted = request(volume, truth, PAINTED, method="interpolation")
    results = masks(propagator, wanted)
    found = inspect(propagator, wanted, 1, 5)
    assert found.network is None
    assert found.prior is None
    assert (found.shares == 0).all()
    assert np.array_equal(found.fused[0] > 0.5, results[5, 0].labels == 1)


def test_a_label_without_painted_slices_is_refused(propagator):
    volume, truth = blobs()
    wanted = request(volume, truth, PAINTED)
    with pytest.raises(UserError, match="Paint"):
        inspect(propagator, wanted, 9, 5)


def test_cells_of_a_window():
    frame = Frame(top=9.5, left=-0.5, height=8, width=4)
    assert frame.cell(10, 0, (4, 2)) == (0, 0)
    assert frame.cell(17, 3, (4, 2)) == (3, 1)
    assert frame.cell(9, 0, (4, 2)) is None
    assert frame.cell(10, 4, (4, 2)) is None


def test_attention_of_hand_made_weights():
    """Two cells, two supports, one head: what is read out is what was put in."""
    on_support = np.zeros((1, 1, 2, 2, 2), np.float32)
    on_support[0, 0, 1] = [[0.1, 0.2], [0.3, 0.4]]
    frame = Frame(0, 0, 1, 2)
    attention = Attention((3, 7), frame, (frame, frame), (1, 2), on_support, None)
    assert np.array_equal(attention.of_query((0, 1), 1), on_support[0, 0, 1][:, None])
    assert attention.of_support(0, (0, 0), 1) is None
