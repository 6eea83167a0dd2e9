"""Addresses of households."""

from django.urls import path, register_converter

from households.assigning import views as assigning
from households.declarations.views import completing, declaring
from households.duplicates import views as duplicates
from households.entry import views as entry
from households.lifecycle import views as lifecycle
from households.paper import views as paper
from households.refusals import views as refusals
from households.register import views as register
from households.register.rules import HouseholdInAddress
from households.roster.views import confirming, household, roster, search
from households.sheet.views import blocks, sheet
from households.survey.views import row
from households.transfer import views as transfer

register_converter(HouseholdInAddress, "household")

app_name = "households"
urlpatterns = [
    path("ho-gia-dinh/", roster.villages, name="villages"),
    path("ho-gia-dinh/tim/", search.household_search, name="search"),
    path("dia-ban/<int:pk>/ho/", roster.households_of, name="of_area"),
    path("xa/<int:pk>/chua-phan-thon/", assigning.assign, name="assign"),
    path("xa/<int:pk>/chua-phan-thon/hoan-tac/", assigning.unassign, name="unassign"),
    path("thon/<int:pk>/ho/", roster.household_list, name="list"),
    path("thon/<int:pk>/ho/moi/", entry.household_add, name="add"),
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
    path("thon/<int:pk>/ho/bang/them/", sheet.add, name="sheet_add"),
    path("thon/<int:pk>/ho/bang/khong-doi/", blocks.confirm, name="sheet_confirm"),
    path("thon/<int:pk>/ho/bang/hoan-tac/", blocks.undo, name="sheet_undo"),
    path("thon/<int:pk>/ho/bang/khoi/", blocks.block, name="sheet_block"),
    path("thon/<int:pk>/ho/bang/dan/", blocks.paste, name="sheet_paste"),
    path("ho/<household:uuid>/o/", sheet.cell, name="cell"),
    path("ho/<household:uuid>/chua-khao-sat/", sheet.unsurvey, name="unsurvey"),
    path("ho/<household:uuid>/giu-ban-kia/", sheet.set_aside, name="set_aside"),
    path("thon/<int:pk>/phieu/", paper.print_sheet, name="print_sheet"),
    path("phieu/<uuid:uuid>/", paper.sheet_paper, name="sheet_paper"),
    path("phieu/<uuid:uuid>/nhap/", paper.key_back, name="key_back"),
    path("thon/<int:pk>/ho/trung/", duplicates.likely_twins, name="likely"),
    path("thon/<int:pk>/trung/", duplicates.duplicate_list, name="duplicates"),
    path("thon/<int:pk>/trung/khong-phai/", duplicates.say_apart, name="say_apart"),
    path("ho/<household:uuid>/", household.household_detail, name="detail"),
    path("ho/<household:uuid>/dong/", row.row_detail, name="row"),
    path("ho/<uuid:uuid>/ky-nang/", row.skill_toggle, name="skill"),
    path("ho/<uuid:uuid>/ca-nam/", row.assess_all, name="assess_all"),
    path("ho/<uuid:uuid>/chon/", row.choose, name="choose"),
    path("ho/<uuid:uuid>/vua-nhap/", entry.entry_undo, name="entry_undo"),
    path("ho/<uuid:uuid>/khong-doi/", confirming.confirm_one, name="confirm"),
    path("ho/<uuid:uuid>/khong-doi/<int:pk>/hoan-tac/", confirming.unconfirm, name="unconfirm"),
    path("ho/<uuid:uuid>/hoan-tac/<int:pk>/", row.undo, name="undo"),
    path("ho/<uuid:uuid>/tinh-trang/", row.status_change, name="status"),
    path("ho/<uuid:uuid>/tu-choi/", refusals.refuse, name="refuse"),
    path("ho/<uuid:uuid>/tu-choi/mo-lai/", refusals.reopen, name="reopen"),
    path("ho/<uuid:uuid>/tu-choi/<int:pk>/hoan-tac/", refusals.take_back, name="refuse_undo"),
    path("ho/<uuid:uuid>/nguoi/", household.resident_add, name="resident_add"),
    path("nguoi/<int:pk>/ky-nang/", household.resident_assess, name="resident_assess"),
    path("nguoi/<int:pk>/sua/", household.resident_change, name="resident_change"),
    path("nguoi/<int:pk>/roi-ho/", household.resident_leave, name="resident_leave"),
    path("ho/<uuid:uuid>/chon-ban/", register.choose_version, name="choose_version"),
    path("ho/<uuid:uuid>/doi-chu/", lifecycle.head_change, name="head"),
    path("ho/<uuid:uuid>/tach/", lifecycle.split, name="split"),
    path("ho/<uuid:uuid>/gop/", duplicates.merge, name="merge"),
    path("ho/<uuid:uuid>/chuyen-thon/", lifecycle.move_within, name="move_within"),
    path("ho/<uuid:uuid>/sang-xa-khac/", transfer.offer, name="offer"),
    path("xa/<int:pk>/ho-chuyen-xa/", transfer.transfers, name="transfers"),
    path("chuyen-xa/<uuid:uuid>/", transfer.transfer, name="transfer"),
    path("chuyen-xa/<uuid:uuid>/rut/", transfer.withdraw, name="transfer_withdraw"),
    path("chuyen-xa/<uuid:uuid>/hoan-tac/", transfer.take_back, name="transfer_undo"),
    path("ho/<uuid:uuid>/chuyen-di/", lifecycle.move_out, name="move_out"),
    path("ho/<uuid:uuid>/khong-con/", lifecycle.end, name="end"),
    path("ho/<uuid:uuid>/tro-lai/", lifecycle.come_back, name="come_back"),
    path("ho/<household:uuid>/lich-su/", household.history, name="history"),
    path("ho/<uuid:uuid>/lich-su/<int:pk>/rut/", household.withdraw, name="history_withdraw"),
    path("ho/<uuid:uuid>/lich-su/<int:pk>/lay-lai/", household.restore, name="history_restore"),
    path(
        "ho/<uuid:uuid>/lich-su/xac-nhan/<int:pk>/rut/",
        household.unconfirm,
        name="history_unconfirm",
    ),
    path(
        "ho/<uuid:uuid>/lich-su/gop-tach/<int:pk>/hoan-tac/",
        duplicates.undo_regrouping,
        name="undo_regrouping",
    ),
]
