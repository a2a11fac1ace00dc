"""The search index: written, and read back for its own test."""
