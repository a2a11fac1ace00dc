"""The values every phase passes on: frozen, without I/O, standard library only."""
