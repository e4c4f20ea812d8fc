/* Finds statements with the index that Pagefind made; one engine for each language of the site. */
(() => {
  "use strict";
  const form = document.getElementById("search"), box = form.elements.q;
  const said = document.getElementById("said"), list = document.getElementById("found");
  const top = new URL("../", document.currentScript.src), base = new URL("search/", top).href;
  const PAGE = 10, PER_DIGEST = 3;
  let engines, turn = 0;

  const say = (name, n) => { said.textContent = name ? form.dataset[name].replace("{n}", n) : ""; };

  const make = (name, properties, ...inside) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...inside);
    return element;
  };

  /* Pagefind knows one language at a time: each has a copy of it, told apart by the query. It takes the
     language from the page, so the page speaks each for a moment. */
  const start = async () => {
    const known = await (await fetch(base + "pagefind-entry.json")).json();
    return Promise.all(Object.keys(known.languages).map(async (language) => {
      const pagefind = await import(`${base}pagefind.js?${language}`), page = document.documentElement, own = page.lang;
      page.lang = language;
      try { return { language, engine: pagefind.createInstance({ basePath: base }) }; }
      finally { page.lang = own; }
    }));
  };

  /* The words of a text; those marked that were found, or that begin as a word of the query does. */
  const marked = ({ words, places }, terms) => words.flatMap((word, at) =>
    [places.has(at) || begins(word, terms) ? make("mark", {}, word) : word, " "]);
  const begins = (word, terms) => terms.some((term) => word.toLowerCase().replace(/^\P{L}+/u, "").startsWith(term));

  /* Where the words of a query stand: each statement once, by its anchor, the one with most of them first. */
  const passages = (data, terms) => {
    const anchors = data.anchors.filter((one) => one.id).sort((a, b) => a.location - b.location);
    const words = data.content.split(/\s+/), found = new Map();
    for (const at of data.locations) {
      const place = anchors.findLastIndex((one) => one.location <= at);
      if (place < 0) continue;
      const anchor = anchors[place], size = anchor.text.split(/\s+/).length, inside = at - anchor.location < size;
      const from = inside ? anchor.location : Math.max(anchor.location + size, at - 12);
      const to = inside ? anchor.location + size : at + 13;
      const one = found.get(anchor.id) || { from, words: words.slice(from, to), places: new Set() };
      one.places.add(at - one.from);
      found.set(anchor.id, one);
    }
    const rank = ([, one]) => terms.filter((term) => one.words.some((word) => begins(word, [term]))).length;
    return [...found].sort((a, b) => rank(b) - rank(a)).slice(0, PER_DIGEST);
  };

  const shown = async ({ language, result }, terms) => {
    const data = await result.data(), address = (data.raw_url || data.url).replace(/^\//, "");
    const href = new URL(address.split("/").map(encodeURIComponent).join("/"), top).href;
    const lang = language === "unknown" ? "" : language;
    const lines = passages(data, terms).map(([id, one]) =>
      make("li", {}, make("a", { href: `${href}#${id}` }, ...marked(one, terms))));
    return make("li", { lang, dir: "auto" },
      make("h2", {}, make("a", { href }, data.meta.title)), make("ul", {}, ...lines));
  };

  const show = async (found, from, mine, terms) => {
    const items = await Promise.all(found.slice(from, from + PAGE).map((one) => shown(one, terms)));
    if (mine !== turn) return;
    list.append(...items);
    if (from + PAGE < found.length) {
      const more = make("button", { type: "button" }, form.dataset.more);
      more.onclick = () => { more.remove(); show(found, from + PAGE, mine, terms); };
      list.after(more);
    }
  };

  const search = async () => {
    const mine = ++turn, words = box.value.trim();
    if (location.protocol === "file:") return say("disk");
    if (words) {
      try { engines = await (engines ||= start()); } catch { engines = undefined; return say("missing"); }
    }
    const all = words ? await Promise.all(engines.map(async ({ language, engine }) =>
      (await engine.search(words)).results.map((result) => ({ language, result })))) : [];
    if (mine !== turn) return;
    const found = all.flat().sort((a, b) => b.result.score - a.result.score);
    list.replaceChildren();
    if (list.nextElementSibling?.matches("button")) list.nextElementSibling.remove();
    say(words && (found.length ? "some" : "none"), found.length);
    await show(found, 0, mine, words.toLowerCase().match(/[\p{L}\p{N}]+/gu) || []);
  };

  let wait;
  box.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(search, 200); });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(wait); search(); });
  box.value = new URLSearchParams(location.search).get("q") || "";
  if (location.protocol === "file:") say("disk"); else if (box.value) search();
})();
