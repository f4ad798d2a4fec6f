"""Training and measuring the networks, without a window."""
