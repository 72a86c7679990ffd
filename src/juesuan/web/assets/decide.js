"use strict";
// What the reviewer says of findings, beside the report that shows them.
(() => {
  const number = Number(location.pathname.split("/")[2]);
  const WORDS = { true: "属实", false: "不属实", ask: "请说明" };
  const KEYS = { 1: "true", 2: "false", 3: "ask" };
  const REVIEW = { open: "待审", returned: "退回", second: "复核", passed: "通过" };
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const cases = new Map([...document.querySelectorAll(".case")].map((item) => [item.dataset.id, item]));
  let state = null;

  const ask = async (address, options) => {
    const answer = await fetch(address, options);
    if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail || `没有成功（${answer.status}）`);
    return answer.json();
  };

  const bar = make("nav", { id: "workbench", class: "bar", "aria-label": "审核" });
  document.body.prepend(bar);

  // Where several people work, a unit has one reviewer at a time; another has to take it over.
  let me = null;
  const holder = () => {
    if (!me || me.is_alone || !state.holder) return [];
    if (state.holder === me.name) return [make("span", { class: "holder" }, "由我审核")];
    const take = make("button", { type: "button", class: "take" }, "由我接手");
    take.addEventListener("click", () => change(() => ask(`/api/documents/${number}/holder`, { method: "POST" })));
    return [make("span", { class: "holder" }, `由${state.holder}审核`), take];
  };

  const draw = () => {
    const open = state.findings.filter((each) => each.severity !== "info" && !each.judgement).length;
    const said = (key) => state.findings.filter((each) => each.judgement === key).length;
    const since = state.since ? `与上一版相比：改好 ${state.since.mended.length}，仍在 ${state.since.left.length}，新增 ${state.since.new.length}` : "";
    const review = make("select", { "aria-label": "审核状态" }, ...Object.entries(REVIEW).map(([key, name]) => make("option", { value: key }, name)));
    review.value = state.review;
    review.addEventListener("change", () => change(() => ask(`/api/documents/${number}/review`, { method: "POST", body: new URLSearchParams({ state: review.value }) })));
    const versions = state.versions.length > 1
      ? [make("span", { class: "versions" }, "版本：", ...state.versions.map((each) => each.document === number ? make("b", {}, `第 ${each.version} 版 `) : make("a", { href: `/documents/${each.document}` }, `第 ${each.version} 版 `)))]
      : [];
    bar.replaceChildren(
      make("a", { href: "/" }, "← 台账"),
      make("span", { class: "tally", role: "status" }, `属实 ${said("true")}　不属实 ${said("false")}　请说明 ${said("ask")}　未作结论 ${open}`),
      ...(since ? [make("span", { class: "since" }, since)] : []),
      ...versions,
      ...holder(),
      review,
      make("a", { href: `/documents/${number}/letter`, class: "out" }, "整改通知"),
      make("a", { href: `/documents/${number}/checklist`, class: "out" }, "核对表"),
      make("a", { href: `/documents/${number}/marked`, class: "out" }, "批注副本"),
    );
    for (const finding of state.findings) {
      const item = cases.get(finding.fingerprint);
      if (!item) continue;
      item.dataset.judgement = finding.judgement;
      const controls = item.querySelector(".decide");
      for (const button of controls.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === finding.judgement));
      const note = controls.querySelector("input");
      if (document.activeElement !== note) note.value = finding.note;
    }
  };

  const change = async (act) => {
    try {
      state = await act();
      draw();
    } catch (error) {
      const told = make("p", { class: "failed", role: "alert" }, error.message);
      bar.append(told);
      setTimeout(() => told.remove(), 6000);
    }
  };

  const decide = (fingerprints, judgement, note) => change(() => ask(`/api/documents/${number}/decisions`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ fingerprints, judgement, note }),
  }));

  const stateOf = (item) => state && state.findings.find((each) => each.fingerprint === item.dataset.id);
  const say = (item, judgement) => {
    const now = stateOf(item);
    if (now) decide([now.fingerprint], now.judgement === judgement ? "" : judgement, item.querySelector(".decide input").value);
  };

  for (const item of cases.values()) {
    const note = make("input", { type: "text", placeholder: "说明（可不填）", "aria-label": "说明" });
    const buttons = Object.entries(WORDS).map(([key, name], index) => make("button", { type: "button", value: key, title: `按 ${index + 1}` }, name));
    const controls = make("div", { class: "decide", role: "group", "aria-label": "结论" }, ...buttons, note);
    controls.addEventListener("click", (event) => {
      event.stopPropagation();
      if (event.target.matches("button")) say(item, event.target.value);
    });
    controls.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" && event.target === note) note.blur();
    });
    note.addEventListener("change", () => {
      const now = stateOf(item);
      if (now && now.judgement) decide([now.fingerprint], now.judgement, note.value);
    });
    item.querySelector("header").after(controls);
  }

  // A whole group at once: what of it is shown and not yet decided.
  for (const group of document.querySelectorAll(".group:not(.waived)")) {
    const buttons = Object.entries(WORDS).map(([key, name]) => make("button", { type: "button", value: key }, `全组${name}`));
    const controls = make("span", { class: "decide" }, ...buttons);
    controls.addEventListener("click", (event) => {
      if (!event.target.matches("button")) return;
      const open = [...group.querySelectorAll(".case")].filter((item) => !item.hidden && stateOf(item) && !stateOf(item).judgement);
      if (open.length) decide(open.map((item) => item.dataset.id), event.target.value, "");
    });
    group.querySelector("h2").append(controls);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    const item = document.querySelector(".case.selected") || (document.activeElement && document.activeElement.closest(".case"));
    if (item && KEYS[event.key]) { event.preventDefault(); say(item, KEYS[event.key]); }
  });

  change(async () => {
    me = await ask("/api/who");
    return ask(`/api/documents/${number}`);
  });
})();
