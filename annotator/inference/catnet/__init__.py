"""CAT-Net at work: from painted slices to proposals for all others."""
