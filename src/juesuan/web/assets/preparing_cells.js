"use strict";
// The tables of the workbook: cells to type in, blocks to paste, rows to add and take away. What is changed is handed to ``changed``.
const PreparingCells = (() => {
  const LONG = 40;
  const SPARE = 5;
  const AT_ONCE = 150; // rows that are drawn before the page is shown; the others follow
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== false) element.setAttribute(key, value === true ? "" : value);
    element.append(...children);
    return element;
  };
  const letters = (column) => String.fromCharCode(65 + column);
  // The coordinates of the workbook, by which messages name a cell: two rows stand above the first one.
  const nameOf = (sheet, row, index) => (sheet.kind === "record" ? `B${index + 3}` : `${letters(index)}${row + 3}`);

  // A block as spreadsheets copy it: tabs and lines, a cell with a line break in quotes.
  const block = (text) => {
    const rows = [[""]];
    let quoted = false;
    const body = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let at = 0; at < body.length; at += 1) {
      const line = rows[rows.length - 1];
      const sign = body[at];
      if (quoted) {
        if (sign === '"' && body[at + 1] === '"') { line[line.length - 1] += '"'; at += 1; }
        else if (sign === '"') quoted = false;
        else line[line.length - 1] += sign;
      } else if (sign === '"' && line[line.length - 1] === "" && /"(?:\t|\n|$)/.test(body.slice(at + 1))) quoted = true;
      else if (sign === "\t") line.push("");
      else if (sign === "\n") rows.push([""]);
      else line[line.length - 1] += sign;
    }
    return rows;
  };

  // As high as what stands in it; where the browser does not do so by itself, all are measured before any is changed.
  const grows = CSS.supports("field-sizing", "content");
  const growAll = (fields) => {
    if (grows) return;
    const long = [...fields].filter((field) => field.tagName === "TEXTAREA");
    for (const field of long) field.style.height = "auto";
    const heights = long.map((field) => field.scrollHeight);
    long.forEach((field, index) => { field.style.height = `${heights[index] + 2}px`; });
  };
  const grow = (field) => growAll([field]);

  class Table {
    // ``host``: where it is shown; ``lists``: names of lists to choose from, by type of field; ``changed``, ``rows``: what to do.
    // ``isReading``: nothing can be changed.
    constructor(host, lists, changed, rows, isReading = false) {
      this.isReading = isReading;
      this.host = host;
      this.lists = lists;
      this.changed = changed;
      this.rowsChanged = rows;
      host.addEventListener("input", (event) => { if (this.at(event.target)) { grow(event.target); this.typed(event.target); } });
      host.addEventListener("keydown", (event) => this.key(event));
      host.addEventListener("paste", (event) => this.paste(event));
      host.addEventListener("click", (event) => this.click(event));
      // A list of words opens at the second click: the first one only goes there, so that a block can be pasted from there on.
      host.addEventListener("mousedown", (event) => {
        if (event.target.tagName !== "SELECT" || event.target === document.activeElement) return;
        event.preventDefault();
        event.target.focus();
      });
      host.addEventListener("focusin", (event) => { if (this.at(event.target)) { this.before = event.target.value; this.isTyped = false; } });
      host.addEventListener("change", (event) => {
        const at = this.at(event.target);
        if (!at || event.target.value === this.before) return;
        this.undone([{ kind: "text", sheet: this.sheet.id, ...at, text: this.before }]);
        this.before = event.target.value;
        this.isTyped = false;
      });
    }

    // What undoes something is remembered: changes that make it as it was.
    undone(changes) {
      this.history = [...(this.history || []), changes].slice(-200);
      this.host.dispatchEvent(new CustomEvent("undoable"));
    }

    // Takes the last thing back; what is typed just now the browser takes back by itself.
    undo() {
      const last = (this.history || []).pop();
      this.host.dispatchEvent(new CustomEvent("undoable"));
      return last;
    }

    at(element) {
      return element.dataset && element.dataset.field !== undefined ? { row: Number(element.dataset.row), field: element.dataset.field } : null;
    }

    typed(element) {
      this.isTyped = true;
      this.changed([{ kind: "text", sheet: this.sheet.id, ...this.at(element), text: element.value }]);
    }

    cell(row, field) {
      return this.host.querySelector(`[data-row="${row}"][data-field="${CSS.escape(field)}"]`);
    }

    show(sheet, rows, isWhole = true) {
      const extra = isWhole || this.sheet !== sheet ? 0 : this.shown;
      this.sheet = sheet;
      this.rows = rows;
      this.issues = [];
      const purpose = make("p", { class: "purpose" }, sheet.purpose);
      this.host.replaceChildren(make("h2", {}, sheet.name), purpose, sheet.kind === "record" ? this.record(rows[0] || {}) : this.list(rows, extra));
      growAll(this.host.querySelectorAll("textarea"));
      this.freeze();
    }

    // The numbers of rows and the first column stay where they are when the rest moves sideways.
    freeze() {
      const table = this.host.querySelector(".cells:not(.record)");
      if (table) table.style.setProperty("--numbers", `${table.querySelector("thead .number").offsetWidth}px`);
    }

    record(values) {
      const body = make("tbody");
      this.sheet.fields.forEach((field, index) => {
        const id = `cell-${index}`;
        const label = make("label", { for: id }, field.label, ...(field.required ? [make("b", { class: "must", title: "必填" }, "＊")] : []));
        body.append(make("tr", {}, make("th", { scope: "row" }, label), make("td", { "data-cell": nameOf(this.sheet, 0, index) }, this.input(0, field, values[field.key] || "", id)), make("td", { class: "note" }, field.note.replace(/^必填。/, ""))));
      });
      return make("table", { class: "cells record" }, body);
    }

    list(rows, extra) {
      const head = make("tr", {}, make("th", { class: "number" }, "行"), ...this.sheet.fields.map((field) => make("th", { scope: "col", title: field.note }, field.label, ...(field.required ? [make("b", { class: "must", title: "必填" }, "＊")] : []))), make("th", { class: "tools" }, ""));
      this.body = make("tbody");
      this.shown = 0;
      const wanted = Math.max(rows.length + SPARE, extra);
      this.wanted = wanted;
      this.draw(AT_ONCE);
      if (this.shown < wanted) this.later(this.body);
      const more = make("button", { type: "button", class: "more" }, "再加 20 行");
      more.addEventListener("click", () => { for (let count = 0; count < 20; count += 1) this.addRow(); });
      return make("div", {}, make("div", { class: "wide" }, make("table", { class: "cells" }, make("thead", {}, head), this.body)), more);
    }

    draw(upTo) {
      while (this.shown < Math.min(upTo, this.wanted)) this.addRow();
    }

    // The rest of a long sheet, portion by portion, unless another one is shown meanwhile.
    later(body) {
      setTimeout(() => {
        if (body !== this.body || this.sheet.kind === "record") return;
        this.draw(this.shown + AT_ONCE);
        if (this.shown < this.wanted) this.later(body);
        else { growAll(this.body.querySelectorAll("textarea")); this.mark(this.issues); }
      }, 0);
    }

    addRow() {
      const row = this.shown;
      const values = this.rows[row] || {};
      this.shown += 1;
      const given = row < this.sheet.given;
      const cells = this.sheet.fields.map((field, index) => {
        const cell = make("td", { "data-cell": nameOf(this.sheet, row, index), class: `of-${field.type}` });
        if (given && index === 0) cell.append(make("span", { class: "given" }, values[field.key] || ""));
        else cell.append(this.input(row, field, values[field.key] || ""));
        return cell;
      });
      const tools = given || this.isReading ? [] : [
        make("button", { type: "button", "data-tool": "add", "data-at": row, title: "在上面插入一行", "aria-label": `在第 ${row + 3} 行上面插入一行` }, "＋"),
        make("button", { type: "button", "data-tool": "remove", "data-at": row, title: "删去这一行", "aria-label": `删去第 ${row + 3} 行` }, "✕"),
      ];
      this.body.append(make("tr", {}, make("th", { class: "number", scope: "row" }, String(row + 3)), ...cells, make("td", { class: "tools" }, ...tools)));
    }

    input(row, field, value, id = false) {
      const index = this.sheet.fields.indexOf(field);
      const common = { "data-row": row, "data-field": field.key, id, "aria-label": id ? false : `${field.label} ${nameOf(this.sheet, row, index)}`, autocomplete: "off", disabled: this.isReading };
      if (field.type === "choice") {
        const words = field.choices.includes(value) || !value ? field.choices : [value, ...field.choices];
        const select = make("select", common, make("option", { value: "" }, ""), ...words.map((word) => make("option", {}, word)));
        select.value = value;
        return select;
      }
      const isLong = field.type === "text" && field.width >= LONG;
      const element = make(isLong ? "textarea" : "input", { ...common, ...(isLong ? { rows: 1 } : { type: "text", list: this.lists[field.type] || false }), ...(field.type === "amount" || field.type === "count" || field.type === "points" ? { inputmode: "decimal", class: "amount" } : {}) });
      element.value = value;
      if (!isLong) element.style.minWidth = this.sheet.kind === "record" ? "" : `${Math.min(Math.max(field.width, 9), 40) * 0.58}em`;
      return element;
    }

    // What the server keeps of what was typed: nothing is put under the hands of somebody who types.
    settle(rows, isPending) {
      rows = this.sheet.kind === "record" ? [rows[0] || {}] : rows;
      this.rows = rows;
      const changed = [];
      for (const element of this.host.querySelectorAll("[data-field]")) {
        const { row, field } = this.at(element);
        const text = (rows[row] || {})[field] || "";
        if (element.value !== text && element !== document.activeElement && !isPending(this.sheet.id, row, field)) {
          if (element.tagName === "SELECT" && text && ![...element.options].some((option) => option.value === text)) element.append(make("option", {}, text));
          element.value = text;
          changed.push(element);
        }
      }
      growAll(changed);
    }

    move(element, down) {
      const { row, field } = this.at(element);
      if (this.sheet.kind === "record") {
        const fields = [...this.host.querySelectorAll("[data-field]")];
        const next = fields[fields.indexOf(element) + down];
        if (next) next.focus();
        return;
      }
      if (row + down >= this.shown) this.addRow();
      const next = this.cell(row + down, field);
      if (next) { next.focus(); if (next.select) next.select(); }
    }

    key(event) {
      const element = event.target;
      if (!this.at(element) || event.isComposing) return;
      const isPlain = !event.shiftKey && !event.altKey && !event.metaKey;
      if (event.key === "Enter" && !event.altKey && !event.ctrlKey && !event.metaKey) {
        if (element.tagName === "TEXTAREA" && event.shiftKey) return;
        event.preventDefault();
        this.move(element, event.shiftKey ? -1 : 1);
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && isPlain) {
        const choosing = element.tagName === "SELECT" || element.hasAttribute("list");
        if ((choosing && !event.ctrlKey) || (element.tagName === "TEXTAREA" && element.value.includes("\n") && !event.ctrlKey)) return;
        event.preventDefault();
        this.move(element, event.key === "ArrowDown" ? 1 : -1);
      }
    }

    paste(event) {
      const element = event.target.closest && event.target.closest("[data-field]");
      const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
      if (!element || !/[\t\n\r]/.test(text.replace(/[\r\n]+$/, ""))) return;
      event.preventDefault();
      const { row, field } = this.at(element);
      const fields = this.sheet.fields.map((each) => each.key);
      const first = fields.indexOf(field);
      const changes = [];
      const pasted = [];
      const before = [];
      let outside = 0;
      block(text).forEach((line, down) => line.forEach((value, right) => {
        const isRecord = this.sheet.kind === "record";
        const key = isRecord ? (right === 0 ? fields[first + down] : undefined) : fields[first + right];
        const at = isRecord ? 0 : row + down;
        if (key === undefined) { outside += value.trim() ? 1 : 0; return; }
        if (at < this.sheet.given && key === fields[0]) return;
        while (!isRecord && at >= this.shown) this.addRow();
        const cell = this.cell(at, key);
        before.push({ kind: "text", sheet: this.sheet.id, row: at, field: key, text: cell.value });
        if (cell.tagName === "SELECT" && value.trim() && ![...cell.options].some((option) => option.value === value.trim())) cell.append(make("option", {}, value.trim()));
        cell.value = value.trim();
        pasted.push(cell);
        changes.push({ kind: "text", sheet: this.sheet.id, row: at, field: key, text: value });
      }));
      growAll(pasted);
      this.before = element.value;
      if (before.length) this.undone(before);
      this.changed(changes, outside);
    }

    click(event) {
      const tool = event.target.dataset && event.target.dataset.tool;
      if (!tool) return;
      const row = Number(event.target.dataset.at);
      const texts = this.sheet.fields.map((field) => ({ kind: "text", sheet: this.sheet.id, row, field: field.key, text: (this.cell(row, field.key) || {}).value || "" })).filter((each) => each.text);
      if (tool === "remove" && texts.length && !window.confirm(`第 ${row + 3} 行填了 ${texts.length} 格，要删去这一行吗？删去以后可以撤销。`)) return;
      this.undone(tool === "remove" ? [{ kind: "add", sheet: this.sheet.id, row, count: 1 }, ...texts] : [{ kind: "remove", sheet: this.sheet.id, row, count: 1 }]);
      this.rowsChanged({ kind: tool, sheet: this.sheet.id, row, count: 1 });
    }

    // What is wrong stands below the cell.
    mark(issues) {
      this.issues = issues;
      this.host.querySelectorAll(".issue").forEach((each) => each.remove());
      this.host.querySelectorAll("[aria-invalid]").forEach((each) => { each.removeAttribute("aria-invalid"); each.removeAttribute("aria-describedby"); });
      issues.filter((issue) => issue.sheet === this.sheet.id && issue.field).forEach((issue, index) => {
        const cell = this.cell(issue.row, issue.field);
        if (!cell) return;
        const id = `issue-${index}`;
        cell.closest("td").append(make("p", { class: `issue${issue.is_remark ? " remark" : ""}`, id }, issue.message));
        if (!issue.is_remark) cell.setAttribute("aria-invalid", "true");
        cell.setAttribute("aria-describedby", id);
      });
    }

    jump(row, field) {
      while (this.sheet.kind === "list" && row >= this.shown) this.addRow();
      const cell = field ? this.cell(row, field) : this.host.querySelector("[data-field]");
      if (cell) { cell.focus(); cell.scrollIntoView({ block: "center", inline: "nearest" }); }
    }
  }

  return { Table, make, grow };
})();
