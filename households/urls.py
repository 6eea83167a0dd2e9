"""Addresses of households."""

from django.urls import path

from households.views import blocks, cells, household, roster, row, sheet

app_name = "households"
urlpatterns = [
    path("ho-gia-dinh/", roster.villages, name="villages"),
    path("thon/<int:pk>/ho/", roster.household_list, name="list"),
    path("thon/<int:pk>/ho/moi/", roster.household_add, name="add"),
    path("thon/<int:pk>/ho/bang/", sheet.sheet, name="sheet"),
    path("thon/<int:pk>/ho/bang/them/", cells.add, name="sheet_add"),
    path("thon/<int:pk>/ho/bang/khong-doi/", blocks.confirm, name="sheet_confirm"),
    path("thon/<int:pk>/ho/bang/hoan-tac/", blocks.undo, name="sheet_undo"),
    path("thon/<int:pk>/ho/bang/khoi/", blocks.block, name="sheet_block"),
    path("thon/<int:pk>/ho/bang/dan/", blocks.paste, name="sheet_paste"),
    path("ho/<uuid:uuid>/o/", cells.cell, name="cell"),
    path("ho/<uuid:uuid>/chua-khao-sat/", cells.unsurvey, name="unsurvey"),
    path("ho/<uuid:uuid>/giu-ban-kia/", cells.set_aside, name="set_aside"),
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
