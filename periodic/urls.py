"""Addresses of reports of a period."""

from django.urls import path

from periodic.ad_hoc import views as ad_hoc
from periodic.asking import views as asking
from periodic.documents.views import files, templates
from periodic.filing.views import boards, copies
from periodic.later import views as later
from periodic.published import views as published
from periodic.writing.views import reports, villages

app_name = "periodic"
urlpatterns = [
    path("", reports.periods, name="periods"),
    path("cho-duyet/", boards.waiting, name="waiting"),
    path("ma/<uuid:report>/", copies.of_report, name="of_report"),
    path("gui/<uuid:report>/", copies.send_report, name="send"),
    path("thay/<uuid:report>/", copies.replace, name="correct"),
    path("duyet-trong-xa/<uuid:report>/<int:number>/", copies.pass_on, name="pass_on"),
    path("duyet/<uuid:report>/<int:number>/", copies.approve_report, name="approve"),
    path("tra-lai/<uuid:report>/<int:number>/", copies.return_report, name="send_back"),
    path("y-kien/<uuid:report>/", copies.comment_report, name="comment"),
    path("y-kien-xong/<uuid:comment>/", copies.comment_done, name="comment_done"),
    path("xoa-ten/<uuid:report>/", copies.redact_report, name="redact"),
    path("mau-word/", templates.word_template, name="word_template"),
    path("mau-word/mau-chung/", templates.template_starter, name="template_starter"),
    path("mau-word/xem-thu/", templates.template_tried, name="template_tried"),
    path("mau-word/dung/", templates.template_use, name="template_use"),
    path("mau-word/bo/", templates.template_drop, name="template_drop"),
    path("da-cong-bo/<int:pk>/", published.published, name="published"),
    path("da-cong-bo/<int:pk>/them/", published.publish, name="publish"),
    path("da-cong-bo/<int:pk>/canh-so/", published.beside, name="published_beside"),
    path("da-cong-bo/<int:pk>/tep/", published.publish_table, name="publish_table"),
    path("da-cong-bo/rut/<uuid:figure>/", published.withdraw, name="unpublish"),
    path("yeu-cau/moi/", ad_hoc.new_request, name="new_request"),
    path("lui-han/<uuid:extension>/", later.answer, name="answer_later"),
    path("<uuid:period>/xin-lui-han/", later.ask, name="ask_later"),
    path("yeu-cau/bo-nhap/<uuid:draft>/", ad_hoc.drop, name="drop_draft"),
    path("<uuid:period>/thu-hoi/", ad_hoc.take_back, name="take_back"),
    path("lich/", asking.schedules, name="schedules"),
    path("lich/moi/", asking.schedule_new, name="schedule_new"),
    path("lich/<uuid:schedule>/thoi/", asking.schedule_end, name="schedule_end"),
    path("bieu-mau/", asking.layouts, name="layouts"),
    path("bieu-mau/moi/", asking.layout_new, name="layout_new"),
    path("bieu-mau/<uuid:layout>/", asking.layout, name="layout"),
    path("<uuid:period>/khoa/", asking.lock, name="lock"),
    path("<uuid:period>/mo-lai/", asking.reopen, name="reopen"),
    path("<uuid:period>/", boards.period, name="period"),
    path("<uuid:period>/duyet/", boards.review, name="review"),
    path("<uuid:period>/bang-thu/", ad_hoc.answers, name="collected"),
    path("<uuid:period>/giu-mau/", ad_hoc.keep, name="keep_form"),
    path("<uuid:period>/<slug:code>/", reports.report, name="report"),
    path("<uuid:period>/<slug:code>/theo-thon/", villages.by_village, name="by_village"),
    path("<uuid:period>/<slug:code>/nhap/<slug:kind>/", files.draft_file, name="draft_file"),
    path("<uuid:period>/<slug:code>/ban/<int:number>/", copies.copy, name="copy"),
    path(
        "<uuid:period>/<slug:code>/ban/<int:number>/<slug:kind>/", files.copy_file, name="copy_file"
    ),
]
