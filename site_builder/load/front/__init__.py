"""Front matter and other YAML: read to texts with places, slips mended on the way."""
