"""Turns a union's case studies, written in Markdown, into a public static library."""
