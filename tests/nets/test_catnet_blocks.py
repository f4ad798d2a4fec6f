from pathlib import Path

import pytest
import torch
import torch.nn.functional as F
from safetensors.torch import load_file

from annotator.nets.catnet.blocks import (
    AttentionUnit,
    MultiHeadAttention,
    attend,
    cosine_scores,
    masked_average_pooling,
    prior_mask,
    prototype_logits,
    tokens_of,
)
from annotator.nets.catnet.config import CATNetConfig

GOLDEN = Path(__file__).parents[1] / "data" / "catnet"


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def noise(*shape, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def check(found, wanted):
    scale = max(1.0, float(wanted.abs().max()))
    torch.testing.assert_close(found, wanted, rtol=0, atol=1e-4 * scale)


# --- against the reference tensors ------------------------------------------------------------


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_masked_average_pooling_matches_the_reference(name):
    """The reference enlarges features to the mask; where they meet is the caller's business."""
    golden = load_file(GOLDEN / "01_masked_average_pooling.safetensors")
    mask = golden[f"{name}_mask"]
    features = F.interpolate(golden[f"{name}_fts"], mask.shape[-2:], mode="bilinear")
    check(masked_average_pooling(tokens_of(features), mask.flatten(1)), golden[f"{name}_proto"])


def test_pooled_shots_match_the_reference():
    """The reference averages the shots' prototypes; we pool all shots, so their sizes count."""
    golden = load_file(GOLDEN / "01_masked_average_pooling.safetensors")
    masks = golden["shots_mask"][:, 0]
    features = F.interpolate(golden["shots_fts"][:, 0], masks.shape[-2:], mode="bilinear")
    tokens, weights = tokens_of(features), masks.flatten(1)
    each = masked_average_pooling(tokens, weights)
    check(each, golden["shots_each"])
    check(each.mean(0, keepdim=True), golden["shots_proto"])
    together = masked_average_pooling(tokens.flatten(0, 1)[None], weights.flatten()[None])
    share = weights.sum(1, keepdim=True) / weights.sum()
    check(together, (each * share).sum(0, keepdim=True))


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_prior_mask_matches_the_reference(name):
    """One shot, at least one cell of the mask, the same channels on both sides.

    The reference resizes the mask bilinearly, counts every touched cell (only mask value 1) and
    keeps the others as zero vectors; we take cells that are at least half covered. It is given
    its own cells here. Its handling of two shots, channels averaged in pairs, is a defect.
    """
    golden = load_file(GOLDEN / "02_prior_mask.safetensors")
    query, support = golden[f"{name}_qry"], golden[f"{name}_sup"]
    ones = (golden[f"{name}_mask"] == 1).float()[:, None]
    cells = F.interpolate(ones, query.shape[-2:], mode="bilinear", align_corners=True) > 0
    found = prior_mask(query, support[:, None], cells.float())
    check(found, golden[f"{name}_prior"][:, 0])


def test_cross_attention_matches_the_reference():
    golden = load_file(GOLDEN / "04_cross_attention.safetensors")
    tokens = {name: tokens_of(golden[name]) for name in ("x", "y")}

    def project(name, kind):
        weight = golden[f"w.{kind}.weight"].flatten(1)
        return F.linear(tokens[name], weight, golden[f"w.{kind}.bias"])[:, None]  # one head

    for one, other in ("xy", "yx"):
        q, k, v = project(one, "query"), project(other, "key"), project(other, "value")
        check(attend(q, k, v)[:, 0], tokens_of(golden[f"attn_out_{one}"]))
    q, k = project("x", "query"), project("y", "key")
    check(attend(q, k, torch.eye(64).expand(2, 1, -1, -1))[:, 0], golden["attn_x"])


def test_masked_attention_matches_the_co_authors_draft():
    """Blocked keys are −∞ in the bias; projections, residual and norm are the test's own."""
    golden = load_file(GOLDEN / "05_masked_attention.safetensors")
    heads, dim = 4, 32

    def layer(name, q, k, v, bias):
        prefix = f"w.{name}."
        attention = prefix + ("multihead_attn" if name == "cross" else "self_attn")
        projections = zip(
            (q, k, v),
            golden[f"{attention}.in_proj_weight"].chunk(3),
            golden[f"{attention}.in_proj_bias"].chunk(3),
            strict=True,
        )
        split = [
            F.linear(x, w, b).transpose(0, 1).unflatten(2, (heads, -1)).transpose(1, 2)
            for x, w, b in projections
        ]
        out = attend(*split, bias).transpose(1, 2).flatten(2).transpose(0, 1)
        out = F.linear(
            out, golden[f"{attention}.out_proj.weight"], golden[f"{attention}.out_proj.bias"]
        )
        return out, (golden[f"{prefix}norm.weight"], golden[f"{prefix}norm.bias"])

    def refined(name, x, q, k, v, bias=None):
        out, norm = layer(name, q, k, v, bias)
        return F.layer_norm(x + out, (dim,), *norm)

    x, memory = golden["tgt"], golden["memory"]
    q, k = x + golden["query_pos"], memory + golden["memory_pos"]
    blocked = golden["blocked"].view(2, heads, 12, 20)
    bias = torch.zeros(blocked.shape).masked_fill(blocked, -torch.inf)
    crossed = refined("cross", x, q, k, memory, bias)
    check(crossed, golden["post_cross_masked"])
    check(refined("cross", x, q, k, memory), golden["post_cross_unmasked"])
    q = crossed + golden["query_pos"]
    check(refined("self", crossed, q, q, crossed), golden["post_self"])


def test_cosine_with_a_prototype_matches_the_reference():
    golden = load_file(GOLDEN / "06_prototype_cosine.safetensors")
    scores = cosine_scores(tokens_of(golden["fts"]), golden["proto"])
    check(-20 * scores.view(1, 8, 8), golden["neg_sim"])


# --- ours -------------------------------------------------------------------------------------


def test_prior_mask_of_an_empty_mask_is_zero():
    prior = prior_mask(noise(2, 8, 4, 4), noise(1, 2, 8, 4, 4, seed=1), torch.zeros(1, 2, 4, 4))
    assert torch.equal(prior, torch.zeros(2, 1, 4, 4))


def test_prior_mask_of_a_tiny_mask_uses_its_largest_cell():
    query, support = noise(1, 8, 4, 4), noise(1, 1, 8, 4, 4, seed=1)
    tiny = torch.zeros(1, 1, 4, 4)
    tiny[0, 0, 1, 2], tiny[0, 0, 3, 3] = 0.1, 0.05
    whole = (tiny == 0.1).float()
    assert torch.equal(prior_mask(query, support, tiny), prior_mask(query, support, whole))


def test_prior_mask_takes_the_best_of_all_shots():
    """A query that repeats one shot's foreground cell finds it there, whichever shot it is."""
    support = noise(1, 3, 8, 4, 4)
    mask = torch.zeros(1, 3, 4, 4)
    mask[:, :, 1, 1] = 1
    for shot in range(3):
        query = noise(1, 8, 4, 4, seed=2)
        query[0, :, 2, 3] = 2 * support[0, shot, :, 1, 1]
        assert prior_mask(query, support, mask)[0, 0, 2, 3] > 0.9999


def test_heads_attend_to_keys_by_their_bias():
    attention = MultiHeadAttention(16, 4)
    x, y = noise(2, 5, 16), noise(2, 7, 16, seed=1)
    bias = torch.zeros(2, 1, 1, 7)
    bias[..., 3:] = -torch.inf
    weights = attention.weights(x, y, bias)
    assert weights.shape == (2, 4, 5, 7)
    torch.testing.assert_close(weights.sum(-1), torch.ones(2, 4, 5))
    assert not weights[..., 3:].any()
    torch.testing.assert_close(attention(x, y, bias), attention(x, y[:, :3]))


def test_weights_are_those_of_the_result():
    attention = MultiHeadAttention(16, 4)
    x, y, bias = noise(2, 5, 16), noise(2, 7, 16, seed=1), noise(2, 1, 1, 7, seed=2)
    value = attention.value(y).view(2, 7, 4, 4).transpose(1, 2)
    mixed = attention.weights(x, y, bias) @ value
    torch.testing.assert_close(
        attention.project(mixed.transpose(1, 2).flatten(2)), attention(x, y, bias)
    )


def test_bfloat16_attention_on_a_cpu_gives_what_float32_gives():
    q, k, v = (noise(1, 2, 9, 8, seed=s).bfloat16() for s in range(3))
    bias = noise(1, 1, 1, 9, seed=3)
    for given in (None, bias):
        found = attend(q, k, v, given)
        assert found.dtype == torch.bfloat16
        wanted = attend(q.float(), k.float(), v.float(), given)
        torch.testing.assert_close(found.float(), wanted, rtol=0.02, atol=0.02)


def test_closed_gate_leaves_out_what_was_attended():
    unit = AttentionUnit(CATNetConfig(dim=16, heads=2))
    x, y = noise(1, 5, 16), noise(1, 7, 16, seed=1)
    closed = unit(x, y, gate=torch.zeros(1, 5, 1))
    torch.testing.assert_close(closed, unit(x, 3 * y, gate=torch.zeros(1, 5, 1)))
    assert not torch.allclose(closed, unit(x, y))


def test_prototypes_tell_foreground_from_background():
    """A token like the foreground has a positive logit, one like the background a negative one."""
    inside, outside = torch.eye(4)[:2]
    f_s = torch.stack([inside, inside, outside, outside]).expand(1, 2, 4, 4)
    m_s = torch.tensor([1.0, 1.0, 0.0, 0.0]).expand(1, 2, 4)
    f_q = torch.stack([inside, outside, inside + outside])[None]
    logits = prototype_logits(f_q, f_s, m_s, torch.full((1, 2), 0.5), alpha=20.0)
    torch.testing.assert_close(logits, torch.tensor([[20.0, -20.0, 0.0]]), rtol=0, atol=1e-3)


def test_shot_without_weight_does_not_shape_the_prototypes():
    f_q, f_s = noise(1, 5, 8), noise(1, 2, 6, 8, seed=1)
    m_s = torch.rand(1, 2, 6, generator=torch.Generator().manual_seed(2))
    first_alone = prototype_logits(f_q, f_s[:, :1], m_s[:, :1], torch.ones(1, 1), 20.0)
    weighted = prototype_logits(f_q, f_s, m_s, torch.tensor([[1.0, 0.0]]), 20.0)
    torch.testing.assert_close(weighted, first_alone)
