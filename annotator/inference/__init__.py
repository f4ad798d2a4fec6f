"""Running networks on volumes: devices, weights, feature cache, propagation."""
