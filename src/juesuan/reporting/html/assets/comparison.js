"use strict";
// Filters: by what became of a cause, hints, changed numbers that nobody asked for, and words.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const pressed = (name) => {
    const button = document.querySelector(`[data-toggle="${name}"]`);
    return button !== null && button.getAttribute("aria-pressed") === "true";
  };
  const search = document.getElementById("search");
  const unasked = document.getElementById("unasked");

  function refresh() {
    const words = search.value.trim();
    const fits = (element) => words === "" || element.textContent.includes(words);
    for (const section of all("[data-part]")) {
      let shown = 0;
      for (const cause of all(".cause", section)) {
        cause.hidden = (cause.dataset.severity === "info" && !pressed("info")) || !fits(cause);
        shown += cause.hidden ? 0 : 1;
      }
      for (const group of all(".group", section)) {
        let rows = 0;
        for (const row of all("tbody tr", group)) {
          row.hidden = (unasked.checked && !row.classList.contains("unasked")) || !(fits(row) || fits(group.firstChild));
          rows += row.hidden ? 0 : 1;
        }
        group.hidden = rows === 0;
        shown += rows;
      }
      section.hidden = !pressed(section.dataset.part) || shown === 0;
    }
  }

  for (const button of all("[data-toggle]")) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      refresh();
    });
  }
  search.addEventListener("input", refresh);
  unasked.addEventListener("change", refresh);
  window.addEventListener("beforeprint", () => all("details").forEach((details) => { details.open = true; }));
  refresh();
})();
