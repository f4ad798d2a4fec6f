"""Runs of the window on a Dask cluster: streamed, cancelled, lost and gone on with here."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import psutil
import pytest

from annotator.app import cluster_run
from annotator.app.cluster_run import ClusterPropagator
from annotator.app.cluster_wire import pack_news, unpack_news
from annotator.core.cancel import Cancelled, CancelToken
from annotator.core.errors import UserError
from annotator.core.proposal import IterationResult, RunProgress
from annotator.core.run_options import CLUSTER
from annotator.inference.catnet.propagator import CatNetPropagator
from tests.helpers.models import blobs, install_model, request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.core.support import PropagationRequest
    from annotator.inference.model_store import ModelStore

pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ModelStore:
    return install_model(tmp_path_factory.mktemp("models"))


@pytest.fixture
def cluster(store: ModelStore) -> Iterator[tuple[str, list[int]]]:
    """Address of a cluster with one worker process, and the processes of its workers."""
    from distributed import LocalCluster

    environment = {"ANNOTATOR_MODELS": str(store.folders[0]), "OMP_NUM_THREADS": "1"}
    with LocalCluster(
        n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, env=environment
    ) as made:
        yield made.scheduler_address, [worker.pid for worker in made.workers.values()]


def wanted(address: str) -> PropagationRequest:
    volume, truth = blobs()
    asked = request(volume, truth, [2, 11], method="fused", iterations=1)
    return replace(asked, options=replace(asked.options, device=f"{CLUSTER}{address}"))


def final(items: list[IterationResult | RunProgress]) -> dict[int, bytes]:
    results = (item for item in items if isinstance(item, IterationResult) and item.is_final)
    return {item.slice_index: item.labels.tobytes() for item in results}


def test_news_arrive_as_they_were_sent() -> None:
    labels = np.eye(4, dtype=np.uint8)
    for stage in ("preview", "early", "refined"):
        sent = IterationResult(3, 0, labels, {}, is_final=False, stage=stage)
        (got,) = unpack_news(pack_news([sent]))
        assert isinstance(got, IterationResult)
        assert (got.slice_index, got.stage) == (3, stage)
        assert np.array_equal(got.labels, labels)


def test_a_run_streams_back_and_is_the_same_as_here(
    cluster: tuple[str, list[int]], store: ModelStore
) -> None:
    asked = wanted(cluster[0])
    here = replace(asked, options=replace(asked.options, device="cpu"))
    expected = final(list(CatNetPropagator(store).propagate(here, CancelToken())))
    propagator = ClusterPropagator(CatNetPropagator(store))
    items = list(propagator.propagate(asked, CancelToken()))
    assert final(items) == expected
    assert not [item for item in items if isinstance(item, RunProgress) and item.important]
    assert any(isinstance(item, RunProgress) and item.learned for item in items)
    assert propagator.arithmetic()["threads"] == "1"
    token = CancelToken()
    steps = propagator.propagate(asked, token)
    while not isinstance(next(steps), IterationResult):
        pass
    token.cancel()
    with pytest.raises(Cancelled):
        list(steps)
    assert final(list(propagator.propagate(asked, CancelToken()))) == expected


def test_what_a_lost_worker_has_not_filled_is_filled_here(
    cluster: tuple[str, list[int]], store: ModelStore
) -> None:
    address, (nanny,) = cluster
    asked = wanted(address)
    items: list[IterationResult | RunProgress] = []
    for item in ClusterPropagator(CatNetPropagator(store)).propagate(asked, CancelToken()):
        items.append(item)
        if len(final(items)) == 1 and psutil.pid_exists(nanny):
            for child in psutil.Process(nanny).children():
                os.kill(child.pid, signal.SIGKILL)
            os.kill(nanny, signal.SIGKILL)
            psutil.Process(nanny).wait()
    said = [item.text for item in items if isinstance(item, RunProgress) and item.important]
    assert said == [
        f"The cluster at {address} does not do this run: its worker is gone. "
        "This computer goes on with it."
    ]
    assert set(final(items)) == set(asked.supports[0].query_indices())
    ends = [
        item.slice_index for item in items if isinstance(item, IterationResult) and item.is_final
    ]
    assert len(ends) == len(set(ends))  # nothing that was filled there is filled again


def test_without_a_scheduler_this_computer_does_it(
    store: ModelStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_run, "CONNECT_S", 0.5)
    asked = wanted("tcp://127.0.0.1:1")
    items = list(ClusterPropagator(CatNetPropagator(store)).propagate(asked, CancelToken()))
    assert set(final(items)) == set(asked.supports[0].query_indices())
    assert any(
        isinstance(item, RunProgress) and item.important and "no scheduler answers" in item.text
        for item in items
    )


def test_images_do_not_go_to_an_open_address(store: ModelStore) -> None:
    propagator = ClusterPropagator(CatNetPropagator(store))
    with pytest.raises(UserError, match="neither on this computer nor encrypted"):
        list(propagator.propagate(wanted("tcp://192.0.2.1:8786"), CancelToken()))
