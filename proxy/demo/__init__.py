"""The demo: real clients, a real station, an upstream made of recordings; no keys, no network."""
