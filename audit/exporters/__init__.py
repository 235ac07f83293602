"""One exporter a file; the module name is the configuration name."""
