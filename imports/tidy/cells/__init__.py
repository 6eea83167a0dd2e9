"""Read the cells of a record as values of the register, for whole files: each text once, each doubt asked once."""

from imports.tidy.cells.line import line_of, look_at

__all__ = ["line_of", "look_at"]
