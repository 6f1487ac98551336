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
      for (const part of copy.querySelectorAll(".unseen, .en, figcaption")) part.remove();
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

  document.addEventListener("click", (event) => {
    const target = event.target;
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
