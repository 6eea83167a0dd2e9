"""Addresses of homes and dashboards."""

from django.urls import path

from reports.views import calls, children, dashboard, home

app_name = "reports"
urlpatterns = [
    path("viec/", home.today, name="today"),
    path("tong-quan/<int:pk>/", dashboard.dashboard, name="dashboard"),
    path("tong-quan/<int:pk>/con/", children.children, name="below"),
    path("tong-quan/<int:pk>/so-lieu/", dashboard.unit_figures, name="unit_figures"),
    path("tong-quan/<int:pk>/thon-chua-co-to/", calls.without_team, name="without_team"),
]
