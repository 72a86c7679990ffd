"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const cases = all(".case");
  const marks = all(".mark");
  const words = new Map(cases.map((item) => [item, item.textContent.toLowerCase()]));
  const findingsOf = (mark) => mark.dataset.findings.split(" ");
  const caseOf = new Map(cases.map((item) => [item.dataset.id, item]));
  // A consequence has no entry of its own: it is shown in its cause, which lists links to its places.
  const linked = new Map(cases.map((item) => [item, all(".go", item).map((link) => byId(link.hash.slice(1))).filter(Boolean)]));
  const casesAt = new Map(marks.map((mark) => [mark, cases.filter((item) => linked.get(item).includes(mark))]));

  let selected = null;
  let place = -1;

  const visible = () => cases.filter((item) => !item.hidden);

  const mark = (item) => {
    const active = new Set(item ? linked.get(item) : []);
    marks.forEach((each) => {
      each.classList.toggle("active", active.has(each));
      each.classList.remove("current");
    });
  };

  const goTo = (target) => {
    if (!target) return;
    marks.forEach((each) => each.classList.toggle("current", each === target));
    target.scrollIntoView({ block: "center", inline: "center" });
  };

  const firstPlace = (item) => {
    const suspect = item.querySelector(".suspect .go") || item.querySelector(".go");
    return suspect && byId(suspect.hash.slice(1));
  };

  const select = (item, { open = true, move = true } = {}) => {
    if (selected) selected.classList.remove("selected");
    selected = item;
    place = -1;
    mark(item);
    if (!item) return;
    item.classList.add("selected");
    if (open) item.classList.add("open");
    item.scrollIntoView({ block: "nearest" });
    if (move) goTo(firstPlace(item));
  };

  const step = (direction) => {
    const shown = visible();
    if (!shown.length) return;
    const next = shown[Math.min(shown.length - 1, Math.max(0, shown.indexOf(selected) + direction))];
    if (selected && selected !== next) selected.classList.remove("open");
    select(next);
    next.focus({ preventScroll: true });
  };

  const stepPlace = (direction) => {
    const targets = selected ? linked.get(selected) : [];
    if (!targets.length) return;
    place = (place + direction + targets.length) % targets.length;
    goTo(targets[place]);
  };

  const filter = () => {
    const severities = new Set(all("[data-toggle][aria-pressed=true]").map((button) => button.dataset.toggle));
    const [category, form, rule] = ["category", "form", "rule"].map((name) => byId(`by-${name}`).value);
    const text = byId("search").value.trim().toLowerCase();
    cases.forEach((item) => {
      const data = item.dataset;
      item.hidden = !(
        severities.has(data.severity) &&
        (!category || data.category === category) &&
        (!form || data.forms.split(" ").includes(form)) &&
        (!rule || data.rules.split(" ").includes(rule)) &&
        (!text || words.get(item).includes(text))
      );
    });
    all(".group").forEach((group) => {
      const shown = all(".case", group).filter((item) => !item.hidden).length;
      group.hidden = shown === 0;
      group.querySelector("h2 .count").textContent = shown;
    });
    const shown = visible();
    marks.forEach((each) => each.classList.toggle("off", !casesAt.get(each).some((item) => !item.hidden)));
    byId("shown").textContent = cases.length ? `显示 ${shown.length} / ${cases.length}` : "";
    if (selected && selected.hidden) select(null);
  };

  let zoom = 1;
  const rescale = (factor) => {
    zoom = Math.min(4, Math.max(0.5, zoom * factor));
    byId("document").style.setProperty("--zoom", zoom);
    goTo(marks.find((each) => each.classList.contains("current")));
  };

  const showTab = (name) => {
    all(".panel").forEach((panel) => { panel.hidden = panel.id !== name; });
    all("[data-tab]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.tab === name)));
  };

  const clickMark = (each) => {
    const shown = casesAt.get(each).filter((item) => !item.hidden);
    if (!shown.length) return;
    showTab("findings");
    const next = shown[(shown.indexOf(selected) + 1) % shown.length];
    select(next, { move: false });
    each.classList.add("current");
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".go");
    const box = event.target.closest(".mark");
    const head = event.target.closest(".case header");
    if (link) {
      event.preventDefault();
      const item = link.closest(".case");
      if (item !== selected) select(item, { move: false });
      goTo(byId(link.hash.slice(1)));
    } else if (box) {
      event.preventDefault();
      clickMark(box);
    } else if (head) {
      const item = head.parentElement;
      if (item === selected && item.classList.contains("open")) item.classList.remove("open");
      else select(item);
    }
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select");
    if (event.key === "Escape") {
      byId("search").value = "";
      event.target.blur();
      filter();
    } else if (typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    } else if (event.key === "/") {
      event.preventDefault();
      byId("search").focus();
    } else if (["ArrowDown", "j"].includes(event.key)) {
      event.preventDefault();
      step(1);
    } else if (["ArrowUp", "k"].includes(event.key)) {
      event.preventDefault();
      step(-1);
    } else if (event.key === "ArrowRight") {
      stepPlace(1);
    } else if (event.key === "ArrowLeft") {
      stepPlace(-1);
    } else if (["+", "="].includes(event.key)) {
      rescale(1.25);
    } else if (event.key === "-") {
      rescale(0.8);
    } else if (event.key === "Enter" && selected && !event.target.closest("button, a")) {
      selected.classList.toggle("open");
    }
  });

  all("[data-toggle]").forEach((button) =>
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      filter();
    }),
  );
  all("[data-tab]").forEach((button) => button.addEventListener("click", () => showTab(button.dataset.tab)));
  all("[data-zoom]").forEach((button) => button.addEventListener("click", () => rescale(Number(button.dataset.zoom))));
  all(".toolbar select").forEach((choice) => choice.addEventListener("change", filter));
  byId("search").addEventListener("input", filter);
  byId("with-pages").addEventListener("change", (event) => document.body.classList.toggle("with-pages", event.target.checked));

  // A report that has nothing but hints shows them.
  if (!cases.some((item) => ["error", "warning"].includes(item.dataset.severity))) {
    all("[data-toggle=info]").forEach((button) => button.setAttribute("aria-pressed", "true"));
  }
  filter();
  const wanted = location.hash.startsWith("#f-") && caseOf.get(location.hash.slice(3));
  if (wanted || visible()[0]) select(wanted || visible()[0]);
})();
