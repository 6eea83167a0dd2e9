"""Addresses."""

from django.urls import path

from privacy.notice import views as notice

app_name = "privacy"
urlpatterns = [
    path("quyen-rieng-tu/", notice.notice, name="notice"),
]
