"""Addresses of homes, dashboards and lines."""

from django.urls import path

from reports.views import dashboard, trends

app_name = "reports"
urlpatterns = [
    path("viec/", dashboard.today, name="today"),
    path("tong-quan/<int:pk>/", dashboard.dashboard, name="dashboard"),
    path("tong-quan/<int:pk>/so-lieu/", dashboard.unit_figures, name="unit_figures"),
    path("tong-quan/<int:pk>/dien-bien/", trends.trend, name="trend"),
    path("tong-quan/<int:pk>/so-sanh/", trends.compare, name="compare"),
    path("tong-quan/<int:pk>/thon-chua-co-to/", dashboard.without_team, name="without_team"),
]
