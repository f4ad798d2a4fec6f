"""Clusters at tls:// addresses: batches and runs of the window, and what is refused."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from annotator.app import cluster_run
from annotator.app.batch_workers import dask_client, on_dask
from annotator.app.cluster_run import ClusterPropagator
from annotator.core.cancel import CancelToken
from annotator.core.errors import UserError
from annotator.core.proposal import IterationResult, RunProgress
from annotator.core.run_options import CLUSTER
from annotator.inference.catnet.propagator import CatNetPropagator
from annotator.services.batch import Task
from tests.helpers.batches import idle_killed_once
from tests.helpers.certificates import make_certificate, tls_settings
from tests.helpers.models import blobs, install_model, request

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.inference.model_store import ModelStore

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ModelStore:
    return install_model(tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Settings of Dask with a certificate for everybody."""
    return tls_settings(make_certificate(tmp_path_factory.mktemp("certificates"), "dask"))


@pytest.fixture(scope="module")
def address(store: ModelStore, settings: dict[str, object]) -> Iterator[str]:
    """Address of an encrypted cluster with two worker processes."""
    environment = {"ANNOTATOR_MODELS": str(store.folders[0]), "OMP_NUM_THREADS": "1"}
    with dask.config.set(settings):
        security = distributed.Security(require_encryption=True)
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        host="127.0.0.1",
        protocol="tls://",
        security=security,
        dashboard_address=None,
        env=environment,
    ) as made:
        yield made.scheduler_address


def task(folder: Path, name: str) -> Task:
    report = str(folder / f"{name}.json")
    return Task(name=name, case=name, command="denoise", words=(), output="", report=report)


def test_a_batch_is_done_by_the_workers_of_an_encrypted_cluster(
    address: str, settings: dict[str, object], tmp_path: Path
) -> None:
    assert address.startswith("tls://")
    with dask.config.set(settings), dask_client(address, 1, 1) as client:
        assert len(client.scheduler_info()["workers"]) == 2
        done = list(on_dask([task(tmp_path, name) for name in "abc"], client, idle_killed_once))
    assert sorted((item.name, item.problem) for item in done) == [("a", ""), ("b", ""), ("c", "")]


def final(items: list[IterationResult | RunProgress]) -> dict[int, bytes]:
    results = (item for item in items if isinstance(item, IterationResult) and item.is_final)
    return {item.slice_index: item.labels.tobytes() for item in results}


def test_a_run_of_the_window_is_done_there_as_here(
    address: str, settings: dict[str, object], store: ModelStore
) -> None:
    volume, truth = blobs()
    here = request(volume, truth, [2, 11], method="fused", iterations=1)
    here = replace(here, options=replace(here.options, device="cpu"))
    there = replace(here, options=replace(here.options, device=f"{CLUSTER}{address}"))
    expected = final(list(CatNetPropagator(store).propagate(here, CancelToken())))
    with dask.config.set(settings):
        propagator = ClusterPropagator(CatNetPropagator(store))
        items = list(propagator.propagate(there, CancelToken()))
    assert not [item.text for item in items if isinstance(item, RunProgress) and item.important]
    assert final(items) == expected


def test_without_a_certificate_the_sentence_says_where_to_name_one(address: str) -> None:
    with (
        pytest.raises(UserError, match=r"name yours in .*distributed\.comm\.tls"),
        dask_client(address, 1, 1),
    ):
        pass


def test_a_certificate_of_somebody_else_is_refused(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_run, "CONNECT_S", 2)
    monkeypatch.setattr("annotator.app.batch_workers.CONNECT_S", 2)
    other = tls_settings(make_certificate(tmp_path, "stranger"))
    with (
        dask.config.set(other),
        pytest.raises(UserError, match="not one that yours trusts"),
        dask_client(address, 1, 1),
    ):
        pass


def test_an_open_address_elsewhere_is_refused_before_anything_is_sent() -> None:
    with (
        pytest.raises(UserError, match="neither on this computer nor encrypted"),
        dask_client("tcp://192.0.2.1:8786", 1, 1),
    ):
        pass
