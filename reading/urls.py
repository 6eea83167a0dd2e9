"""Addresses of who read names, under /ai-da-xem-ten/."""

from django.urls import path

from reading import views

app_name = "reading"
urlpatterns = [
    path("", views.readings, name="list"),
    path("khac-thuong/", views.unusual, name="unusual"),
]
