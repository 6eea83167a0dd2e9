"""A household goes to another commune: offered by the one, accepted by the other."""
