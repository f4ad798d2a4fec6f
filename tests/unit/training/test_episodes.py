"""Episodes: reproducible, of every kind, with the shapes and values that the network expects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from annotator.core.errors import UserError
from annotator.training.cases import Case, add_field
from annotator.training.catnet.episodes import Episodes, EpisodeSampler
from annotator.training.catnet.options import EpisodeConfig

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from annotator.training.cases import CaseStructure

CONFIG = EpisodeConfig(size=32, queries=3)
ONLY = {
    kind: replace(
        CONFIG,
        **{
            "labels": 0.0,
            "supervoxels": 0.0,
            "cross_patient": 0.0,
            "shapes": 0.0,
            "keep_location": 1.0,
            kind: 1.0,
        },
    )
    for kind in ("labels", "supervoxels", "cross_patient", "shapes")
}


@pytest.fixture
def cases(make_case: Callable[..., Case]) -> list[Case]:
    """Two patients with both organs and blocks as supervoxels, one patient without labels."""
    made = [make_case("one", 0), make_case("two", 1), make_case("bare", 2, labelled=False)]
    for case in made:
        z, y, x = (np.arange(n) // step for n, step in zip(case.voxels.shape, (8, 11, 12)))  # noqa: B905
        blocks = 1 + z[:, None, None] * 16 + y[:, None] * 4 + x
        add_field(case, "supervoxels", blocks.astype(np.uint16))
    return made


def same(one: Episodes, other: Episodes) -> bool:
    return all(torch.equal(a, b) for a, b in zip(one, other, strict=True))


def test_batch_depends_on_seed_and_step_alone(cases: list[Case]) -> None:
    batch = EpisodeSampler(cases, CONFIG, seed=3).batch(5)
    other = EpisodeSampler(cases, CONFIG, seed=3)
    other.batch(4)
    assert same(other.batch(5), batch)
    assert not same(other.batch(6), batch)
    assert not same(EpisodeSampler(cases, CONFIG, seed=4).batch(5), batch)


def test_shapes_and_values(cases: list[Case]) -> None:
    sampler = EpisodeSampler(cases, CONFIG)
    shots = set()
    for step in range(12):
        batch = sampler.batch(step, structures=2)
        k = batch.support.shape[1]
        shots.add(k)
        assert batch.support.shape == (2, k, 1, 32, 32)
        assert batch.support_mask.shape == (2, k, 32, 32)
        assert batch.query.shape == batch.query_mask.shape == (6, 1, 32, 32)
        assert batch.weights.shape == (6, k)
        assert batch.location.shape == (6, 2, 32, 32)
        assert all(tensor.dtype == torch.float32 for tensor in batch)
        assert all(bool(tensor.isfinite().all()) for tensor in batch)
        for mask in (batch.support_mask, batch.query_mask):
            assert float(mask.min()) >= 0
            assert float(mask.max()) <= 1 + 1e-5
        assert bool((batch.support_mask.sum((2, 3)) >= 8).all())
        assert batch.location[:, 0].abs().max() <= 1
        assert 0 <= float(batch.location[:, 1].min()) <= float(batch.location[:, 1].max()) <= 2
        torch.testing.assert_close(batch.weights.sum(1), torch.ones(6))
    assert shots == {1, 2}


@pytest.mark.parametrize("kind", list(ONLY))
def test_every_kind_can_be_drawn_alone(cases: list[Case], kind: str) -> None:
    sampler = EpisodeSampler(cases, ONLY[kind])
    for step in range(4):
        batch = sampler.batch(step, structures=2)
        assert float(batch.query_mask.max()) > 0.5
        prior_is_given = bool(batch.location.any())
        assert prior_is_given == (kind != "cross_patient")  # another patient's shape says nothing


def test_mixed_kinds_are_all_drawn(cases: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = set()
    original = EpisodeSampler._try

    def watch(self: EpisodeSampler, kind: str, *rest: object) -> object:
        drawn.add(kind)
        return original(self, kind, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(EpisodeSampler, "_try", watch)
    sampler = EpisodeSampler(cases, CONFIG)
    for step in range(15):
        sampler.batch(step)
    assert drawn == {"labels", "supervoxels", "cross_patient", "shapes"}


def test_kinds_that_the_cases_do_not_allow_are_left_out(make_case: Callable[..., Case]) -> None:
    one_patient = [make_case("one"), make_case("bare", labelled=False)]
    config = replace(CONFIG, labels=0.0, shapes=0.0)
    with pytest.raises(UserError, match="no case has a labelled structure"):
        EpisodeSampler(one_patient, config)  # no supervoxels, and nobody shares a name
    EpisodeSampler(one_patient, replace(config, labels=0.1)).batch(0)
    with pytest.raises(UserError, match="nothing to learn from"):
        EpisodeSampler([], CONFIG)


def test_cross_patient_pairs_share_a_name_but_not_the_patient(
    make_case: Callable[..., Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    used: set[tuple[str, str]] = set()
    original = Case.mask

    def watch(case: Case, structure: CaseStructure, axis: int, index: int) -> NDArray[np.bool_]:
        used.add((case.name, structure.name))
        return original(case, structure, axis, index)

    monkeypatch.setattr(Case, "mask", watch)
    sampler = EpisodeSampler([make_case("one", 0), make_case("two", 1)], ONLY["cross_patient"])
    organs = set()
    for step in range(8):
        used.clear()
        sampler.batch(step, structures=1)
        assert {patient for patient, _ in used} == {"one", "two"}
        (organ,) = {name for _, name in used}
        organs.add(organ)
    assert organs == {"liver", "spleen"}


def test_a_ct_and_an_mr_are_no_pair(make_case: Callable[..., Case]) -> None:
    ct, mr = make_case("one", 0), make_case("two", 1)
    ct.modality, mr.modality = "CT", "MR"
    with pytest.raises(UserError, match="nothing to learn from"):
        EpisodeSampler([ct, mr], ONLY["cross_patient"])
    mr.modality = "CT"
    EpisodeSampler([ct, mr], ONLY["cross_patient"])


def test_one_patient_with_two_structures_of_a_name_is_no_pair(
    make_case: Callable[..., Case],
) -> None:
    case = make_case("one", labelled=False)
    labels = np.zeros(case.voxels.shape, np.uint8)
    labels[4:12, 5:20, 5:20], labels[4:12, 25:40, 25:40] = 1, 2
    add_field(case, "labels", labels, {1: "kidney", 2: "kidney"})
    with pytest.raises(UserError, match="nothing to learn from"):
        EpisodeSampler([case], ONLY["cross_patient"])


def test_queries_with_and_without_the_structure_occur(cases: list[Case]) -> None:
    sampler = EpisodeSampler(cases, ONLY["labels"])
    batches = [sampler.batch(step) for step in range(10)]
    present = torch.cat([batch.query_mask.amax((1, 2, 3)) > 0.5 for batch in batches])
    assert 0.4 < float(present.float().mean()) < 0.98


def test_two_supports_may_be_the_tips(make_case: Callable[..., Case]) -> None:
    case = make_case()
    sampler = EpisodeSampler([case], replace(ONLY["labels"], tips=1.0))
    structure = case.structures[0]
    for seed in range(5):
        cut = sampler._cut(case, structure, np.random.default_rng(seed), 2)
        assert cut is not None
        ends = [structure.start[cut.axis], structure.stop[cut.axis] - 1]
        assert cut.supports == ends


@pytest.mark.parametrize("far", [0.0, 1.0])
def test_queries_of_one_support_reach_through_the_structure(
    make_case: Callable[..., Case], far: float
) -> None:
    case = make_case(spacing=(3.0, 3.0, 3.0))
    sampler = EpisodeSampler([case], replace(ONLY["labels"], far=far, walk=0.0, beyond_mm=6.0))
    away = []
    for seed in range(20):
        cut = sampler._cut(case, case.structures[0], np.random.default_rng(seed), 1)
        assert cut is not None
        assert not cut.walks
        away += [abs(query - cut.supports[0]) for query in cut.queries]
    assert (max(away) > 3) == (far > 0)


def test_walked_supports_are_drawn_inexactly_beside_their_queries(
    make_case: Callable[..., Case],
) -> None:
    case = make_case()
    exact = EpisodeSampler([case], replace(ONLY["labels"], walk=0.0))
    sampler = EpisodeSampler([case], replace(ONLY["labels"], walk=1.0))
    for seed in range(5):
        cut = sampler._cut(case, case.structures[0], np.random.default_rng(seed), 1)
        assert cut is not None
        assert cut.walks
        assert all(abs(query - cut.supports[0]) <= 2 for query in cut.queries)
        made = sampler._sample(case, case.structures[0], cut, np.random.default_rng(seed))
        plain = exact._sample(
            case, case.structures[0], replace(cut, walks=False), np.random.default_rng(seed)
        )
        assert made is not None
        assert plain is not None
        assert not torch.equal(made.masks[0], plain.masks[0])
        assert torch.equal(made.masks[1:], plain.masks[1:])


def test_weights_and_prior_tell_distances_of_whole_slices(make_case: Callable[..., Case]) -> None:
    sampler = EpisodeSampler([make_case(spacing=(3.0, 3.0, 3.0))], ONLY["labels"])
    pairs = [batch for batch in map(sampler.batch, range(10)) if batch.weights.shape[1] == 2]
    weights = torch.cat([batch.weights for batch in pairs])
    nearest = torch.cat([batch.location[:, 1, 0, 0] for batch in pairs]) * 50
    farthest = (nearest + 1) * weights.amax(1) / weights.amin(1) - 1
    for distance in (nearest, farthest):
        torch.testing.assert_close(distance, (distance / 3).round() * 3, rtol=0, atol=0.01)
    assert bool((nearest > 0).any())
    assert bool((farthest > nearest + 2).any())


def test_dropped_priors_are_zero(cases: list[Case]) -> None:
    sampler = EpisodeSampler(cases, replace(ONLY["labels"], keep_location=0.0))
    assert not any(bool(sampler.batch(step).location.any()) for step in range(3))


def test_images_and_masks_of_an_episode_belong_together(cases: list[Case]) -> None:
    """The organ is brighter or darker than what surrounds it, in supports and queries alike."""
    sampler = EpisodeSampler(cases[:1], ONLY["labels"])
    contrasts = []
    for step in range(12):
        batch = sampler.batch(step, structures=1)
        signs = []
        for image, mask in zip(
            torch.cat([batch.support[0], batch.query]),
            torch.cat([batch.support_mask[0][:, None], batch.query_mask]),
            strict=True,
        ):
            inside = mask > 0.9
            ring = (torch.nn.functional.max_pool2d(mask, 7, 1, 3) > 0.5) & (mask < 0.1)
            if int(inside.sum()) > 20 and int(ring.sum()) > 20:
                signs.append(float(image[inside].mean() - image[ring].mean()))
        contrasts.append(signs)
    agree = [abs(sum(np.sign(signs))) == len(signs) for signs in contrasts]
    assert np.mean(agree) > 0.8


def test_flat_and_thin_structures_end_with_a_sentence() -> None:
    labels = np.zeros((2, 30, 30), np.uint8)
    labels[1, 5:25, 5:25] = 1
    image = np.random.default_rng(0).integers(0, 100, labels.shape).astype(np.int16)
    case = Case("flat", image, (5.0, 1.0, 1.0), {}, [])
    add_field(case, "labels", labels)
    for kind in ("labels", "shapes"):
        with pytest.raises(UserError, match="No episode could be drawn"):
            EpisodeSampler([case], ONLY[kind]).batch(0)
