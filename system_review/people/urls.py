"""Addresses of signing in, and of what people see about themselves.

django-allauth finds its pages by name, outside any namespace: `signing_in` holds those that we use, and no other.
"""

from __future__ import annotations

from django.urls import path

from system_review.people.views import by_organisation, entering, me, own_sessions, passwords, second_step

signing_in = [
    path("sign-in/", entering.SignIn.as_view(), name="account_login"),
    path("sign-in/forgotten/", entering.Forgotten.as_view(), name="account_reset_password"),
    path("sign-in/forgotten/sent/", entering.LetterSent.as_view(), name="account_reset_password_done"),
    path("sign-in/new-password/<uidb36>/<key>/", entering.FromLetter.as_view(), name="account_reset_password_from_key"),
    path("sign-in/second-step/", second_step.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", second_step.SignInByPasskey.as_view(), name="mfa_login_webauthn"),
    path("sign-in/with/<slug:provider_id>/", by_organisation.go, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", by_organisation.back, name="openid_connect_callback"),
    path("sign-out/", entering.SignOut.as_view(), name="account_logout"),
    path("me/confirm/", second_step.Confirm.as_view(), name="account_reauthenticate"),
    path("me/confirm/code/", second_step.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path("me/confirm/passkey/", second_step.ConfirmByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("me/password/", passwords.ChangePassword.as_view(), name="account_change_password"),
    path("me/password/first/", passwords.SetPassword.as_view(), name="account_set_password"),
    path("me/ways/", second_step.Ways.as_view(), name="mfa_index"),
    path("me/ways/app/", second_step.AddApp.as_view(), name="mfa_activate_totp"),
    path("me/ways/app/remove/", second_step.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("me/ways/codes/", second_step.Codes.as_view(), name="mfa_view_recovery_codes"),
    path("me/ways/codes/new/", second_step.NewCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("me/ways/passkeys/new/", second_step.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("me/ways/passkeys/<int:pk>/", second_step.RenamePasskey.as_view(), name="mfa_edit_webauthn"),
    path("me/ways/passkeys/<int:pk>/remove/", second_step.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
]

app_name = "people"
urlpatterns = [
    path("sign-in/not-by-organisation/<slug:what>/", by_organisation.organisation_told, name="organisation-told"),
    path("sign-in/<str:token>/", entering.open_link, name="open-link"),
    path("sign-in/once/<str:link>/", entering.one_time_link, name="one-time-link"),
    path("me/", me.me, name="me"),
    path("me/ways/with/<slug:provider_id>/disconnect/", by_organisation.disconnect, name="disconnect"),
    path("me/signed-in/", own_sessions.own_sessions, name="sessions"),
    path("me/signed-in/end-others/", own_sessions.end_other_sessions, name="end-other-sessions"),
    path("me/signed-in/<str:session>/end/", own_sessions.end_session, name="end-session"),
]
