"""Static files, and what people may upload."""

from .place import BASE_DIR, VAR_DIR, env

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str("STATICFILES_BACKEND", default="whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# Limits for what a source attaches to a contribution.
ATTACHMENT_MAX_BYTES = env.int("ATTACHMENT_MAX_BYTES", default=20 * 1024 * 1024)
ATTACHMENTS_MAX = env.int("ATTACHMENTS_MAX", default=10)
# All files at once, and the form around them.
LARGEST_REQUEST = ATTACHMENTS_MAX * ATTACHMENT_MAX_BYTES + DATA_UPLOAD_MAX_MEMORY_SIZE
FILE_UPLOAD_HANDLERS = [
    "common.uploads.BoundedRequest",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# What a Word or ODT archive may unpack to, and of how many parts.
ATTACHMENT_MAX_UNPACKED_BYTES = env.int("ATTACHMENT_MAX_UNPACKED_BYTES", default=200 * 1024 * 1024)
ATTACHMENT_MAX_PARTS = env.int("ATTACHMENT_MAX_PARTS", default=5000)
# How much of a Word or ODT file is read as a text: tags and attributes in one part, paragraphs, levels.
WORD_MAX_NODES = env.int("WORD_MAX_NODES", default=3_000_000)
WORD_MAX_PARAGRAPHS = env.int("WORD_MAX_PARAGRAPHS", default=100_000)
WORD_MAX_DEPTH = env.int("WORD_MAX_DEPTH", default=256)
# What people who are not signed in may leave in an hour from one address. Six hundred delegates in one hall, each
# beginning a draft of their own and attaching three megabytes, are let in; a program that fills a disk is not.
VISITORS_DRAFTS_PER_HOUR = env.int("VISITORS_DRAFTS_PER_HOUR", default=600)
VISITORS_BYTES_PER_HOUR = env.int("VISITORS_BYTES_PER_HOUR", default=2 * 1024**3)
# Letters that one address may cause in an hour by asking to follow something without an account.
VISITORS_FOLLOWS_PER_HOUR = env.int("VISITORS_FOLLOWS_PER_HOUR", default=600)
# Files to take away that one address may have made in an hour. What is asked for twice is made once.
EXPORTS_PER_HOUR = env.int("EXPORTS_PER_HOUR", default=60)
