"""The journal proves itself: its entries are sealed in blocks that hold each other, and looked through again."""
