"""Addresses of the skills."""

from django.urls import path

from skills import views

app_name = "skills"
urlpatterns = [
    path("cach-tinh/", views.method, name="method"),
    path("nen-tang/<int:pk>/", views.platforms, name="platforms"),
    path("nen-tang/<int:pk>/thoi/", views.end_platform, name="end_platform"),
]
