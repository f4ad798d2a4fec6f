"""GRL against the authors' implementation, and its properties as a module."""

from __future__ import annotations

import copy
import math
import zlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from annotator.nets.grl import network as grl
from annotator.nets.grl import reference
from annotator.nets.grl.attention import AnchorStripeAttention, WindowAttention
from annotator.nets.grl.config import GRLConfig
from annotator.nets.grl.cosine import attend
from annotator.nets.grl.geometry import (
    WindowLayout,
    bias_view,
    window_layout,
)
from annotator.nets.grl.layers import AnchorProjection, drop_path, relative_coordinates, unit_length
from annotator.nets.grl.network import GRL
from annotator.nets.grl.reference import StripeMode

if TYPE_CHECKING:
    from types import ModuleType

    from annotator.nets.grl.config import Size

DATA = Path(__file__).parents[1] / "data" / "grl"
CPU = torch.device("cpu")
MINI = GRLConfig(
    embed_dim=16,
    depths=(2, 4),
    heads_window=(2, 2),
    heads_stripe=(2, 2),
    window_size=4,
    stripe_size=(4, 8),
    anchor_down_factor=2,
)


class Golden:
    """One file of the authors' inputs, weights and outputs."""

    def __init__(self, name: str) -> None:
        self.tensors = load_file(DATA / f"{name}.safetensors")

    def load(self, module: nn.Module) -> nn.Module:
        weights = {k[2:]: v for k, v in self.tensors.items() if k.startswith("w.")}
        module.load_state_dict(weights)
        return module.eval()

    def map(self, name: str, height: int, width: int) -> Tensor:
        """Tokens ``(B, L, C)`` as a map ``(B, H, W, C)``."""
        tokens = self.tensors[name]
        return tokens.view(len(tokens), height, width, -1)

    def check(self, result: Tensor, tolerance: float) -> None:
        expected = self.tensors["output"].view(result.shape)
        torch.testing.assert_close(result, expected, rtol=0, atol=tolerance)


def follow_weight_rule(network: GRL) -> GRL:
    """Set the weights that the goldens without weights were made with (see their README)."""
    state = {}
    for key, value in network.state_dict().items():
        seed = zlib.crc32(key.encode())
        n = np.random.RandomState(seed).standard_normal(value.shape)
        if key.endswith("logit_scale"):
            n = math.log(10) + 0.5 * n
        elif key.endswith("bias"):
            n = 0.1 * n
        elif n.ndim == 1:
            n = 1 + 0.1 * n
        else:
            n = n / math.sqrt(math.prod(n.shape[1:]))
        state[key] = torch.from_numpy(n).float()
    network.load_state_dict(state)
    return network.eval()


def mini(**changes: object) -> GRL:
    torch.manual_seed(0)
    return GRL(replace(MINI, **changes)).eval()  # type: ignore[arg-type]


def image(*shape: int, seed: int = 0) -> Tensor:
    return torch.rand(shape, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize(
    ("name", "window"), [("w", (4, 4)), ("sh", (4, 8)), ("sv", (8, 4))], ids=["w", "sh", "sv"]
)
class TestGeometry:
    """Tables, indices and masks of the authors, for a map of 16 x 24 pixels."""

    def test_coordinates(self, name: str, window: Size) -> None:
        expected = Golden("tables").tensors[f"table_{name}"][0]
        coordinates = relative_coordinates(window, coarse(window, name))
        torch.testing.assert_close(coordinates, expected, rtol=0, atol=1e-6)

    def test_indices(self, name: str, window: Size) -> None:
        golden, anchors = Golden("tables").tensors, coarse(window, name)
        shape = (window[0] + anchors[0] - 1, window[1] + anchors[1] - 1)
        positions = torch.arange(shape[0] * shape[1]).view(1, *shape)
        to_anchors = bias_view(positions, window)[:, 0].flatten(0, 1).flip(1)
        to_window = bias_view(positions.flip(1, 2), anchors)[:, 0].flatten(0, 1).flip(0)
        if name == "w":
            assert torch.equal(to_anchors, golden["index_w"].long())
        else:
            assert torch.equal(to_anchors, golden[f"index_{name}_w2a"].long())
            assert torch.equal(to_window, golden[f"index_{name}_a2w"].long())

    def test_masks(self, name: str, window: Size) -> None:
        golden, size = Golden("tables").tensors, (16, 24)
        shift = (window[0] // 2, window[1] // 2)
        layout = window_layout(size, window, shift, CPU)
        anchors = window_layout(
            coarse(size, name), coarse(window, name), coarse(shift, name), CPU, reverse=True
        )
        mask = torch.full_like(golden["mask_w" if name == "w" else f"mask_{name}_w2a"], -100)
        tokens = places(layout, window, shift)
        anchor_tokens = places(anchors, coarse(window, name), coarse(shift, name))
        for ours, theirs in zip(tokens, anchor_tokens, strict=True):
            for (where, i), (same, j) in zip(ours, theirs, strict=True):
                assert where == same
                mask[where, i[:, None], j] = 0
        assert torch.equal(mask, golden["mask_w" if name == "w" else f"mask_{name}_w2a"])

    def test_labels_of_windows_that_are_not_cut(self, name: str, window: Size) -> None:
        golden, size = Golden("tables").tensors, (16, 24)
        shift = (window[0] // 2, window[1] // 2)
        layout = window_layout(size, window, shift, CPU, cut=False)
        anchors = window_layout(
            coarse(size, name), coarse(window, name), coarse(shift, name), CPU, cut=False
        )
        assert layout.labels is not None
        assert anchors.labels is not None
        mask = -100 * (1 - layout.labels.mT @ anchors.labels)
        assert torch.equal(mask, golden["mask_w" if name == "w" else f"mask_{name}_w2a"])


def coarse(size: Size, name: str) -> Size:
    """The same on the map of anchors; windows have none and attend to themselves."""
    return size if name == "w" else (size[0] // 2, size[1] // 2)


def places(layout: WindowLayout, window: Size, shift: Size) -> list[list[tuple[int, Tensor]]]:
    """For each part and each of its windows: which whole window it belongs to, and its tokens
    there, both numbered row by row after the shift."""
    (height, width), (h, w) = layout.size, window
    numbers = torch.arange(height * width).view(1, height, width, 1)
    found = []
    for windows in layout.split(numbers):
        y, x = (
            (windows[..., 0] // width - shift[0]) % height,
            (windows[..., 0] % width - shift[1]) % width,
        )
        whole = (y // h) * (width // w) + x // w
        assert torch.equal(whole, whole[:, :1].expand_as(whole))
        tokens = (y % h) * w + x % w
        found.append([(int(n[0]), some) for n, some in zip(whole, tokens, strict=True)])
    return found


@pytest.mark.parametrize("shift", [(0, 0), (2, 0), (2, 4)])
def test_windows_fit_together_again(shift: Size) -> None:
    layout = window_layout((8, 24), (4, 8), shift, CPU)
    x = image(2, 8, 24, 3).requires_grad_()
    windows = layout.split(x)
    assert sum(len(some) * some.shape[1] for some in windows) == 2 * 8 * 24
    assert torch.equal(layout.merge(windows), x)
    sum((some * some.detach()).sum() for some in windows).backward()
    assert x.grad is not None
    assert torch.equal(x.grad, x.detach())


@torch.no_grad()
def test_window_attention_is_that_of_the_authors() -> None:
    golden = Golden("window_attention_shifted")
    attention = golden.load(WindowAttention(heads=2, window=4, shifted=True))
    qkv = golden.map("qkv", 12, 16)
    golden.check(attention(qkv), 1e-4)
    golden.check(attention.project_and_attend(qkv, lambda tokens: tokens.mT), 1e-4)


@torch.no_grad()
def test_stripe_attention_with_groups_is_that_of_the_authors() -> None:
    golden = Golden("stripe_attention_groups")
    attention = golden.load(
        AnchorStripeAttention(2, (4, None), (None, 2), StripeMode.SHIFTED_VERTICAL, 2)
    )
    qkv = golden.map("qkv", 16, 16)
    anchor = golden.tensors["anchor"]
    golden.check(attention(qkv, anchor), 1e-4)
    golden.check(attention.project_and_attend(qkv, anchor, lambda tokens: tokens.mT), 1e-4)


@torch.no_grad()
def test_anchor_projection_is_that_of_the_authors() -> None:
    golden = Golden("anchor_projection")
    projection = golden.load(AnchorProjection(12, down_factor=2))
    golden.check(projection(golden.map("x", 8, 12)), 1e-4)


BOTH = pytest.mark.parametrize("form", [reference, grl], ids=["reference", "fast"])


@BOTH
@torch.no_grad()
@pytest.mark.parametrize("position", range(4))
def test_mixed_attention_is_that_of_the_authors(form: ModuleType, position: int) -> None:
    golden = Golden(f"mixed_attention_{position}")
    attention = golden.load(form.TransformerLayer(MINI, 0, position).attn)
    golden.check(attention(golden.map("x", 16, 24)), 1e-4)


@BOTH
@torch.no_grad()
def test_layer_with_local_connection_is_that_of_the_authors(form: ModuleType) -> None:
    golden = Golden("layer_local")
    config = replace(MINI, embed_dim=36, local_connection=True)
    golden.check(golden.load(form.TransformerLayer(config, 0, 3))(golden.map("x", 16, 24)), 1e-4)


@BOTH
@torch.no_grad()
def test_image_too_small_for_reflection_is_padded_with_zeros(form: ModuleType) -> None:
    golden = Golden("grl_zero_padding")
    golden.check(golden.load(form.GRL(MINI))(golden.tensors["x"]), 5e-5)


@torch.no_grad()
@pytest.mark.parametrize(
    ("name", "config"),
    [
        ("grl_tiny_reflect", GRLConfig()),
        ("grl_tiny_color", GRLConfig(in_channels=3, out_channels=3)),
    ],
)
def test_tiny_network_is_that_of_the_authors(name: str, config: GRLConfig) -> None:
    golden = Golden(name)
    golden.check(follow_weight_rule(GRL(config))(golden.tensors["x"]), 5e-5)


@pytest.mark.parametrize(
    ("change", "size"),
    [
        ({}, (24, 40)),
        ({"stripe_shift": False, "local_connection": True, "embed_dim": 36}, (16, 16)),
        ({"stripe_size": (8, None), "stripe_groups": (None, 2)}, (20, 30)),
        ({"window_size": 8, "stripe_size": (8, 16), "anchor_down_factor": 4}, (32, 48)),
    ],
    ids=["mini", "local", "groups", "coarse"],
)
def test_the_fast_form_is_the_same_function(
    change: dict[str, object], size: tuple[int, int]
) -> None:
    fast = follow_weight_rule(mini(**change))
    plain = reference.GRL(fast.config).eval()
    plain.load_state_dict(fast.state_dict())
    images = image(2, 1, *size)
    with torch.no_grad():
        torch.testing.assert_close(fast(images), plain(images), rtol=0, atol=5e-5)
    gradients = []
    for network in (fast, plain):
        network(images).square().mean().backward()
        gradients.append([parameter.grad for parameter in network.parameters()])
    for ours, theirs in zip(*gradients, strict=True):
        assert ours is not None
        torch.testing.assert_close(ours, theirs, rtol=1e-3, atol=1e-5)


@torch.no_grad()
def test_only_equal_channels_make_a_residual_network() -> None:
    residual, direct = mini(), mini(in_channels=2, out_channels=1)
    for network in (residual, direct):
        network.conv_last.weight.zero_()
        network.conv_last.bias.zero_()
    images = image(1, 2, 12, 20)
    assert torch.equal(residual(images[:, :1]), images[:, :1])
    assert not direct(images).any()


@pytest.mark.parametrize(
    ("factory", "channels", "parameters"),
    [
        (grl.tiny, 1, 877_921),
        (grl.tiny, 3, 880_227),
        (grl.small, 1, 3_115_617),
        (grl.small, 3, 3_120_227),
        (grl.base, 1, 19_798_781),
        (grl.base, 3, 19_805_263),
    ],
)
def test_paper_networks_have_the_published_size(
    factory: type[GRL], channels: int, parameters: int
) -> None:
    assert sum(p.numel() for p in factory(channels).parameters()) == parameters


def test_nothing_derived_is_part_of_the_state() -> None:
    network = mini()
    network(image(1, 1, 9, 20))
    assert set(network.state_dict()) == {name for name, _ in network.named_parameters()}


@torch.no_grad()
@pytest.mark.parametrize("size", [(1, 1), (8, 8), (7, 13), (17, 9), (25, 31)])
def test_any_size_is_kept(size: tuple[int, int]) -> None:
    assert mini()(image(2, 1, *size)).shape == (2, 1, *size)


@torch.no_grad()
@pytest.mark.parametrize(
    ("upsampler", "upscale"),
    [
        ("pixelshuffle", 2),
        ("pixelshuffle", 3),
        ("pixelshuffle", 4),
        ("pixelshuffledirect", 3),
        ("nearest+conv", 4),
    ],
)
def test_super_resolution_heads_enlarge(upsampler: str, upscale: int) -> None:
    network = mini(in_channels=3, out_channels=3, upsampler=upsampler, upscale=upscale)
    assert network(image(1, 3, 10, 13)).shape == (1, 3, 10 * upscale, 13 * upscale)


@torch.no_grad()
def test_image_range_only_scales_what_the_network_sees() -> None:
    network, scaled = mini(), mini(img_range=255.0)
    images = image(1, 1, 12, 20)
    torch.testing.assert_close(scaled(images), network(255 * images) / 255)


@torch.no_grad()
def test_batch_equals_one_by_one() -> None:
    network, images = mini(), image(3, 1, 20, 27)
    one_by_one = torch.cat([network(images[i : i + 1]) for i in range(3)])
    torch.testing.assert_close(network(images), one_by_one, rtol=0, atol=1e-5)


@torch.no_grad()
def test_result_does_not_depend_on_how_the_work_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    network, images = mini(), image(2, 1, 20, 27)
    whole = network(images)
    monkeypatch.setattr("annotator.nets.grl.attention.CHUNK_TOKENS", 40)
    torch.testing.assert_close(network(images), whole, rtol=0, atol=1e-5)


@torch.no_grad()
def test_eval_is_deterministic_and_training_drops_paths() -> None:
    network, images = mini(drop_path_rate=0.9), image(4, 1, 16, 16)
    assert torch.equal(network(images), network(images))
    network.train()
    assert not torch.equal(network(images), network(images))


@torch.no_grad()
def test_dropping_paths_keeps_their_expectation() -> None:
    torch.manual_seed(0)
    branch = torch.ones(20_000, 1, 1, 2)
    dropped = drop_path(branch, 0.25)
    assert dropped.unique().tolist() == pytest.approx([0, 4 / 3])
    assert dropped.mean() == pytest.approx(1, abs=0.02)
    assert torch.equal(dropped[..., 0], dropped[..., 1])


def test_gradient_reaches_every_parameter() -> None:
    network = mini(
        embed_dim=144,  # eight channels in the channel attention, so not all its ReLUs are off
        depths=(4,),
        heads_window=(2,),
        heads_stripe=(2,),
        local_connection=True,
        drop_path_rate=0.0,
    )
    follow_weight_rule(network).train()(image(2, 1, 16, 16)).square().mean().backward()
    for name, parameter in network.named_parameters():
        assert parameter.grad is not None, name
        assert parameter.grad.abs().max() > 0, name


def attention_input(windows: int, rows: int) -> list[Tensor]:
    """Queries, keys, values and bias of 2 heads, 4 queries and 6 keys."""
    q, k, v = (image(windows, 2, 3, length, seed=length + i) for i, length in enumerate((4, 6, 6)))
    return [q, k, v, image(rows, 2, 6 // rows, 4, seed=3)]


@pytest.mark.parametrize(("windows", "rows"), [(3, 1), (1, 3), (2, 3)])
def test_gradient_of_attention(monkeypatch: pytest.MonkeyPatch, windows: int, rows: int) -> None:
    monkeypatch.setattr("annotator.nets.grl.cosine.BACKWARD_ELEMENTS", 50)  # in several steps
    inputs = [tensor.double().requires_grad_() for tensor in attention_input(windows, rows)]
    torch.autograd.gradcheck(attend, inputs, fast_mode=True)


@torch.no_grad()
@pytest.mark.parametrize(("windows", "rows"), [(3, 1), (1, 3), (2, 3)])
@pytest.mark.parametrize("sharp", [False, True])
def test_attention_is_that_of_its_definition(
    monkeypatch: pytest.MonkeyPatch, windows: int, rows: int, sharp: bool
) -> None:
    monkeypatch.setattr("annotator.nets.grl.cosine.BLOCK_ELEMENTS", 10)
    monkeypatch.setattr("annotator.nets.grl.cosine.BLOCK_QUERIES", 3)
    q, k, v, bias = attention_input(windows, rows)
    q, k = unit_length(q, 2000.0 if sharp else 2.0, dim=-2), unit_length(k, dim=-2)
    logits = k.double().mT @ q.double() + bias.transpose(0, 1).flatten(1, 2)
    expected = v.double() @ torch.softmax(logits * math.log(2), dim=-2)
    found = attend(q, k, v, bias, sharp=sharp)
    torch.testing.assert_close(found, expected.float(), rtol=1e-4, atol=1e-5)


def test_gradient_of_a_bias_table() -> None:
    table = image(2, 4, 6).double().requires_grad_()
    weights = image(3, 2, 4, 6, seed=1).double()
    (bias_view(table, (3, 4)) * weights).sum().backward()
    expected = torch.zeros_like(table)
    for (y, head, x, key), weight in np.ndenumerate(weights.numpy()):
        expected[head, y + key // 3, x + key % 3] += weight
    torch.testing.assert_close(table.grad, expected)


def test_changed_weights_are_noticed_whatever_way_they_change() -> None:
    network, images = mini(), image(1, 1, 16, 16)
    weight = network.layers[1].blocks[3].attn.stripe_attn.attn_transform2.cpb_mlp[2].weight

    def result() -> Tensor:
        with torch.no_grad():
            return network(images)

    def fresh() -> Tensor:
        other = mini()
        other.load_state_dict(network.state_dict())
        with torch.no_grad():
            return other(images)

    original = result()
    weight.data.mul_(30)  # as averaging of weights does; escapes torch's version counter
    assert torch.equal(result(), fresh())
    assert not torch.equal(result(), original)
    network(images).sum().backward()
    torch.optim.SGD([weight], lr=1e3).step()
    assert torch.equal(result(), fresh())
    network.load_state_dict(mini().state_dict())
    assert torch.equal(result(), original)


def test_network_that_ran_in_inference_mode_can_be_trained_and_copied() -> None:
    network, images = mini(), image(1, 1, 24, 40)
    with torch.inference_mode():
        expected = network(images)
    with torch.no_grad():
        assert torch.equal(copy.deepcopy(network)(images), expected)
    network.train()(images).sum().backward()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"depths": (2,)}, "equally long"),
        ({"embed_dim": 18}, "heads do not divide"),
        ({"stripe_size": (None, 8)}, "either a stripe size or a number"),
        ({"upscale": 2}, "needs an upsampler"),
        ({"upsampler": "nearest+conv", "upscale": 2}, "enlarges by 4"),
    ],
)
def test_impossible_config_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(MINI, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"stripe_size": (6, 8), "anchor_down_factor": 4}, "cannot be divided into stripes"),
        ({"stripe_size": (4, 4), "anchor_down_factor": 4}, "less than one anchor"),
    ],
)
def test_stripes_that_anchors_do_not_fit_are_refused(
    change: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        mini(**change)(image(1, 1, 24, 24))


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
@torch.no_grad()
def test_gpu_agrees_with_cpu() -> None:
    network, images = follow_weight_rule(grl.tiny()), image(2, 1, 140, 90)
    expected = network(images)
    result = network.cuda()(images.cuda()).cpu()
    torch.testing.assert_close(result, expected, rtol=0, atol=1e-4)
