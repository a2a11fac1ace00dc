"""Source files become documents."""
