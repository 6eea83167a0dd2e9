"""Addresses of what works without a network."""

from django.urls import URLPattern, path

from offline.sending import views as sending

app_name = "offline"
urlpatterns: list[URLPattern] = [
    path("gui-len/", sending.send, name="send"),
]
