"""Addresses of homes and dashboards, of calls, and of the map without shapes."""

from django.urls import path

from reports.views import calls, dashboard, tile_map

app_name = "reports"
urlpatterns = [
    path("viec/", dashboard.today, name="today"),
    path("tong-quan/<int:pk>/", dashboard.dashboard, name="dashboard"),
    path("tong-quan/<int:pk>/so-lieu/", dashboard.unit_figures, name="unit_figures"),
    path("tong-quan/<int:pk>/thon-chua-co-to/", dashboard.without_team, name="without_team"),
    path("tong-quan/<int:pk>/so-do/", tile_map.tile_map, name="tile_map"),
    path("goi/<int:pk>/", calls.calls, name="calls"),
    path("goi/<int:pk>/in/", calls.call_sheet, name="call_sheet"),
    path("goi/<int:pk>/ghi/", calls.call_add, name="call_add"),
]
