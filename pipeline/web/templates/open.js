// The page of `akaji open`: files in, how far the work is, and the way to the result.
"use strict";
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const words = {
    ja: {
      older: "古い", newer: "新しい", waiting: "待っています", reading: "読み取っています", comparing: "比べています", drawing: "画像を切り出しています",
      done: "できました", failed: "できませんでした", gone: "akaji は終了しています。", sending: "受け取っています",
    },
    en: {
      older: "older", newer: "newer", waiting: "Waiting", reading: "Reading", comparing: "Comparing", drawing: "Cutting pictures",
      done: "Done", failed: "It did not work", gone: "akaji has ended.", sending: "Receiving",
    },
  };
  const language = () => (root.dataset.labels === "en" ? "en" : "ja");
  const say = (key) => words[language()][key];
  const address = (path) => `${location.pathname}${path}?lang=${language()}`;
  let files = [];

  const show = () => {
    const list = byId("files");
    list.replaceChildren();
    files.forEach((file, place) => {
      const line = document.createElement("li");
      if (files.length === 2 && !file.error) {
        const what = document.createElement("span");
        what.className = "what";
        what.textContent = say(place === 0 ? "older" : "newer");
        line.append(what);
      }
      line.append(file.name);
      if (file.error) {
        const bad = document.createElement("span");
        bad.className = "bad";
        bad.textContent = ` ${file.error}`;
        line.append(bad);
      }
      list.append(line);
    });
    const good = files.filter((file) => file.id);
    byId("actions").hidden = files.length === 0;
    byId("swap").hidden = good.length !== 2;
    byId("compare").hidden = good.length < 2;
  };

  const send = async (file) => {
    const entry = { name: file.name, id: null, error: null };
    files.push(entry);
    show();
    try {
      const answer = await fetch(address("files"), {
        method: "POST", body: file, headers: { "X-Name": encodeURIComponent(file.name) },
      });
      const told = await answer.json();
      if (answer.ok) entry.id = told.file;
      else entry.error = told.error;
    } catch {
      entry.error = say("gone");
    }
    show();
  };

  const sendAll = async (chosen) => {
    byId("work").hidden = true;
    const sorted = Array.from(chosen).sort((a, b) => a.name.localeCompare(b.name, "ja", { numeric: true }));
    for (const file of sorted) await send(file);
  };

  const filesOf = async (entry) => {
    if (entry.isFile) return [await new Promise((found, failed) => entry.file(found, failed))];
    const reader = entry.createReader();
    const all = [];
    for (;;) {
      const part = await new Promise((found, failed) => reader.readEntries(found, failed));
      if (!part.length) return all;
      for (const one of part) if (one.isFile && !one.name.startsWith(".")) all.push(...(await filesOf(one)));
    }
  };

  const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  const follow = async (job) => {
    byId("work").hidden = false;
    byId("result").hidden = true;
    for (;;) {
      let told;
      try {
        const answer = await fetch(address(`jobs/${job}`));
        if (!answer.ok) return;
        told = await answer.json();
      } catch {
        byId("state").textContent = say("gone");
        return;
      }
      byId("state").textContent = say(told.state) + (told.state === "reading" ? ` ${told.done} / ${told.total}` : "");
      byId("bar").max = told.total + 1;
      byId("bar").value = told.state === "done" ? told.total + 1 : told.done;
      const list = byId("told");
      list.replaceChildren();
      for (const text of [...told.errors, ...told.warnings]) {
        const line = document.createElement("li");
        line.className = told.errors.includes(text) ? "bad" : "";
        line.textContent = text;
        list.append(line);
      }
      if (told.state === "done") {
        byId("link").href = `${location.pathname}jobs/${job}/pages/${told.page}`;
        byId("result").hidden = false;
        if (!told.errors.length && !told.warnings.length) location.assign(byId("link").href);
        return;
      }
      if (told.state === "failed") return;
      await wait(250);
    }
  };

  const compare = async () => {
    const identifiers = files.filter((file) => file.id).map((file) => file.id);
    const answer = await fetch(address("jobs"), { method: "POST", body: JSON.stringify({ files: identifiers }) });
    const told = await answer.json();
    if (answer.ok) {
      location.hash = `job=${told.job}`;
    }
  };

  const drop = byId("drop");
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = Array.from(event.dataTransfer.items).map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.length) return sendAll(event.dataTransfer.files);
    const found = [];
    for (const entry of entries) found.push(...(await filesOf(entry)));
    return sendAll(found);
  });
  byId("pick").addEventListener("change", (event) => { sendAll(event.target.files); event.target.value = ""; });
  byId("swap").addEventListener("click", () => { files.reverse(); show(); });
  byId("clear").addEventListener("click", () => { files = []; byId("work").hidden = true; history.replaceState(null, "", location.pathname); show(); });
  byId("compare").addEventListener("click", compare);
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => { root.dataset.labels = button.dataset.language; document.querySelectorAll("[data-language]").forEach((one) => one.setAttribute("aria-pressed", String(one === button))); show(); });
  }
  const begin = () => {
    const job = new URLSearchParams(location.hash.slice(1)).get("job");
    if (job) follow(job);
  };
  window.addEventListener("hashchange", begin);
  begin();
})();
