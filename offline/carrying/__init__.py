"""A village taken along on a phone: its register as a bundle, the page that shows it without a network."""
