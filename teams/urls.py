"""Addresses of teams, under /to/."""

from django.urls import path

from teams.views import equipment, means, needs, teams, training

app_name = "teams"
urlpatterns = [
    path("", teams.team_list, name="list"),
    path("moi/", teams.team_add, name="add"),
    path("<int:pk>/", teams.team_detail, name="detail"),
    path("<int:pk>/thiet-bi/", equipment.team_equipment, name="equipment"),
    path("<int:pk>/thiet-bi/moi/", equipment.equipment_add, name="equipment_add"),
    path("dieu-kien/<int:pk>/", means.means, name="means"),
    path("tap-huan/", training.course_list, name="courses"),
    path("tap-huan/moi/", training.course_add, name="course_add"),
    path("tap-huan/<int:pk>/", training.course, name="course"),
    path("tap-huan/<int:pk>/sua/", training.course_change, name="course_change"),
    path("tap-huan/<int:pk>/buoi-moi/", training.session_add, name="session_add"),
    path("tap-huan/<int:pk>/ghi-danh/", training.course_enrol, name="course_enrol"),
    path("tap-huan/buoi/<int:pk>/", training.session, name="session"),
    path("tap-huan/buoi/<int:pk>/sua/", training.session_change, name="session_change"),
    path("tap-huan/buoi/<int:pk>/phieu/", training.session_sheet, name="session_sheet"),
    path("tap-huan/hoc-vien/<int:pk>/", training.trainee_certify, name="trainee_certify"),
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
