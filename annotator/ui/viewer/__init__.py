"""Slice views and their overlays."""
