"""What the application does, without a window: document, painting, propagation, jobs."""
