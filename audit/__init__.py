"""Tell what happened: durable, content-free, provable."""
