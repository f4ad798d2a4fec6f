"""CloFormer, a light-weight classifier with context-aware local enhancement (arXiv 2303.17803)."""

from annotator.nets.cloformer.network import CloFormer, CloFormerConfig, s, xs, xxs

__all__ = ["CloFormer", "CloFormerConfig", "s", "xs", "xxs"]
