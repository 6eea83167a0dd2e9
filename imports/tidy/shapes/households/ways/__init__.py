"""Ways of telling households apart: one module each, with `ways(signs)` that says which rows it puts together."""
