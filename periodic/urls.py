"""Addresses of reports of a period."""

from django.urls import path

from periodic.filing.views import boards, copies
from periodic.writing import views as writing

app_name = "periodic"
urlpatterns = [
    path("", writing.periods, name="periods"),
    path("ma/<uuid:report>/", copies.of_report, name="of_report"),
    path("gui/<uuid:report>/", copies.send_report, name="send"),
    path("thay/<uuid:report>/", copies.replace, name="correct"),
    path("duyet-trong-xa/<uuid:report>/<int:number>/", copies.pass_on, name="pass_on"),
    path("duyet/<uuid:report>/<int:number>/", copies.approve_report, name="approve"),
    path("tra-lai/<uuid:report>/<int:number>/", copies.return_report, name="send_back"),
    path("y-kien/<uuid:report>/", copies.comment_report, name="comment"),
    path("y-kien-xong/<uuid:comment>/", copies.comment_done, name="comment_done"),
    path("xoa-ten/<uuid:report>/", copies.redact_report, name="redact"),
    path("<uuid:period>/", boards.period, name="period"),
    path("<uuid:period>/duyet/", boards.review, name="review"),
    path("<uuid:period>/<slug:code>/", writing.report, name="report"),
    path("<uuid:period>/<slug:code>/ban/<int:number>/", copies.copy, name="copy"),
]
