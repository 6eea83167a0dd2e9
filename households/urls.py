"""Addresses of households."""

from django.urls import path

from households.views import household, keying, paper, roster, row

app_name = "households"
urlpatterns = [
    path("ho-gia-dinh/", roster.villages, name="villages"),
    path("thon/<int:pk>/ho/", roster.household_list, name="list"),
    path("thon/<int:pk>/ho/moi/", roster.household_add, name="add"),
    path("thon/<int:pk>/phieu/", paper.print_sheet, name="print_sheet"),
    path("phieu/<uuid:uuid>/", paper.sheet_paper, name="sheet_paper"),
    path("phieu/<uuid:uuid>/nhap/", keying.key_back, name="key_back"),
    path("ho/<uuid:uuid>/", household.household_detail, name="detail"),
    path("ho/<uuid:uuid>/dong/", row.row_detail, name="row"),
    path("ho/<uuid:uuid>/ky-nang/", row.skill_toggle, name="skill"),
    path("ho/<uuid:uuid>/ca-nam/", row.assess_all, name="assess_all"),
    path("ho/<uuid:uuid>/hoan-tac/<int:pk>/", row.undo, name="undo"),
    path("ho/<uuid:uuid>/tinh-trang/", row.status_change, name="status"),
    path("ho/<uuid:uuid>/nguoi/", household.resident_add, name="resident_add"),
    path("nguoi/<int:pk>/ky-nang/", household.resident_assess, name="resident_assess"),
    path("nguoi/<int:pk>/roi-ho/", household.resident_leave, name="resident_leave"),
]
