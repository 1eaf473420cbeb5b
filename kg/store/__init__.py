"""Named graphs and their merged view: the contract, and the stores that keep it."""
