from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from annotator.core.cancel import Cancelled, CancelToken
from annotator.core.errors import UserError
from annotator.core.proposal import RunProgress
from annotator.core.slice_scores import UNKNOWN, PresenceScores, SliceDescriptions
from annotator.core.support import supports_from_labels
from annotator.inference.cloformer.presence import (
    EVIDENCE,
    Likeness,
    Painted,
    Place,
    outward_evidence,
    score_presence,
)
from annotator.inference.cloformer.slice_frames import SliceFrames
from annotator.inference.cloformer.slice_scorer import CloFormerScorer, smooth
from annotator.inference.cloformer.slice_tokens import token_grid, tokens
from annotator.inference.model_store import ModelStore
from annotator.inference.slice_stack import SliceStack
from annotator.nets.cloformer.slice_net import SliceNet, SliceNetConfig, survival
from tests.helpers.models import blobs
from tests.helpers.slice_models import install_classifier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.core.support import SupportSet


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def scorer(tmp_path: Path) -> CloFormerScorer:
    return CloFormerScorer(install_classifier(tmp_path))


def painted(
    truth: np.ndarray, indices: list[int], absent: frozenset[int] = frozenset()
) -> SupportSet:
    return supports_from_labels(truth, 0, values=[1], painted={1: indices}, absent={1: absent})[0]


def presence(scorer: CloFormerScorer, supports: SupportSet) -> tuple[PresenceScores, int]:
    """Scores, and how often progress was reported before."""
    volume, _ = blobs()
    *progress, found = scorer.presence(volume, 0, supports, CancelToken(), "cpu")
    assert isinstance(found, PresenceScores)
    assert all(isinstance(item, RunProgress) for item in progress)
    return found, len(progress)


def test_every_slice_is_described_along_every_axis(scorer: CloFormerScorer) -> None:
    volume, _ = blobs()
    for axis in range(3):
        *progress, found = scorer.describe(volume, axis, CancelToken(), "cpu")
        assert isinstance(found, SliceDescriptions)
        assert (found.axis, found.model) == (axis, "slices")
        assert [item.index for item in found.slices] == list(range(volume.voxels.shape[axis]))
        assert progress[-1] == RunProgress(len(found.slices), len(found.slices), progress[-1].text)
        first = found.slices[0]
        assert {item.modality for item in found.slices} == {first.modality}
        assert first.region in ("head", "abdomen")
        assert set(first.structures) == {"liver", "spleen"}
        assert list(first.structures.values()) == sorted(first.structures.values(), reverse=True)


def test_unsure_answers_are_unknown(tmp_path: Path) -> None:
    store = install_classifier(tmp_path, region_threshold=1.1, modality_threshold=1.1)
    *_, found = CloFormerScorer(store).describe(blobs()[0], 0, CancelToken(), "cpu")
    assert {(item.region, item.modality) for item in found.slices} == {(UNKNOWN, UNKNOWN)}
    assert all(0 < item.region_probability < 1 for item in found.slices)


def test_features_are_kept_for_the_next_stroke(scorer: CloFormerScorer) -> None:
    _, truth = blobs()
    first, worked = presence(scorer, painted(truth, [5, 8]))
    again, reused = presence(scorer, painted(truth, [5, 8]))
    assert worked > 0
    assert reused == 0
    np.testing.assert_array_equal(first.probability, again.probability)
    scorer.forget()
    assert presence(scorer, painted(truth, [5, 8]))[1] == worked


def test_presence_falls_outward_from_the_painted_slices(scorer: CloFormerScorer) -> None:
    _, truth = blobs()
    found, _ = presence(scorer, painted(truth, [5, 8]))
    assert found.probability.dtype == np.float32
    assert found.probability.shape == (14,)
    assert not found.probability.flags.writeable
    np.testing.assert_array_equal(found.probability[5:9], 1)
    assert (np.diff(found.probability[8:]) <= 0).all()
    assert (np.diff(found.probability[:6]) >= 0).all()
    assert found.first <= 5
    assert found.last >= 8
    inside = np.flatnonzero(found.probability >= 0.3)
    assert (found.first, found.last) == (inside[0], inside[-1])
    assert 0 <= found.confidence <= 1
    assert found.change[found.first + 1 : found.last + 1].mean() == pytest.approx(1, abs=1e-5)


def test_absent_slices_are_hard_ends(scorer: CloFormerScorer) -> None:
    _, truth = blobs()
    free, _ = presence(scorer, painted(truth, [5, 8]))
    cut, _ = presence(scorer, painted(truth, [5, 8], frozenset({10})))
    assert cut.last <= 9
    np.testing.assert_array_equal(cut.probability[10:], 0)
    assert cut.probability[9] < free.probability[9]  # of the ways to end, fewer are left
    np.testing.assert_allclose(cut.probability[:6], free.probability[:6])


def test_a_structure_painted_to_the_ends_of_the_volume(scorer: CloFormerScorer) -> None:
    volume, truth = blobs()
    truth = np.ones_like(truth)
    *_, found = scorer.presence(volume, 0, painted(truth, [0, 13]), CancelToken(), "cpu")
    assert (found.first, found.last) == (0, 13)
    np.testing.assert_array_equal(found.probability, 1)


def test_cancelling_keeps_nothing(scorer: CloFormerScorer) -> None:
    token = CancelToken()
    steps = scorer.describe(blobs()[0], 0, token, "cpu")
    next(steps)
    token.cancel()
    with pytest.raises(Cancelled):
        list(steps)
    *progress, _ = scorer.describe(blobs()[0], 0, CancelToken(), "cpu")
    assert progress


def test_without_a_model_there_is_an_answer_in_words(tmp_path: Path) -> None:
    scorer = CloFormerScorer(ModelStore([tmp_path]))
    assert scorer.model_names() == []
    with pytest.raises(UserError, match="No slice classifier is installed"):
        list(scorer.describe(blobs()[0], 0, CancelToken()))


def test_frames_hold_the_body_and_its_neighbours() -> None:
    volume, truth = blobs()
    frames = SliceFrames(SliceStack(volume, 0), 32)
    images = frames.images(0, 13)
    assert images.shape == (14, 3, 32, 32)
    torch.testing.assert_close(images[1:, 0], images[:-1, 1])
    torch.testing.assert_close(images[0, 0], images[0, 1])  # nothing lies before the first slice
    masks = frames.masks([truth[7] == 1])
    assert float(images[7, 1][masks[0] > 0.9].mean()) > float(images[7, 1][masks[0] < 0.1].mean())


def test_tokens_read_a_map_where_the_grid_lies() -> None:
    line = (torch.arange(40) + 0.5) / 20 - 1
    maps = torch.stack(torch.meshgrid(line, line, indexing="ij")[::-1])[None]  # x, y
    mask = torch.zeros(1, 40, 40)
    mask[0, 4:12, 20:28] = 1
    grid = token_grid(mask)
    read = tokens(maps, grid)[0].reshape(*grid.shape)
    torch.testing.assert_close(read, grid, atol=1e-5, rtol=0)
    assert tokens(mask[:, None], grid).mean() > 0.25  # the window fits the structure


def test_evidence_tells_slices_with_the_structure_from_others() -> None:
    """Embeddings that are one direction inside the structure and another one outside."""
    torch.manual_seed(0)
    net = SliceNet(SliceNetConfig(regions=("a",), structures=("b",))).eval()
    net.requires_grad_(requires_grad=False)
    maps = torch.zeros(12, 32, 8, 8)
    maps[:, 0] = 1
    maps[3:9, 0, 2:6, 2:6], maps[3:9, 1, 2:6, 2:6] = 0, 1
    mask = torch.zeros(2, 32, 32)
    mask[:, 8:24, 8:24] = 1
    known = Painted([5, 6], mask, np.array([400.0, 400.0]), 2.0)
    above = outward_evidence(net, maps, known, 1, 12)
    below = outward_evidence(net, maps, known, -1, 3)
    assert above.shape == (EVIDENCE, 5)
    assert below.shape == (EVIDENCE, 3)
    inside, outside = above[2, :2], above[2, 2:]  # share of the structure at its place
    assert float(inside.min()) > 2 * float(outside.max())
    assert outward_evidence(net, maps[:7], known, 1, 12).shape == (EVIDENCE, 0)
    parts = [outward_evidence(net, maps, known, 1, reach, skip) for reach, skip in ((2, 0), (9, 2))]
    torch.testing.assert_close(torch.cat(parts, 1), above)


def test_survival_is_the_product_of_not_ending() -> None:
    logits = torch.tensor([[0.0, 0.0, -50.0, 50.0]])
    torch.testing.assert_close(survival(logits), torch.tensor([[0.5, 0.25, 0.25, 0.0]]))


def test_smoothing_keeps_what_does_not_change() -> None:
    logits = torch.arange(3.0)[:, None].expand(3, 2)
    torch.testing.assert_close(smooth(logits)[1], logits[1])
    torch.testing.assert_close(smooth(torch.ones(4, 2)), torch.ones(4, 2))


def test_a_gate_that_is_never_unsure_is_confident() -> None:
    torch.manual_seed(0)
    net = SliceNet(SliceNetConfig(regions=("a",), structures=("b",))).eval()
    torch.nn.init.zeros_(net.ends.layers[-1].weight)
    torch.nn.init.constant_(net.ends.layers[-1].bias, 60.0)  # it ends at once
    maps = torch.nn.functional.normalize(torch.randn(20, 32, 8, 8), dim=1)
    known = Painted([8, 9], torch.ones(2, 32, 32), np.array([100.0, 100.0]), 1.0)
    supports = painted(np.ones((20, 4, 4), np.uint8), [8, 9])
    found = score_presence(net, maps, known, supports, 0, 0.3)
    assert (found.first, found.last) == (8, 9)
    assert found.confidence == pytest.approx(1.0)


def test_presence_comes_with_the_evidence_it_rests_on() -> None:
    torch.manual_seed(0)
    net = SliceNet(SliceNetConfig(regions=("a",), structures=("b",))).eval()
    torch.nn.init.zeros_(net.ends.layers[-1].weight)
    torch.nn.init.constant_(net.ends.layers[-1].bias, -4.0)  # it goes on for long
    maps = torch.nn.functional.normalize(torch.randn(20, 32, 8, 8), dim=1)
    known = Painted([8, 9], torch.ones(2, 32, 32), np.array([100.0, 100.0]), 1.0)
    supports = painted(np.ones((20, 4, 4), np.uint8), [8, 9])
    found = score_presence(net, maps, known, supports, 0, 0.3)
    above = outward_evidence(net, maps, known, 1, 24).detach().numpy()
    below = outward_evidence(net, maps, known, -1, 24).detach().numpy()
    for number, name in enumerate((*Likeness._fields, *Place._fields)):
        values = found.evidence[name]
        assert np.isnan(values[8:10]).all()
        np.testing.assert_allclose(values[10:], above[number], rtol=1e-5)
        np.testing.assert_allclose(values[7::-1], below[number], rtol=1e-5)
