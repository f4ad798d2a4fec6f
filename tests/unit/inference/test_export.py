"""Networks written as graphs: only those that compute the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import torch

from annotator.core.errors import UserError
from annotator.inference.export import export_network
from annotator.inference.manifests import GrlInput, GrlManifest
from annotator.inference.model_store import ModelStore, save_model
from annotator.nets.grl.network import GRL
from annotator.nets.grl.slice_denoiser import COMPACT
from tests.helpers.models import install_model

if TYPE_CHECKING:
    from pathlib import Path


def test_grl_is_exported_in_its_reference_form(tmp_path: Path) -> None:
    config = replace(COMPACT, embed_dim=24, depths=(1,), heads_window=(1,), heads_stripe=(1,))
    torch.manual_seed(0)
    manifest = GrlManifest(config=config, input=GrlInput())
    save_model(tmp_path / "tiny", GRL(config).state_dict(), manifest, "test", half=False)
    (model,) = ModelStore([tmp_path]).models("grl")
    found = export_network(model, tmp_path / "x.pt2", size=32, batch=2)
    assert found.inputs == {"image": (2, 1, 32, 32), "level": (2,)}
    assert found.outputs == {"denoised": (2, 1, 32, 32)}


def test_a_graph_that_computes_something_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Graph:
        off = 0.0

        def __init__(self, network: torch.nn.Module) -> None:
            self._network = network

        def module(self) -> object:
            return lambda *given: [tensor + Graph.off for tensor in self._network(*given)]

    kept: list[Graph] = []
    monkeypatch.setattr(torch.export, "export", lambda network, _given: Graph(network))
    monkeypatch.setattr(torch.export, "save", lambda graph, _file: kept.append(graph))
    monkeypatch.setattr(torch.export, "load", lambda _file: kept[-1])
    (model,) = install_model(tmp_path / "models").models()
    found = export_network(model, tmp_path / "x.pt2", size=48, batch=2, shots=3, iterations=1)
    assert found.inputs["support_mask"] == (2, 3, 48, 48)
    assert found.outputs == {"logits": (2, 2, 48, 48)}
    Graph.off = 0.01
    with pytest.raises(UserError, match=r"differs from the network by 1\.0e-02"):
        export_network(model, tmp_path / "x.pt2", size=48, shots=1, iterations=0)
