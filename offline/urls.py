"""Addresses of what works without a network."""

from django.urls import path

from offline.pending.views import waiting
from offline.sending import views as sending

app_name = "offline"
urlpatterns = [
    path("gui-len/", sending.send, name="send"),
    path("cho-xu-ly/", waiting.pending, name="pending"),
    path("cho-xu-ly/<uuid:uuid>/", waiting.item, name="item"),
    path("cho-xu-ly/<uuid:uuid>/hoan-tac/", waiting.item_undo, name="item_undo"),
    path("may-mang-so/<int:pk>/khoa/", waiting.device_lock, name="device_lock"),
]
