"use strict";
// The list of findings and the document beside it; what other scripts of the page use of it is handed out at the end.
const report = (() => {
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
    marks.forEach((each) => each.classList.toggle("active", active.has(each)));
    setCurrent(null);
  };

  let current = null;
  const setCurrent = (target) => {
    if (current) current.classList.remove("current");
    current = target;
    if (current) current.classList.add("current");
  };

  const goTo = (target) => {
    if (!target) return;
    setCurrent(target);
    (target.querySelector(".box") || target).scrollIntoView({ block: "center", inline: "center" });
  };

  // On a narrow screen the document is a view of its own: going to a place shows it, and the way back leads to the finding.
  const isNarrow = () => matchMedia("(max-width: 900px)").matches;
  let backTo = null;

  const showTab = (name) => {
    const isDocument = name === "document";
    document.body.classList.toggle("reading-document", isDocument);
    if (!isDocument) all(".panel").forEach((panel) => { panel.hidden = panel.id !== name; });
    all(".tabs [data-tab]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.tab === name)));
    byId("back").hidden = !(isDocument && backTo);
  };

  const visit = (target) => {
    if (!target) return;
    if (isNarrow()) {
      backTo = selected;
      showTab("document");
      if (backTo) byId("back").textContent = `返回问题 ${(backTo.querySelector(".message").textContent.match(/^\d+/) || [""])[0]}`;
    }
    try {
      history.pushState(null, "", `#${target.id}`);
    } catch {
      // Some viewers forbid it: then only the button leads back.
    }
    goTo(target);
  };

  const goBack = () => {
    const item = backTo || selected;
    showTab("findings");
    if (!item) return;
    item.scrollIntoView({ block: "nearest" });
    item.focus({ preventScroll: true });
  };

  // The places of a finding beside one another, cut out of the pictures of the pages, or the row or paragraph they stand in.
  const PICTURE = 760;
  const HIGH = 104;

  // Which page an operand is on and where on the picture: operands that one cut shows together need no second one.
  const spot = (place) => {
    const box = place.querySelector(".box");
    if (!box) return null;
    const image = place.closest(".sheet").querySelector("img");
    const at = (edge) => parseFloat(box.style[edge]) / 100;
    const high = (PICTURE * image.height) / image.width;
    return { image, high, x: (at("left") + at("width") / 2) * PICTURE, y: (at("top") + at("height") / 2) * high };
  };
  const isSeen = (place, cuts) => {
    const mine = spot(place);
    return Boolean(mine) && cuts.map(spot).some((one) => one && one.image === mine.image && Math.abs(one.x - mine.x) < 90 && Math.abs(one.y - mine.y) < HIGH / 3);
  };

  const cut = (place, places) => {
    const sheet = place.closest(".sheet");
    const frame = document.createElement("div");
    frame.className = "cut";
    const image = sheet.querySelector("img");
    if (image) {
      const { x, y } = spot(place);
      const inner = document.createElement("div");
      inner.className = "sheet";
      const shown = places.filter((each) => each.closest(".sheet") === sheet);
      inner.append(image.cloneNode(), ...shown.flatMap((each) => all(".box", each)).map((each) => each.cloneNode()));
      inner.style.width = `${PICTURE}px`;
      inner.style.left = `min(0px, max(calc(100% - ${PICTURE}px), calc(50% - ${x}px)))`;
      inner.style.top = `${Math.min(0, HIGH / 2 - y)}px`;
      frame.append(inner);
    } else {
      const row = place.closest("tr");
      const copy = (row || place.closest("p, h3")).cloneNode(true);
      all("[id]", copy).forEach((each) => { if (each.id !== place.id) each.replaceWith(each.textContent); });
      all("[id]", copy).forEach((each) => each.removeAttribute("id"));
      frame.classList.add("words");
      if (row) {
        const table = document.createElement("table");
        table.append(...all("thead tr", row.closest("table")).map((each) => each.cloneNode(true)), copy);
        frame.append(table);
      } else frame.append(copy);
      const own = frame.querySelector(".mark");
      if (own) requestAnimationFrame(() => { frame.scrollLeft = own.offsetLeft - frame.clientWidth / 2; });
    }
    return frame;
  };

  const MOST_CUTS = 4;

  const sideBySide = (item) => {
    item.dispatchEvent(new Event("opened", { bubbles: true }));
    const host = item.querySelector(".places");
    if (!host || host.childElementCount) return;
    const links = [...all(".operands .suspect .value .go, .operands .suspect .words .go", item), ...all(".operands .value .go, .operands .words .go", item)];
    const places = [...new Set(links.map((link) => byId(link.hash.slice(1))))].filter((each) => each && each.matches(".mark"));
    if (places.length < 2) return;
    const names = new Map(links.map((link) => [byId(link.hash.slice(1)), link.closest("tr").querySelector(".label").textContent]));
    const cuts = places.reduce((kept, place) => (kept.length < MOST_CUTS && !isSeen(place, kept) ? [...kept, place] : kept), []);
    cuts.forEach((place) => {
      const figure = document.createElement("figure");
      const caption = document.createElement("figcaption");
      const link = document.createElement("a");
      link.className = "go";
      link.href = `#${place.id}`;
      link.textContent = names.get(place);
      caption.append(link);
      figure.append(caption, cut(place, places));
      host.append(figure);
    });
  };

  const firstPlace = (item) => {
    const suspect = item.querySelector(".suspect .go") || item.querySelector(".go");
    return suspect && byId(suspect.hash.slice(1));
  };

  const select = (item, { open = true, move = true, scroll = true } = {}) => {
    if (selected) selected.classList.remove("selected");
    selected = item;
    place = -1;
    mark(item);
    if (!item) return;
    item.classList.add("selected");
    if (open) {
      item.classList.add("open");
      sideBySide(item);
    }
    if (scroll) item.scrollIntoView({ block: "nearest" });
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
    const targets = (selected && linked.get(selected)) || [];
    if (!targets.length) return;
    place = (place + direction + targets.length) % targets.length;
    visit(targets[place]);
  };

  const pages = all("figure.page");
  const pageNow = () => {
    const top = byId("document").getBoundingClientRect().top;
    const middle = Math.max(top, 0) + innerHeight / 3;
    return Math.max(0, pages.findIndex((each) => each.getBoundingClientRect().bottom > middle));
  };
  const leaf = (index) => {
    const target = pages[Math.min(pages.length - 1, Math.max(0, index))];
    if (!target) return;
    if (isNarrow()) showTab("document");
    target.scrollIntoView({ block: "start" });
    byId("page").value = target.id.slice(1);
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
    const hints = cases.filter((item) => item.hidden && item.dataset.severity === "info").length;
    byId("shown").textContent = cases.length ? `显示 ${shown.length} / ${cases.length}${hints ? `（没有显示的有 ${hints} 条提示）` : ""}` : "";
    if (selected && selected.hidden) select(null);
  };

  let zoom = 1;
  const rescale = (factor) => {
    zoom = Math.min(4, Math.max(0.5, zoom * factor));
    byId("document").style.setProperty("--zoom", zoom);
    goTo(current);
  };

  const clickMark = (each) => {
    const shown = casesAt.get(each).filter((item) => !item.hidden);
    // On a narrow screen what is known of a number comes first: it leads on to the finding.
    if (!shown.length || (isNarrow() && each.dataset.n)) return;
    showTab("findings");
    const next = shown[(shown.indexOf(selected) + 1) % shown.length];
    select(next, { move: false });
    setCurrent(each);
    if (isNarrow()) next.scrollIntoView({ block: "start" });
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-rule], [data-to]")) return;
    const link = event.target.closest(".go");
    const box = event.target.closest(".mark");
    const head = event.target.closest(".case header");
    if (link) {
      event.preventDefault();
      const item = link.closest(".case");
      if (item !== selected) select(item, { move: false });
      visit(byId(link.hash.slice(1)));
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
    const typing = event.target.matches("input, select, textarea");
    if (document.querySelector("dialog[open]")) return;
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
    } else if (event.key === "[" || event.key === "]") {
      leaf(pageNow() + (event.key === "]" ? 1 : -1));
    } else if (event.key === "Backspace") {
      event.preventDefault();
      goBack();
    } else if (["+", "="].includes(event.key)) {
      rescale(1.25);
    } else if (event.key === "-") {
      rescale(0.8);
    } else if (event.key === "Enter" && selected && !event.target.closest("button, a")) {
      selected.classList.toggle("open");
      sideBySide(selected);
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
  byId("back").addEventListener("click", goBack);
  all("[data-leaf]").forEach((button) => button.addEventListener("click", () => leaf(pageNow() + Number(button.dataset.leaf))));
  if (byId("page")) {
    byId("page").addEventListener("change", (event) => leaf(pages.findIndex((each) => each.id === `p${event.target.value}`)));
    document.addEventListener("scroll", () => {
      if (document.activeElement !== byId("page")) byId("page").value = pages[pageNow()].id.slice(1);
    }, { capture: true, passive: true });
  }
  addEventListener("popstate", () => {
    const target = byId(location.hash.slice(1));
    if (target && target.closest("#document")) goTo(target);
    else goBack();
  });
  byId("with-pages").addEventListener("change", (event) => document.body.classList.toggle("with-pages", event.target.checked));

  // A report that has nothing but hints shows them.
  if (!cases.some((item) => ["error", "warning"].includes(item.dataset.severity))) {
    all("[data-toggle=info]").forEach((button) => button.setAttribute("aria-pressed", "true"));
  }
  filter();
  const asked = byId(location.hash.slice(1));
  const wanted = location.hash.startsWith("#f-") ? caseOf.get(location.hash.slice(3)) : (casesAt.get(asked) || [])[0];
  if (wanted || visible()[0]) select(wanted || visible()[0], { scroll: Boolean(wanted) });

  // A finding by its id, also one that the filter hides.
  const openCase = (id) => {
    const item = caseOf.get(id);
    if (!item) return;
    showTab("findings");
    item.hidden = item.closest(".group").hidden = false;
    select(item, { move: !isNarrow() });
    item.focus({ preventScroll: true });
  };
  // A finding that is added while the page is shown, with its element in the document, if it has one; and one that is taken away.
  const addCase = (item, element) => {
    cases.push(item);
    caseOf.set(item.dataset.id, item);
    words.set(item, item.textContent.toLowerCase());
    linked.set(item, element ? [element] : []);
    if (element && element.matches(".mark")) {
      marks.push(element);
      casesAt.set(element, [item]);
    }
    filter();
  };
  const removeCase = (item) => {
    if (selected === item) select(null);
    cases.splice(cases.indexOf(item), 1);
    caseOf.delete(item.dataset.id);
    for (const element of linked.get(item)) {
      if (!element.matches(".mark")) continue;
      marks.splice(marks.indexOf(element), 1);
      element.remove();
    }
    item.remove();
    filter();
  };
  return { all, byId, cut, goTo, visit, openCase, isNarrow, pages, addCase, removeCase };
})();
