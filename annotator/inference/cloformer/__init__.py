"""The slice classifier at work: what slices show, and where a structure ends."""
