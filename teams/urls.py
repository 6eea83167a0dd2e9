"""Addresses of teams, under /to/."""

from django.urls import path

from teams.views import activities, deciding, decisions, scans, sessions, support, teams

app_name = "teams"
urlpatterns = [
    path("", teams.team_list, name="list"),
    path("moi/", teams.team_add, name="add"),
    path("buoi-moi/", activities.activity_start, name="activity_start"),
    path("hoat-dong/", sessions.activity_list, name="activities"),
    path("buoi/<uuid:uuid>/", activities.activity_detail, name="activity"),
    path("buoi/<uuid:uuid>/sua/", activities.activity_change, name="activity_change"),
    path("buoi/<uuid:uuid>/rut/", activities.activity_withdraw, name="activity_withdraw"),
    path("buoi/<uuid:uuid>/ghi-lai/", activities.activity_restore, name="activity_restore"),
    path("ho-tro/<int:pk>/", support.support, name="support"),
    path("ho-tro/<int:pk>/tung-khoan/", support.support_lines, name="support_lines"),
    path("ho-tro/<int:pk>/in/", support.support_print, name="support_print"),
    path("ho-tro/<int:pk>/duyet/", support.support_approve, name="support_approve"),
    path("ho-tro/<int:pk>/mo-lai/", support.support_reopen, name="support_reopen"),
    path("ho-tro/<int:pk>/them/", support.support_top_up, name="support_top_up"),
    path("<int:pk>/", teams.team_detail, name="detail"),
    path("<int:pk>/nguoi-moi/", teams.member_add, name="member_add"),
    path("<int:pk>/buoi-moi/", activities.activity_add, name="activity_add"),
    path("<int:pk>/giai-the/", teams.dissolve, name="dissolve"),
    path("quyet-dinh/", decisions.decision_list, name="decisions"),
    path("quyet-dinh/thanh-lap/", deciding.found_many, name="found_many"),
    path("quyet-dinh/kien-toan/", deciding.reconstitute, name="reconstitute"),
    path("quyet-dinh/giai-the/", deciding.dissolve_many, name="dissolve_many"),
    path("quyet-dinh/<int:pk>/", decisions.decision_detail, name="decision"),
    path("quyet-dinh/<int:pk>/sua/", decisions.decision_change, name="decision_change"),
    path("quyet-dinh/<int:pk>/danh-sach/", decisions.annex, name="annex"),
    path("quyet-dinh/<int:pk>/ban-chup/", scans.scan_add, name="scan_add"),
    path("ban-chup/<uuid:uuid>/", scans.scan, name="scan"),
    path("ban-chup/<uuid:uuid>/go/", scans.scan_withdraw, name="scan_withdraw"),
    path("thanh-vien/<int:pk>/", teams.member_change, name="member_change"),
    path("thanh-vien/<int:pk>/roi-to/", teams.member_leave, name="member_leave"),
]
