"""Addresses of what works without a network."""

from django.urls import path

from offline.carrying import views as carrying
from offline.pending.views import choosing, many, waiting, writing
from offline.sending import views as sending

app_name = "offline"
urlpatterns = [
    path("thon/<int:pk>/mang-theo/", carrying.take, name="take"),
    path("thon/<int:pk>/mang-theo/so.json", carrying.bundle, name="bundle"),
    path("mang-theo/", carrying.shell, name="shell"),
    path("mang-theo/chon/", carrying.take_many, name="take_many"),
    path("mang-theo/app.webmanifest", carrying.manifest, name="manifest"),
    path("may.js", carrying.worker, name="worker"),
    path("gui-len/", sending.send, name="send"),
    path("cho-xu-ly/", waiting.pending, name="pending"),
    path("cho-xu-ly/nhieu-muc/", many.many, name="many"),
    path("cho-xu-ly/<uuid:uuid>/", waiting.item, name="item"),
    path("cho-xu-ly/<uuid:uuid>/hoan-tac/", waiting.item_undo, name="item_undo"),
    path("cho-xu-ly/<uuid:uuid>/ghi/", writing.write, name="write"),
    path("cho-xu-ly/<uuid:uuid>/giao/", writing.hand_on, name="hand_on"),
    path("ho/<household:uuid>/ban-dung/", choosing.choose_right, name="choose"),
    path("may-mang-so/<int:pk>/khoa/", waiting.device_lock, name="device_lock"),
]
