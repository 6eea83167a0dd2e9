"""Addresses of homes and of all that the committees read."""

from django.urls import path

from reports.calls import views as calls
from reports.dashboard import views as dashboard
from reports.explore import views as explore
from reports.first_steps import views as first_steps
from reports.meetings import views as meetings
from reports.public import views as public
from reports.rollout import views as rollout
from reports.support import views as support
from reports.targets import views as targets
from reports.tile_map import views as tile_map
from reports.today import views as today
from reports.trends import views as trends
from reports.why import views as why

app_name = "reports"
urlpatterns = [
    path("bat-dau/", first_steps.first_steps, name="first_steps"),
    path("bat-dau/<int:pk>/hop/", first_steps.kick_off, name="kick_off"),
    path("viec/", today.today, name="today"),
    path("tong-quan/<int:pk>/", dashboard.dashboard, name="dashboard"),
    path("tong-quan/<int:pk>/con/", dashboard.children, name="below"),
    path("tong-quan/<int:pk>/so-lieu/", dashboard.unit_figures, name="unit_figures"),
    path("tong-quan/<int:pk>/thon-chua-co-to/", calls.without_team, name="without_team"),
    path("chi-tieu/<int:pk>/", targets.targets, name="targets"),
    path("chi-tieu/<int:pk>/dat/", targets.target_set, name="target_set"),
    path("chi-tieu/muc/<int:pk>/", targets.target_change, name="target_change"),
    path("chi-tieu/muc/<int:pk>/rut/", targets.target_withdraw, name="target_withdraw"),
    path("cong-khai/", public.public_page, name="public_country"),
    path("cong-khai/<int:pk>/", public.public_page, name="public"),
    path("tra-cuu/", explore.explore, name="explore"),
    path("tra-cuu/excel/", explore.explore_sheet, name="explore_sheet"),
    path("tong-quan/<int:pk>/dien-bien/", trends.trend, name="trend"),
    path("tong-quan/<int:pk>/so-sanh/", trends.compare, name="compare"),
    path("tong-quan/<int:pk>/vi-sao/", why.why, name="why"),
    path("tong-quan/<int:pk>/vi-sao/<slug:cause>/", why.why_cause, name="why_cause"),
    path("tong-quan/<int:pk>/so-do/", tile_map.tile_map, name="tile_map"),
    path("tong-quan/<int:pk>/excel/", dashboard.dashboard_sheet, name="dashboard_sheet"),
    path("hop/", meetings.meetings, name="meetings"),
    path("hop/<uuid:uuid>/", meetings.meeting, name="meeting"),
    path("hop/<uuid:uuid>/tap/", meetings.booklet, name="meeting_book"),
    path("hop/<uuid:uuid>/excel/", meetings.meeting_sheet, name="meeting_sheet"),
    path("ho-tro/<int:pk>/excel/", support.support_book, name="support_book"),
    path("trien-khai/", rollout.board, name="rollout"),
    path("trien-khai/<int:pk>/", rollout.board, name="rollout_of"),
    path("goi/<int:pk>/", calls.calls, name="calls"),
    path("goi/<int:pk>/in/", calls.call_sheet, name="call_sheet"),
    path("goi/<int:pk>/ghi/", calls.call_add, name="call_add"),
]
