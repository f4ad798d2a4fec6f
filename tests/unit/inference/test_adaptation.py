"""What adaptation leaves behind where no painted slice can be left out to check it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from annotator.inference.catnet import adaptation
from annotator.inference.catnet.adaptation import GOES_BACK, Adapted, adapt, planned
from annotator.inference.catnet.engine import Engine
from annotator.inference.catnet.feature_cache import FeatureCache
from annotator.inference.catnet.structure import Structure
from annotator.inference.slice_stack import SliceStack
from tests.helpers.models import blobs, install_model, request

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.core.run_options import Adaptation
    from annotator.nets.catnet.network import CATNet


def learned(engine: Engine, structure: Structure, wanted: Adaptation) -> CATNet:
    engine.begin(structure)
    adapted = list(adapt(engine, structure, wanted, 2, 0))[-1]
    assert isinstance(adapted, Adapted)
    assert adapted.decoder is not None
    return adapted.decoder


@pytest.mark.parametrize("painted", [[7], [5, 7, 9]])
def test_unchecked_weights_go_part_of_the_way_back(
    tmp_path: Path, painted: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adaptation, "FEW_STEPS", 4)
    volume, truth = blobs()
    supports = request(volume, truth, painted).supports[0]
    model = install_model(tmp_path).get(None, "catnet")
    engine = Engine(model, torch.device("cpu"), FeatureCache())
    structure = Structure(SliceStack(volume, 0), supports, engine.size, engine.factor)
    original = {k: v.clone() for k, v in engine.net.named_parameters()}
    whole = dict(learned(engine, structure, 4).named_parameters())
    part = dict(learned(engine, structure, "auto").named_parameters())
    moved = 0
    for name, start in original.items():
        assert torch.equal(dict(engine.net.named_parameters())[name], start)
        torch.testing.assert_close(part[name], torch.lerp(whole[name], start, GOES_BACK))
        moved += not torch.equal(whole[name], start)
    assert moved > 10
    assert all(torch.equal(whole[n], p) for n, p in original.items() if n.startswith("encoder."))


@pytest.mark.parametrize("wanted", ["auto", 4])
def test_nothing_is_learned_from_two_tips_even_if_steps_are_asked_for(
    tmp_path: Path, wanted: Adaptation
) -> None:
    volume, truth = blobs()
    truth[3] = np.roll(truth[3], 20, axis=1)
    supports = request(volume, truth, [3, 11]).supports[0]
    model = install_model(tmp_path).get(None, "catnet")
    engine = Engine(model, torch.device("cpu"), FeatureCache())
    structure = Structure(SliceStack(volume, 0), supports, engine.size, engine.factor)
    assert structure.only_tips()
    engine.begin(structure)
    (adapted,) = adapt(engine, structure, wanted, 2, 0)
    assert isinstance(adapted, Adapted)
    assert (adapted.decoder, adapted.steps) == (None, 0)
    assert planned(structure, wanted) == {}
