"""Addresses of teams, under /to/."""

from django.urls import path

from teams.views import support, teams

app_name = "teams"
urlpatterns = [
    path("", teams.team_list, name="list"),
    path("moi/", teams.team_add, name="add"),
    path("ho-tro/<int:pk>/", support.support, name="support"),
    path("ho-tro/<int:pk>/tung-khoan/", support.support_lines, name="support_lines"),
    path("ho-tro/<int:pk>/in/", support.support_print, name="support_print"),
    path("ho-tro/<int:pk>/duyet/", support.support_approve, name="support_approve"),
    path("ho-tro/<int:pk>/mo-lai/", support.support_reopen, name="support_reopen"),
    path("ho-tro/<int:pk>/them/", support.support_top_up, name="support_top_up"),
    path("<int:pk>/", teams.team_detail, name="detail"),
    path("<int:pk>/nguoi-moi/", teams.member_add, name="member_add"),
    path("<int:pk>/buoi-moi/", teams.activity_add, name="activity_add"),
    path("<int:pk>/giai-the/", teams.dissolve, name="dissolve"),
    path("<int:pk>/quyet-dinh/<int:decision>/", teams.decision_change, name="decision_change"),
    path("thanh-vien/<int:pk>/", teams.member_change, name="member_change"),
    path("thanh-vien/<int:pk>/roi-to/", teams.member_leave, name="member_leave"),
]
