"""What is sent to people outside the site: queued once, sent by the worker, and what became of it."""
