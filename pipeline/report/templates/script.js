// What the page does when touched. Without it everything is shown, and nothing can be filtered.
"use strict";
(() => {
  const root = document.documentElement;
  const form = document.getElementById("filters");
  const entries = Array.from(document.querySelectorAll("[data-entry]"));
  const openers = Array.from(document.querySelectorAll(".opener"));
  root.classList.add("has-script");

  // A picture that stands twice is carried once.
  for (const image of document.querySelectorAll("img[data-same-as]")) {
    image.src = document.getElementById(image.dataset.sameAs).src;
  }

  // ── language: the labels of the page, not the texts of the document ──
  const inJapanese = new Map();
  const setLanguage = (language) => {
    root.dataset.labels = language;
    for (const button of document.querySelectorAll("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    }
    for (const option of document.querySelectorAll("option[data-en]")) {
      if (!inJapanese.has(option)) inJapanese.set(option, option.textContent);
      option.textContent = language === "en" ? option.dataset.en : inJapanese.get(option);
    }
    for (const image of document.querySelectorAll("img[data-alt-en]")) {
      if (!inJapanese.has(image)) inJapanese.set(image, image.alt);
      image.alt = language === "en" ? image.dataset.altEn : inJapanese.get(image);
      image.lang = language;
    }
    for (const link of document.querySelectorAll('a[href^="./"]')) {
      const [page, fragment] = link.getAttribute("href").split("#");
      const plain = page.split("?")[0] + (language === "en" ? "?lang=en" : "");
      link.setAttribute("href", fragment === undefined ? plain : `${plain}#${fragment}`);
    }
  };

  // ── the state of the page stands in its address, so that it can be sent to someone ──
  const controls = form ? Array.from(form.elements).filter((control) => control.name) : [];
  const valueOf = (control) => (control.type === "checkbox" ? (control.checked ? control.value : "") : control.value);

  const writeAddress = () => {
    const state = new URLSearchParams();
    for (const control of controls) if (valueOf(control)) state.set(control.name, valueOf(control));
    for (const opener of openers) {
      if (opener.getAttribute("aria-expanded") === "true") state.append("open", opener.closest("[data-entry]").id);
    }
    const text = state.toString();
    const language = root.dataset.labels === "ja" ? "" : `?lang=${root.dataset.labels}`;
    history.replaceState(null, "", location.pathname + language + (text ? `#${text}` : ""));
  };

  const readAddress = () => {
    const hash = location.hash.slice(1);
    const anchor = hash && !hash.includes("=") ? document.getElementById(hash) : null;
    const state = new URLSearchParams(anchor ? "" : hash);
    setLanguage(new URLSearchParams(location.search).get("lang") === "en" ? "en" : "ja");
    for (const control of controls) {
      const value = state.get(control.name) || "";
      if (control.type === "checkbox") control.checked = value === control.value;
      else control.value = value;
      if (control.value !== value && control.tagName === "SELECT") control.value = "";
    }
    const open = new Set(state.getAll("open"));
    for (const opener of openers) setOpen(opener, open.has(opener.closest("[data-entry]").id));
    if (form) filter();
    if (anchor) {
      const opener = anchor.querySelector(".opener");
      if (opener) setOpen(opener, true);
      anchor.scrollIntoView();
    }
  };

  // ── filters ──
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const searched = new WeakMap();
  const textOf = (entry) => {
    if (!searched.has(entry)) {
      const copy = entry.cloneNode(true);
      for (const part of copy.querySelectorAll(".unseen, .en, .acts, figcaption")) part.remove();
      searched.set(entry, plain(copy.textContent));
    }
    return searched.get(entry);
  };
  const fits = (entry) =>
    controls.every((control) => {
      const value = valueOf(control);
      if (!value) return true;
      if (control.name === "q") return plain(value).split(/\s+/).every((word) => textOf(entry).includes(word));
      return JSON.parse(entry.dataset[control.name] || "[]").includes(value);
    });
  const filter = () => {
    let shown = 0;
    for (const entry of entries) {
      entry.hidden = !fits(entry);
      if (!entry.hidden) shown += 1;
    }
    for (const number of document.querySelectorAll("#count b")) number.textContent = String(shown);
    const nothing = document.querySelector(".nothing");
    if (nothing) nothing.hidden = shown > 0;
  };
  if (form) {
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => { filter(); writeAddress(); });
    form.addEventListener("reset", () => setTimeout(() => { filter(); writeAddress(); }));
    const measure = () => root.style.setProperty("--bar-height", getComputedStyle(form).position === "sticky" ? `${form.offsetHeight}px` : "0px");
    new ResizeObserver(measure).observe(form);
  }

  // ── a table wider than its place is scrolled by itself, by the keyboard too; its head cannot stick then ──
  const fit = (scroller) => {
    const wide = scroller.querySelector("table").offsetWidth > scroller.clientWidth;
    scroller.classList.toggle("wide", wide);
    if (wide) scroller.tabIndex = 0;
    else scroller.removeAttribute("tabindex");
  };
  const widths = new ResizeObserver((seen) => { for (const { target } of seen) fit(target.closest(".scroller")); });
  for (const scroller of document.querySelectorAll(".scroller")) {
    widths.observe(scroller);
    widths.observe(scroller.querySelector("table"));
  }

  // ── an item's cells as printed ──
  const setOpen = (opener, open) => {
    opener.setAttribute("aria-expanded", String(open));
    opener.closest("[data-entry]").classList.toggle("open", open);
  };
  const toggle = (opener) => {
    setOpen(opener, opener.getAttribute("aria-expanded") !== "true");
    writeAddress();
  };

  // ── the changes one by one: by key and button, ticked off in this browser alone ──
  const walked = entries.filter((entry) => entry.dataset.key);
  let current = null;
  const step = (by) => {
    const shown = walked.filter((entry) => !entry.hidden);
    if (!shown.length) return;
    const place = shown.indexOf(document.activeElement?.closest("[data-key]") || current);
    current = shown[place < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(place + by, 0), shown.length - 1)];
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "start" });
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !walked.length) return;
    const by = { j: 1, n: 1, k: -1, p: -1 }[event.key];
    if (by) step(by);
  });

  // A browser may refuse to keep anything for a page; ticks last as long as the page then.
  const kept = (work) => { try { return work(localStorage); } catch { return null; } };
  const tickOf = (entry) => entry.querySelector(".checked-off");
  const tell = () => {
    let done = 0;
    for (const entry of walked) {
      entry.classList.toggle("is-checked", tickOf(entry).checked);
      if (tickOf(entry).checked) done += 1;
    }
    const number = document.querySelector("#checked b");
    if (number) number.textContent = String(done);
  };
  for (const entry of walked) {
    const name = `akaji.checked.${entry.dataset.key}`;
    tickOf(entry).checked = kept((store) => store.getItem(name)) === "1";
    tickOf(entry).addEventListener("change", (event) => {
      event.stopPropagation();
      kept((store) => (event.target.checked ? store.setItem(name, "1") : store.removeItem(name)));
      tell();
    });
  }
  tell();

  // ── the list as text: what the page shows, without its own words ──
  const said = (node) => {
    const copy = node.cloneNode(true);
    if (copy.querySelectorAll) for (const part of copy.querySelectorAll(".unseen, .en, .same")) part.remove();
    return copy.textContent;
  };
  const piecesOf = (box) =>
    Array.from(box.childNodes)
      .filter((node) => node.nodeType === 3 || !node.matches(".unfold, .arrow, .unseen"))
      .map((node) => ({ op: { INS: "insert", DEL: "delete" }[node.nodeName] || "equal", text: said(node), folded: node.nodeType === 1 && node.matches(".folded") }));
  const sidesOf = (row) => {
    const box = row.querySelector(".text") || (row.matches(".text") ? row : null);
    if (box) {
      const pieces = piecesOf(box);
      return ["insert", "delete"].map((other) => pieces.filter((piece) => piece.op !== other).map((piece) => piece.text).join(""));
    }
    const whole = Array.from(row.querySelectorAll(".whole > div"), (line) => `${said(line.querySelector("dt")).trim()}: ${Array.from(line.querySelectorAll("dd > *"), (part) => said(part).trim()).join("\n")}`).join("\n");
    return row.classList.contains("removed") ? [whole, ""] : ["", whole];
  };
  const asText = (entry) => {
    const [from, to, field, , ...more] = JSON.parse(entry.dataset.listed);
    const signs = { insert: ["{+", "+}"], delete: ["[-", "-]"], equal: ["", ""] };
    const text = piecesOf(entry.querySelector(".text")).map(({ op, text: part, folded }) => (folded ? "…" : signs[op][0] + part + signs[op][1])).join("");
    const notes = more.slice(0, 2).filter(Boolean).join("・");
    return `${from === to ? to : `${from || "–"} → ${to || "–"}`} ${field}${notes ? ` [${notes}]` : ""}\n${text}\n`;
  };
  const copyText = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch { // an older browser, or one that lets no file write there
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };
  // A spreadsheet takes a text that begins so for a formula, as publish.flat.defuse knows.
  const defuse = (text) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);
  const csvLine = (values) => values.map((value) => `"${defuse(value).replaceAll('"', '""')}"`).join(",") + "\r\n";
  const saveList = (button) => {
    const rows = Array.from(document.querySelectorAll("[data-listed]")).filter((row) => !row.hidden);
    const lines = rows.map((row) => csvLine([...JSON.parse(row.dataset.listed), ...sidesOf(row), row.classList.contains("is-checked") ? "済" : ""]));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", csvLine(JSON.parse(button.dataset.head)), ...lines], { type: "text/csv" }));
    link.download = button.dataset.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  document.addEventListener("click", (event) => {
    const target = event.target;
    const stepper = target.closest("[data-step]");
    if (stepper) { step(Number(stepper.dataset.step)); return; }
    if (target.closest("#csv")) { saveList(target.closest("#csv")); return; }
    const copier = target.closest(".copy");
    if (copier) {
      copyText(asText(copier.closest("[data-entry]"))).then(() => copier.classList.add("done"));
      return;
    }
    const language = target.closest("[data-language]");
    if (language) {
      setLanguage(language.dataset.language);
      writeAddress();
      return;
    }
    const chosen = target.closest("[data-choose]");
    if (chosen) {
      form.elements[chosen.dataset.choose].value = chosen.dataset.value;
      filter();
      writeAddress();
      document.querySelector(".entries, #changes").closest("section").scrollIntoView();
      return;
    }
    const fold = target.closest(".unfold");
    if (fold) {
      fold.setAttribute("aria-expanded", "true");
      return;
    }
    const opener = target.closest(".opener") || (target.closest("a, button, input, select") ? null : target.closest(".row")?.querySelector(".opener"));
    if (opener && (target.closest(".opener") || !String(getSelection()))) toggle(opener);
  });

  window.addEventListener("hashchange", readAddress);
  readAddress();
})();
