"""What keys and tokens of known services look like: one table per sort of service."""
