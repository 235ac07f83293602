"""One surface a file: the tables of a family of paths, and how it ends."""
