"""CAT-Net, cross attention transformer for few-shot segmentation (arXiv 2303.13867)."""

from annotator.nets.catnet.config import CATNetConfig
from annotator.nets.catnet.network import CATNet, CATNetStep

__all__ = ["CATNet", "CATNetConfig", "CATNetStep"]
