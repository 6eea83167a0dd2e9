"""Invented people in the real communes of Phú Yên: for development and for showing (`manage.py demo`)."""
