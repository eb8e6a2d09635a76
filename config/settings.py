"""Settings. Every environment variable is described in docs/operations.md."""

import os
from pathlib import Path

import environ
import pghistory

from config.database import database_settings
from config.secret import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# A checkout with nothing set is somebody trying the product; a secret key is an
# operator's, and then nothing is left open by default.
DEBUG = env.bool("DEBUG", default="SECRET_KEY" not in os.environ)
SECRET_KEY = secret_key(env, BASE_DIR / ".secret-key", debug=DEBUG)
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else []
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_NAME = "Attest"

INSTALLED_APPS = [
    "careers",
    "citations",
    "kb",
    "config",
    "pghistory",
    "pgtrigger",
    "corsheaders",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.request_id.RequestIdMiddleware",
    "config.middleware.HeadersMiddleware",
    "config.asked.AllowanceMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.asked.ApiGzipMiddleware",
    "config.middleware.DoorMiddleware",
    "config.asked.BodyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.ReaderMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.ActorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Database: three roles, two aliases
_databases = database_settings(os.environ, BASE_DIR / ".postgres")
DATABASE_OWNER = _databases.pop("owner")
DATABASES = _databases
DATABASES["default"]["TEST"] = {
    # Several people may test one checkout at once, each with a name of their own.
    "NAME": env("TEST_DATABASE", default="test_attest"),
}
DATABASE_ROUTERS = ["config.database.Router"]
PUBLIC_READS_FROM = "reader"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# History: written by triggers, never changed
PGHISTORY_APPEND_ONLY = True
PGHISTORY_DEFAULT_TRACKERS = (
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
)
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# People
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

# Language and time
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
SEEDS_DIR = BASE_DIR / "seeds"
# Where manage.py snapshot writes, and what the API offers for download
SNAPSHOTS_DIR = Path(env("SNAPSHOTS", default=str(BASE_DIR / "snapshots")))

# API
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.SessionAuthentication"
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticatedOrReadOnly"
    ],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "kb.api.problems.problem_handler",
    "COERCE_DECIMAL_TO_STRING": True,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Attest",
    "DESCRIPTION": "How much a skill matters in a career, and how we know.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v\d",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # Vocabularies whose members share a name, such as kind, are told apart.
    "ENUM_NAME_OVERRIDES": {
        "SkillKind": "careers.enums.SkillKind",
        "PairRole": "careers.enums.Role",
        "OrganizationRole": "citations.enums.OrganizationRole",
        "PublishedState": "kb.api.shapes.findings.SHOWN",
        "PublicState": "kb.api.shapes.rests.PUBLIC",
        "SuspendedState": "kb.api.shapes.findings.TAKEN",
        "SkillRelation": "careers.enums.Relation",
        "SourceRelationKind": "citations.enums.RelationKind",
        "NoticeKind": "citations.enums.NoticeKind",
        "ReadingConfirmation": "kb.api.members.READING_CONFIRMATIONS",
        "Confirmation": "citations.enums.Confirmation",
        "FindingKind": "kb.enums.Kind",
        "MeasureKind": "kb.enums.MeasureKind",
        "LinkKind": "kb.enums.LinkKind",
        "FindingState": "kb.enums.State",
        "NamedKind": "kb.api.views.check.KINDS",
        "LevelEnum": "kb.enums.Directness",
        "RequirementLevel": "kb.enums.RequirementLevel",
        "GlanceKind": "kb.enums.GlanceKind",
        "OutlineKind": "kb.enums.OutlineKind",
    },
}

# Any page of any site may read the API, and none may write to it as a person.
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ("GET", "HEAD", "OPTIONS")
CORS_ALLOW_HEADERS = ("accept", "if-modified-since", "if-none-match", "x-request-id")
CORS_EXPOSE_HEADERS = (
    *("Deprecation", "ETag", "Last-Modified", "Link", "Location", "RateLimit"),
    *("RateLimit-Policy", "Retry-After", "Sunset", "X-Request-ID"),
)
# What one address, and one token, may ask of the API; 0 for the address lets everybody
# ask without limit
API_REQUESTS_A_MINUTE = env.int("API_REQUESTS_A_MINUTE", default=1200)
API_REQUESTS_A_MINUTE_WITH_TOKEN = env.int(
    "API_REQUESTS_A_MINUTE_WITH_TOKEN", default=6000
)

# Fetching records from Crossref, DataCite, arXiv and PubMed. What may be reached is no
# setting: see citations/fetch.
FETCH = env.bool("FETCH", default=False)
FETCH_CONTACT = env("FETCH_CONTACT", default="")

# Review: when somebody should look again at what was published
REVIEW_AFTER_DAYS = env.int("REVIEW_AFTER_DAYS", default=730)
# What people without account may write, from one address and all together
READER_FLAGS_AN_HOUR = env.int("READER_FLAGS_AN_HOUR", default=5)
ALL_READER_FLAGS_AN_HOUR = env.int("ALL_READER_FLAGS_AN_HOUR", default=100)
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# Limits on what a request may bring
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# Security
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.views.forged"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if env.bool("HTTPS", default=not DEBUG):
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "format": "{asctime} {levelname} {name} [{request_id}] {message}",
            "style": "{",
        }
    },
    "filters": {"request_id": {"()": "config.request_id.RequestIdFilter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["request_id"],
        }
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}
