"""Addresses of what works without a network."""

from django.urls import path

from offline.carrying import views as carrying
from offline.sending import views as sending

app_name = "offline"
urlpatterns = [
    path("thon/<int:pk>/mang-theo/", carrying.take, name="take"),
    path("thon/<int:pk>/mang-theo/so.json", carrying.bundle, name="bundle"),
    path("mang-theo/", carrying.shell, name="shell"),
    path("mang-theo/app.webmanifest", carrying.manifest, name="manifest"),
    path("may.js", carrying.worker, name="worker"),
    path("gui-len/", sending.send, name="send"),
]
