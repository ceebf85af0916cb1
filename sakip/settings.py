"""The one settings module. Values come from the environment (see .env.example)."""

from sakip.pengaturan import (
    AKAR,
    TINGKAT_LOG,
    baca_basis_data,
    baca_bilangan,
    baca_host,
    baca_kunci,
    baca_lingkungan,
    baca_pilihan,
    baca_surel,
    baca_ya_tidak,
)

env = baca_lingkungan()

DEBUG = baca_ya_tidak(env, "DEBUG", bawaan=False)
SECRET_KEY = baca_kunci(env)
# Seals of the audit trail outlive a changed SECRET_KEY when they have a key of their own.
JEJAK_KUNCI = env.str("JEJAK_KUNCI", default=SECRET_KEY)
ALLOWED_HOSTS = baca_host(env)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "sakip",
    "jejak",
    "organisasi",
    "perencanaan",
    "alur",
    "pengumpulan",
    "pengukuran",
    "laporan",
    "sakip.admin_situs.KonfigurasiAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "jejak.middleware.AlamatPelaku",
    "organisasi.middleware.GantiSandiAwal",
    "organisasi.middleware.OPDAktif",
    "organisasi.middleware.PemicuHarian",
    # Last, as its documentation asks: it turns a lockout into the page that explains it.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "sakip.urls"
WSGI_APPLICATION = "sakip.wsgi.application"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [AKAR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sakip.konteks.kerangka",
            ],
        },
    },
]

DATABASES = {"default": baca_basis_data(env)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisasi.Pengguna"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "beranda"
LOGOUT_REDIRECT_URL = "login"
# Argon2 at its default costs 100 MB a login; ours 19 MiB (OWASP's minimum), for small office servers.
PASSWORD_HASHERS = [
    "organisasi.sandi.Argon2Ringan",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "nama", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

JUMLAH_PROXY = baca_bilangan(env, "JUMLAH_PROXY", bawaan=0)
# Five wrong guesses of one name from one address close that door for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "terkunci.html"
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "jejak.alamat.alamat_asal"
AXES_VERBOSE = False

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = AKAR / "static_terkumpul"
STATICFILES_DIRS = [AKAR / "static"]
# The first request of a day starts the daily jobs, for an office without cron (``organisasi.pemicu_harian``).
HARIAN_OTOMATIS = baca_ya_tidak(env, "HARIAN_OTOMATIS", bawaan=True)
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(AKAR / "data" / "berkas"))()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        ),
    },
}
# Files of the office are private: they leave only through a view that asks who wants them.
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A form of 200 indicators saved at once, without JavaScript, has about that many fields times five.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
UNGGAHAN_TERBESAR = 10 * 1024 * 1024

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    },
}

# HTTPS=false is for a LAN over plain http; every other installation keeps the secure defaults.
HTTPS = baca_ya_tidak(env, "HTTPS", bawaan=True)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if baca_ya_tidak(env, "DI_BELAKANG_PROXY", bawaan=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "organisasi.sesi"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "sakip.gagal.csrf"
X_FRAME_OPTIONS = "DENY"

# Letters go out only where a mail server is named; without one nothing is sent and nothing fails.
_surel = baca_surel(env)
SUREL_DIATUR = _surel.diatur
EMAIL_BACKEND = _surel.mesin
EMAIL_HOST, EMAIL_PORT = _surel.host, _surel.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _surel.pengguna, _surel.sandi
EMAIL_USE_TLS, EMAIL_USE_SSL = _surel.tls, _surel.ssl
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = _surel.dari
# Letters are written outside any request: they cannot know by which address SAKIP is opened.
ALAMAT_SITUS = _surel.alamat_situs

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"baris": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"konsol": {"class": "logging.StreamHandler", "formatter": "baris"}},
    "root": {
        "handlers": ["konsol"],
        "level": baca_pilihan(env, "LOG_LEVEL", pilihan=TINGKAT_LOG, bawaan="INFO"),
    },
    "loggers": {"axes": {"level": "WARNING"}},
}
