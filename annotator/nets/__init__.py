"""The three networks, one paper per file: pure torch, no files, no devices, no application types."""
