"use strict";
// Every printed number can be pointed at: what it states, where else that is printed, which checks looked at it and how they ended.
(() => {
  const { all, byId, cut, goTo, visit, openCase } = report;
  const data = JSON.parse(byId("numbers").textContent);
  const card = byId("number");
  const host = byId("document");
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children.flat());
    return element;
  };
  const word = (index) => (index < 0 ? "" : data.words[index]);
  const numbers = data.numbers.map(([text, where, facts, standing, kind, part, touches, causes, page, boxes]) => ({ text, where: where.map(word), facts, standing: word(standing), kind: word(kind), part: word(part), touches: data.touches[touches], causes, page, boxes }));
  const stating = data.facts.map(() => []);
  numbers.forEach((number, index) => number.facts.forEach((fact) => stating[fact].push(index)));

  // On pictures of pages the numbers are elements only where a page comes into sight: there may be thousands of them.
  const elements = new Map();
  const onPage = new Map();
  numbers.forEach((number, index) => {
    if (number.page === undefined) return;
    if (!onPage.has(number.page)) onPage.set(number.page, []);
    onPage.get(number.page).push(index);
  });
  const label = (index) => `${numbers[index].text}，${numbers[index].where.join(" ")}`;
  const prepare = (element, index) => {
    if (!element.matches(".mark")) {
      element.id = element.id || `n${index}`;
      element.classList.add("num");
      element.setAttribute("role", "button");
      element.tabIndex = -1;
    }
    element.setAttribute("aria-label", label(index));
    if (!elements.has(index)) elements.set(index, element);
  };
  const build = (page) => {
    const indexes = onPage.get(page);
    const sheet = indexes && byId(`p${page}`) && byId(`p${page}`).querySelector(".sheet");
    if (!sheet) return;
    onPage.delete(page);
    const there = new Set(all(".mark[data-n]", sheet).map((mark) => Number(mark.dataset.n)));
    for (const index of indexes) {
      if (there.has(index)) continue;
      const boxes = numbers[index].boxes.map(([left, top, width, height]) => {
        const box = make("span", { class: "box" });
        Object.assign(box.style, { left: `${left / 100}%`, top: `${top / 100}%`, width: `${width / 100}%`, height: `${height / 100}%` });
        return box;
      });
      const element = make("a", { "data-n": index }, boxes);
      prepare(element, index);
      sheet.append(element);
    }
    const first = sheet.querySelector(".num");
    if (first) first.tabIndex = 0;
  };
  for (const element of all("[data-n]", host)) prepare(element, Number(element.dataset.n));
  for (const sheet of all("section.sheet", host)) {
    const first = sheet.querySelector(".num");
    if (first) first.tabIndex = 0;
  }
  const seen = new IntersectionObserver((entries) => entries.forEach((entry) => {
    if (entry.isIntersecting) { seen.unobserve(entry.target); build(Number(entry.target.id.slice(1))); }
  }), { rootMargin: "400px" });
  report.pages.forEach((page) => seen.observe(page));
  const elementOf = (index) => {
    if (numbers[index].page !== undefined) build(numbers[index].page);
    return elements.get(index) || null;
  };
  report.elementOf = elementOf;

  // What is known of a number, below the document.
  const MOST_CUTS = 4;
  let chosen = -1;
  let marked = [];
  const highlight = (index, same) => {
    marked.forEach((element) => element.classList.remove("chosen", "same"));
    marked = [];
    for (const each of [index, ...same]) {
      const element = each < 0 ? null : elementOf(each);
      if (!element) continue;
      element.classList.add(each === index ? "chosen" : "same");
      marked.push(element);
    }
  };
  const place = (number) => number.where.join(" · ");
  const otherPlaces = (same) => same.map((index) => {
    const number = numbers[index];
    const jump = elementOf(index) ? make("button", { type: "button", class: "jump", "data-to": index }, number.text) : make("b", {}, number.text);
    return make("li", {}, jump, " ", make("span", { class: "quiet" }, place(number)));
  });
  const cuts = (indexes) => {
    const shown = indexes.filter(elementOf).slice(0, MOST_CUTS);
    if (shown.length < 2) return [];
    return [make("div", { class: "places" }, shown.map((index) => {
      const element = elementOf(index);
      const name = make("button", { type: "button", class: "jump", "data-to": index }, index === chosen ? `这里：${place(numbers[index])}` : place(numbers[index]));
      return make("figure", {}, make("figcaption", {}, name), cut(element, [element]));
    }))];
  };
  const checks = (number) => number.touches.map(([rule, state, count, reason]) => {
    const told = number.causes.filter(([failed]) => failed === rule).map(([, finding]) => finding);
    const links = data.states[state] === "不符" ? [...new Set(told)].filter((id) => byId(`f-${id}`)).map((id) => make("button", { type: "button", class: "jump", "data-finding": id }, "看这个问题")) : [];
    const title = data.rules[rule] ? data.rules[rule][0] : "";
    return make("tr", { class: STATES_OF[state] },
      make("td", {}, make("button", { type: "button", class: "rule", "data-rule": rule }, rule)),
      make("td", {}, title, reason >= 0 ? make("span", { class: "quiet" }, `（${word(reason)}）`) : ""),
      make("td", { class: "state" }, `${data.states[state]}${count > 1 ? ` ${count} 处` : ""}`),
      make("td", {}, links));
  });
  // A sum as a tree: each addend with its place, and what it is itself made of as soon as that is asked for.
  const STATES_OF = ["pass", "within", "fail", "none", "open"];
  const sumOf = (index, without = "") => (data.sums[index] || []).find(([rule, , addends]) => rule !== without && addends.length > 1);
  const branch = (index, above) => {
    const number = numbers[index];
    const own = above.includes(index) ? null : sumOf(index);
    const jump = elementOf(index) ? make("button", { type: "button", class: "jump", "data-to": index }, number.text) : make("b", {}, number.text);
    const line = [jump, " ", make("span", { class: "quiet" }, place(number))];
    if (!own) return make("li", {}, line);
    const fold = make("details", {}, make("summary", {}, line));
    fold.addEventListener("toggle", () => { if (fold.open && fold.childElementCount === 1) fold.append(...addends(own, [...above, index])); });
    return make("li", {}, fold);
  };
  const addends = ([rule, state, made, blanks], above) => [
    make("p", { class: `made ${STATES_OF[state]}` }, "＝ 以下各数之和（", make("button", { type: "button", class: "rule", "data-rule": rule }, rule), " ", make("span", { class: "state" }, data.states[state]), "）"),
    make("ul", { class: "addends" }, made.map((each) => branch(each, above)), blanks ? make("li", { class: "quiet" }, `其余 ${blanks} 项为空白`) : []),
  ];
  const tree = (index) => (data.sums[index] || []).filter(([, , made]) => made.length > 1).map((made) => make("div", { class: "tree" }, addends(made, [index])));
  const jumps = (root) => root.addEventListener("click", (event) => {
    const jump = event.target.closest("[data-to]");
    if (!jump) return;
    event.preventDefault();
    event.stopPropagation();
    visit(elementOf(Number(jump.dataset.to)));
  });

  // In a finding each operand that is a sum itself can be taken apart.
  document.addEventListener("opened", (event) => {
    const item = event.target;
    if (item.dataset.trees) return;
    item.dataset.trees = "done";
    const head = item.querySelector("header [data-rule]");
    const rule = head ? head.dataset.rule : "";
    for (const row of all(".operands tr", item)) {
      const link = row.querySelector(".value .go");
      const element = link && byId(link.hash.slice(1));
      const index = element && element.dataset.n;
      const own = index && sumOf(index, rule);
      if (!own) continue;
      const fold = make("details", { class: "tree" }, make("summary", {}, `拆成 ${own[2].length + own[3]} 项`));
      fold.addEventListener("toggle", () => { if (fold.open && fold.childElementCount === 1) fold.append(...addends(own, [Number(index)])); });
      jumps(fold);
      row.querySelector(".label").append(fold);
    }
  });

  const show = (index) => {
    const number = numbers[index];
    chosen = index;
    const same = [...new Set(number.facts.flatMap((fact) => stating[fact]))].filter((each) => each !== index);
    const what = number.facts.map((fact) => word(data.facts[fact])).join("；") || (number.part ? `“${number.part}”中的${number.kind || "数"}` : number.kind);
    const close = make("button", { type: "button", class: "close", "aria-label": "关闭" }, "×");
    close.addEventListener("click", hide);
    const rows = checks(number);
    card.replaceChildren(
      close,
      make("h2", {}, make("span", { class: "figure" }, number.text), " ", what || "不知道是什么数"),
      make("p", { class: "quiet" }, place(number), "　", make("b", {}, number.standing)),
      make("div", { class: "known" },
        make("section", {}, make("h3", {}, !number.facts.length ? "没有对应到数据项，不知道别处有没有印它" : same.length ? `同一项数据还印在 ${same.length} 处` : "同一项数据没有印在别处"), make("ul", {}, otherPlaces(same)), cuts([index, ...same]), tree(index)),
        make("section", {}, make("h3", {}, rows.length ? `看过它的检查 ${rows.length} 项` : "没有一项检查看过它"), rows.length ? make("table", {}, make("tbody", {}, rows)) : "")));
    card.hidden = false;
    card.scrollTop = 0;
    highlight(index, same);
    document.dispatchEvent(new CustomEvent("number", { detail: { index, text: number.text, place: place(number) } }));
  };
  const hide = () => {
    card.hidden = true;
    const element = chosen < 0 ? null : elementOf(chosen);
    highlight(-1, []);
    chosen = -1;
    if (element) element.focus({ preventScroll: true });
  };

  jumps(card);
  card.addEventListener("click", (event) => {
    const finding = event.target.closest("[data-finding]");
    if (finding) openCase(finding.dataset.finding);
  });
  host.addEventListener("click", (event) => {
    const element = event.target.closest("[data-n]");
    if (element) show(Number(element.dataset.n));
  });

  // By keyboard a page is one stop; arrows lead from number to number as they are printed.
  const middle = (element) => {
    const box = (element.querySelector(".box") || element).getBoundingClientRect();
    return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  };
  const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  const next = (element, [right, down]) => {
    const from = middle(element);
    const far = (each) => {
      const at = middle(each);
      const [along, across] = right ? [(at.x - from.x) * right, Math.abs(at.y - from.y)] : [(at.y - from.y) * down, Math.abs(at.x - from.x)];
      return along > 2 ? along + 8 * across : Infinity;
    };
    const others = all("[data-n]", element.closest(".sheet")).filter((each) => each !== element);
    return others.reduce((best, each) => (far(each) < (best ? far(best) : Infinity) ? each : best), null);
  };
  host.addEventListener("keydown", (event) => {
    const element = event.target.closest("[data-n]");
    if (!element || event.ctrlKey || event.metaKey || event.altKey) return;
    if (STEPS[event.key]) {
      const other = next(element, STEPS[event.key]);
      event.preventDefault();
      event.stopPropagation();
      if (!other) return;
      if (element.matches(".num")) element.tabIndex = -1;
      other.tabIndex = 0;
      other.focus({ preventScroll: true });
      goTo(other);
    } else if (event.key === "Enter" && element.matches(".num")) {
      event.preventDefault();
      event.stopPropagation();
      show(Number(element.dataset.n));
      card.focus();
    }
  });
  card.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.stopPropagation(); hide(); }
    else if (event.key !== "Tab") event.stopPropagation();
  });

  const open = document.querySelector(".case.open");
  if (open) open.dispatchEvent(new Event("opened", { bubbles: true }));

  // An address may name a number.
  const asked = location.hash.match(/^#n(\d+)$/);
  if (asked && numbers[asked[1]]) {
    const element = elementOf(Number(asked[1]));
    if (element) { goTo(element); show(Number(asked[1])); }
  }

  // The page of a rule, in place.
  const page = byId("rule-page");
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-rule]");
    const rule = button && data.rules[button.dataset.rule];
    if (!rule) return;
    const close = make("button", { type: "button", class: "close", "aria-label": "关闭" }, "×");
    close.addEventListener("click", () => page.close());
    const rows = rule[1].flatMap(([name, text]) => [make("dt", {}, name), make("dd", {}, text)]);
    page.replaceChildren(close, make("h2", {}, `${button.dataset.rule} ${rule[0]}`), make("dl", {}, rows));
    page.showModal();
  });
  page.addEventListener("click", (event) => { if (event.target === page) page.close(); });
})();
