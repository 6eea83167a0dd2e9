"""Whether the database is of the version of this code: one rule for who begins, who is ready and who watches."""
