from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Invented people in real communes, built by `manage.py demo`: for development only."""

    name = "demo"
