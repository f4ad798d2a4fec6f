import json
import math
import zlib
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from safetensors import safe_open
from torch import nn

from annotator.nets.cloformer import network as cloformer
from annotator.nets.cloformer.network import (
    CloAttention,
    CloBlock,
    CloFormer,
    CloFormerConfig,
    ConvFFN,
)

GOLDEN = Path(__file__).parents[1] / "data" / "cloformer"
TOLERANCE = 2e-5
MINI = CloFormerConfig(
    in_channels=1,
    num_classes=4,
    embed_dims=(8, 16, 24, 32),
    depths=(1, 2, 1, 1),
    num_heads=(2, 2, 3, 4),
    group_splits=((1, 1), (1, 1), (2, 1), (1, 3)),
)


def rule_weights(state):
    """Fill a state dict by the rule that the reference tensors were made with."""
    weights = {}
    for key, tensor in state.items():
        kind = key.rpartition(".")[2]
        if kind == "num_batches_tracked":
            weights[key] = tensor
            continue
        stream = np.random.RandomState(zlib.crc32(key.encode()))
        n = stream.standard_normal(tensor.numel()).reshape(tensor.shape)
        if kind in ("bias", "running_mean"):
            n = 0.1 * n
        elif kind == "running_var":
            n = 1 + 0.2 * np.abs(n)
        elif n.ndim == 1:
            n = 1 + 0.1 * n
        else:
            n = n / math.sqrt(math.prod(tensor.shape[1:]))
        weights[key] = torch.from_numpy(n).float()
    return weights


def with_rule_weights(model):
    model.load_state_dict(rule_weights(model.state_dict()))
    return model.eval()


@pytest.fixture(scope="module")
def mini():
    return with_rule_weights(CloFormer(MINI))


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def images(*shape, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def read_golden(path):
    with safe_open(path, "pt") as file:
        config = file.metadata()
        tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    weights = {
        key.removeprefix("w."): tensors.pop(key) for key in list(tensors) if key.startswith("w.")
    }
    return config, weights, tensors


def block_of(config):
    stage = CloFormerConfig(
        embed_dims=(int(config["dim"]), int(config["out_dim"])),
        num_heads=(int(config["num_heads"]),),
        group_splits=(tuple(json.loads(config["group_split"])),),
        kernel_sizes=(tuple(json.loads(config["kernel_sizes"])),),
        window_sizes=(int(config["window_size"]),),
        mlp_kernel_sizes=(int(config["mlp_kernel_size"]),),
        mlp_ratios=(float(config["mlp_ratio"]),),
    )
    return CloBlock(stage, 0, downsample=config["stride"] == "2")


def module_of(config):
    match config["module"]:
        case "EfficientAttention":
            return CloAttention(
                int(config["dim"]),
                int(config["num_heads"]),
                tuple(json.loads(config["group_split"])),
                tuple(json.loads(config["kernel_sizes"])),
                int(config["window_size"]),
                qkv_bias=json.loads(config.get("qkv_bias", "true")),
            )
        case "ConvFFN":
            names = ("in_channels", "hidden_channels", "out_channels", "kernel_size", "stride")
            return ConvFFN(*(int(config[name]) for name in names))
        case "EfficientBlock":
            return block_of(config)
        case "PatchEmbedding":
            return cloformer.ConvStem(int(config["in_channels"]), int(config["out_channels"]))
        case _:
            network = getattr(cloformer, config["variant"])
            return network(int(config["in_chans"]), int(config["num_classes"]))


def results_of(module, x):
    """Everything that a reference file may hold, by its name there."""
    outputs = {}
    for name, child in module.named_modules():
        child.register_forward_hook(lambda _m, _i, out, name=name: outputs.__setitem__(name, out))
    with torch.no_grad():
        results = {"output": module(x)}
        results |= {f"mid.{name}": out for name, out in outputs.items()}
        if isinstance(module, CloAttention):
            for j in range(len(module.convs)):
                results[f"mid.qkv{j}"] = outputs[f"qkvs.{j}"]
                results[f"mid.mixed{j}"] = outputs[f"convs.{j}"]
                results[f"mid.gate{j}"] = torch.tanh(module.scale * outputs[f"act_blocks.{j}"])
                results[f"high{j}"] = module.attn_conv(x, j)
            if module.global_heads:
                results["low"] = module.global_attention(x)
        elif isinstance(module, ConvFFN):
            results["mid.after_dwconv"] = outputs["dwconv"]
        elif isinstance(module, CloFormer):
            results["logits"] = results["logits_f64"] = results["output"]
            results["features"] = module.forward_features(x)
            results["mid.stem_sub"] = outputs["patch_embed"][..., ::8, ::8]
            for i, stage in enumerate(module.forward_stages(x)):
                results[f"mid.stage{i}_mean"] = stage.mean(dim=(2, 3))
    return results


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.safetensors")), ids=lambda p: p.stem)
def test_agrees_with_the_reference(path):
    config, weights, expected = read_golden(path)
    module = module_of(config).eval()
    module.load_state_dict(weights or rule_weights(module.state_dict()))
    results = results_of(module, expected.pop("x"))
    for name, tensor in expected.items():
        assert results[name].shape == tensor.shape, name
        assert (results[name] - tensor).abs().max() <= TOLERANCE, name


@pytest.mark.parametrize(
    ("factory", "rgb", "gray"),
    [
        (cloformer.xxs, 4_166_728, 3_910_468),
        (cloformer.xs, 7_172_216, 6_820_196),
        (cloformer.s, 12_345_576, 11_897_796),
    ],
)
def test_parameter_counts_are_the_published_ones(factory, rgb, gray):
    def count(model):
        return sum(p.numel() for p in model.parameters())

    with torch.device("meta"):
        assert count(factory()) == rgb
        assert count(factory(in_channels=1, num_classes=4)) == gray


@pytest.mark.parametrize("size", [(1, 1), (5, 70), (33, 64), (63, 95), (100, 36)])
def test_any_size_gives_maps_of_rounded_up_size(mini, size):
    x = images(2, 1, *size)
    with torch.no_grad():
        maps, logits = mini.forward_stages(x), mini(x)
    for stage, (feature_map, stride) in enumerate(zip(maps, (8, 16, 32, 32), strict=True)):
        expected = [math.ceil(side / stride) for side in size]
        assert list(feature_map.shape) == [2, (16, 24, 32, 32)[stage], *expected]
    assert logits.shape == (2, 4)
    assert logits.isfinite().all()


def test_border_windows_average_the_pixels_they_cover():
    attention = with_rule_weights(CloAttention(8, 2, (2,), (), window_size=4))
    x = images(1, 8, 6, 9)
    tokens = torch.stack(
        [x[0, :, i : i + 4, j : j + 4].mean(dim=(1, 2)) for i in (0, 4) for j in (0, 4, 8)]
    )
    kv = tokens @ attention.global_kv.weight.flatten(1).T + attention.global_kv.bias
    q = F.conv2d(x, attention.global_q.weight, attention.global_q.bias)[0].flatten(1).T
    heads = []
    for head in (slice(0, 4), slice(4, 8)):
        k, v = kv[:, :8][:, head], kv[:, 8:][:, head]
        heads.append(torch.softmax(q[:, head] @ k.T / 2, dim=1) @ v)
    expected = torch.cat(heads, dim=1).T.reshape(1, 8, 6, 9)
    torch.testing.assert_close(attention.global_attention(x), expected)


def test_a_batch_gives_what_its_images_give_one_by_one(mini):
    x = images(3, 1, 61, 45)
    with torch.no_grad():
        batch, singles = mini(x), torch.cat([mini(image[None]) for image in x])
    torch.testing.assert_close(batch, singles, atol=TOLERANCE, rtol=0)
    assert (singles[0] - singles[1]).abs().max() > 100 * TOLERANCE


def test_memory_format_and_strides_do_not_matter(mini):
    x = images(1, 1, 48, 64)
    views = [x.to(memory_format=torch.channels_last), x.flip(3).flip(3), x.mT.contiguous().mT]
    with torch.no_grad():
        for view in views:
            torch.testing.assert_close(mini(view), mini(x), atol=TOLERANCE, rtol=0)


@pytest.mark.parametrize("qkv_bias", [True, False])
def test_gradients_reach_every_parameter_and_the_image(qkv_bias):
    config = CloFormerConfig(**{**vars(MINI), "qkv_bias": qkv_bias})
    model = with_rule_weights(CloFormer(config))
    x = images(2, 1, 70, 64).requires_grad_()
    F.cross_entropy(model(x), torch.tensor([0, 3])).backward()
    for name, parameter in [*model.named_parameters(), ("image", x)]:
        assert parameter.grad is not None, name
        assert parameter.grad.isfinite().all(), name
        assert parameter.grad.abs().max() > 0, name


def test_fused_network_gives_the_same_and_leaves_the_original_alone():
    model = with_rule_weights(CloFormer(MINI)).train()
    before = {key: value.clone() for key, value in model.state_dict().items()}
    fast = cloformer.fused(model)
    assert not any(isinstance(module, nn.BatchNorm2d) for module in fast.modules())
    assert model.training
    assert all(torch.equal(before[key], value) for key, value in model.state_dict().items())
    x = images(2, 1, 61, 45)
    with torch.no_grad():
        torch.testing.assert_close(fast(x), model.eval()(x), atol=TOLERANCE, rtol=0)


def test_stochastic_depth_drops_whole_samples_in_training_only():
    drop_path = cloformer.DropPath(0.75)
    torch.manual_seed(0)
    kept = drop_path(torch.ones(1000, 2, 3, 3)).flatten(1)
    assert set(kept[:, 0].tolist()) == {0.0, 4.0}
    assert (kept == kept[:, :1]).all()
    assert 0.2 < (kept[:, 0] > 0).float().mean() < 0.3
    x = images(2, 1, 3, 3)
    assert torch.equal(drop_path.eval()(x), x)


def test_stochastic_depth_grows_linearly_over_the_blocks():
    model = CloFormer(CloFormerConfig(**{**vars(MINI), "drop_path": 0.4}))
    rates = [m.rate for m in model.modules() if isinstance(m, cloformer.DropPath)]
    assert rates == pytest.approx([0, 0.1, 0.2, 0.3, 0.4])


def rgb_network():
    return with_rule_weights(
        CloFormer(CloFormerConfig(**{**vars(MINI), "in_channels": 3, "num_classes": 7}))
    )


@pytest.mark.parametrize("channels", [1, 2, 5])
def test_adapted_weights_see_a_replicated_image_as_before(channels):
    rgb = rgb_network()
    model = CloFormer(
        CloFormerConfig(**{**vars(MINI), "in_channels": channels, "num_classes": 7})
    ).eval()
    model.load_state_dict(cloformer.adapted_state_dict(rgb.state_dict(), model.state_dict()))
    gray = images(1, 1, 64, 64)
    with torch.no_grad():
        expected, got = rgb(gray.expand(1, 3, 64, 64)), model(gray.expand(1, channels, 64, 64))
    torch.testing.assert_close(got, expected, atol=TOLERANCE, rtol=0)


@pytest.mark.parametrize("classes", [0, 4])
def test_a_head_of_another_size_is_left_to_the_new_network(classes):
    rgb = rgb_network()
    model = CloFormer(
        CloFormerConfig(**{**vars(MINI), "in_channels": 3, "num_classes": classes})
    ).eval()
    head = {key: value.clone() for key, value in model.head.state_dict().items()}
    model.load_state_dict(cloformer.adapted_state_dict(rgb.state_dict(), model.state_dict()))
    assert all(torch.equal(head[key], value) for key, value in model.head.state_dict().items())
    x = images(1, 3, 64, 64)
    with torch.no_grad():
        torch.testing.assert_close(model.forward_features(x), rgb.forward_features(x))
        assert model(x).shape == (1, classes or 32)


def test_adapting_does_not_hide_a_wrong_network(mini):
    state = {key: value for key, value in mini.state_dict().items() if "layers.2" not in key}
    with pytest.raises(RuntimeError, match=r"layers\.2"):
        mini.load_state_dict(cloformer.adapted_state_dict(state, mini.state_dict()))


@pytest.mark.parametrize(
    ("dim", "split", "kernels"), [(9, (1, 1), (3,)), (8, (2, 1), (3,)), (8, (0, 2), (3,))]
)
def test_impossible_head_splits_are_refused(dim, split, kernels):
    with pytest.raises(ValueError, match=r"heads|kernel size"):
        CloAttention(dim, 2, split, kernels, window_size=2)


@pytest.mark.gpu
def test_gpu_agrees_with_cpu(mini):
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    x = images(2, 1, 61, 45)
    with torch.no_grad(), torch.backends.cudnn.flags(allow_tf32=False):
        on_gpu = with_rule_weights(CloFormer(MINI)).cuda()(x.cuda()).cpu()
        torch.testing.assert_close(on_gpu, mini(x), atol=TOLERANCE, rtol=0)
