/* The inbox of a text, beyond plain pages: the piece that is open is in sight in the text, and focus is on its heading.
   Choosing a colour or a stage is not writing: it never asks before one leaves. */
(() => {
  "use strict";
  const inSight = () => {
    const bit = document.querySelector(".bit[aria-current]");
    if (bit && matchMedia("(min-width: 70rem)").matches) bit.scrollIntoView({ block: "center", behavior: "instant" });
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (!requestConfig) return;
    const wrong = xhr.status >= 400 && document.querySelector("#now .problems");
    const heading = wrong || document.getElementById("now-title");
    inSight();
    if (document.getElementById("reading")) return;
    if (!wrong && document.querySelector("#notice[data-undo-first]")) return; // ui.js: the next Tab is Undo
    if (heading) heading.focus({ preventScroll: matchMedia("(min-width: 70rem)").matches });
  });
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-choices]");
    if (form) form.removeAttribute("data-dirty");
  });
  inSight();

  /* Single letters, off until switched on (WCAG 2.1.4); kept in this browser. */
  const KEEP = "inbox-letters";
  const box = () => document.getElementById("shortcuts-on");
  const on = () => { try { return localStorage.getItem(KEEP) === "on"; } catch { return false; } };
  const showState = () => { if (box()) box().checked = on(); };
  const LETTERS = { j: "[data-next]", k: "[data-previous]", a: "[data-accept]", s: "[data-aside]", u: "[data-undo]" };
  document.addEventListener("change", (event) => {
    if (event.target.id !== "shortcuts-on") return;
    try { localStorage.setItem(KEEP, event.target.checked ? "on" : "off"); } catch { event.target.checked = false; }
  });
  document.addEventListener("htmx:afterSettle", showState);
  document.addEventListener("keydown", (event) => {
    if (!on() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
    const list = document.getElementById("shortcuts");
    if (event.key === "?" && list) { list.open = true; list.querySelector("summary").focus(); return; }
    const wanted = LETTERS[event.key] && document.querySelector(LETTERS[event.key]);
    if (wanted) { event.preventDefault(); wanted.click(); }
  });
  showState();
})();
