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
    if (heading) heading.focus({ preventScroll: matchMedia("(min-width: 70rem)").matches });
  });
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-choices]");
    if (form) form.removeAttribute("data-dirty");
  });
  inSight();
})();
