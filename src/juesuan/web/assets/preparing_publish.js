"use strict";
// Files take a while to be made, and evidence is put beside the workbook without leaving the page.
(() => {
  const making = document.getElementById("making");
  for (const form of document.querySelectorAll(".makers form")) {
    form.addEventListener("submit", () => {
      for (const button of document.querySelectorAll(".makers button")) button.disabled = true;
      making.textContent = "正在生成，每个文件都要写好、重新读、核对，约半分钟……";
    });
  }
  const attach = document.getElementById("attach");
  if (!attach) return;
  const address = `/api/prepare/${attach.dataset.number}/files`;
  const told = document.getElementById("settled");
  const change = async (where, options) => {
    const answer = await fetch(where, options);
    if (answer.ok) { location.reload(); return; }
    const detail = (await answer.json().catch(() => ({}))).detail;
    told.textContent = typeof detail === "string" ? detail : `没有成功（${answer.status}）`;
  };
  attach.addEventListener("submit", (event) => {
    event.preventDefault();
    change(address, { method: "POST", body: new FormData(attach) });
  });
  for (const button of document.querySelectorAll(".drop-file")) {
    button.addEventListener("click", () => change(`${address}/${button.dataset.file}`, { method: "DELETE" }));
  }
})();
