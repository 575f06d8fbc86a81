"""Who signs in, and how."""

from django.core.exceptions import ImproperlyConfigured

from .place import DEMO, SITE_URL, env

AUTH_USER_MODEL = "stakeholders.Person"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_REDIRECT_URL = "web:me"
# Where a letter says that its reader can choose which letters come, and in which language.
LETTERS_CHOSEN_AT = "web:follows"
# Where one ends letters with nothing but the link in them.
LETTERS_STOPPED_AT = "web:stop"
# Where everybody reads who is told what, when.
LETTERS_LISTED_AT = "web:letters"
# So many days before a comment period closes, those with unfinished work and followers who asked are reminded.
REMINDER_DAYS = [int(days) for days in env.list("REMINDER_DAYS", default=["7", "2"])]
LOGOUT_REDIRECT_URL = "web:home"
ACCOUNT_ADAPTER = "web.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# The password is optional and not asked at sign-up: naming it keeps sign-in by password possible.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_SIGNUP_FORM_CLASS = "web.accounts.SignupForm"
# Their fields carry our words.
ACCOUNT_FORMS = {
    "signup": "web.forms.account.SignupForm",
    "login": "web.forms.account.LoginForm",
    "request_login_code": "web.forms.account.RequestLoginCodeForm",
    "reauthenticate": "web.forms.account.ReauthenticateForm",
    "add_email": "web.forms.account.AddEmailForm",
    "change_password": "web.forms.account.ChangePasswordForm",
    "set_password": "web.forms.account.SetPasswordForm",
    "reset_password": "web.forms.account.ResetPasswordForm",
    "reset_password_from_key": "web.forms.account.ResetPasswordKeyForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 900
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE_URL.startswith("https") else "http"
# How many proxies of ours stand before us: whose address throttles count. None of theirs is believed.
NUM_PROXIES = env.int("NUM_PROXIES", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = NUM_PROXIES
MFA_ADAPTER = "web.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "web.forms.account.ActivateTOTPForm",
    "add_webauthn": "web.forms.account.AddWebAuthnForm",
    "edit_webauthn": "web.forms.account.EditWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Plenum"
# The code of the half minute before is taken, too: not everybody types it in thirty seconds (RFC 6238, 5.2).
MFA_TOTP_TOLERANCE = 1
# The secretariat's area asks for a second factor. A demonstration on one's own machine may do without it; nothing else.
SECRETARIAT_NEEDS_SECOND_FACTOR = env.bool("SECRETARIAT_NEEDS_SECOND_FACTOR", default=True)
if not SECRETARIAT_NEEDS_SECOND_FACTOR and not DEMO:
    raise ImproperlyConfigured("SECRETARIAT_NEEDS_SECOND_FACTOR may be off in a demonstration (DEMO) only.")

# Other portals' programs: opaque tokens for an hour, for what their own clients were granted. No private key is needed.
IDP_OIDC_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]
IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN = 3600
# How long a key works on beside the one that takes its place.
PORTAL_KEY_OVERLAP_HOURS = env.int("PORTAL_KEY_OVERLAP_HOURS", default=24)
