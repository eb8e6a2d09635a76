"""Every address begins here."""

from django.contrib import admin
from django.urls import include, path

from config import views
from kb.admin.edition import editions_view
from kb.admin.queue import queue_view

SCREENS, APP, NAMESPACE = admin.site.urls
QUEUE = path("queues/<slug:key>/", admin.site.admin_view(queue_view), name="queue")
EDITIONS = path("editions/", admin.site.admin_view(editions_view), name="editions")

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("admin/", ([QUEUE, EDITIONS, *SCREENS], APP, NAMESPACE)),
    path("", include("kb.urls")),
]

handler400 = "config.views.bad_request"
handler403 = "config.views.forbidden"
handler404 = "config.views.not_found"
handler500 = "config.views.server_error"
