"""Addresses of what residents are told, ask and are answered, under /du-lieu-ca-nhan/."""

from django.urls import path

from privacy.breach import views as breach
from privacy.notice import views as notice
from privacy.requests.views import detail, lists, writing

app_name = "privacy"
urlpatterns = [
    path("quyen-rieng-tu/", notice.notice, name="notice"),
    path("su-co-du-lieu/", breach.breaches, name="breaches"),
    path("su-co-du-lieu/<int:pk>/", breach.breach, name="breach"),
    path("su-co-du-lieu/<int:pk>/buoc/", breach.step, name="breach_step"),
    path("su-co-du-lieu/<int:pk>/dong/", breach.close, name="breach_close"),
    path("du-lieu-ca-nhan/yeu-cau/", lists.request_list, name="requests"),
    path("du-lieu-ca-nhan/yeu-cau/moi/", writing.request_new, name="request_new"),
    path("du-lieu-ca-nhan/yeu-cau/<uuid:uuid>/", detail.request_detail, name="request"),
    path(
        "du-lieu-ca-nhan/yeu-cau/<uuid:uuid>/xac-nhan/",
        detail.acknowledge,
        name="request_acknowledge",
    ),
    path(
        "du-lieu-ca-nhan/yeu-cau/<uuid:uuid>/dung-nguoi/", detail.check_asker, name="request_check"
    ),
    path("du-lieu-ca-nhan/yeu-cau/<uuid:uuid>/gia-han/", detail.extend, name="request_extend"),
    path("du-lieu-ca-nhan/yeu-cau/<uuid:uuid>/han-che/", detail.restrict, name="request_restrict"),
    path("du-lieu-ca-nhan/yeu-cau/<uuid:uuid>/thoi-han-che/", detail.lift, name="request_lift"),
    path("du-lieu-ca-nhan/yeu-cau/<uuid:uuid>/phieu/", detail.slip, name="request_slip"),
    path("du-lieu-ca-nhan/yeu-cau/<uuid:uuid>/tra-loi/", detail.reply, name="request_reply"),
    path("du-lieu-ca-nhan/yeu-cau/<uuid:uuid>/ban-sao/pdf/", detail.copy_pdf, name="copy_pdf"),
    path("du-lieu-ca-nhan/yeu-cau/<uuid:uuid>/ban-sao/excel/", detail.copy_book, name="copy_book"),
]
