"""The second stage: which texts are put to a guard elsewhere, and what is made of its answer."""
