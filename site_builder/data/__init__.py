"""The divisions of China, with their provenance."""
