"""Training the slice classifier: data, batches, ends, trainer, recipe, measures, card."""
