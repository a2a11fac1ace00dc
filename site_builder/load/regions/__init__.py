"""The divisions of China and a library's own zones: names become regions."""
