"""Training denoisers: pairs of clean and noisy slices, trainer, recipe."""
