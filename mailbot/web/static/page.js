// What the page does beyond its forms; everything works without it.
(() => {
  "use strict";
  let touched = false;
  const form = () => document.getElementById("draft-form");

  document.addEventListener("input", (event) => {
    if (event.target.form && event.target.form === form()) touched = true;
  });
  document.addEventListener("submit", (event) => {
    if (event.target === form()) touched = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (touched || document.querySelector("[data-unsaved]")) event.preventDefault();
  });
  // Ctrl+S (⌘S) keeps the draft.
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key === "s" && form()) {
      event.preventDefault();
      form().requestSubmit();
    }
  });
})();
