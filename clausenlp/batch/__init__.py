"""Many files: reading, labelling, failures."""
