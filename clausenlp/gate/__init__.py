"""Whether a new model may take the place of the present one: both measured on the same texts, and the verdict."""
