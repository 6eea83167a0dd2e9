"""Addresses of how the server stands: two for programs, one for people."""

from django.urls import path

from operations.retention.views import retention
from operations.status import views

app_name = "operations"
urlpatterns = [
    path("statusz", views.statusz, name="statusz"),
    path("metrics", views.metrics, name="metrics"),
    path("van-hanh/", views.in_words, name="status"),
    path("van-hanh/luu-giu/", retention, name="retention"),
]
