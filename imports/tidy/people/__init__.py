"""Words for people, each list in one place: names of families, forms of address, relations, roles in a team."""
