"use strict";
// Files are handed in by dropping them anywhere on the form; the pages work without this, by choosing and submitting.
(() => {
  // On a narrow screen the pages are listed when somebody asks for them.
  const menu = document.getElementById("menu");
  if (menu) menu.addEventListener("click", () => menu.setAttribute("aria-expanded", String(menu.getAttribute("aria-expanded") !== "true")));

  // All lines of the page are chosen at once; what nobody chose is not sent.
  document.addEventListener("change", (event) => {
    if (event.target.id === "pick-all") for (const each of document.querySelectorAll("[name=document][form=sending]")) each.checked = event.target.checked;
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "sending") return;
    const few = document.querySelector("[name=document][form=sending]:checked") ? (event.target.querySelector("[name=what]:checked") ? "" : "请选要哪几样。") : "请先在表里选单位。";
    if (few) { event.preventDefault(); event.target.querySelector(".count").textContent = few; }
  });

  const form = document.getElementById("drop");
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  const sent = document.getElementById("sent");

  // Lines are fetched by what the filter says now: an answer to what was typed may still be on its way.
  const refresh = async () => {
    const filter = document.getElementById("filter");
    const lines = filter ? `/?${new URLSearchParams(new FormData(filter))}` : "/";
    for (const [id, address] of [["lines", lines], ["received", "/files"]]) {
      if (!document.getElementById(id)) continue;
      const answer = await fetch(address, { headers: { "HX-Target": `section#${id}` } });
      if (!answer.ok) continue;
      document.getElementById(id).outerHTML = await answer.text();
      htmx.process(document.getElementById(id));
    }
  };

  const send = async (files) => {
    let done = 0;
    for (const file of files) {
      sent.textContent = `正在交付 ${done + 1} / ${files.length}：${file.name}`;
      const body = new FormData();
      body.append("upload", file, file.name);
      try {
        const answer = await fetch("/files", { method: "POST", body });
        if (!answer.ok) throw new Error(await answer.text());
      } catch (error) {
        sent.textContent = `“${file.name}”没有交付成功，其余没有继续。${error.message}`;
        return;
      }
      done += 1;
    }
    sent.textContent = `已交付 ${done} 个文件`;
    input.value = "";
    refresh();
  };

  // A folder that is dropped is walked through: what a browser gives of it comes in portions.
  const inside = async (entry) => {
    if (entry.isFile) return [await new Promise((found, failed) => entry.file(found, failed))];
    const reader = entry.createReader();
    const files = [];
    for (;;) {
      const portion = await new Promise((found, failed) => reader.readEntries(found, failed));
      if (!portion.length) return files;
      for (const each of portion) files.push(...await inside(each));
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.files.length) send([...input.files]);
  });
  input.addEventListener("change", () => form.requestSubmit());
  for (const name of ["dragenter", "dragover"]) form.addEventListener(name, (event) => { event.preventDefault(); form.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    const files = entries.length ? (await Promise.all(entries.map(inside))).flat() : [...event.dataTransfer.files];
    if (files.length) send(files);
  });

  // What was waiting has been judged: what is shown of it is fetched anew. A small file is done before anybody saw it in work.
  const doneNow = () => (document.getElementById("progress") || { dataset: {} }).dataset.done;
  let done = doneNow();
  new MutationObserver(() => {
    const now = doneNow();
    if (now === undefined || now === done) return;
    done = now;
    refresh();
  }).observe(document.getElementById("main"), { childList: true, subtree: true });
})();
