"""Scores of a model on gold, beside baselines."""
