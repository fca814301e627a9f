/* What a page does beyond plain links and forms. Everything works without it; README.md tells the conventions.
   A place ([data-place]) is what a form replaces; the form's own part is [data-edit]; what is fetched anew after
   saving is the part around it ([data-part], with an id) and what its data-with names. */
(() => {
  "use strict";
  const words = document.body.dataset;
  const find = (selector, within = document) => within.querySelector(selector);
  const said = find("#said");
  const stood = new WeakMap(); // place -> what stood there before its form, and the address of the form
  const seen = new WeakSet(); // answers that have been dealt with

  const say = (text) => {
    said.textContent = "";
    if (text) setTimeout(() => { said.textContent = text; }, 80);
  };
  const focusOn = (element) => {
    if (!element) return;
    if (!element.matches("a[href], button, input, select, textarea, summary, [tabindex]")) element.tabIndex = -1;
    element.focus();
  };
  const firstField = "input:not([type=hidden]), select, textarea";
  const openForms = () => document.querySelectorAll("[data-place] [data-edit]");
  const formsIn = (edit) => [...(edit.matches("form") ? [edit] : []), ...edit.querySelectorAll("form")];
  const show = () => document.querySelectorAll("[data-copy][hidden], [data-away][hidden]").forEach((button) => { button.hidden = false; });
  const tellNotice = () => {
    show();
    const notice = find("#notice[data-said]");
    if (notice) say(find("span", notice).textContent);
    return notice;
  };

  /* After a step that can be undone, what changed is in sight, and the next Tab is Undo. */
  const changed = (notice) => document.getElementById((notice && notice.dataset.focus) || "");
  const offerUndo = (notice) => {
    if (!notice || !notice.matches("[data-undo-first]")) return false;
    const thing = changed(notice);
    if (thing) thing.scrollIntoView({ block: "nearest" });
    notice.focus({ preventScroll: true });
    return true;
  };

  /* A form that has come into a page posts in place; as a page of its own it is a plain form. */
  const wire = (edit) => {
    const part = edit.closest("[data-part]");
    if (!part) return;
    for (const form of formsIn(edit)) {
      if ((form.getAttribute("method") || "").toLowerCase() !== "post") continue;
      const set = { post: form.getAttribute("action"), target: "#" + part.id, select: "#" + part.id, swap: "outerHTML",
        "select-oob": part.dataset.with || "#notice", sync: "this:drop" };
      for (const name in set) form.setAttribute("hx-" + name, set[name]);
      htmx.process(form);
    }
  };
  const putBack = (place) => {
    const before = stood.get(place);
    if (!before) return;
    place.innerHTML = before.html;
    htmx.process(place);
    focusOn([...place.querySelectorAll("a[href]")].find((a) => a.getAttribute("href") === before.href) || place);
  };
  const leave = (edit) => {
    if (edit.querySelector("[data-dirty]") || edit.matches("[data-dirty]")) if (!confirm(words.leave)) return;
    putBack(edit.closest("[data-place]"));
  };
  const complain = (element, text) => {
    const edit = element.closest("[data-edit]");
    if (!edit) return;
    let line = find("[data-complaint]", edit);
    if (!line) {
      line = document.createElement("p");
      line.className = "error";
      line.dataset.complaint = "";
      line.tabIndex = -1;
      edit.prepend(line);
    }
    line.textContent = text;
    focusOn(line);
    say(text);
  };
  /* A browser can show what is wrong with a field only where the field can be seen. */
  document.addEventListener("invalid", (event) => {
    for (let fold = event.target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }, true);

  /* The sentence of an error page, else our own words. */
  const whyOf = (xhr) => {
    const page = new DOMParser().parseFromString(xhr.responseText || "", "text/html");
    return (find("[data-why]", page) || {}).textContent || words.failed;
  };

  /* A field may fetch something beside it (how words of time are read); that is no business of ours. */
  const opensOrSaves = (element) => element.matches("a, form");

  document.addEventListener("htmx:beforeRequest", (event) => {
    const link = event.detail.elt;
    const place = link.matches("a") && link.closest("[data-place]");
    if (!place) return;
    const unsaved = find("[data-place] [data-dirty]");
    if (unsaved) {
      event.preventDefault();
      focusOn(find(firstField, unsaved));
      return say(words.open);
    }
    openForms().forEach((edit) => putBack(edit.closest("[data-place]")));
    stood.set(place, { html: place.innerHTML, href: link.getAttribute("href") });
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    const asked = requestConfig.elt;
    if (!event.detail.shouldSwap || !asked.closest("[data-place]") || !opensOrSaves(asked)) return;
    const again = xhr.status === 409 || xhr.status === 422;
    const part = asked.closest("[data-part]");
    const awaited = asked.matches("a") || again ? "data-edit" : 'id="' + (part && part.id) + '"';
    if (xhr.responseText.includes(awaited)) return;
    event.detail.shouldSwap = false; // another page than we asked for: never wipe out what stands here
    if (asked.matches("a")) location.assign(xhr.responseURL);
    else complain(asked, words.elsewhere);
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (!requestConfig || seen.has(xhr) || !opensOrSaves(requestConfig.elt)) return;
    seen.add(xhr);
    const edit = openForms()[0];
    if (edit) {
      wire(edit);
      const again = xhr.status >= 400;
      if (again) formsIn(edit).forEach((form) => form.setAttribute("data-dirty", ""));
      return focusOn(find("[data-focus]", edit) || find(firstField, edit) || edit);
    }
    const notice = tellNotice();
    if (offerUndo(notice)) return;
    const old = requestConfig.elt.closest("[data-part]"); // no longer on the page, but it knows its id
    const part = old && document.getElementById(old.id);
    focusOn(changed(notice) || (part && find("h2, h3", part)) || part);
  });

  for (const name of ["responseError", "sendError", "timeout"]) {
    document.addEventListener("htmx:" + name, (event) => {
      const { xhr, elt } = event.detail;
      if (!opensOrSaves(elt)) return;
      if (elt.matches("a")) location.assign(elt.href);
      else complain(elt, name === "responseError" ? whyOf(xhr) : words.failed);
    });
  }

  document.addEventListener("keydown", (event) => {
    const edit = event.key === "Escape" && !event.isComposing && event.target.closest("[data-place] [data-edit]");
    if (edit) leave(edit);
  });

  document.addEventListener("click", (event) => {
    const target = event.target;
    const cancel = target.closest("[data-place] [data-cancel]");
    if (cancel && stood.has(cancel.closest("[data-place]"))) {
      event.preventDefault();
      return leave(cancel.closest("[data-edit]"));
    }
    const copy = target.closest("[data-copy]");
    if (copy) navigator.clipboard.writeText(find(copy.dataset.copy).innerText).then(() => say(words.copied));
    if (target.closest("[data-away]")) {
      const notice = target.closest("#notice");
      notice.replaceChildren();
      focusOn(changed(notice));
    }
    const text = target.closest("[data-place] .t"); // a click on a text is a click on its link "Change"
    if (text && getSelection().isCollapsed) {
      const link = find("a[hx-boost]", text.closest("[data-place]"));
      if (link) link.click();
    }
  });

  document.addEventListener("input", (event) => {
    if (event.target.dataset.all !== undefined) {
      document.querySelectorAll(event.target.dataset.all).forEach((box) => { box.checked = event.target.checked; });
    }
    const form = event.target.closest("form");
    if (form && form.closest("[data-edit]")) form.setAttribute("data-dirty", "");
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.hasAttribute("hx-post")) event.target.removeAttribute("data-dirty");
  });
  addEventListener("beforeunload", (event) => { if (find("[data-dirty]")) event.preventDefault(); });
  addEventListener("beforeprint", () => document.querySelectorAll("details.rest").forEach((fold) => { fold.open = true; }));

  const problems = find(".problems[data-focus], .asked > [data-focus]");
  if (problems) {
    focusOn(problems);
    if (problems.matches("fieldset")) problems.scrollIntoView({ block: "center", behavior: "instant" }); // the answers and the button too
    formsIn(problems.closest("[data-edit]") || problems).forEach((form) => form.setAttribute("data-dirty", ""));
  }
  offerUndo(tellNotice());
})();
