"""Features, classifiers, and the model on disk. No training code."""
