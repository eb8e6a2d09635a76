"""Every address begins here."""

from django.contrib import admin
from django.urls import include, path

from config import views
from kb.admin.queue import queue_view

SCREENS, APP, NAMESPACE = admin.site.urls
QUEUE = path("queues/<slug:key>/", admin.site.admin_view(queue_view), name="queue")

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("admin/", ([QUEUE, *SCREENS], APP, NAMESPACE)),
    path("", include("kb.urls")),
]

handler400 = "config.views.bad_request"
handler403 = "config.views.forbidden"
handler404 = "config.views.not_found"
handler500 = "config.views.server_error"
