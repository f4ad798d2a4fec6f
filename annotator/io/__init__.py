"""Files in and out: volumes, label maps, geometry kept exactly."""
