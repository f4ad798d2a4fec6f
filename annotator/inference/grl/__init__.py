"""GRL at work: slices and whole volumes denoised."""
