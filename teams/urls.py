"""Addresses of teams, under /to/."""

from django.urls import path

from teams import views

app_name = "teams"
urlpatterns = [
    path("", views.team_list, name="list"),
    path("moi/", views.team_add, name="add"),
    path("<int:pk>/", views.team_detail, name="detail"),
    path("<int:pk>/nguoi-moi/", views.member_add, name="member_add"),
    path("<int:pk>/buoi-moi/", views.activity_add, name="activity_add"),
    path("<int:pk>/giai-the/", views.dissolve, name="dissolve"),
    path("<int:pk>/quyet-dinh/<int:decision>/", views.decision_change, name="decision_change"),
    path("thanh-vien/<int:pk>/", views.member_change, name="member_change"),
    path("thanh-vien/<int:pk>/roi-to/", views.member_leave, name="member_leave"),
]
