"""Addresses of homes and dashboards."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("viec/", views.today, name="today"),
    path("tong-quan/<int:pk>/", views.dashboard, name="dashboard"),
    path("tong-quan/<int:pk>/so-lieu/", views.unit_figures, name="unit_figures"),
    path("tong-quan/<int:pk>/thon-chua-co-to/", views.without_team, name="without_team"),
]
