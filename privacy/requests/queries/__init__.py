"""Which requests a page shows, and all that is kept of one person."""
