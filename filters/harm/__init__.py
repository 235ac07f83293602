"""What texts may do harm by, and how a small model weighs it."""
