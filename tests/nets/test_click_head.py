"""The head that answers clicks on the features of a frozen encoder."""

from __future__ import annotations

import pytest
import torch

from annotator.nets.catnet.click_head import HINTS, ClickConfig, ClickNet
from tests.helpers.clicks import TINY


@pytest.fixture
def net() -> ClickNet:
    torch.manual_seed(0)
    return ClickNet(TINY)


@pytest.mark.parametrize("size", [32, 48])
def test_one_logit_a_pixel_and_one_quality_a_window(net: ClickNet, size: int) -> None:
    image, hints = torch.randn(2, 1, size, size), torch.rand(2, HINTS, size, size)
    answer = net.eval().answer(net.encode(image), image, hints)
    assert answer.logits.shape == (2, 1, size, size)
    assert answer.quality.shape == (2,)


def test_the_head_is_small() -> None:
    assert sum(p.numel() for p in ClickNet(ClickConfig()).head.parameters()) < 1_000_000


def test_training_changes_the_head_and_never_the_encoder(net: ClickNet) -> None:
    image, hints = torch.randn(2, 1, 32, 32), torch.rand(2, HINTS, 32, 32)
    before = {key: value.clone() for key, value in net.encoder.state_dict().items()}
    net.train()
    answer = net.answer(net.encode(image), image, hints)
    torch.autograd.backward(answer.logits.square().mean() + answer.quality.square().mean())
    assert all(p.grad is not None for p in net.head.parameters())
    assert all(p.grad is None for p in net.encoder.parameters())
    after = net.encoder.state_dict()
    assert all(torch.equal(after[key], value) for key, value in before.items())


def test_each_hint_counts_and_answers_repeat(net: ClickNet) -> None:
    net.eval()
    image, hints = torch.randn(1, 1, 32, 32), torch.zeros(1, HINTS, 32, 32)
    features = net.encode(image)
    with torch.no_grad():
        plain = net.answer(features, image, hints).logits
        assert torch.equal(net.answer(features, image, hints).logits, plain)
        for channel in range(HINTS):
            changed = hints.clone()
            changed[:, channel, 10:14, 10:14] = 1
            assert not torch.allclose(net.answer(features, image, changed).logits, plain)
