"""Addresses of households."""

from django.urls import path

from households.views import (
    conflict,
    duplicates,
    history,
    household,
    life,
    merging,
    roster,
    row,
)

app_name = "households"
urlpatterns = [
    path("ho-gia-dinh/", roster.villages, name="villages"),
    path("thon/<int:pk>/ho/", roster.household_list, name="list"),
    path("thon/<int:pk>/ho/moi/", roster.household_add, name="add"),
    path("thon/<int:pk>/ho/trung/", duplicates.likely_twins, name="likely"),
    path("thon/<int:pk>/trung/", duplicates.duplicate_list, name="duplicates"),
    path("thon/<int:pk>/trung/khong-phai/", duplicates.say_apart, name="say_apart"),
    path("ho/<uuid:uuid>/", household.household_detail, name="detail"),
    path("ho/<uuid:uuid>/dong/", row.row_detail, name="row"),
    path("ho/<uuid:uuid>/ky-nang/", row.skill_toggle, name="skill"),
    path("ho/<uuid:uuid>/ca-nam/", row.assess_all, name="assess_all"),
    path("ho/<uuid:uuid>/hoan-tac/<int:pk>/", row.undo, name="undo"),
    path("ho/<uuid:uuid>/tinh-trang/", row.status_change, name="status"),
    path("ho/<uuid:uuid>/nguoi/", household.resident_add, name="resident_add"),
    path("ho/<uuid:uuid>/chon-ban/", conflict.choose_version, name="choose_version"),
    path("ho/<uuid:uuid>/doi-chu/", life.head_change, name="head"),
    path("ho/<uuid:uuid>/tach/", life.split, name="split"),
    path("ho/<uuid:uuid>/gop/", merging.merge, name="merge"),
    path("ho/<uuid:uuid>/chuyen-thon/", life.move_within, name="move_within"),
    path("ho/<uuid:uuid>/chuyen-di/", life.move_out, name="move_out"),
    path("ho/<uuid:uuid>/khong-con/", life.end, name="end"),
    path("ho/<uuid:uuid>/tro-lai/", life.come_back, name="come_back"),
    path("ho/<uuid:uuid>/lich-su/", history.history, name="history"),
    path("ho/<uuid:uuid>/lich-su/<int:pk>/rut/", history.withdraw, name="history_withdraw"),
    path("ho/<uuid:uuid>/lich-su/<int:pk>/lay-lai/", history.restore, name="history_restore"),
    path(
        "ho/<uuid:uuid>/lich-su/xac-nhan/<int:pk>/rut/",
        history.unconfirm,
        name="history_unconfirm",
    ),
    path(
        "ho/<uuid:uuid>/lich-su/gop-tach/<int:pk>/hoan-tac/",
        merging.undo_regrouping,
        name="undo_regrouping",
    ),
    path("nguoi/<int:pk>/ky-nang/", household.resident_assess, name="resident_assess"),
    path("nguoi/<int:pk>/roi-ho/", household.resident_leave, name="resident_leave"),
]
