"""Decisions carried out and taken back: every row that points to a unit follows it by one rule."""
