"""Addresses."""

from django.urls import path

from privacy.breach import views as breach
from privacy.notice import views as notice

app_name = "privacy"
urlpatterns = [
    path("quyen-rieng-tu/", notice.notice, name="notice"),
    path("su-co-du-lieu/", breach.breaches, name="breaches"),
    path("su-co-du-lieu/<int:pk>/", breach.breach, name="breach"),
    path("su-co-du-lieu/<int:pk>/buoc/", breach.step, name="breach_step"),
    path("su-co-du-lieu/<int:pk>/dong/", breach.close, name="breach_close"),
]
