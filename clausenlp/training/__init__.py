"""Examples, training, and saving what was trained."""
