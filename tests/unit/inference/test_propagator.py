"""Propagation as the application sees it, with a small untrained network."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from annotator.core.cancel import Cancelled, CancelToken
from annotator.core.errors import UserError
from annotator.core.proposal import IterationResult, Learned, RunProgress
from annotator.core.run_options import RunOptions
from annotator.core.support import FREE
from annotator.inference.catnet import smoothing
from annotator.inference.catnet.engine import Engine
from annotator.inference.catnet.propagator import CatNetPropagator, _at_once
from tests.helpers.models import blobs, install_model, request

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from annotator.core.support import PropagationRequest

PAINTED = [3, 7, 11]


@pytest.fixture
def propagator(tmp_path: Path) -> CatNetPropagator:
    return CatNetPropagator(install_model(tmp_path))


def run(propagator: CatNetPropagator, wanted: PropagationRequest) -> list[IterationResult]:
    found = propagator.propagate(wanted, CancelToken())
    return [item for item in found if isinstance(item, IterationResult)]


def learned(found: Iterable[IterationResult | RunProgress]) -> list[Learned]:
    return [p.learned for p in found if isinstance(p, RunProgress) and p.learned is not None]


def final_masks(results: list[IterationResult]) -> dict[int, np.ndarray]:
    return {r.slice_index: r.labels for r in results if r.is_final}


@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("method", ["fused", "catnet", "interpolation"])
def test_every_query_slice_gets_every_iteration(
    propagator: CatNetPropagator, axis: int, method: str
) -> None:
    volume, truth = blobs(axis)
    results = run(propagator, request(volume, truth, PAINTED, axis, method=method))
    queries = [i for i in range(14) if i not in PAINTED]
    iterations = [0] if method == "interpolation" else [0, 1, 2]
    assert {(r.slice_index, r.iteration) for r in results} == {
        (q, i) for q in queries for i in iterations
    }
    assert all(r.is_final == (r.iteration == iterations[-1]) for r in results)
    height, width = (n for a, n in enumerate(truth.shape) if a != axis)
    assert all(r.labels.shape == (height, width) for r in results)
    assert all(not r.labels.flags.writeable for r in results)


def test_interpolation_needs_no_model_and_follows_the_shape(tmp_path: Path) -> None:
    from annotator.inference.model_store import ModelStore

    volume, truth = blobs()
    wanted = request(volume, truth, PAINTED, method="interpolation")
    masks = final_masks(run(CatNetPropagator(ModelStore([tmp_path])), wanted))
    for index in (5, 9):
        both = np.logical_and(masks[index] > 0, truth[index] > 0).sum()
        assert 2 * both / ((masks[index] > 0).sum() + (truth[index] > 0).sum()) > 0.9


def test_from_one_painted_slice_fused_is_the_network_and_edges(
    propagator: CatNetPropagator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.inference.catnet.propagator.has_edges", lambda *_: False)
    volume, truth = blobs()
    alone, fused = (
        final_masks(run(propagator, request(volume, truth, [7], method=method, adaptation="off")))
        for method in ("catnet", "fused")
    )
    assert all(np.array_equal(alone[index], fused[index]) for index in alone)


def test_known_ends_shrink_the_interpolated_shape_and_bound_the_run(
    propagator: CatNetPropagator,
) -> None:
    volume, truth = blobs()
    wanted = request(volume, truth, [5, 7], method="interpolation")
    free = final_masks(run(propagator, wanted))
    ended = tuple(item.bounded(2, 10) for item in wanted.supports)
    bound = final_masks(run(propagator, replace(wanted, supports=ended)))
    assert set(bound) == {2, 3, 4, 6, 8, 9, 10}
    assert (bound[10] > 0).sum() < (bound[8] > 0).sum() <= (free[8] > 0).sum()
    assert (free[10] > 0).sum() == (free[8] > 0).sum()


def test_previews_of_all_slices_come_before_anything_is_learned(
    propagator: CatNetPropagator,
) -> None:
    volume, truth = blobs()
    wanted = request(volume, truth, PAINTED, adaptation=1)
    found = list(propagator.propagate(replace(wanted, previews=True), CancelToken()))
    queries = [i for i in range(14) if i not in PAINTED]
    first = [r for r in found[: len(queries)] if isinstance(r, IterationResult)]
    assert sorted(r.slice_index for r in first) == queries
    assert first[0].slice_index in (2, 4, 6, 8, 10, 12)  # beside a painted one
    assert all((r.stage, r.iteration, r.is_final) == ("preview", 0, False) for r in first)
    shapes = final_masks(run(propagator, request(volume, truth, PAINTED, method="interpolation")))
    assert all(np.array_equal(r.labels, shapes[r.slice_index]) for r in first)
    rest = [r for r in found[len(queries) :] if isinstance(r, IterationResult)]
    propagator.forget()
    plain = final_masks(run(propagator, wanted))
    assert all(np.array_equal(plain[i], mask) for i, mask in final_masks(rest).items())


def test_early_masks_are_the_networks_before_it_has_learned(
    propagator: CatNetPropagator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smoothing, "NEIGHBOUR", 0.0)  # slices stand for themselves
    monkeypatch.setattr("annotator.inference.catnet.propagator.looks_twice", lambda *_: False)
    monkeypatch.setattr("annotator.inference.catnet.propagator.has_edges", lambda *_: False)
    volume, truth = blobs()
    wanted = replace(request(volume, truth, PAINTED, adaptation=6), previews=True)
    stages = [(r.stage, r.slice_index) for r in run(propagator, wanted)]
    order = [stage for stage, _ in stages]
    assert order == sorted(order, key=["preview", "early", "refined"].index)
    queries = [i for i in range(14) if i not in PAINTED]
    assert sorted(index for stage, index in stages if stage == "early") == queries
    propagator.forget()
    early = {r.slice_index: r.labels for r in run(propagator, wanted) if r.stage == "early"}
    plain = request(volume, truth, PAINTED, adaptation="off")
    untaught = final_masks(run(propagator, plain))
    assert all(np.array_equal(early[i], untaught[i]) for i in queries)


def test_what_is_learned_is_used_at_once(propagator: CatNetPropagator) -> None:
    volume, truth = blobs()
    wanted = replace(request(volume, truth, PAINTED, adaptation=6), previews=True)
    run(propagator, wanted)
    assert "early" not in {r.stage for r in run(propagator, wanted)}


def test_interpolation_alone_needs_no_previews(tmp_path: Path) -> None:
    volume, truth = blobs()
    wanted = replace(request(volume, truth, PAINTED, method="interpolation"), previews=True)
    results = run(CatNetPropagator(install_model(tmp_path)), wanted)
    assert [r.is_final for r in results] == [True] * 11


def test_iterations_of_a_slice_arrive_in_order(propagator: CatNetPropagator) -> None:
    volume, truth = blobs()
    seen: dict[int, list[int]] = {}
    for result in run(propagator, request(volume, truth, PAINTED)):
        seen.setdefault(result.slice_index, []).append(result.iteration)
    assert all(order == [0, 1, 2] for order in seen.values())


def test_locked_voxels_keep_their_value(propagator: CatNetPropagator) -> None:
    volume, truth = blobs()
    wanted = request(volume, truth, PAINTED)
    locked = np.full(truth.shape, FREE, np.uint8)
    locked[5, :20] = 2  # the user says so
    locked[6, 10:15, 10:15] = 0  # erased by hand
    results = run(propagator, replace(wanted, locked=locked))
    said = [result.labels[:20] for result in results if result.slice_index == 5]
    erased = [result.labels[10:15, 10:15] for result in results if result.slice_index == 6]
    assert len(said) == len(erased) == 3
    assert all((labels == 2).all() for labels in said)
    assert not any(labels.any() for labels in erased)


def test_absent_slices_bound_the_run(propagator: CatNetPropagator) -> None:
    volume, truth = blobs()
    marks = {1: frozenset({1, 13}), 2: frozenset({1, 13})}
    results = run(propagator, request(volume, truth, PAINTED, absent=marks))
    assert {r.slice_index for r in results} == {2, 4, 5, 6, 8, 9, 10, 12}


def test_labels_with_different_supports_share_a_run(propagator: CatNetPropagator) -> None:
    volume, truth = blobs()
    wanted = request(volume, truth, PAINTED)
    one, two = wanted.supports
    two = replace(two, slices=two.slices[1:2])
    results = run(propagator, replace(wanted, supports=(one, two), locked=None))
    by_slice = {r.slice_index: r for r in results if r.is_final}
    assert set(by_slice) == set(range(14)) - {7}
    assert set(by_slice[3].stats) == {2}  # painted for label 1, query for label 2
    assert set(by_slice[5].stats) == {1, 2}


def test_same_request_gives_the_same_masks(propagator: CatNetPropagator, tmp_path: Path) -> None:
    volume, truth = blobs()
    wanted = request(volume, truth, PAINTED, adaptation=3)
    first = final_masks(run(propagator, wanted))
    again = final_masks(run(CatNetPropagator(install_model(tmp_path)), wanted))
    assert all(np.array_equal(first[i], again[i]) for i in first)


def test_iterations_differ_and_statistics_describe_the_masks(propagator: CatNetPropagator) -> None:
    volume, truth = blobs()
    results = run(propagator, request(volume, truth, PAINTED, method="catnet"))
    for result in results:
        for label, stats in result.stats.items():
            assert stats.voxels == (result.labels == label).sum()
            assert np.isnan(stats.dice_to_previous) == (result.iteration == 0)
    assert any(s.dice_to_previous < 1 for r in results[1:] for s in r.stats.values())


def test_second_run_encodes_nothing_again(
    propagator: CatNetPropagator, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.nets.catnet.network import CATNet

    encoded: list[int] = []
    original = CATNet.encode

    def counting(net: CATNet, image: torch.Tensor) -> object:
        encoded.append(len(image))
        return original(net, image)

    monkeypatch.setattr(CATNet, "encode", counting)
    volume, truth = blobs()
    run(propagator, request(volume, truth, PAINTED))
    assert sum(encoded) == 2 * 14  # each slice once per label
    encoded.clear()
    run(propagator, request(volume, truth, PAINTED))
    assert encoded == []


def test_preparing_encodes_what_a_large_structure_needs(
    propagator: CatNetPropagator, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.nets.catnet.network import CATNet

    volume, truth = blobs()
    truth[:, 2:38, 2:42] = (truth[:, 2:38, 2:42] > 0) | (np.indices((14, 36, 40))[0] > 0)
    progress = list(propagator.prepare(volume, 0, RunOptions(device="cpu"), CancelToken()))
    assert (progress[-1].done, progress[-1].total) == (14, 14)

    def fail(net: CATNet, image: torch.Tensor) -> object:
        raise AssertionError("encoded again")

    monkeypatch.setattr(CATNet, "encode", fail)
    assert run(propagator, request(volume, truth, PAINTED))


def test_cancel_stops_between_iterations(propagator: CatNetPropagator) -> None:
    volume, truth = blobs()
    token = CancelToken()
    seen = []

    def cancel_at_third_result() -> None:
        for item in propagator.propagate(request(volume, truth, PAINTED), token):
            if isinstance(item, IterationResult):
                seen.append(item)
                if len(seen) == 3:
                    token.cancel()

    with pytest.raises(Cancelled):
        cancel_at_third_result()
    assert {item.iteration for item in seen} == {0}
    assert run(propagator, request(volume, truth, PAINTED))  # and it can run again


def test_out_of_memory_halves_the_batch(
    propagator: CatNetPropagator, monkeypatch: pytest.MonkeyPatch
) -> None:
    volume, truth = blobs()
    expected = final_masks(run(propagator, request(volume, truth, PAINTED)))
    original = Engine.decode
    sizes: list[int] = []

    def small_device(
        engine: Engine, structure: object, queries: list[int], *rest: object
    ) -> object:
        sizes.append(len(queries))
        if len(queries) > 2:
            raise torch.OutOfMemoryError("no room for that many slices")
        return original(engine, structure, queries, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Engine, "decode", small_device)
    masks = final_masks(run(propagator, request(volume, truth, PAINTED)))
    assert max(sizes) > 2
    assert masks.keys() == expected.keys()
    assert all(np.array_equal(masks[i], expected[i]) for i in masks)


def test_a_full_device_gives_way_to_the_cpu_with_a_message(
    propagator: CatNetPropagator, monkeypatch: pytest.MonkeyPatch
) -> None:
    volume, truth = blobs()
    original = Engine.decode
    engine = propagator._load(RunOptions(device="cpu"))
    device = torch.device("meta")  # stands for a GPU: nothing is computed on it
    monkeypatch.setattr(propagator, "_load", lambda *_: engine)

    def full(self: Engine, *rest: object) -> object:
        if self.device == device:
            raise torch.OutOfMemoryError("full")
        return original(self, *rest)  # type: ignore[arg-type]

    def moved(self: Engine, to: torch.device) -> None:
        self.device = to

    monkeypatch.setattr(Engine, "decode", full)
    monkeypatch.setattr(Engine, "to", moved)
    monkeypatch.setattr(Engine, "begin", _begin_on_cpu(Engine.begin))
    engine.device = device
    found = list(propagator.propagate(request(volume, truth, PAINTED), CancelToken()))
    said = [p for p in found if isinstance(p, RunProgress) and p.important]
    assert len(said) == 1
    assert "CPU" in said[0].text
    finals = [r for r in found if isinstance(r, IterationResult) and r.is_final]
    assert len(finals) == 11


def _begin_on_cpu(original: object) -> object:
    def begin(self: Engine, structure: object) -> None:
        device, self.device = self.device, torch.device("cpu")
        original(self, structure)  # type: ignore[operator]
        self.device = device

    return begin


def test_out_of_memory_on_the_cpu_is_said_in_words(
    propagator: CatNetPropagator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> object:
        raise MemoryError

    monkeypatch.setattr(Engine, "decode", full)
    volume, truth = blobs()
    with pytest.raises(UserError, match="too little free memory"):
        run(propagator, request(volume, truth, PAINTED))


def test_adaptation_changes_the_masks_is_kept_and_can_be_dropped(
    propagator: CatNetPropagator, monkeypatch: pytest.MonkeyPatch
) -> None:
    import annotator.inference.catnet.adapter as module

    volume, truth = blobs()
    plain = final_masks(run(propagator, request(volume, truth, PAINTED, method="catnet")))
    wanted = request(volume, truth, PAINTED, method="catnet", adaptation=6)
    adapted = final_masks(run(propagator, wanted))
    assert any(not np.array_equal(plain[i], adapted[i]) for i in plain)

    def fail(*_: object) -> object:
        raise AssertionError("adapted again")

    with monkeypatch.context() as patch:
        patch.setattr(module, "adapt", fail)
        kept = final_masks(run(propagator, wanted))
        assert all(np.array_equal(adapted[i], kept[i]) for i in adapted)
        propagator.forget()
        with pytest.raises(AssertionError, match="adapted again"):
            run(propagator, wanted)
    off = final_masks(run(propagator, request(volume, truth, PAINTED, method="catnet")))
    assert all(np.array_equal(plain[i], off[i]) for i in plain)


def test_automatic_adaptation_checks_itself_on_a_left_out_support(
    propagator: CatNetPropagator,
) -> None:
    volume, truth = blobs()
    wanted = request(volume, truth, [2, 5, 8, 11], adaptation="auto")
    found = list(propagator.propagate(wanted, CancelToken()))
    known = learned(found)
    assert [item.label for item in known] == [1, 2]
    for item in known:
        assert item.slices == 4
        assert 0 <= item.before <= item.after <= 1
        assert (item.after > item.before) == (item.steps > 0)
        assert 0 < item.network < 1
    said = {p.label: p.text for p in found if isinstance(p, RunProgress) and p.label}
    assert said == {1: "learning from 4 painted slices", 2: "learning from 4 painted slices"}


def learn(propagator: CatNetPropagator, wanted: PropagationRequest, steps: int = 10**6) -> int:
    """Learn in the background, cancelled after some steps; returns how many there were."""
    token = CancelToken()
    taken = 0
    with suppress(Cancelled):
        for _ in propagator.learn(wanted, token):
            taken += 1
            if taken == steps:
                token.cancel()
    return taken


@pytest.fixture
def optimised(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one with every optimisation step."""
    steps: list[int] = []
    original = torch.optim.AdamW.step

    def counting(self: torch.optim.AdamW, *rest: object) -> object:
        steps.append(1)
        return original(self, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(torch.optim.AdamW, "step", counting)
    return steps


def test_a_run_finds_done_what_was_learned_before(
    propagator: CatNetPropagator, tmp_path: Path, optimised: list[int]
) -> None:
    volume, truth = blobs()
    wanted = request(volume, truth, PAINTED, adaptation=4)
    expected = final_masks(run(CatNetPropagator(install_model(tmp_path)), wanted))
    optimised.clear()
    learn(propagator, wanted)
    assert len(optimised) == 2 * 4
    masks = final_masks(run(propagator, wanted))
    assert len(optimised) == 2 * 4
    assert all(np.array_equal(masks[i], expected[i]) for i in expected)


def test_preparing_for_the_chosen_model_keeps_what_is_being_learned(
    tmp_path: Path, optimised: list[int]
) -> None:
    install_model(tmp_path, "first")
    propagator = CatNetPropagator(install_model(tmp_path, "second", seed=4))
    volume, truth = blobs()
    wanted = request(volume, truth, PAINTED, adaptation=8, model="second")
    assert propagator.model_names()[0] == "first"
    learn(propagator, wanted, 8)
    begun = len(optimised)
    assert 0 < begun < 2 * 8
    list(propagator.prepare(volume, 0, wanted.options, CancelToken()))
    learn(propagator, wanted)
    assert len(optimised) == 2 * 8, "gone on with, not begun anew"


@pytest.mark.parametrize("steps", [1, 4, 9])
def test_what_was_begun_is_gone_on_with(
    propagator: CatNetPropagator, tmp_path: Path, optimised: list[int], steps: int
) -> None:
    volume, truth = blobs()
    wanted = request(volume, truth, PAINTED, adaptation=8)
    expected = final_masks(run(CatNetPropagator(install_model(tmp_path)), wanted))
    optimised.clear()
    assert learn(propagator, wanted, steps) == steps
    masks = final_masks(run(propagator, wanted))
    assert len(optimised) == 2 * 8, "no step is done twice"
    assert all(np.array_equal(masks[i], expected[i]) for i in expected)


def test_what_was_begun_is_dropped_when_the_painting_has_changed(
    propagator: CatNetPropagator, optimised: list[int]
) -> None:
    volume, truth = blobs()
    learn(propagator, request(volume, truth, PAINTED, adaptation=8), 8)
    begun = len(optimised)
    assert 0 < begun < 8
    changed = truth.copy()
    changed[7, 20:24] = changed[7, 10]
    run(propagator, request(volume, changed, PAINTED, adaptation=8))
    assert len(optimised) == begun + 2 * 8


def test_nothing_is_learned_that_is_not_used(
    propagator: CatNetPropagator, tmp_path: Path, optimised: list[int]
) -> None:
    from annotator.inference.model_store import ModelStore

    volume, truth = blobs()
    for options in ({"adaptation": "off"}, {"adaptation": 4, "method": "interpolation"}):
        assert learn(propagator, request(volume, truth, PAINTED, **options)) == 0
    none = CatNetPropagator(ModelStore([tmp_path / "empty"]))
    assert learn(none, request(volume, truth, PAINTED, adaptation=4)) == 0
    assert optimised == []


def test_an_added_slice_checks_what_was_learned_without_it(
    propagator: CatNetPropagator, monkeypatch: pytest.MonkeyPatch
) -> None:
    import annotator.inference.catnet.adapter as module

    starts: list[tuple[int, ...] | None] = []
    original = module.adapt

    def noting(*given: object) -> object:
        starts.append(given[-1].indices if given[-1] else None)  # type: ignore[union-attr]
        return original(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "adapt", noting)
    volume, truth = blobs()
    truth[truth == 2] = 0
    for painted in ([2, 5, 8, 11], [2, 5, 7, 8, 11]):
        found = list(
            propagator.propagate(request(volume, truth, painted, adaptation="auto"), CancelToken())
        )
    (known,) = learned(found)
    assert starts == [None, (2, 5, 8, 11)]
    kept = next(iter(propagator._adapter._kept.values()))[1]
    assert kept.checked == 2, "slice 7, which was not there before"
    assert known.slices == 5


def test_of_many_painted_slices_some_are_learned_from(propagator: CatNetPropagator) -> None:
    volume, truth = blobs(length=30)
    wanted = request(volume, truth, [*range(5, 20), 24], adaptation=1)
    found = list(propagator.propagate(wanted, CancelToken()))
    assert [item.slices for item in learned(found)] == [10, 10]
    finals = {r.slice_index for r in found if isinstance(r, IterationResult) and r.is_final}
    assert finals == set(range(30)) - {*range(5, 20), 24}


def test_the_work_left_is_told_in_time(
    propagator: CatNetPropagator, monkeypatch: pytest.MonkeyPatch
) -> None:
    volume, truth = blobs()
    for adaptation in ("off", "auto"):
        found = list(
            propagator.propagate(
                request(volume, truth, PAINTED, adaptation=adaptation), CancelToken()
            )
        )
        told = [p for p in found if isinstance(p, RunProgress)]
        assert all(0 <= p.done <= p.total for p in told)
        assert told[-1].done == told[-1].total, "nothing is left over"
        assert [p.done for p in told] == sorted(p.done for p in told)


def test_without_a_support_the_user_is_told_to_paint(propagator: CatNetPropagator) -> None:
    volume, truth = blobs()
    wanted = replace(request(volume, truth, PAINTED), supports=())
    with pytest.raises(UserError, match="Paint the structure"):
        run(propagator, wanted)


def test_a_missing_model_is_named(propagator: CatNetPropagator) -> None:
    volume, truth = blobs()
    with pytest.raises(UserError, match="no catnet model 'huge'; installed: tiny"):
        run(propagator, request(volume, truth, PAINTED, model="huge"))


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device")
def test_a_missing_device_is_named(propagator: CatNetPropagator) -> None:
    volume, truth = blobs()
    with pytest.raises(UserError, match="No CUDA GPU"):
        run(propagator, request(volume, truth, PAINTED, device="cuda"))
    assert propagator.device_name("auto").startswith(("CPU", "Apple"))


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_gpu_and_cpu_agree(propagator: CatNetPropagator) -> None:
    volume, truth = blobs()
    cpu = final_masks(run(propagator, request(volume, truth, PAINTED)))
    gpu = final_masks(run(propagator, request(volume, truth, PAINTED, device="cuda")))
    assert all(np.mean(cpu[i] != gpu[i]) < 0.01 for i in cpu)


def test_many_labels_are_filled_on_fewer_slices_at_once() -> None:
    assert [_at_once(labels) for labels in (1, 5, 8, 16, 20, 254)] == [6, 6, 4, 2, 1, 1]
