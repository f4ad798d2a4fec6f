"""The fast form of the decoder computes the same function as the network it is made from."""

from dataclasses import replace

import pytest
import torch
from torch import nn

from annotator.nets.catnet.config import CATNetConfig
from annotator.nets.catnet.fast import FastDecoder
from annotator.nets.catnet.network import CATNet

TINY = CATNetConfig(dim=16, heads=2, blocks=2)


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def make(**changes):
    """Return a network whose norms and biases are not the trivial ones they start with."""
    torch.manual_seed(0)
    net = CATNet(replace(TINY, **changes)).eval().requires_grad_(requires_grad=False)
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d | nn.LayerNorm | nn.Linear):
            for tensor in (module.weight, module.bias):
                tensor.add_(0.2 * torch.randn(tensor.shape))
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.normal_()
            module.running_var.uniform_(0.5, 2.0)
    return net


def told(net, *, queries=3, shots=2, size=(40, 40), seed=0):
    """Return what a decoder is told of some slices of noise."""
    generator = torch.Generator().manual_seed(seed)
    images = torch.randn(queries * (1 + shots), 1, *size, generator=generator)
    features = net.encode(images)
    masks = torch.rand(queries, shots, *size, generator=generator).round()
    masks[0, :, 4:] = 0  # a small structure: less foreground than on the other slices
    options = {
        "size": size,
        "weights": torch.rand(queries, shots, generator=generator) + 0.1,
        "location": torch.randn(queries, 2, *size, generator=generator),
        "iterations": 3,
    }
    supports = features.shots(list(range(queries, queries * (1 + shots))))
    return (features.select(slice(0, queries)), supports, masks), options


@pytest.mark.parametrize("changes", [{}, {"share_weights": True}, {"dim": 24, "heads": 3}])
@pytest.mark.parametrize("sizes", [{}, {"shots": 1}, {"size": (33, 52), "queries": 1}])
def test_the_fast_form_gives_what_the_network_gives(changes, sizes):
    net = make(**changes)
    slices, options = told(net, **sizes)
    expected = list(net.decode(*slices, **options))
    found = list(FastDecoder(net).decode(*slices, **options))
    assert [step.iteration for step in found] == [0, 1, 2, 3]
    for one, other in zip(expected, found, strict=True):
        for name in ("coarse_logits", "logits", "query_features", "support_features"):
            torch.testing.assert_close(
                getattr(other, name), getattr(one, name), rtol=1e-4, atol=1e-4
            )


def test_without_foreground_there_is_no_prior_either():
    net = make()
    (query, support, masks), options = told(net)
    expected = list(net.decode(query, support, masks * 0, **options))
    found = list(FastDecoder(net).decode(query, support, masks * 0, **options))
    torch.testing.assert_close(found[-1].logits, expected[-1].logits, rtol=1e-4, atol=1e-4)


def test_only_some_iterations_are_drawn_in_detail():
    net = make()
    slices, options = told(net)
    expected = list(net.decode(*slices, **options, detailed={3}))
    found = list(FastDecoder(net).decode(*slices, **options, detailed={3}))
    for one, other in zip(expected, found, strict=True):
        torch.testing.assert_close(other.logits, one.logits, rtol=1e-4, atol=1e-4)


def test_it_keeps_its_weights_when_the_network_learns_on():
    net = make()
    fast = FastDecoder(net)
    slices, options = told(net)
    before = list(fast.decode(*slices, **options))[-1].logits
    for parameter in net.parameters():
        parameter.mul_(1.5)
    assert torch.equal(list(fast.decode(*slices, **options))[-1].logits, before)


@pytest.mark.parametrize(
    "changes",
    [
        {"cross_attention": "s2q"},
        {"mask_mode": "output"},
        {"detail_head": False},
        {"location_prior": False},
    ],
)
def test_it_says_which_networks_it_does_not_serve(changes):
    assert FastDecoder.serves(make())
    assert not FastDecoder.serves(make(**changes))


def test_making_it_draws_no_random_numbers():
    net = make()
    state = torch.get_rng_state()
    FastDecoder(net)
    assert torch.equal(torch.get_rng_state(), state)
