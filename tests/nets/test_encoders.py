import zlib
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from safetensors.torch import load_file

from annotator.nets.catnet.encoders import EncoderFeatures, ResNetEncoder, SmallEncoder

GOLDEN = Path(__file__).parents[1] / "data" / "catnet"
STATISTICS = ("weight", "bias", "running_mean", "running_var", "num_batches_tracked")


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def noise(*shape, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def rule_weights(key, shape):
    """Weights of one entry by the rule that the reference tensors were made with."""
    if key.endswith("num_batches_tracked"):
        return torch.zeros(shape, dtype=torch.int64)
    z = np.random.default_rng(zlib.crc32(key.encode())).standard_normal(shape)
    if key.endswith("running_var"):
        z = 1 + 0.1 * np.abs(z)
    elif key.endswith(("running_mean", "bias")):
        z = 0.1 * z
    elif len(shape) == 1:
        z = 1 + 0.1 * z
    else:
        z = z / np.sqrt(np.prod(shape[1:]))
    return torch.from_numpy(z.astype(np.float32))


@pytest.mark.parametrize("depth", [50, 101])
def test_resnets_have_the_keys_of_torchvision(depth):
    expected = {"reduce.weight", "conv1.weight", *(f"bn1.{s}" for s in STATISTICS)}
    for layer, count in enumerate({50: (3, 4, 6, 3), 101: (3, 4, 23, 3)}[depth], 1):
        expected |= {
            f"layer{layer}.0.downsample.{s}"
            for s in ("0.weight", *(f"1.{name}" for name in STATISTICS))
        }
        for block in range(count):
            for i in (1, 2, 3):
                expected.add(f"layer{layer}.{block}.conv{i}.weight")
                expected |= {f"layer{layer}.{block}.bn{i}.{s}" for s in STATISTICS}
    with torch.device("meta"):
        state = ResNetEncoder(64, depth).state_dict()
    assert set(state) == expected
    assert state["layer4.0.conv1.weight"].shape == (512, 1024, 1, 1)
    assert state["conv1.weight"].shape == (64, 1, 7, 7)


def test_resnet_101_matches_the_reference_at_every_layer():
    golden = load_file(GOLDEN / "09_encoder_64.safetensors")
    with torch.device("meta"):
        encoder = ResNetEncoder(256, 101).eval()
    state = {
        key: rule_weights(f"encoder.backbone.{key}", tensor.shape)
        for key, tensor in encoder.state_dict().items()
        if key not in ("reduce.weight", "conv1.weight")
    }
    state["conv1.weight"] = rule_weights("encoder.backbone.conv1.weight", (64, 3, 7, 7))
    # the reference reduces the deep level alone, we the mid level as well
    state["reduce.weight"] = F.pad(
        rule_weights("encoder.localconv.weight", (256, 2048, 1, 1)), (0, 0, 0, 0, 512, 0)
    )
    # exact for a gray slice that the reference gets in three copies
    state["conv1.weight"] = state["conv1.weight"].sum(dim=1, keepdim=True)
    encoder.load_state_dict(state, assign=True)
    seen = {}
    for name in ("maxpool", "layer1", "layer2", "layer3", "layer4"):
        encoder.get_submodule(name).register_forward_hook(
            lambda module, inputs, output, name=name: seen.update({name: output[:, ::8]})
        )
    with torch.no_grad():
        seen["features"] = encoder(golden["image"]).features
    for name, found in seen.items():
        wanted = golden[name]
        scale = max(1.0, float(wanted.abs().max()))
        torch.testing.assert_close(found, wanted, rtol=0, atol=1e-4 * scale, msg=name)


@pytest.mark.parametrize("make", [SmallEncoder, ResNetEncoder])
@pytest.mark.parametrize("size", [(64, 64), (33, 50)])
def test_levels_lie_at_strides_2_4_and_8(make, size):
    with torch.device("meta"):  # shapes alone
        encoder = make(24).eval()
        encoded = encoder(torch.empty(2, 1, *size))
    by = {n: tuple(-(-side // n) for side in size) for n in (2, 4, 8)}
    assert encoded.half.shape == (2, encoder.half_channels, *by[2])
    assert encoded.quarter.shape == (2, encoder.quarter_channels, *by[4])
    assert encoded.deep.shape == (2, encoder.deep_channels, *by[8])
    assert encoded.features.shape == (2, 24, *by[8])


def test_features_of_slices_can_be_picked_and_joined():
    with torch.no_grad():
        encoded = SmallEncoder(8).eval()(noise(3, 1, 16, 16))
    joined = EncoderFeatures.concatenate([encoded.select([2]), encoded.select(slice(0, 2))])
    for whole, again in zip(encoded, joined, strict=True):
        assert torch.equal(again, whole[[2, 0, 1]])


def test_small_encoder_sees_a_wide_surrounding():
    """One pixel far away from a stride-8 cell reaches it."""
    encoder = SmallEncoder(8).eval()
    image = noise(1, 1, 160, 160).requires_grad_()
    encoder(image).features[0, :, 10, 10].sum().backward()
    reached = image.grad[0, 0].abs().amax(1).nonzero().flatten()
    assert reached[-1] - reached[0] > 100
