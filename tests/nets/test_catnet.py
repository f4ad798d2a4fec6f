"""The network of the paper: every part reaches the result, shapes and batches are free."""

from dataclasses import replace
from itertools import pairwise

import pytest
import torch
from torch import nn

from annotator.nets.catnet.losses import iteration_loss
from annotator.nets.catnet.network import CATNet, CATNetConfig

TINY = CATNetConfig(dim=16, heads=2, blocks=2)


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def noise(*shape, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def make(config=TINY, **changes):
    torch.manual_seed(0)
    return CATNet(replace(config, **changes)).eval()


def disc(*shape, size=(40, 40), radius=9.0):
    """Masks (…, H, W) with a disc in the middle."""
    y, x = torch.meshgrid(*(torch.arange(float(n)) - n / 2 for n in size), indexing="ij")
    return (y.hypot(x) < radius).float().expand(*shape, *size)


def segment(net, queries=2, sets=1, shots=2, size=(40, 40), seed=0, **options):
    """Run the network on noise, supports with a disc; returns its steps."""
    query = noise(queries, 1, *size, seed=seed)
    support = noise(sets, shots, 1, *size, seed=seed + 1)
    with torch.no_grad():
        return net(query, support, disc(sets, shots, size=size), **options)


def differ(one, other):
    return not torch.allclose(one[-1].logits, other[-1].logits, atol=1e-4)


# --- iterations -------------------------------------------------------------------------------


def test_the_first_step_is_mife_and_each_block_adds_one():
    steps = segment(make())
    assert [step.iteration for step in steps] == [0, 1, 2]
    (first,) = segment(make(), iterations=0)
    assert torch.equal(first.logits, steps[0].logits)
    assert first.query_features.shape == (2, 16, 5, 5)
    assert first.support_features.shape == (2, 16, 5, 5)


def test_the_number_of_iterations_changes_the_result():
    net = make()
    results = [segment(net, iterations=n) for n in range(5)]
    for fewer, more in pairwise(results):
        assert differ(fewer, more)
        for one, other in zip(fewer, more, strict=False):  # what they have in common is the same
            assert torch.equal(one.logits, other.logits)


def test_more_iterations_than_blocks_repeat_the_last_block():
    two, four = make(), make(blocks=4)
    state = four.state_dict()
    for key, value in two.state_dict().items():
        state[key] = value
        if key.startswith("blocks.1."):
            for later in ("blocks.2.", "blocks.3."):
                state[key.replace("blocks.1.", later)] = value
    four.load_state_dict(state)
    assert torch.equal(segment(two, iterations=4)[-1].logits, segment(four)[-1].logits)


def test_shared_weights_are_one_block_that_iterates_as_often_as_configured():
    shared, own = make(share_weights=True), make()
    assert len(shared.blocks) == 1
    steps = segment(shared)
    assert len(steps) == TINY.blocks + 1
    state = shared.state_dict()
    twice = {k.replace("blocks.0.", "blocks.1."): v for k, v in state.items()}
    own.load_state_dict({**state, **twice})
    assert torch.equal(segment(own)[-1].logits, steps[-1].logits)


# --- attention --------------------------------------------------------------------------------


def test_every_direction_of_cross_attention_runs_and_differs():
    whole = make()
    results = []
    for direction in ("both", "s2q", "q2s", "none"):
        net = make(cross_attention=direction)
        net.load_state_dict({k: v for k, v in whole.state_dict().items() if k in net.state_dict()})
        results.append(segment(net))
    for i, one in enumerate(results):
        for other in results[i + 1 :]:
            assert differ(one, other)


@pytest.mark.parametrize("direction", ["cross_query", "cross_support"])
@pytest.mark.parametrize("mode", ["keys", "output"])
def test_cross_attention_reaches_the_result(direction, mode):
    net = make(mask_mode=mode)
    before = segment(net)
    for block in net.blocks:
        nn.init.zeros_(getattr(block, direction).attention.project.weight)
    assert differ(before, segment(net))


def test_mask_modes_differ():
    assert differ(segment(make(mask_mode="keys")), segment(make(mask_mode="output")))


def test_background_of_the_support_is_hardly_attended():
    inside = disc(size=(40, 40))[4::8, 4::8].bool().flatten().repeat(2)
    shares = {}
    for mode in ("keys", "output"):
        net = make(mask_mode=mode)
        query, support = noise(1, 1, 40, 40), noise(1, 2, 1, 40, 40, seed=1)
        with torch.no_grad():
            encoded = net.encode(torch.cat([query, support[0]]))
            steps = net.decode(
                encoded.select([0]),
                encoded.select([1, 2]),
                disc(1, 2),
                size=(40, 40),
                attention=True,
            )
            attention = [step.attention for step in steps]
        assert attention[0] is None  # MIFE has none
        assert attention[1].shape == (1, 2, 25, 50)
        torch.testing.assert_close(attention[2].sum(-1), torch.ones(1, 2, 25))
        shares[mode] = float(attention[2][..., inside].sum(-1).mean())
    assert shares["keys"] > 0.7
    assert shares["output"] < 0.5  # that mode restricts the result, not the keys


def test_no_attention_is_shown_where_it_is_switched_off():
    net = make(cross_attention="q2s")
    encoded = net.encode(noise(2, 1, 16, 16))
    support, mask = encoded.select([1]), disc(1, 1, size=(16, 16))
    steps = net.decode(encoded.select([0]), support, mask, size=(16, 16), attention=True)
    assert [step.attention for step in steps] == [None] * 3


# --- batches, shots, sizes --------------------------------------------------------------------


def test_queries_in_a_batch_equal_queries_one_by_one():
    net = make()
    query, support = noise(3, 1, 40, 40), noise(1, 2, 1, 40, 40, seed=1)
    location = noise(3, 2, 40, 40, seed=2)
    with torch.no_grad():
        together = net(query, support, disc(1, 2), location=location)
        for i in range(3):
            part = slice(i, i + 1)
            alone = net(query[part], support, disc(1, 2), location=location[part])
            for one, all_ in zip(alone, together, strict=True):
                torch.testing.assert_close(one.logits, all_.logits[part], rtol=0, atol=1e-4)


@pytest.mark.parametrize("direction", ["both", "s2q", "none"])
def test_a_shared_support_set_equals_the_same_set_for_each_query(direction):
    net = make(cross_attention=direction)
    query, support = noise(3, 1, 40, 40), noise(1, 2, 1, 40, 40, seed=1)
    weights = torch.tensor([[0.8, 0.2]])
    with torch.no_grad():
        shared = net(query, support, disc(1, 2), weights=weights)
        repeated = net(
            query,
            support.expand(3, -1, -1, -1, -1),
            disc(3, 2),
            weights=weights.expand(3, -1),
        )
    for one, other in zip(shared, repeated, strict=True):
        torch.testing.assert_close(one.logits, other.logits, rtol=0, atol=1e-4)


@torch.no_grad()
def test_supports_are_not_asked_for_what_only_the_detail_head_reads():
    net = make()
    encoded, mask = net.encode(noise(3, 1, 40, 40)), disc(1, 2)
    query, which = encoded.select([0]), [1, 2]
    whole = net.decode(query, encoded.select(which), mask, size=(40, 40))
    lean = net.decode(query, encoded.shots(which), mask, size=(40, 40))
    for one, other in zip(whole, lean, strict=True):
        assert torch.equal(one.logits, other.logits)


def test_each_query_sees_its_own_support_set():
    net = make()
    query, support = noise(2, 1, 40, 40), noise(2, 1, 1, 40, 40, seed=1)
    with torch.no_grad():
        both = net(query, support, disc(2, 1))
        second = net(query[1:], support[1:], disc(1, 1))
        mixed = net(query, support.flip(0), disc(2, 1))
    torch.testing.assert_close(both[-1].logits[1:], second[-1].logits, rtol=0, atol=1e-4)
    assert differ(both, mixed)


@pytest.mark.parametrize("shots", [1, 2, 3])
@pytest.mark.parametrize("size", [(40, 40), (97, 131)])
def test_any_number_of_shots_and_any_size(shots, size):
    steps = segment(make(), shots=shots, size=size)
    cells = tuple(-(-n // 8) for n in size)
    assert all(step.logits.shape == (2, 1, *size) for step in steps)
    assert all(step.coarse_logits.shape == (2, 1, *cells) for step in steps)
    assert steps[-1].support_features.shape == (2 * shots, 16, *cells)
    assert all(step.logits.isfinite().all() for step in steps)


def test_slices_of_256_pixels():
    steps = segment(make(), queries=1, shots=1, size=(256, 256), iterations=1)
    assert steps[-1].logits.shape == (1, 1, 256, 256)


def test_the_same_shot_twice_counts_as_once():
    net = make()
    query, support = noise(1, 1, 40, 40), noise(1, 1, 1, 40, 40, seed=1)
    with torch.no_grad():
        once = net(query, support, disc(1, 1))
        twice = net(query, support.repeat(1, 2, 1, 1, 1), disc(1, 2))
    torch.testing.assert_close(once[-1].logits, twice[-1].logits, rtol=0, atol=1e-3)


def test_the_order_of_the_shots_does_not_matter_but_their_weights_do():
    net = make()
    query, support = noise(1, 1, 40, 40), noise(1, 2, 1, 40, 40, seed=1)
    weights = torch.tensor([[0.9, 0.1]])
    with torch.no_grad():
        steps = net(query, support, disc(1, 2), weights=weights)
        turned = net(query, support.flip(1), disc(1, 2), weights=weights.flip(1))
        other = net(query, support, disc(1, 2), weights=weights.flip(1))
    torch.testing.assert_close(steps[-1].logits, turned[-1].logits, rtol=0, atol=1e-3)
    assert differ(steps, other)


def test_masks_that_do_not_fit_the_support_are_refused():
    net = make()
    encoded = net.encode(noise(3, 1, 16, 16))
    steps = net.decode(
        encoded.select([0]), encoded.select([1]), disc(1, 2, size=(16, 16)), size=(16, 16)
    )
    with pytest.raises(ValueError, match="1 support slices, 1×2 masks"):
        next(steps)


@pytest.mark.parametrize("mode", ["keys", "output"])
@pytest.mark.parametrize("pixels", [0, 1])
def test_empty_and_tiny_masks_give_finite_results_and_gradients(mode, pixels):
    net = make(mask_mode=mode).train()
    mask = torch.zeros(1, 2, 40, 40)
    mask[0, 0, 20, 20] = pixels
    steps = net(noise(2, 1, 40, 40), noise(1, 2, 1, 40, 40, seed=1), mask)
    iteration_loss(steps, torch.zeros(2, 1, 40, 40), {0, 1, 2}).backward()
    assert all(step.logits.isfinite().all() for step in steps)
    assert all(p.grad.isfinite().all() for p in net.parameters())


# --- inputs and heads beyond the paper ---------------------------------------------------------


def test_location_prior_changes_the_result_and_zeros_mean_none():
    net = make()
    without = segment(net)
    assert torch.equal(
        segment(net, location=torch.zeros(2, 2, 40, 40))[-1].logits, without[-1].logits
    )
    assert differ(segment(net, location=noise(2, 2, 40, 40)), without)
    blind = make(location_prior=False)
    assert not differ(segment(blind, location=noise(2, 2, 40, 40)), segment(blind))


def test_detail_head_refines_the_iterations_that_are_asked_for():
    net = make()
    encoded = net.encode(noise(3, 1, 40, 40))
    query, support = encoded.select([0]), encoded.select([1, 2])

    def decode(detailed):
        with torch.no_grad():
            return list(net.decode(query, support, disc(1, 2), size=(40, 40), detailed=detailed))

    every, last = decode(None), decode({2})
    assert torch.equal(every[2].logits, last[2].logits)
    coarse = nn.functional.interpolate(last[1].coarse_logits, (40, 40), mode="bilinear")
    torch.testing.assert_close(last[1].logits, coarse)
    assert not torch.allclose(every[1].logits, coarse, atol=1e-2)
    plain = make(detail_head=False)
    assert not any(key.startswith("detail") for key in plain.state_dict())
    assert segment(plain)[-1].logits.shape == (2, 1, 40, 40)


# --- training ---------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["keys", "output"])
def test_gradients_reach_every_parameter(mode):
    net = make(mask_mode=mode).train()
    steps = net(noise(2, 1, 40, 40), noise(1, 2, 1, 40, 40, seed=1), disc(1, 2))
    iteration_loss(steps, disc(2, 1), {0, 1, 2}).backward()
    for name, parameter in net.named_parameters():
        assert parameter.grad is not None, name
        if not name.endswith("attention.key.bias"):  # the softmax over keys cancels it exactly
            assert parameter.grad.abs().max() > 0, name


@pytest.mark.parametrize(("detach", "reached"), [(False, True), (True, False)])
def test_detached_mask_keeps_later_losses_from_earlier_masks(detach, reached):
    net = make(detach_mask=detach).train()
    steps = net(noise(2, 1, 40, 40), noise(1, 2, 1, 40, 40, seed=1), disc(1, 2))
    steps[-1].coarse_logits.sum().backward()
    assert (net.mife.classifier[-1].weight.grad is not None) == reached
