"""Whom an erasure is about, what is held of them and where, and what a person must judge."""
