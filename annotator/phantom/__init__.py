"""Generated CT and MR volumes with known labels: for demo, tests and training; numpy only."""
