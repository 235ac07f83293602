"""A small sequence model that finds names of people, organisations and places, and addresses."""
