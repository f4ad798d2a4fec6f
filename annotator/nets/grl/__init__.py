"""GRL, efficient and explicit modelling of image hierarchies for restoration (arXiv 2303.00748)."""

from annotator.nets.grl.network import GRL, GRLConfig, base, small, tiny

__all__ = ["GRL", "GRLConfig", "base", "small", "tiny"]
