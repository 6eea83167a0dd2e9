"""Addresses of the guide."""

from django.urls import path

from guide import views

app_name = "guide"
urlpatterns = [
    path("huong-dan/", views.index, name="index"),
    path("tro-giup/", views.moved, name="moved"),
    path("huong-dan/to-vien/in/", views.card, name="card"),
    path("huong-dan/hoi-ai/", views.contact_change, name="contact_change"),
    path("huong-dan/<slug:key>/", views.part, name="part"),
]
