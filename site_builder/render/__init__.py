"""Pages become text; pure."""
