"""All addresses of the project, in Vietnamese words."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from config import views
from reports.today.views import home
from web.scope import public

urlpatterns = [
    path("", home, name="home"),
    path("", include("accounts.urls")),
    path("", include("reports.urls")),
    path("", include("households.urls")),
    path("", include("skills.urls")),
    path("", include("guide.urls")),
    path("to/", include("teams.urls")),
    path("bao-cao/", include("periodic.urls")),
    path("nhap-excel/", include("imports.urls")),
    path("dia-ban/", include("areas.urls")),
    path("sap-xep/", include("reorganisations.urls")),
    path("nhat-ky/", include("audit.urls")),
    path("ai-da-xem-ten/", include("reading.urls")),
    path("ngon-ngu/", public(set_language), name="set_language"),
    path("", include("privacy.urls")),
    path("", include("erasure.urls")),
    path("", include("offline.urls")),
    path("", include("operations.urls")),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("quan-tri/", admin.site.urls),
]

# What no view has caught: "press again" where that helps, else the page of a fault.
handler500 = "web.busy.fault"
