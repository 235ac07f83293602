"""The corpus: works of others, or one's own, that passages of answers are compared with."""
