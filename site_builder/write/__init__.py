"""Text becomes files."""
