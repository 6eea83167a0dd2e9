"""Addresses of teams, under /to/."""

from django.urls import path

from teams.activities.views import activities, adding, sessions
from teams.equipment import views as equipment
from teams.founding.views import deciding, decisions, founding, joining
from teams.members import views as members
from teams.needs import views as needs
from teams.roster.views import composition, listing, teams
from teams.support import views as support
from teams.training import views as training

app_name = "teams"
urlpatterns = [
    path("", listing.team_list, name="list"),
    path("moi/", founding.team_add, name="add"),
    path("buoi-moi/", adding.activity_start, name="activity_start"),
    path("hoat-dong/", sessions.activity_list, name="activities"),
    path("buoi/<uuid:uuid>/", activities.activity_detail, name="activity"),
    path("buoi/<uuid:uuid>/sua/", activities.activity_change, name="activity_change"),
    path("buoi/<uuid:uuid>/rut/", activities.activity_withdraw, name="activity_withdraw"),
    path("buoi/<uuid:uuid>/ghi-lai/", activities.activity_restore, name="activity_restore"),
    path("buoi/<uuid:uuid>/anh/", activities.photo_add, name="photo_add"),
    path("anh/<uuid:uuid>/", activities.photo, name="photo"),
    path("anh/<uuid:uuid>/go/", activities.photo_withdraw, name="photo_withdraw"),
    path("ho-tro/<int:pk>/", support.support, name="support"),
    path("ho-tro/<int:pk>/tung-khoan/", support.support_lines, name="support_lines"),
    path("ho-tro/<int:pk>/in/", support.support_print, name="support_print"),
    path("ho-tro/<int:pk>/duyet/", support.support_approve, name="support_approve"),
    path("ho-tro/<int:pk>/mo-lai/", support.support_reopen, name="support_reopen"),
    path("ho-tro/<int:pk>/them/", support.support_top_up, name="support_top_up"),
    path("<int:pk>/", teams.team_detail, name="detail"),
    path("<int:pk>/thiet-bi/", equipment.team_equipment, name="equipment"),
    path("<int:pk>/thiet-bi/moi/", equipment.equipment_add, name="equipment_add"),
    path("so-lieu/<int:pk>/", composition.board, name="board"),
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
    path("<int:pk>/thon/", decisions.team_villages, name="villages"),
    path("<int:pk>/moi-ca-to/", members.team_invite, name="invite"),
    path("<int:pk>/nguoi-moi/", members.member_add, name="member_add"),
    path("<int:pk>/buoi-moi/", adding.activity_add, name="activity_add"),
    path("<int:pk>/giai-the/", teams.dissolve, name="dissolve"),
    path("quyet-dinh/", decisions.decision_list, name="decisions"),
    path("quyet-dinh/thanh-lap/", deciding.found_many, name="found_many"),
    path("quyet-dinh/kien-toan/", deciding.reconstitute, name="reconstitute"),
    path("quyet-dinh/giai-the/", deciding.dissolve_many, name="dissolve_many"),
    path("thanh-mot-to/<int:pk>/", joining.join, name="join"),
    path("quyet-dinh/<int:pk>/", decisions.decision_detail, name="decision"),
    path("quyet-dinh/<int:pk>/sua/", decisions.decision_change, name="decision_change"),
    path("quyet-dinh/<int:pk>/danh-sach/", decisions.annex, name="annex"),
    path("quyet-dinh/<int:pk>/ban-chup/", decisions.scan_add, name="scan_add"),
    path("ban-chup/<uuid:uuid>/", decisions.scan, name="scan"),
    path("ban-chup/<uuid:uuid>/go/", decisions.scan_withdraw, name="scan_withdraw"),
    path("thanh-vien/excel/", members.member_book, name="member_book"),
    path("thanh-vien/<int:pk>/", members.member_change, name="member_change"),
    path("thanh-vien/<int:pk>/roi-to/", members.member_leave, name="member_leave"),
]
