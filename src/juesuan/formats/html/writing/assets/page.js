"use strict";
(() => {
  const main = document.querySelector("main"), nav = document.getElementById("nav"), hits = document.getElementById("hits");
  const list = nav.querySelector(".list"), box = document.getElementById("q"), toggle = nav.querySelector(".toggle");
  document.documentElement.classList.add("scripted");
  toggle.hidden = box.parentElement.hidden = false;

  const make = (name, text, parent) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (parent) parent.append(element);
    return element;
  };
  const placeOf = (element) => element.closest("[data-place]")?.dataset.place ?? "";
  const show = (element) => {
    element.scrollIntoView({block: "center", inline: "nearest"});
    element.classList.remove("flash");
    void element.getBoundingClientRect();
    element.classList.add("flash");
  };

  // The same fact elsewhere.
  const called = JSON.parse(document.getElementById("called")?.textContent || "{}");
  const byFact = new Map();
  for (const element of document.querySelectorAll("[data-fact]")) {
    const fact = element.dataset.fact;
    if (!byFact.has(fact)) byFact.set(fact, []);
    byFact.get(fact).push(element);
  }
  let lit = [], pinned = null;
  const light = (fact) => {
    for (const element of lit) element.classList.remove("lit");
    lit = byFact.get(fact) ?? [];
    for (const element of lit) element.classList.add("lit");
  };
  const around = (element) => {
    const row = element.closest("tr");
    if (row) {
      const names = [...row.querySelectorAll("th[scope=row]")];
      const before = names.filter((name) => name.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
      return (before.at(-1) ?? names[0])?.textContent ?? "";
    }
    const paragraph = element.closest("p");
    if (!paragraph) return element.closest("svg")?.querySelector("title")?.textContent ?? "";
    const range = document.createRange();
    range.setStart(paragraph, 0);
    range.setEndBefore(element);
    return "…" + range.toString().slice(-16) + element.textContent;
  };
  const panel = make("aside");
  panel.id = "same";
  panel.hidden = true;
  panel.setAttribute("aria-live", "polite");
  document.body.append(panel);
  const pin = (element) => {
    pinned = element.dataset.fact;
    light(pinned);
    panel.replaceChildren();
    const head = make("header", "", panel);
    make("span", `${element.dataset.value} ${element.dataset.unit} · 共 ${lit.length} 处`, head);
    const close = make("button", "关闭", head);
    close.addEventListener("click", release);
    make("p", called[pinned] ?? "", panel);
    const places = make("ol", "", panel);
    for (const other of lit) {
      const go = make("button", `${placeOf(other)}　${around(other)}`, make("li", "", places));
      go.disabled = other === element;
      go.addEventListener("click", () => show(other));
    }
    panel.hidden = false;
  };
  const release = () => {
    pinned = null;
    light(null);
    panel.hidden = true;
  };
  main.addEventListener("pointerover", (event) => {
    if (pinned !== null) return;
    light(event.target.closest("[data-fact]")?.dataset.fact);
  });
  main.addEventListener("click", (event) => {
    const element = event.target.closest("[data-fact]");
    if (element) pin(element);
    else if (pinned !== null) release();
  });

  // Search.
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s,，]/g, "");
  const units = [];
  for (const element of main.querySelectorAll("tbody tr, p, h1, h2, h3, caption .name")) {
    if (element.closest(".front")) continue;
    const cells = element.cells ? [...element.cells].map((cell) => cell.textContent) : [element.textContent];
    units.push({element, cells, text: plain(cells.join("|")), joined: plain(cells.join(""))});
  }
  const excerpt = (unit, wanted) => {
    const text = unit.element.cells ? unit.cells.filter(Boolean).join("　") : unit.cells[0];
    const at = Math.max(0, text.toLowerCase().indexOf(wanted.trim().toLowerCase()) - 14);
    return (at ? "…" : "") + text.slice(at, at + 60) + (text.length > at + 60 ? "…" : "");
  };
  const search = () => {
    for (const old of main.querySelectorAll(".found")) old.classList.remove("found");
    const wanted = plain(box.value);
    hits.hidden = !wanted;
    list.hidden = !!wanted;
    hits.replaceChildren();
    if (!wanted) return;
    const code = /^\d{3,7}$/.test(wanted);
    const found = units.filter((unit) => unit.text.includes(wanted) || (code && unit.joined.startsWith(wanted)));
    make("li", found.length ? `${found.length} 处` : "没有找到", hits).className = "count";
    for (const unit of found.slice(0, 100)) {
      unit.element.classList.add("found");
      const link = make("a", "", make("li", "", hits));
      link.href = "#";
      make("b", placeOf(unit.element), link);
      link.append(excerpt(unit, box.value));
      link.addEventListener("click", (event) => {
        event.preventDefault();
        show(unit.element);
      });
    }
  };
  box.addEventListener("input", search);

  // Contents: where we are, and the button on narrow screens.
  const unfold = (open) => {
    nav.classList.toggle("open", open);
    toggle.setAttribute("aria-expanded", String(open));
  };
  toggle.addEventListener("click", () => unfold(!nav.classList.contains("open")));
  list.addEventListener("click", (event) => { if (event.target.closest("a")) unfold(false); });
  const links = new Map([...list.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting || !links.has(entry.target.id)) continue;
      for (const link of links.values()) link.classList.remove("here");
      links.get(entry.target.id).classList.add("here");
    }
  }, {rootMargin: "0px 0px -70% 0px"});
  for (const id of links.keys()) {
    const target = document.getElementById(id);
    if (target) seen.observe(target);
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== box) {
      event.preventDefault();
      box.focus();
    } else if (event.key === "Escape") {
      release();
      box.value = "";
      search();
      unfold(false);
    }
  });
})();
