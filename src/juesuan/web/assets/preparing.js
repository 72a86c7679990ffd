"use strict";
// A workbook that is filled in: what is typed is saved, what is wrong is shown at its cell, what will be published is shown beside it.
(() => {
  const { Table, make, grow } = PreparingCells;
  const page = document.getElementById("prepare");
  const number = page.dataset.number;
  const address = `/api/prepare/${number}`;
  const saved = document.getElementById("saved");
  const WAIT = 600;
  const RETRY = 4000;
  let shape = null;
  let state = null;
  let grid = {};
  let cellIssues = [];
  let outcome = { issues: [], questions: [], notes: [], refusal: "" };
  let current = null;
  let table = null;

  const ask = async (where, options) => {
    const answer = await fetch(where, options);
    if (!answer.ok) {
      const detail = (await answer.json().catch(() => ({}))).detail;
      const error = new Error(typeof detail === "string" ? detail : `没有成功（${answer.status}）`);
      error.status = answer.status;
      error.isFinal = answer.status >= 400 && answer.status < 500;
      throw error;
    }
    return answer.json();
  };
  const clock = () => new Date().toLocaleTimeString("zh-CN", { hour12: false });
  const tell = (text, kind = "") => { saved.textContent = text; saved.className = kind; };

  // --- saving: one request at a time, in the order in which it was typed; nothing leaves the list before it is said to be saved ---
  let waiting = [];
  let alone = 0; // so many at the front are sent one by one, after one of them could not be saved
  let isBlocked = false; // somebody else changed the workbook: nothing is sent until the page is opened anew
  const refused = new Map(); // what could not be saved, by cell: it stays on the screen and is told of
  let sending = null;
  let timer = 0;
  const keyOf = (change) => (change.kind === "text" ? `${change.sheet}\n${change.row}\n${change.field}` : "");
  const isPending = (sheet, row, field) => waiting.some((each) => keyOf(each) === `${sheet}\n${row}\n${field}`);

  const enqueue = (changes) => {
    for (const change of changes) {
      refused.delete(keyOf(change));
      const last = waiting.length - 1;
      // What is typed into the same cell again takes the place of what has not been sent, as long as no row has moved since.
      let at = last;
      while (at >= (sending ? sending.count : 0) && waiting[at].kind === "text" && keyOf(waiting[at]) !== keyOf(change)) at -= 1;
      if (change.kind === "text" && at >= (sending ? sending.count : 0) && keyOf(waiting[at]) === keyOf(change)) waiting[at] = change;
      else waiting.push(change);
    }
    tell("还没有保存");
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  };

  const save = async () => {
    clearTimeout(timer);
    if (sending) return sending.done;
    if (!waiting.length || isBlocked) return undefined;
    const batch = waiting.slice(0, alone ? 1 : 20000);
    sending = { count: batch.length };
    tell("正在保存……");
    sending.done = (async () => {
      try {
        const answer = await ask(`${address}/cells`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ version: state.version, changes: batch }) });
        state.version = answer.version;
        Object.assign(grid, answer.grid);
        cellIssues = answer.issues;
        waiting = waiting.slice(batch.length);
        alone = Math.max(0, alone - 1);
        sending = null;
        if (batch.some((each) => each.kind !== "text" && each.sheet === current.id)) table.show(current, grid[current.id], false);
        else if (answer.grid[current.id]) table.settle(grid[current.id], isPending);
        draw();
        if (waiting.length) { await save(); return; }
        tell(refused.size ? `有 ${refused.size} 格没有保存，见“问题”` : `已保存 ${clock()}　第 ${state.version} 版`, refused.size ? "failed" : "fine");
        look();
      } catch (error) {
        sending = null;
        if (error.status === 409) {
          isBlocked = true;
          tell(error.message, "failed");
          return;
        }
        if (error.isFinal) {
          // One that cannot be saved must not hold up the others.
          if (batch.length > 1) { alone = batch.length; await save(); return; }
          waiting = waiting.slice(1);
          alone = Math.max(0, alone - 1);
          refused.set(keyOf(batch[0]), { sheet: batch[0].sheet, row: batch[0].row, field: batch[0].field || "", where: "没有保存", message: error.message, is_remark: false });
          tell(`没有保存：${error.message}`, "failed");
          draw();
          if (waiting.length) await save();
          return;
        }
        tell(`没有保存，正在重试：${error.message}`, "failed");
        timer = setTimeout(save, RETRY);
      }
    })();
    return sending && sending.done;
  };

  window.addEventListener("beforeunload", (event) => { if (waiting.length) { save(); event.preventDefault(); } });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });

  // --- what will be published ---
  let looking = 0;
  const look = async () => {
    looking += 1;
    const mine = looking;
    try {
      const found = await ask(`${address}/outcome`);
      if (mine !== looking) return;
      outcome = found;
    } catch (error) {
      if (mine !== looking) return;
      outcome = { issues: [], questions: [], notes: [], refusal: error.message, has_page: false };
    }
    draw();
    const frame = document.querySelector("#preview iframe");
    const told = document.querySelector("#preview .told");
    frame.hidden = !outcome.has_page;
    if (!outcome.has_page) told.textContent = outcome.refusal || "还不能预览：先改好“问题”里的。";
    else told.textContent = outcome.is_sound ? `版式 ${outcome.layout}。现在的样子，每页注明草稿。` : "账上还有对不上的，先按现在的数排出来看。";
    if (outcome.has_page) {
      const top = frame.contentWindow ? frame.contentWindow.scrollY : 0;
      frame.addEventListener("load", () => { frame.contentWindow.scrollTo(0, top); }, { once: true });
      frame.src = `/prepare/${number}/preview?version=${state.version}-${mine}`;
    }
  };

  // --- drawing ---
  const issues = () => [...refused.values(), ...cellIssues, ...outcome.issues.filter((each) => !cellIssues.some((other) => other.message === each.message && other.where === each.where))];

  const open = async (id, row = 0, field = "", focus = true) => {
    if (!current || current.id !== id) {
      current = shape.sheets.find((sheet) => sheet.id === id);
      table.show(current, grid[id] || []);
      history.replaceState(null, "", `#${id}`);
      draw();
    }
    if (focus) table.jump(row, field);
  };

  const jumper = (issue, text) => {
    const sheet = shape.sheets.find((each) => each.id === issue.sheet);
    if (!sheet) return make("span", { class: "whole" }, text);
    const button = make("button", { type: "button", class: "jump" }, text);
    button.addEventListener("click", () => open(issue.sheet, issue.row, issue.field));
    return button;
  };

  const drawSheets = (all) => {
    const nav = document.getElementById("sheets");
    nav.replaceChildren(...shape.sheets.map((sheet) => {
      const wrong = all.filter((issue) => issue.sheet === sheet.id && !issue.is_remark).length;
      const filled = (grid[sheet.id] || []).filter((row, index) => Object.keys(row).length > (index < sheet.given ? 1 : 0)).length;
      const marks = [];
      if (wrong) marks.push(make("span", { class: "wrong", title: `${wrong} 处问题` }, String(wrong)));
      else if (filled) marks.push(make("span", { class: "filled", title: "已填" }, sheet.kind === "record" ? "✓" : String(filled)));
      else if (sheet.required) marks.push(make("span", { class: "must" }, "必填"));
      const button = make("button", { type: "button", "data-sheet": sheet.id, "aria-current": current && current.id === sheet.id ? "true" : false }, sheet.name, ...marks);
      button.addEventListener("click", () => open(sheet.id, 0, "", false));
      return button;
    }));
  };

  // What is right as it stands is answered for, with the reason and a name: it is no more in the way.
  const answer = (issue) => {
    const opener = make("button", { type: "button", class: "answer" }, "确实如此");
    opener.addEventListener("click", () => {
      const reason = make("input", { required: true, maxlength: "2000", "aria-label": "原因", placeholder: "原因" });
      const name = make("input", { required: true, maxlength: "40", "aria-label": "由谁负责", placeholder: "由谁负责" });
      const form = make("form", { class: "answering" }, reason, name, make("button", { type: "submit" }, "照原样公开"));
      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        const told = { fingerprint: issue.fingerprint, message: [issue.where, issue.message].filter(Boolean).join("："), reason: reason.value, name: name.value };
        try {
          await ask(`${address}/accepted`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(told) });
          look();
        } catch (error) {
          tell(error.message, "failed");
        }
      });
      opener.replaceWith(form);
      reason.focus();
    });
    return opener;
  };
  const line = (issue) => make("li", { class: issue.is_remark ? "remark" : "" }, jumper(issue, issue.where || (issue.sheet ? shape.sheets.find((each) => each.id === issue.sheet).name : "整本")), make("span", {}, issue.message), ...(issue.fingerprint ? [answer(issue)] : []));

  const draw = () => {
    const all = issues();
    const wrong = all.filter((issue) => !issue.is_remark);
    drawSheets(all);
    table.mark(all);
    const host = document.getElementById("issues");
    const notes = [...all.filter((issue) => issue.is_remark).map(line), ...outcome.notes.map((note) => make("li", { class: "remark" }, make("span", {}, note)))];
    const refusal = outcome.refusal && !wrong.length ? [make("p", { class: "refusal" }, outcome.refusal)] : [];
    const first = wrong.filter((issue) => !outcome.issues.includes(issue));
    const after = first.length ? wrong.filter((issue) => outcome.issues.includes(issue)) : [];
    if (!host.querySelector(".answering input:focus")) host.replaceChildren(
      ...(wrong.length ? [make("ol", {}, ...(first.length ? first : wrong).map(line))] : refusal.length ? refusal : [make("p", { class: "fine" }, outcome.questions.length ? `没有发现问题，还有 ${outcome.questions.length} 处“待说明”要写。` : "没有发现问题。")]),
      ...(after.length ? [make("h2", {}, "改好上面的再看"), make("ul", { class: "after" }, ...after.map(line))] : []),
      ...(notes.length ? [make("h2", {}, "提示"), make("ul", {}, ...notes)] : []),
    );
    drawQuestions();
    document.getElementById("tab-issues").textContent = wrong.length ? `问题 ${wrong.length}` : "问题";
    document.getElementById("tab-questions").textContent = outcome.questions.length ? `待说明 ${outcome.questions.length}` : "待说明";
  };

  const drawQuestions = () => {
    const host = document.getElementById("questions");
    if (host.contains(document.activeElement) && ["TEXTAREA", "INPUT"].includes(document.activeElement.tagName)) return; // somebody types an answer
    host.replaceChildren(
      make("p", { class: "hint" }, outcome.questions.length ? "规定要写、账上看不出来的，写在这里，就写进工作簿的相应一行。问原因的，只写原因本身，不写数字和句号；问上年数的，填金额（元）。" : "没有要补充说明的。"),
      ...outcome.questions.map((question, index) => {
        const id = `question-${index}`;
        if (!question.sheet) return make("div", { class: "question" }, make("p", {}, question.message));
        const isAmount = question.sheet === "previous" && (shape.sheets.find((each) => each.id === "previous").fields.find((each) => each.key === question.field) || {}).type === "amount";
        const answer = isAmount ? make("input", { id, type: "text", inputmode: "decimal", placeholder: "金额（元），如 1234567.89", class: "amount", autocomplete: "off" }) : make("textarea", { id, rows: 2, placeholder: "原因" });
        const told = make("p", { class: "issue", hidden: true, role: "alert" });
        answer.value = ((grid[question.sheet] || [])[question.row] || {})[question.field] || "";
        answer.addEventListener("input", () => grow(answer));
        answer.addEventListener("change", () => {
          // What is no amount does not get into the place of one.
          told.hidden = !isAmount || !answer.value.trim() || /^[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?$/.test(answer.value.trim());
          told.textContent = told.hidden ? "" : "这里填金额（元），如 1234567.89，没有保存。原因写在“变动原因”里。";
          if (!told.hidden) return;
          const texts = { ...(answer.value.trim() ? question.with_it : {}), [question.field]: answer.value };
          const changes = Object.entries(texts).map(([field, text]) => ({ kind: "text", sheet: question.sheet, row: question.row, field, text }));
          for (const change of changes) {
            const cell = current.id === change.sheet ? table.cell(change.row, change.field) : null;
            if (cell) cell.value = change.text;
          }
          enqueue(changes);
        });
        return make("div", { class: "question" }, make("label", { for: id }, question.message), answer, told);
      }),
    );
  };

  const drawSettings = () => {
    const layout = document.getElementById("layout");
    if (layout.options.length === 1) layout.append(...shape.layouts.map((each) => make("option", { value: each.name }, `${each.label}（${each.name}）`)));
    layout.value = state.layout;
    document.getElementById("rounding").value = state.rounding;
    const roles = Object.fromEntries([...document.querySelectorAll("#attach select option")].map((option) => [option.value, option.textContent]));
    document.getElementById("files").replaceChildren(...state.attachments.map((file) => {
      const drop = make("button", { type: "button", class: "drop-file" }, "移去");
      drop.addEventListener("click", () => settle(() => ask(`${address}/files/${file.number}`, { method: "DELETE" })));
      return make("li", {}, `${roles[file.role]}：${file.name}`, drop);
    }));
  };

  const settle = async (act) => {
    const told = document.getElementById("settled");
    told.textContent = "";
    try {
      await save();
      const version = state.version;
      state = { ...(await act()), version };
      cellIssues = (await ask(address)).issues;
      drawSettings();
      look();
    } catch (error) {
      told.textContent = error.message;
    }
  };

  document.querySelectorAll(".tabs [role=tab]").forEach((tab) => tab.addEventListener("click", () => {
    for (const each of document.querySelectorAll(".tabs [role=tab]")) {
      each.setAttribute("aria-selected", String(each === tab));
      document.getElementById(each.getAttribute("aria-controls")).hidden = each !== tab;
    }
    page.classList.toggle("previewing", tab.id === "tab-preview");
    document.querySelectorAll("#questions textarea").forEach(grow);
  }));
  for (const id of ["layout", "rounding"]) {
    document.getElementById(id).addEventListener("change", () => settle(() => ask(`${address}/settings`, { method: "POST", body: new URLSearchParams({ layout: document.getElementById("layout").value, rounding: document.getElementById("rounding").value }) })));
  }
  document.getElementById("attach").addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    settle(async () => {
      const found = await ask(`${address}/files`, { method: "POST", body: new FormData(form) });
      form.reset();
      return found;
    });
  });

  const begin = async () => {
    const found = await ask(address);
    state = found.state;
    grid = found.grid;
    cellIssues = found.issues;
    shape = await ask(`/api/prepare/shape?year=${encodeURIComponent(state.year)}`);
    const lists = { function: "list-function", economic: "list-economic", topic: "list-topic", agency: "list-agency", project: "list-project" };
    const topics = shape.sheets.flatMap((sheet) => sheet.fields).find((field) => field.type === "topic");
    const projects = shape.sheets.flatMap((sheet) => sheet.fields).find((field) => field.type === "project");
    const fill = (id, words) => {
      const list = document.getElementById(id) || document.body.appendChild(make("datalist", { id }));
      list.replaceChildren(...words.map((value) => make("option", { value })));
    };
    fill(lists.function, shape.functions);
    fill(lists.economic, shape.economics);
    fill(lists.topic, [...(topics ? topics.choices : []), ...shape.functions]);
    const renew = () => {
      fill(lists.agency, (grid.agencies || []).map((row) => row.name).filter(Boolean));
      fill(lists.project, [...(projects ? projects.choices : []), ...(grid.projects || []).map((row) => row.name).filter(Boolean)]);
    };
    renew();
    document.getElementById("sheet").addEventListener("focusin", renew);
    table = new Table(document.getElementById("sheet"), lists, (changes, outside = 0) => {
      enqueue(changes);
      if (outside) tell(`有 ${outside} 格贴到了表的右边以外，没有收下`, "failed");
    }, async (change) => {
      // Nobody types while rows move: what is typed belongs to the row that is seen.
      const host = document.getElementById("sheet");
      host.inert = true;
      enqueue([change]);
      try { await save(); } finally { host.inert = false; }
    }, page.dataset.reading === "yes");
    const back = document.getElementById("undo");
    const undo = async () => {
      const changes = table.undo();
      if (!changes) return;
      const host = document.getElementById("sheet");
      host.inert = true;
      enqueue(changes);
      try { await save(); } finally { host.inert = false; }
      const { sheet, row, field } = changes[changes.length - 1];
      await open(sheet, row, field || "", false);
      table.show(current, grid[current.id] || [], false);
      draw();
    };
    document.getElementById("sheet").addEventListener("undoable", () => { back.disabled = !(table.history || []).length; });
    back.addEventListener("click", undo);
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== "z") return;
      const inSheet = event.target.closest && event.target.closest("#sheet");
      if (!inSheet && event.target.matches("input, textarea")) return;
      if (inSheet && table.isTyped) return; // the browser's own
      event.preventDefault();
      undo();
    });
    const wanted = decodeURIComponent(location.hash.slice(1));
    await open(shape.sheets.some((sheet) => sheet.id === wanted) ? wanted : shape.sheets[0].id, 0, "", false);
    drawSettings();
    tell(`第 ${state.version} 版`);
    look();
  };
  begin().catch((error) => tell(`没有打开：${error.message}。请刷新页面。`, "failed"));
})();
