"""The divisions of China and traditional characters, with their provenance."""
