"""Passages that resemble works of others: fingerprints, the index of them, and what is found."""
