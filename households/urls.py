"""Addresses of households."""

from django.urls import path

from households.declarations.views import completing, declaring
from households.duplicates.views import duplicates, merging
from households.entry import views
from households.lifecycle.views import life
from households.paper.views import keying, paper
from households.register.views import conflict
from households.roster.views import across, confirming, history, household, people, roster
from households.sheet.views import blocks, cells, sheet
from households.survey.views import row

app_name = "households"
urlpatterns = [
    path("ho-gia-dinh/", roster.villages, name="villages"),
    path("ho-gia-dinh/tim/", roster.household_search, name="search"),
    path("dia-ban/<int:pk>/ho/", across.households_of, name="of_area"),
    path("thon/<int:pk>/ho/", roster.household_list, name="list"),
    path("thon/<int:pk>/ho/moi/", views.household_add, name="add"),
    path("thon/<int:pk>/ho/khong-doi/", confirming.confirm_rest, name="confirm_rest"),
    path("thon/<int:pk>/ho/khong-doi/hoan-tac/", confirming.unconfirm_rest, name="unconfirm_rest"),
    path("thon/<int:pk>/so-ho/", declaring.declare, name="declare"),
    path("xa/<int:pk>/so-khai-bao/", declaring.declare_commune, name="declare_commune"),
    path("don-vi/<int:pk>/so-khai-bao/", declaring.declare_below, name="declare_below"),
    path("so-khai-bao/<int:pk>/rut/", declaring.withdraw_declaration, name="declare_withdraw"),
    path("don-vi/<int:pk>/so-da-du/", completing.complete, name="complete"),
    path("so-da-du/<int:pk>/bo/", completing.undo, name="complete_undo"),
    path("don-vi/<int:pk>/cho-xac-nhan/", completing.completions, name="completions"),
    path("don-vi/<int:pk>/cho-xac-nhan/<int:act>/", completing.confirm, name="completion_confirm"),
    path(
        "don-vi/<int:pk>/cho-xac-nhan/<int:act>/hoi-lai/",
        completing.ask_back,
        name="completion_ask",
    ),
    path("thon/<int:pk>/ho/bang/", sheet.sheet, name="sheet"),
    path("thon/<int:pk>/ho/bang/them/", cells.add, name="sheet_add"),
    path("thon/<int:pk>/ho/bang/khong-doi/", blocks.confirm, name="sheet_confirm"),
    path("thon/<int:pk>/ho/bang/hoan-tac/", blocks.undo, name="sheet_undo"),
    path("thon/<int:pk>/ho/bang/khoi/", blocks.block, name="sheet_block"),
    path("thon/<int:pk>/ho/bang/dan/", blocks.paste, name="sheet_paste"),
    path("ho/<uuid:uuid>/o/", cells.cell, name="cell"),
    path("ho/<uuid:uuid>/chua-khao-sat/", cells.unsurvey, name="unsurvey"),
    path("ho/<uuid:uuid>/giu-ban-kia/", cells.set_aside, name="set_aside"),
    path("thon/<int:pk>/phieu/", paper.print_sheet, name="print_sheet"),
    path("phieu/<uuid:uuid>/", paper.sheet_paper, name="sheet_paper"),
    path("phieu/<uuid:uuid>/nhap/", keying.key_back, name="key_back"),
    path("thon/<int:pk>/ho/trung/", duplicates.likely_twins, name="likely"),
    path("thon/<int:pk>/trung/", duplicates.duplicate_list, name="duplicates"),
    path("thon/<int:pk>/trung/khong-phai/", duplicates.say_apart, name="say_apart"),
    path("ho/<uuid:uuid>/", household.household_detail, name="detail"),
    path("ho/<uuid:uuid>/dong/", row.row_detail, name="row"),
    path("ho/<uuid:uuid>/ky-nang/", row.skill_toggle, name="skill"),
    path("ho/<uuid:uuid>/ca-nam/", row.assess_all, name="assess_all"),
    path("ho/<uuid:uuid>/chon/", row.choose, name="choose"),
    path("ho/<uuid:uuid>/vua-nhap/", views.entry_undo, name="entry_undo"),
    path("ho/<uuid:uuid>/khong-doi/", confirming.confirm_one, name="confirm"),
    path("ho/<uuid:uuid>/khong-doi/<int:pk>/hoan-tac/", confirming.unconfirm, name="unconfirm"),
    path("ho/<uuid:uuid>/hoan-tac/<int:pk>/", row.undo, name="undo"),
    path("ho/<uuid:uuid>/tinh-trang/", row.status_change, name="status"),
    path("ho/<uuid:uuid>/nguoi/", people.resident_add, name="resident_add"),
    path("nguoi/<int:pk>/ky-nang/", people.resident_assess, name="resident_assess"),
    path("nguoi/<int:pk>/sua/", people.resident_change, name="resident_change"),
    path("nguoi/<int:pk>/roi-ho/", people.resident_leave, name="resident_leave"),
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
]
