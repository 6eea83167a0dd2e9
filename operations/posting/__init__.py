"""Letters that wait are sent beside the worker, however long it is busy with a file."""
