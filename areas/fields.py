"""Where migrations look for the column of names."""

from areas.names import NameField

__all__ = ["NameField"]
