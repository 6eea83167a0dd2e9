"""Date and number formats that Vietnam uses, over those of Django."""
