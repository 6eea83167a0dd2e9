"""A sheet of changes of villages: read, shown, mended on the page, and written as drafts of decisions."""
