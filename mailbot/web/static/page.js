// What the page does beyond its forms; everything works without it.
(() => {
  "use strict";
  let touched = false;
  const form = () => document.getElementById("draft-form");

  // Words that were typed are not left behind unasked.
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

  // A refusal or a silent server leaves the page, and what was typed, as it is; it is told on top.
  const tell = (text) => {
    document.getElementById("told")?.remove();
    const box = document.createElement("div");
    box.id = "told";
    box.className = "flash bad";
    box.tabIndex = -1;
    box.setAttribute("role", "alert");
    box.textContent = text;
    document.getElementById("page").prepend(box);
    box.focus();
    touched = Boolean(form());
  };
  document.addEventListener("htmx:response:error", (event) => {
    const { response, text } = event.detail.ctx;
    if (response.status === 409 || response.status === 502) return;
    const answer = new DOMParser().parseFromString(text ?? "", "text/html").querySelector("[role=alert]");
    tell(answer ? answer.textContent : document.body.dataset.lost);
  });
  document.addEventListener("htmx:error", () => tell(document.body.dataset.lost));

  // Copying what was approved.
  const offer = () => {
    for (const button of document.querySelectorAll("button[data-copy]")) button.hidden = !navigator.clipboard;
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.copied;
  });
  document.addEventListener("htmx:after:swap", offer);
  offer();
})();
