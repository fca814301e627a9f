/* Keeps what somebody types in a form before it is saved: on the server, and in this browser only while that cannot be
   reached. A form takes part by its hidden field "draft"; drafts/README.md tells the rest. */
(() => {
  "use strict";
  const PAUSE = 1200; // after the last key
  const SIGN = 20000; // how often a form that is being typed in is heard of
  const AGAIN = 5000; // after the server could not be reached
  const PREFIX = "draft:", OLDEST = 30 * 24 * 3600 * 1000;
  const windows = new Map(); // form -> { timer, typed, sent, lost }
  const ended = new WeakSet(); // forms that were sent to be saved

  const field = (form) => form.elements.draft;
  const placeOf = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;
  const nameOf = (form) => PREFIX + placeOf(form) + "#" + field(form).value;
  const typedIn = (form) => {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
    data.append("draft-keep", "1");
    return data;
  };
  const show = (form, text) => {
    const line = form.querySelector("[data-writing]");
    if (!line || line.textContent === text) return;
    line.textContent = text;
    line.hidden = !text;
  };

  const store = {
    put: (name, entry) => { try { localStorage.setItem(name, JSON.stringify(entry)); return true; } catch { return false; } },
    drop: (name) => { try { localStorage.removeItem(name); } catch { /* none is kept, then */ } },
    all: () => { try { return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)); } catch { return []; } },
    get: (name) => { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } },
  };

  /* What the server says, or null where it cannot be reached: no answer, signed out, another page than ours. */
  const post = async (place, data, more = {}) => {
    try {
      const answer = await fetch(place, { method: "POST", body: data, redirect: "manual", ...more });
      const json = (answer.headers.get("Content-Type") || "").includes("application/json");
      return json ? await answer.json() : null;
    } catch { return null; }
  };

  const send = async (form) => {
    const state = windows.get(form);
    if (!state || ended.has(form) || !form.isConnected) return windows.delete(form);
    const data = typedIn(form), name = nameOf(form);
    state.timer = 0;
    state.typed = false;
    const said = await post(placeOf(form), data);
    if (ended.has(form)) return store.drop(name);
    state.lost = !said;
    if (said) {
      store.drop(name);
      state.sent = Date.now();
      return show(form, said.kept ? said.writers : "");
    }
    const kept = store.put(name, { place: placeOf(form), who: field(form).dataset.who, data: data.toString(), at: Date.now() });
    if (kept) show(form, field(form).dataset.keptHere);
    wait(form, AGAIN);
  };
  const wait = (form, time) => {
    const state = windows.get(form);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => send(form), time);
  };

  const begin = (event) => {
    const form = event.target.closest && event.target.closest("form");
    if (!form || !field(form) || event.target.type === "file") return;
    if (!windows.has(form)) windows.set(form, { timer: 0, typed: false, sent: 0, lost: false });
    const state = windows.get(form);
    state.typed = true;
    ended.delete(form);
    wait(form, Date.now() - state.sent > SIGN && state.sent ? 0 : PAUSE);
  };
  document.addEventListener("input", begin);
  document.addEventListener("change", begin);

  /* The last words before the window closes. */
  const flush = () => {
    for (const [form, state] of windows) {
      if (!state.typed || ended.has(form) || !form.isConnected) continue;
      clearTimeout(state.timer);
      state.typed = false;
      const data = typedIn(form);
      store.put(nameOf(form), { place: placeOf(form), who: field(form).dataset.who, data: data.toString(), at: Date.now() });
      post(placeOf(form), data, { keepalive: true }).then((said) => { if (said) store.drop(nameOf(form)); });
    }
  };
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") flush(); });

  /* Saving, or throwing away: what is still on its way must not come after it. */
  const saving = (form) => {
    const state = windows.get(form);
    if (state) clearTimeout(state.timer);
    ended.add(form);
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (field(form)) {
      saving(form);
      if (event.submitter && event.submitter.name === "draft-discard") store.drop(nameOf(form));
      else store.put(nameOf(form), { place: placeOf(form), who: field(form).dataset.who, data: typedIn(form).toString(), at: Date.now() });
    }
    if (form.elements["throw-away-drafts"] && form.elements["throw-away-drafts"].checked) store.all().forEach(store.drop);
  });
  /* In place: it was not saved, so what is typed from now on is kept again; or it was, and nothing is left to keep. */
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt;
    if (!form.matches("form") || !field(form)) return;
    if (event.detail.successful && !event.detail.xhr.responseURL.includes("/sign-in/")) return store.drop(nameOf(form));
    ended.delete(form);
    if (!windows.has(form)) windows.set(form, { timer: 0, typed: true, sent: 0, lost: false });
    wait(form, PAUSE);
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-place] button[name=draft-discard]");
    if (!button) return;
    event.preventDefault();
    const form = button.form, data = typedIn(form);
    data.delete("draft-keep");
    data.append("draft-discard", button.value);
    saving(form);
    await fetch(placeOf(form), { method: "POST", body: data, redirect: "manual" }).catch(() => null);
    form.removeAttribute("data-dirty");
    form.querySelector("[data-cancel]").click();
  }, true);

  addEventListener("online", () => { for (const [form, state] of windows) if (state.lost) wait(form, 0); });

  /* What this browser kept while the server could not be reached is sent as soon as its writer is here again. */
  const sendKept = async (name) => {
    const entry = store.get(name);
    if (!entry || !entry.place || Date.now() - entry.at > OLDEST) return store.drop(name);
    let page;
    try {
      const answer = await fetch(entry.place);
      if (!answer.ok || answer.redirected) return;
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch { return; }
    const here = page.querySelector("input[name=draft]"), proof = here && here.form.elements.csrfmiddlewaretoken;
    if (!here || !proof || here.dataset.who !== entry.who) return;
    const data = new URLSearchParams(entry.data);
    data.set("csrfmiddlewaretoken", proof.value);
    const said = await post(entry.place, data);
    if (!said) return;
    store.drop(name);
    const mine = [...document.forms].find((form) => field(form) && placeOf(form) === entry.place);
    const isThisWindow = mine && name.endsWith("#" + field(mine).value); // it came back with a mistake, or with both texts
    if (mine && !isThisWindow && !windows.has(mine) && entry.place === location.pathname) location.reload();
  };
  addEventListener("load", () => store.all().forEach(sendKept));
})();
