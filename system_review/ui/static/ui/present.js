/* Arrow keys turn the stages; Page Up and Page Down too, once the stage is read to its end or its beginning. */
(() => {
  "use strict";
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const page = document.scrollingElement;
    const ends = page.scrollTop + innerHeight >= page.scrollHeight - 2;
    const turns = { ArrowRight: "next", ArrowLeft: "previous", PageDown: ends && "next", PageUp: page.scrollTop <= 2 && "previous" };
    const turn = turns[event.key];
    const link = turn && document.querySelector("[data-turn=" + turn + "]");
    if (!link) return;
    event.preventDefault();
    location.assign(link.href);
  });
})();
