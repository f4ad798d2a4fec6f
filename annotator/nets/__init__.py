"""The three networks, pure torch: no files, no devices, no application types."""
