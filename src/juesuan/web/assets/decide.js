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
  const may = (right) => Boolean(me) && me.rights.includes(right);
  const holder = () => {
    if (!me || me.is_alone || !state.holder) return [];
    if (!may("decide")) return [make("span", { class: "holder" }, `由${state.holder}审核`)];
    if (state.holder === me.name) return [make("span", { class: "holder" }, "由我审核")];
    const take = make("button", { type: "button", class: "take" }, "由我接手");
    take.addEventListener("click", () => change(() => ask(`/api/documents/${number}/holder`, { method: "POST" })));
    return [make("span", { class: "holder" }, `由${state.holder}审核`), take];
  };

  const draw = () => {
    const open = state.findings.filter((each) => each.severity !== "info" && !each.judgement).length;
    const said = (key) => state.findings.filter((each) => each.judgement === key).length;
    const since = state.since ? `与上一版相比（提示不计）：改好 ${state.since.mended.length}，仍在 ${state.since.left.length}，新增 ${state.since.new.length}` : "";
    // Only what the person may do can be chosen; whoever may only look sees the word.
    const states = Object.entries(REVIEW).filter(([key]) => key === state.review || (key === "passed" ? may("pass") : may("decide")));
    const review = may("decide") ? make("select", { "aria-label": "审核状态" }, ...states.map(([key, name]) => make("option", { value: key }, name))) : make("span", { class: "review" }, REVIEW[state.review]);
    if (may("decide")) review.value = state.review;
    review.addEventListener("change", () => change(() => ask(`/api/documents/${number}/review`, { method: "POST", body: new URLSearchParams({ state: review.value }) })));
    const versions = state.versions.length > 1
      ? [make("span", { class: "versions" }, "版本：", ...state.versions.map((each) => each.document === number ? make("b", {}, `第 ${each.version} 版 `) : make("span", {}, make("a", { href: `/documents/${each.document}` }, `第 ${each.version} 版`), "（", make("a", { href: each.version < state.version ? `/compare/${each.document}/${number}` : `/compare/${number}/${each.document}` }, "比较"), "） ")))]
      : [];
    bar.replaceChildren(
      make("a", { href: "/" }, "← 台账"),
      make("span", { class: "tally", role: "status" }, `属实 ${said("true")}　不属实 ${said("false")}　请说明 ${said("ask")}　未作结论 ${open}`),
      ...(since ? [make("span", { class: "since" }, since)] : []),
      ...versions,
      ...holder(),
      review,
      make("a", { href: `/documents/${number}/charts` }, "数据图"),
      make("a", { href: `/documents/${number}/letter`, class: "out" }, "整改通知"),
      make("a", { href: `/documents/${number}/answer` }, "回执"),
      make("a", { href: `/documents/${number}/checklist`, class: "out" }, "核对表"),
      make("a", { href: `/documents/${number}/marked`, class: "out" }, "批注副本"),
    );
    drawOwn();
    for (const finding of state.findings) {
      const item = cases.get(finding.fingerprint);
      if (!item) continue;
      item.dataset.judgement = finding.judgement;
      const controls = item.querySelector(".decide");
      if (controls.matches(".said")) {
        controls.textContent = [WORDS[finding.judgement], finding.note, finding.judgement && finding.person].filter(Boolean).join("　");
        drawAmendment(item, state.amendments.find((each) => each.finding === finding.fingerprint) || {});
        continue;
      }
      for (const button of controls.querySelectorAll("button[value]")) button.setAttribute("aria-pressed", String(button.value === finding.judgement));
      const note = controls.querySelector("input[type=text]");
      if (document.activeElement !== note) note.value = finding.note;
      const everywhere = controls.querySelector("label");
      everywhere.hidden = finding.judgement !== "false";
      everywhere.querySelector("input").checked = finding.is_for_layout;
      drawAmendment(item, state.amendments.find((each) => each.finding === finding.fingerprint) || {});
    }
  };

  // What was changed in a finding stands below what the program says.
  const drawAmendment = (item, { message = "", value = "", is_left: isLeft = false, explanation = "" }) => {
    const said = [explanation ? `单位说明：${explanation}` : "", message ? `改写为：${message}` : "", value ? `应为：${value}` : "", isLeft && !value ? "不采用建议的改法" : ""].filter(Boolean).join("　");
    let line = item.querySelector(".reworded");
    if (!said && line) line.remove();
    else if (said) {
      if (!line) item.querySelector(".decide").before(line = make("p", { class: "reworded" }));
      line.textContent = said;
    }
    const leave = item.querySelector(".leave");
    if (leave) {
      leave.setAttribute("aria-pressed", String(isLeft));
      leave.dataset.left = isLeft ? "yes" : "";
    }
  };

  const change = async (act) => {
    try {
      state = await act();
      if (state.own.length && !report.pages.length && !records) records = await ask(`/api/documents/${number}/numbers`);
      draw();
    } catch (error) {
      if (state) draw(); // what was refused stands as it was
      const told = make("p", { class: "failed", role: "alert" }, error.message);
      bar.append(told);
      setTimeout(() => told.remove(), 6000);
    }
  };

  const post = (what, body) => change(() => ask(`/api/documents/${number}/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }));
  const decide = (fingerprints, judgement, note, forLayout = false) => post("decisions", { fingerprints, judgement, note, for_layout: forLayout });

  const stateOf = (item) => state && state.findings.find((each) => each.fingerprint === item.dataset.id);
  const say = (item, judgement) => {
    const now = stateOf(item);
    // What was said of all of the layout is taken back for all of it; another word for this document leaves the others alone.
    if (now) decide([now.fingerprint], now.judgement === judgement ? "" : judgement, item.querySelector(".decide input").value, now.judgement === judgement && now.is_for_layout);
  };

  // One dialog for a finding of one's own and for other words.
  const form = make("dialog", { id: "own", "aria-label": "问题" });
  document.body.append(form);
  const askFor = ({ title, message = "", value = "", severity = "error", withSeverity = true, withValue = true, keep }) => {
    const level = make("select", { name: "severity" }, make("option", { value: "error" }, "错误"), make("option", { value: "warning" }, "警告"), make("option", { value: "info" }, "提示"));
    level.value = severity;
    const text = make("textarea", { name: "message", rows: "3", maxlength: "2000" });
    text.value = message;
    const due = make("input", { name: "value", type: "text", maxlength: "2000" });
    due.value = value;
    const cancel = make("button", { type: "button" }, "取消");
    cancel.addEventListener("click", () => form.close());
    const inner = make("form", { method: "dialog" },
      make("h2", {}, title),
      ...(withSeverity ? [make("label", {}, "级别 ", level)] : []),
      make("label", {}, withValue ? "问题 " : "说明 ", text),
      ...(withValue ? [make("label", {}, "应为 ", due)] : []),
      make("div", { class: "buttons" }, make("button", { type: "submit" }, "保存"), cancel));
    inner.addEventListener("submit", () => keep({ severity: level.value, message: text.value, value: due.value }));
    form.replaceChildren(inner);
    form.showModal();
    text.focus();
  };

  const attach = (item) => {
    if (!may("decide")) { attachReading(item); return; }
    const isOwn = item.classList.contains("own");
    const note = make("input", { type: "text", placeholder: "说明（可不填）", "aria-label": "说明" });
    const buttons = Object.entries(WORDS).map(([key, name], index) => make("button", { type: "button", value: key, title: `按 ${index + 1}` }, name));
    const everywhere = make("label", { hidden: "" }, make("input", { type: "checkbox" }), " 同一版式的文件都这样");
    const reword = make("button", { type: "button", class: "reword" }, "改写");
    const more = [reword, make("button", { type: "button", class: "explain" }, "单位说明")];
    if (item.dataset.proposed !== undefined) {
      const along = item.dataset.proposed.split(" ").filter((id) => cases.has(id)).map((id) => (cases.get(id).querySelector(".message").textContent.match(/^\d+/) || [""])[0]).filter(Boolean);
      more.push(make("button", { type: "button", class: "leave", "aria-pressed": "false" }, `不采用建议的改法${along.length ? `（与第 ${along.join("、")} 条一起）` : ""}`));
    }
    if (isOwn) more.push(make("button", { type: "button", class: "withdraw" }, "撤回这个问题"));
    const controls = make("div", { class: "decide", role: "group", "aria-label": "结论" }, ...buttons, note, everywhere, make("span", { class: "extra" }, ...more));
    controls.addEventListener("click", (event) => {
      event.stopPropagation();
      const button = event.target.closest("button");
      if (!button) return;
      const id = item.dataset.id;
      if (button.value) say(item, button.value);
      else if (button.matches(".leave")) post("proposals", { fingerprint: id, is_left: button.dataset.left !== "yes" });
      else if (button.matches(".withdraw")) post(`findings/${id}/withdraw`, {});
      else if (button.matches(".explain")) {
        const now = state.amendments.find((each) => each.finding === id) || {};
        askFor({ title: "单位的说明", message: now.explanation || "", withSeverity: false, withValue: false, keep: ({ message }) => post("explanation", { fingerprint: id, text: message }) });
      } else if (button.matches(".reword")) {
        const now = state.amendments.find((each) => each.finding === id) || {};
        askFor({
          title: "改写问题（空着的恢复原样）",
          message: now.message || stateOf(item).message,
          value: now.value || "",
          withSeverity: false,
          keep: ({ message, value }) => post("wording", { fingerprint: id, message: message === stateOf(item).message ? "" : message, value }),
        });
      }
    });
    controls.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" && event.target === note) note.blur();
    });
    note.addEventListener("change", () => {
      const now = stateOf(item);
      if (now && now.judgement) decide([now.fingerprint], now.judgement, note.value, now.is_for_layout);
    });
    everywhere.querySelector("input").addEventListener("change", (event) => {
      const now = stateOf(item);
      // Taken back for the layout, it is still said of this document.
      const forLayout = event.target.checked;
      if (!forLayout) decide([now.fingerprint], "", note.value, true).then(() => decide([now.fingerprint], "false", note.value));
      else decide([now.fingerprint], "false", note.value, true);
    });
    item.querySelector("header").after(controls);
  };
  // Whoever may not decide sees what was decided.
  const attachReading = (item) => item.querySelector("header").after(make("p", { class: "decide said" }));

  // Findings of one's own: of a number, or of a frame drawn on a page.
  const SEVERITY = { error: "错误", warning: "警告", info: "提示" };
  let records = null;
  const elementOf = (own) => {
    const { page, bbox, further } = own.place;
    const sheet = page && document.querySelector(`#p${page} .sheet`);
    if (sheet && bbox) {
      const image = sheet.querySelector("img");
      const wide = Number(image.getAttribute("width"));
      const high = Number(image.getAttribute("height"));
      const boxes = [bbox, ...(further || [])].map(([left, top, right, bottom]) => {
        const box = make("span", { class: "box" });
        Object.assign(box.style, { left: `${(100 * (left - 1.5)) / wide}%`, top: `${(100 * (top - 1.5)) / high}%`, width: `${(100 * (right - left + 3)) / wide}%`, height: `${(100 * (bottom - top + 3)) / high}%` });
        return box;
      });
      const element = make("a", { class: `mark own ${own.severity}`, id: `at-${own.id}`, href: `#f-${own.id}`, "data-findings": own.id, title: "审核人提出" }, ...boxes);
      sheet.append(element);
      return element;
    }
    const same = JSON.stringify(own.place);
    const index = (records || []).findIndex((each) => JSON.stringify(each.place) === same);
    return index < 0 ? null : report.elementOf(index);
  };
  const drawOwn = () => {
    const group = document.querySelector(".group.own") || make("section", { class: "group own" }, make("h2", {}, "审核人提出 ", make("span", { class: "count" })));
    for (const own of state.own) {
      if (cases.has(own.id)) continue;
      const element = elementOf(own);
      const finding = state.findings.find((each) => each.fingerprint === own.id);
      const where = [own.label, own.place.page ? `第 ${own.place.page} 页` : ""].filter(Boolean).join("　");
      const link = element ? make("a", { class: "go", href: `#${element.id}` }, own.text || "画框处") : make("b", {}, own.text || "");
      const item = make("article", { class: `case own ${own.severity}`, id: `f-${own.id}`, tabindex: "0", "data-id": own.id, "data-severity": own.severity, "data-category": "own", "data-rules": "OWN-01", "data-forms": "" },
        make("header", {}, make("p", { class: "message" }, finding.message), make("p", { class: "title" }, `审核人提出 · ${SEVERITY[own.severity]}`), make("p", { class: "where" }, where)),
        make("div", { class: "body" }, make("p", {}, link, own.value ? `　应为 ${own.value}` : "")));
      cases.set(own.id, item);
      attach(item);
      group.append(item);
      document.getElementById("findings").prepend(group);
      report.addCase(item, element);
    }
    for (const item of [...document.querySelectorAll(".group.own .case")]) {
      if (state.own.some((own) => own.id === item.dataset.id)) continue;
      cases.delete(item.dataset.id);
      report.removeCase(item);
    }
    if (!group.querySelector(".case")) group.remove();
  };
  document.addEventListener("number", (event) => {
    if (!may("decide")) return;
    const { index, text, place } = event.detail;
    const add = make("button", { type: "button", class: "add" }, "就这个数加问题");
    add.addEventListener("click", () => askFor({ title: `${text}　${place}`, keep: (said) => post("findings", { ...said, number: index }) }));
    document.querySelector("#number .close").after(add);
  });

  let framing = null;
  const frames = make("button", { type: "button", class: "frames", "aria-pressed": "false" }, "画框加问题");
  frames.addEventListener("click", () => {
    const on = document.body.classList.toggle("framing");
    frames.setAttribute("aria-pressed", String(on));
  });
  const at = (sheet, event) => {
    const image = sheet.querySelector("img");
    const box = image.getBoundingClientRect();
    const inside = (value) => Math.min(1, Math.max(0, value));
    return [inside((event.clientX - box.left) / box.width) * Number(image.getAttribute("width")), inside((event.clientY - box.top) / box.height) * Number(image.getAttribute("height"))];
  };
  const host = document.getElementById("document");
  host.addEventListener("pointerdown", (event) => {
    const sheet = document.body.classList.contains("framing") && event.target.closest("figure.page .sheet");
    if (!sheet) return;
    event.preventDefault();
    framing = { sheet, from: at(sheet, event), shown: make("span", { class: "frame" }) };
    sheet.append(framing.shown);
    host.setPointerCapture(event.pointerId);
  });
  const draft = (event) => {
    const [x, y] = framing.from;
    const [to, down] = at(framing.sheet, event);
    const image = framing.sheet.querySelector("img");
    const percent = (value, side) => `${(100 * value) / Number(image.getAttribute(side))}%`;
    Object.assign(framing.shown.style, { left: percent(Math.min(x, to), "width"), top: percent(Math.min(y, down), "height"), width: percent(Math.abs(to - x), "width"), height: percent(Math.abs(down - y), "height") });
    return [x, y, to, down];
  };
  host.addEventListener("pointermove", (event) => { if (framing) draft(event); });
  host.addEventListener("pointerup", (event) => {
    if (!framing) return;
    const frame = draft(event);
    const { sheet, shown } = framing;
    const page = Number(sheet.closest("figure").id.slice(1));
    framing = null;
    frames.click();
    const done = () => shown.remove();
    if (Math.abs(frame[2] - frame[0]) < 2 || Math.abs(frame[3] - frame[1]) < 2) { done(); return; }
    askFor({ title: `第 ${page} 页画框处`, keep: (said) => post("findings", { ...said, page, frame }) });
    form.addEventListener("close", done, { once: true });
  });
  host.addEventListener("click", (event) => { if (document.body.classList.contains("framing")) { event.stopPropagation(); event.preventDefault(); } }, { capture: true });

  // A whole group at once: what of it is shown and not yet decided.
  const offer = () => {
    if (report.pages.length) document.querySelector(".leafing").append(frames);
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
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    const item = document.querySelector(".case.selected") || (document.activeElement && document.activeElement.closest(".case"));
    if (item && KEYS[event.key] && may("decide")) { event.preventDefault(); say(item, KEYS[event.key]); }
  });

  change(async () => {
    me = await ask("/api/who");
    for (const item of cases.values()) attach(item);
    if (may("decide")) offer();
    return ask(`/api/documents/${number}`);
  });
})();
