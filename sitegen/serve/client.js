// What `sitegen serve` adds to a page: it is kept new, faults and problems are told, a decision is undone.
// Whatever comes from the server is put in as text, never as markup.
"use strict";
(() => {
  const me = document.currentScript.dataset;
  const stored = `sitegen ${location.pathname}`;
  const undone = "sitegen undo";
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const recall = (key) => JSON.parse(sessionStorage.getItem(key) || "null");
  // The words of a person's language, by the English ones; {name} is where a value stands.
  const texts = JSON.parse(me.texts || "{}");
  const t = (english, values) => (texts[english] || english).replace(/\{(\w+)\}/g, (_, name) => values[name]);
  let etag = me.etag, fault = "", pause = 250, pending = Promise.resolve(), stream, timer, inspector;

  // An element with attributes and what stands in it; a function as attribute listens.
  const make = (name, given, ...inside) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(given || {}))
      if (typeof value === "function") made.addEventListener(key, value);
      else if (value !== false) made.setAttribute(key, value === true ? "" : value);
    made.append(...inside);
    return made;
  };
  const button = (text, click, given) => make("button", { type: "button", click, ...given }, text);

  // Its place on the page is a shadow tree: the site's styles and these leave each other alone.
  const host = make("sitegen-live");
  const root = host.attachShadow({ mode: "open" });
  const note = make("p", { role: "status" });
  const problems = make("details", { class: "problems", hidden: true });
  const again = button(t("Fault"), () => foldFault(false), { hidden: true });
  const box = make("section", { class: "fault", "aria-label": t("Fault"), hidden: true });
  const bar = make("div", { class: "bar", hidden: true }, note, problems, again);
  const style = make("link", { rel: "stylesheet", href: "/-/client.css" });
  style.onload = style.onerror = () => { bar.hidden = false; };
  root.append(style, box, bar);
  const say = (...told) => note.replaceChildren(...told);
  const brief = (text) => {
    say(text);
    setTimeout(() => note.textContent === text && say(), 6000);
  };
  const foldFault = (folded) => { box.hidden = folded; again.hidden = !folded; };

  // A browser opens few connections to one server: only a tab in sight listens, the others catch up.
  const listen = () => {
    clearTimeout(timer);
    stream?.close();
    if (document.hidden) return;
    stream = new EventSource(`/-/events?${new URLSearchParams({ page: me.page, etag })}`);
    stream.onopen = () => {
      if (pause > 1000) say();
      pause = 250;
    };
    stream.onerror = () => {
      stream.close();
      timer = setTimeout(listen, pause);
      pause = Math.min(2 * pause, 8000);
      if (pause > 1000) say(t("The server does not answer."));
    };
    for (const [name, act] of Object.entries(acts))
      stream.addEventListener(name, (event) => act(JSON.parse(event.data || "{}")));
  };
  const acts = {
    // A decision makes the page new; the answer to it is still to be heard.
    reload: () => pending.then(() => setTimeout(() => {
      keep();
      location.reload();
    })),
    css({ hrefs, etag: now }) {
      etag = now || etag;
      hrefs.forEach(swap);
    },
    fault: showFault,
    mended() {
      fault = "";
      box.hidden = again.hidden = true;
    },
    problems: showProblems,
  };

  // The new style sheet is loaded beside the old one, so that the page is never without.
  const swap = (href) => {
    const stem = (one) => one.split("/").pop().split(".")[0];
    const old = all("link[rel=stylesheet]").filter((link) => stem(link.href) === stem(href));
    if (!old.length) return acts.reload();
    if (old.at(-1).href === new URL(href, location).href) return;
    const fresh = old.at(-1).cloneNode();
    fresh.onload = () => old.forEach((link) => link.remove());
    fresh.onerror = () => fresh.remove();
    fresh.href = href;
    old.at(-1).after(fresh);
  };

  // An element is found again by the words or the id of what it stands in: statements are numbered anew.
  const words = (one) => (one.querySelector("p, h2, h3") || one).textContent.trim().slice(0, 150);
  const path = (one) => {
    const home = one.closest("[id]") || document.body;
    return [words(home), home.id, one.localName, all(one.localName, home).indexOf(one)];
  };
  const finder = () => {
    const homes = new Map(all("[id]").reverse().map((one) => [words(one), one]));
    return ([said, id, name, at]) => {
      const same = id && document.getElementById(id);
      const home = same && words(same) === said ? same : homes.get(said) || same || document.body;
      return at < 0 ? home : all(name, home)[at];
    };
  };
  const blocks = () => all("main :is(h1, h2, h3, p)").filter((one) => one.textContent.length > 20 && one.checkVisibility());
  const topOf = (one) => one.getBoundingClientRect().top;
  const keep = () => {
    const seen = blocks().map((one) => [words(one), topOf(one)]);
    history.scrollRestoration = "manual";
    sessionStorage.setItem(stored, JSON.stringify({
      y: scrollY,
      seen: seen.filter(([, top]) => top >= 0 && top < innerHeight),
      open: all("details").map((one) => [path(one), one.open]),
      focus: document.activeElement === document.body ? null : path(document.activeElement),
      folded: box.hidden && fault,
      note: !recall(undone) && note.textContent,
      inspector: inspector?.kept(),
    }));
  };
  const restore = (kept, find) => {
    for (const [where, open] of kept.open) {
      const one = find(where);
      if (one) one.open = open;
    }
    scrollTo({ top: kept.y, behavior: "instant" });
    for (const [said, top] of kept.seen) {
      const moved = blocks().filter((one) => words(one) === said).map((one) => topOf(one) - top);
      if (!moved.length) continue;
      scrollBy({ top: moved.sort((a, b) => Math.abs(a) - Math.abs(b))[0], behavior: "instant" });
      break;
    }
    if (kept.focus) find(kept.focus)?.focus({ preventScroll: true });
    fault = kept.folded || "";
    if (kept.note) brief(kept.note);
    // Any sooner, and the browser scrolls back by its own lights.
    addEventListener("load", () => setTimeout(() => { history.scrollRestoration = "auto"; }));
  };

  function showFault(told) {
    const now = JSON.stringify(told);
    foldFault(box.hidden && now === fault);
    fault = now;
    const place = told.line ? t("{file}, line {line}", told) : told.file;
    const lines = told.lines.map(([value, text]) =>
      make("li", { value, "aria-current": value === told.line && "true" }, make("code", {}, text)));
    box.replaceChildren(
      make("header", {}, make("div", { role: "alert" }, make("h2", {}, told.what)), button(t("Close"), () => foldFault(true))),
      make("p", { class: "where" }, place),
      make("ol", {}, ...lines),
      make("p", {}, told.todo),
      make("p", { class: "soft" }, t("The last good site stands. This goes by itself when the fault is mended.")),
    );
  }
  function showProblems({ problems: list }) {
    problems.hidden = !list.length;
    const item = ({ path, line, message }) =>
      make("li", {}, make("b", {}, line ? `${path}:${line}` : path), ` ${message}`);
    problems.replaceChildren(
      make("summary", {}, t("Problems: {n}", { n: list.length })),
      make("ul", {}, ...list.slice(0, 100).map(item)),
    );
  }

  const call = (where, body) => {
    const told = answered(where, body);
    if (body) pending = told.catch(() => {});
    return told;
  };
  const answered = async (where, body) => {
    const headers = { "content-type": "application/json", "x-sitegen-token": me.token };
    const sent = body && { method: "POST", headers, body: JSON.stringify(body) };
    const answer = await fetch(where, sent).catch(() => {
      throw Error(t("The server does not answer."));
    });
    const told = await answer.json().catch(() => ({}));
    if (answer.ok) return told;
    throw Error(told.error || (answer.status === 403 ? t("Reload the page first: the server was started anew.")
      : t("The server refused ({status}).", answer)));
  };
  // What was written last can be taken back, also on the page that comes of it.
  const wrote = (undo) => {
    sessionStorage.setItem(undone, JSON.stringify(undo));
    const forget = (told) => {
      sessionStorage.removeItem(undone);
      brief(told);
    };
    const done = {
      apart: t("Split off: {story}", { story: undo.stories[0] }),
      keep: t("Kept a sentence of {story}", { story: undo.stories[0] }),
      drop: t("Left out a sentence of {story}", { story: undo.stories[0] }),
    }[undo.kind];
    const back = () => call("/-/undo", { undo }).then(() => forget(t("Taken back.")), (error) => forget(error.message));
    say(done, button(t("Undo"), back), button(t("Good"), () => forget("")));
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!box.hidden) foldFault(true);
    else inspector?.escape();
  });
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => stream?.close());
  addEventListener("pageshow", (event) => event.persisted && listen());

  document.body.append(host);
  const kept = recall(stored);
  sessionStorage.removeItem(stored);
  const find = kept && finder();
  if (kept) restore(kept, find);
  if (recall(undone)) wrote(recall(undone));
  listen();
  const statements = all("[id]").filter((one) => /^s\d+$/.test(one.id));
  if (statements.length)
    import("/-/inspector.js").then((module) => {
      inspector = module.inspector({ page: me.page, statements, root, bar, all, make, button, path, call, wrote, t });
      if (kept?.inspector) inspector.restore(kept.inspector, find);
    });
})();
