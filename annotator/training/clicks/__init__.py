"""Training the network that segments a slice from clicks."""
