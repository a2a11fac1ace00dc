"""Markdown becomes the body of a document: the door to markdown and nh3."""
