"""Doors to the outside: terminal, site engine, network."""
