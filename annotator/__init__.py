"""Label CT and MRI: paint a few slices, propagate with CAT-Net, export on the source grid."""

__version__ = "0.1.0"
