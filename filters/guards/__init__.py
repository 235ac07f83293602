"""Guards: models and services that are asked what is wrong with a text. One file each."""
