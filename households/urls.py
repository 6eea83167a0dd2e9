"""Addresses of households."""

from django.urls import path

from households.views import (
    blocks,
    cells,
    confirming,
    declaring,
    entry,
    household,
    people,
    roster,
    row,
    sheet,
)

app_name = "households"
urlpatterns = [
    path("ho-gia-dinh/", roster.villages, name="villages"),
    path("ho-gia-dinh/tim/", roster.household_search, name="search"),
    path("thon/<int:pk>/ho/", roster.household_list, name="list"),
    path("thon/<int:pk>/ho/moi/", entry.household_add, name="add"),
    path("thon/<int:pk>/ho/khong-doi/", confirming.confirm_rest, name="confirm_rest"),
    path("thon/<int:pk>/ho/khong-doi/hoan-tac/", confirming.unconfirm_rest, name="unconfirm_rest"),
    path("thon/<int:pk>/so-ho/", declaring.declare, name="declare"),
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
    path("ho/<uuid:uuid>/chon/", row.choose, name="choose"),
    path("ho/<uuid:uuid>/vua-nhap/", entry.entry_undo, name="entry_undo"),
    path("ho/<uuid:uuid>/khong-doi/", confirming.confirm_one, name="confirm"),
    path("ho/<uuid:uuid>/khong-doi/<int:pk>/hoan-tac/", confirming.unconfirm, name="unconfirm"),
    path("ho/<uuid:uuid>/hoan-tac/<int:pk>/", row.undo, name="undo"),
    path("ho/<uuid:uuid>/tinh-trang/", row.status_change, name="status"),
    path("ho/<uuid:uuid>/nguoi/", people.resident_add, name="resident_add"),
    path("nguoi/<int:pk>/ky-nang/", people.resident_assess, name="resident_assess"),
    path("nguoi/<int:pk>/sua/", people.resident_change, name="resident_change"),
    path("nguoi/<int:pk>/roi-ho/", people.resident_leave, name="resident_leave"),
]
