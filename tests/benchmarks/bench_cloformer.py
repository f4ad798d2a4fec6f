"""Time CloFormer on this machine's CPU: `python tests/benchmarks/bench_cloformer.py --help`.

Three forms of the same weights take turns in one process, so that their ratios mean something on
a busy machine:

- plain: the structure as the paper and the authors' release have it, written down in the usual
  way: maps in planes, batch norms apart, attention as two products and a softmax. It stands for
  the authors' code, which is not part of this project.
- as trained: the network of this project.
- fused: the same with its batch norms folded away, as the slice classifier uses it.

Best wall time of a forward pass and, with one thread, least CPU time.
"""

import argparse
import copy
import time

import torch
import torch.nn.functional as F
from torch import Tensor

from annotator.nets.cloformer import network as cloformer


class PlainAttention(cloformer.CloAttention):
    """The attention of section 3.2, branch by branch."""

    def attn_conv(self, x: Tensor, branch: int) -> Tensor:
        """Weights shared by all pixels, then those of each pixel."""
        q, k, v = self.convs[branch](self.qkvs[branch](x)).chunk(3, dim=1)
        out: Tensor = torch.tanh(self.act_blocks[branch](q * k) * self.scale) * v
        return out

    def global_attention(self, x: Tensor) -> Tensor:
        """Softmax attention to pooled pixels."""
        B, _, H, W = x.shape
        pooled = F.avg_pool2d(x, self.window_size) if self.window_size > 1 else x
        k, v = self.global_kv(pooled).chunk(2, dim=1)
        q, k, v = (self._split_heads(part).contiguous() for part in (self.global_q(x), k, v))
        weights = (self.scale * q @ k.transpose(-1, -2)).softmax(-1)
        out: Tensor = (weights @ v).transpose(2, 3).reshape(B, -1, H, W)
        return out

    def forward(self, x: Tensor) -> Tensor:
        """Both branches, joined and projected."""
        outputs = [self.attn_conv(x, branch) for branch in range(len(self.convs))]
        if self.global_heads:
            outputs.append(self.global_attention(x))
        joined: Tensor = self.proj(torch.cat(outputs, dim=1))
        return joined


class PlainCloFormer(cloformer.CloFormer):
    """Keeps maps as they come."""

    def forward_stages(self, images: Tensor) -> list[Tensor]:
        """Stem and stages one after the other."""
        maps = [self.patch_embed(images)]
        for stage in self.layers:
            maps.append(stage(maps[-1]))
        return maps[1:]


def plain(model: cloformer.CloFormer) -> cloformer.CloFormer:
    """Copy a network in its plain form."""
    model = copy.deepcopy(model)
    for module in model.modules():
        if isinstance(module, cloformer.CloAttention):
            module.__class__ = PlainAttention
    model.__class__ = PlainCloFormer
    return model


@torch.inference_mode()
def measure(
    networks: dict[str, cloformer.CloFormer], images: Tensor, repeats: int
) -> dict[str, tuple[float, float]]:
    """Least wall and CPU seconds of each network on `images` (B, C, H, W), taking turns."""
    expected = networks["plain"](images)
    for network in networks.values():  # the first run chooses kernels
        torch.testing.assert_close(network(images), expected, rtol=0, atol=1e-4)
    best = dict.fromkeys(networks, (float("inf"), float("inf")))
    for _ in range(repeats):
        for name, network in networks.items():
            wall, cpu = time.perf_counter(), time.process_time()
            network(images)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            best[name] = (min(best[name][0], wall), min(best[name][1], cpu))
    return best


def main() -> None:
    """Print one line per batch size, number of threads and form of the network."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--variant", choices=["xxs", "xs", "s"], default="xxs")
    parser.add_argument("--size", type=int, default=224)
    parser.add_argument("--batches", type=int, nargs="+", default=[1, 16])
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--repeats", type=int, default=30)
    args = parser.parse_args()
    model = getattr(cloformer, args.variant)().eval()
    networks = {"plain": plain(model), "as trained": model, "fused": cloformer.fused(model)}
    for batch in args.batches:
        images = torch.randn(batch, 3, args.size, args.size)
        for threads in args.threads:
            torch.set_num_threads(threads)
            best = measure(networks, images, max(args.repeats // batch, 3))
            for name, (wall, cpu) in best.items():
                walls, cpus = best["plain"]
                print(
                    f"batch {batch:3}  {threads} threads  {name:10}"
                    f"  wall {1000 * wall:7.1f} ms ({walls / wall:.2f} times as fast)"
                    f"  CPU {1000 * cpu:7.1f} ms ({cpus / cpu:.2f})",
                    flush=True,
                )


if __name__ == "__main__":
    main()
