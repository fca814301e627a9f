/* Passkeys: asks the browser for one and sends its answer as the form's field `credential`.
   A form names what to do in data-passkey ("create" or "get") and what to ask in data-options, or where to fetch that
   in data-options-from. Its button is hidden until this script has found that the browser knows passkeys. */
(() => {
  "use strict";
  if (!window.webauthnJSON || !webauthnJSON.supported()) return;

  async function asked(form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.optionsFrom, {
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    });
    if (!answer.ok) throw new Error("no answer");
    return answer.json();
  }

  async function press(form, event) {
    event.preventDefault();
    const failed = form.querySelector("[data-passkey-failed]");
    failed.hidden = true;
    try {
      const answer = await webauthnJSON[form.dataset.passkey](await asked(form));
      form.elements.credential.value = JSON.stringify(answer);
      form.submit();
    } catch {
      failed.hidden = false;
      failed.focus();
    }
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    for (const hidden of form.querySelectorAll("[data-passkey-only]")) hidden.hidden = false;
    for (const shown of form.querySelectorAll("[data-without-passkey]")) shown.hidden = true;
    form.addEventListener("submit", (event) => press(form, event));
  }
})();
