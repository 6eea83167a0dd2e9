"""Decisions written, proposed, approved and given back; households of a split assigned."""
