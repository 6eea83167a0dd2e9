"""Addresses of teams, under /to/."""

from django.urls import path

from teams.views import equipment, needs, teams

app_name = "teams"
urlpatterns = [
    path("", teams.team_list, name="list"),
    path("moi/", teams.team_add, name="add"),
    path("<int:pk>/", teams.team_detail, name="detail"),
    path("<int:pk>/thiet-bi/", equipment.team_equipment, name="equipment"),
    path("<int:pk>/thiet-bi/moi/", equipment.equipment_add, name="equipment_add"),
    path("nhu-cau/", needs.need_list, name="needs"),
    path("nhu-cau/moi/", needs.need_add, name="need_add"),
    path("nhu-cau/xep-hang/", needs.need_ranking, name="need_ranking"),
    path("nhu-cau/<int:pk>/", needs.need_detail, name="need"),
    path("nhu-cau/<int:pk>/rut/", needs.need_withdraw, name="need_withdraw"),
    path("thiet-bi/", equipment.equipment_list, name="equipment_list"),
    path("thiet-bi/<int:pk>/", equipment.equipment_change, name="equipment_change"),
    path("thiet-bi/<int:pk>/kiem-tra/", equipment.equipment_check, name="equipment_check"),
    path("<int:pk>/nguoi-moi/", teams.member_add, name="member_add"),
    path("<int:pk>/buoi-moi/", teams.activity_add, name="activity_add"),
    path("<int:pk>/giai-the/", teams.dissolve, name="dissolve"),
    path("<int:pk>/quyet-dinh/<int:decision>/", teams.decision_change, name="decision_change"),
    path("thanh-vien/<int:pk>/", teams.member_change, name="member_change"),
    path("thanh-vien/<int:pk>/roi-to/", teams.member_leave, name="member_leave"),
]
