// The button that answers the second factor with a security key: what it needs is on the page.
"use strict";

const button = document.getElementById("mfa_webauthn_authenticate");
window.allauth.webauthn.forms.authenticateForm({
  ids: { authenticate: button.id, credential: button.dataset.credential, data: "js_data" },
});
