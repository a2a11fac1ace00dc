"""Documents become pages; pure."""
