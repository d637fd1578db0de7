"""Bugs put into the product on purpose, each in a process of its own: a simulator that misses one is too weak."""
