"""Django's settings. One file; sensible for a laptop without any variable set; writes nothing when imported."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from csp.constants import NONE, SELF

from system_review.config import addresses, environment, mailing

PACKAGE = Path(__file__).resolve().parent.parent
DATA_FOLDER = environment.data_folder()

SECRET_KEY = environment.secret_key(DATA_FOLDER)
DEBUG = False

# The address that people open, and that letters carry. Without one it is this computer alone.
BASE_URL = addresses.base_url()
IS_BEHIND_PROXY = BASE_URL.startswith("https://")
IS_FOR_OTHERS = addresses.is_for_others(BASE_URL)
ALLOWED_HOSTS = addresses.hosts(BASE_URL)
PROXIES = addresses.proxies()  # networks whose word for where a browser is counts
if IS_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True

# The run of `serve` that this process belongs to, and the token of the link that it printed.
RUN = os.environ.get("SYSTEM_REVIEW_RUN", "")
SIGN_IN_TOKEN = os.environ.get("SYSTEM_REVIEW_SIGN_IN_TOKEN", "")
PORT = os.environ.get("SYSTEM_REVIEW_PORT", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "system_review.ui",
    "system_review.rows",
    "system_review.audit",
    "system_review.jobs",
    "system_review.people",
    "system_review.partnerships",
    "system_review.files",
    "system_review.drafts",
    "system_review.frameworks",
    "system_review.evidence",
    "system_review.reviews",
    "system_review.documents",
    "system_review.upkeep",
    "system_review.administration",
    "system_review.guide",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "system_review.ui.middleware.Headers",
    "system_review.ui.middleware.Refusals",
    "csp.middleware.CSPMiddleware",
    "system_review.ui.middleware.Hosts",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "system_review.people.middleware.Sessions",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "system_review.reviews.middleware.EndLooking",
    "system_review.partnerships.middleware.FindMember",
    "system_review.drafts.middleware.EndDrafts",
    "system_review.ui.middleware.Problems",
]

ROOT_URLCONF = "system_review.config.urls"
WSGI_APPLICATION = "system_review.config.wsgi.application"
AUTH_USER_MODEL = "people.Person"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["system_review.ui.context.page"]},
    }
]

# Signing in. Tries are counted by ourselves (people.services.tries), before they are made and for all processes.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "system_review.people.accounts.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; this is how allauth asks for a password
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False  # a letter alone does not take the place of the second step
ACCOUNT_FORMS = {
    "login": "system_review.people.forms.SignInForm",
    "reset_password": "system_review.people.forms.ForgottenForm",
    "reset_password_from_key": "system_review.people.forms.NewPasswordForm",
    "set_password": "system_review.people.forms.FirstPasswordForm",
    "change_password": "system_review.people.forms.OtherPasswordForm",
    "reauthenticate": "system_review.people.forms_of_factors.ConfirmByPasswordForm",
}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_ADAPTER = "system_review.people.factors.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds by which a telephone's clock may be wrong
MFA_FORMS = {
    "authenticate": "system_review.people.forms_of_factors.SecondStepForm",
    "reauthenticate": "system_review.people.forms_of_factors.ConfirmByCodeForm",
    "activate_totp": "system_review.people.forms_of_factors.AppForm",
    "add_webauthn": "system_review.people.forms_of_factors.PasskeyForm",
    "edit_webauthn": "system_review.people.forms_of_factors.PasskeyNameForm",
    "login_webauthn": "system_review.people.forms_of_factors.SignInByPasskeyForm",
}
# Organisations whose own sign-in (OpenID Connect) counts here: SYSTEM_REVIEW_OIDC_ISSUER and its companions.
ORGANISATIONS = environment.organisations()
SOCIALACCOUNT_ADAPTER = "system_review.people.organisations.Organisations"
SOCIALACCOUNT_AUTO_SIGNUP = SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_QUERY_EMAIL = False
PASSWORD_HASHERS = ["system_review.people.hashing.Argon2id"]
PASSWORD_RESET_TIMEOUT = 3600  # seconds
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a class
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "system_review.partnerships.passwords.EasyWords"},
]
SESSION_ENGINE = "system_review.people.models"

FORM_RENDERER = "system_review.ui.rendering.HouseRenderer"

DATABASES = {"default": environment.database(DATA_FOLDER)}
# What all processes must know of one another for a moment: codes that were used.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "people_cache", "TIMEOUT": 600}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
DATE_FORMAT = "j F Y"

# Jobs wait as rows of our own database until a worker does them.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["documents", "mail", "long"]}}

# Letters: SYSTEM_REVIEW_MAIL=smtp://name:password@host:587; without it none is sent.
CAN_MAIL, _MAIL = mailing.mail()
EMAIL_BACKEND = _MAIL["BACKEND"]
EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (
    _MAIL[name] for name in ("HOST", "PORT", "USER", "PASSWORD")
)
EMAIL_USE_SSL, EMAIL_USE_TLS, EMAIL_TIMEOUT = _MAIL["SSL"], _MAIL["TLS"], 10  # seconds for each answer of the server
DEFAULT_FROM_EMAIL, MAIL_REPLY_TO = _MAIL["FROM"], _MAIL["REPLY_TO"]

STATIC_URL = "static/"
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "attachments": environment.attachments(),
    "staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"},
}

CLAMD = environment.clamd()  # "" where nothing is scanned
# What the public pages about privacy and accessibility say: SYSTEM_REVIEW_CONTROLLER and its companions.
PUBLISHED = environment.published()
SECURITY_CONTACT = environment.security_contact()  # "" where nobody is named

UPLOAD_MOST = environment.upload_most()  # bytes of one file; the body around it may have a little more
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # bytes of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Cookies: on https names that only this host can set; else a name for each port, since browsers share cookies between
# the ports of one host.
SESSION_COOKIE_NAME = (
    "__Host-system_review" if IS_BEHIND_PROXY else f"system_review_{PORT}" if PORT else "system_review"
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_BEHIND_PROXY
DEVICE_COOKIE_NAME = f"{SESSION_COOKIE_NAME}_device"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"{SESSION_COOKIE_NAME}_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "system_review.ui.problems.csrf_failure"

# Not "no-referrer": browsers then send "Origin: null" with a plain form, and the form would be refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

METRICS_TOKEN = environment.metrics_token()  # "" where nobody may see figures
TRAIL_HEADS, LOG_HEADS = environment.trail_heads()

# Lines of the log hold nobody's data, whoever writes them: config.log_lines.
_LOOK, _LEVEL = environment.log()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "system_review.config.log_lines.Plain"},
        "json": {"()": "system_review.config.log_lines.Json"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": _LOOK}},
    "root": {"handlers": ["console"], "level": max("WARNING", _LEVEL, key=logging.getLevelName)},
    "loggers": {
        "system_review": {"level": _LEVEL},
        "system_review.trail": {"level": "INFO"},  # heads, where they are asked for: SYSTEM_REVIEW_TRAIL_HEADS
        "system_review.refusals": {"level": "INFO" if IS_FOR_OTHERS else _LEVEL},
        "django": {"handlers": []},
        # A refused request is no fault of the product, and a host that is not ours no news.
        "django.request": {"level": "ERROR"},
        "django.security.csrf": {"level": "ERROR"},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
