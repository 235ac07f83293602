"""presidio-analyzer as a detector: what its entities are called here, and how it is set up."""
