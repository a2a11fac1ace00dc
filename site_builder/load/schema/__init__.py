"""What the texts of front matter and settings mean: the door to pydantic."""
