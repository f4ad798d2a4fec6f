"""Training CAT-Net: episodes, trainer, recipe, card, and the few-shot protocol."""
