"""Volumes, label maps and edits: plain data on numpy, no Qt, no torch, no files."""
