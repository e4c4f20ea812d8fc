// The inspector: a sentence is chosen, and a panel shows its passages, why they stand there, and what to do.
const CONTROLS = "button, input, summary";
// All that it changes about the page itself: where one may click, what is chosen, room behind the panel.
const IN_PAGE = `
.sitegen-inspect [id^="s"][tabindex] { cursor: pointer; }
.sitegen-inspect [id^="s"][tabindex]:hover { outline: 2px dashed; outline-offset: 3px; }
.sitegen-chosen { outline: 2px solid; outline-offset: 3px; }
.sitegen-panel body { padding-bottom: 55vh; }`;

export function inspector({ page, statements, root, bar, all, make, button, path, call, wrote, t }) {
  const HOW = {
    shown: t("shown"),
    same: t("in the same words"),
    covered: t("says what the sentence shown says"),
    folded: t("another wording"),
    cited: t("a sentence of its own"),
  };
  const KINDS = {
    together: t("together"), apart: t("apart"), ignore: t("left out of the site"), keep: t("kept"), drop: t("left out"),
    title: t("headline"), note: t("note"),
  };
  const panel = make("section", { class: "panel", "aria-label": t("Inspector"), hidden: true });
  const toggle = button(t("Inspect"), () => mode(!on()), { "aria-pressed": "false" });
  let chosen = null, asked = null;
  const style = new CSSStyleSheet();
  style.replaceSync(IN_PAGE);
  document.adoptedStyleSheets.push(style);
  root.append(panel);
  bar.append(toggle);

  const on = () => toggle.getAttribute("aria-pressed") === "true";
  const mode = (yes) => {
    toggle.setAttribute("aria-pressed", yes);
    document.documentElement.classList.toggle("sitegen-inspect", yes);
    for (const one of statements) yes ? one.setAttribute("tabindex", 0) : one.removeAttribute("tabindex");
    if (!yes) close();
  };
  const choose = (statement) => {
    chosen?.classList.remove("sitegen-chosen");
    statement?.classList.add("sitegen-chosen");
    chosen = statement;
    asked = null;
  };
  const close = () => {
    if (panel.contains(root.activeElement)) chosen?.focus({ preventScroll: true });
    choose(null);
    panel.hidden = true;
    document.documentElement.classList.remove("sitegen-panel");
  };
  const open = async (statement, kept) => {
    choose(statement);
    const title = make("h2", { tabindex: -1 }, t("Sentence {number}", { number: statement.id.slice(1) }));
    const query = new URLSearchParams({ page, statement: statement.id });
    const inside = await call(`/-/inspect?${query}`).then(laid, (error) => [make("p", { role: "alert" }, error.message)]);
    if (chosen !== statement) return;
    panel.replaceChildren(make("header", {}, title, button(t("Close"), close)), ...inside);
    panel.hidden = false;
    document.documentElement.classList.add("sitegen-panel");
    kept ? resume(kept) : shift(title);
  };
  // The panel lies over the foot of the page; a statement below it is moved into sight.
  const shift = (title) => {
    panel.scrollTop = 0;
    const { top, bottom } = chosen.getBoundingClientRect();
    const hidden = bottom + 16 - panel.getBoundingClientRect().top;
    if (hidden > 0) scrollBy({ top: Math.min(hidden, top - 16), behavior: "instant" });
    title.focus({ preventScroll: true });
  };
  const resume = (kept) => {
    const same = kept.asked && all(".act", panel).find((place) => place.dataset.asks === kept.asked);
    if (same) ask(same, kept.reason);
    panel.scrollTop = kept.scrolled;
    if (kept.focus >= 0) all(CONTROLS, panel)[kept.focus]?.focus({ preventScroll: true });
  };

  const marked = (runs) => make("p", {}, ...runs.map(([text, differs]) => (differs ? make("mark", {}, text) : text)));
  const headed = (one, more) => make("h3", {}, make("b", {}, one.siglum), ` ${one.name} `, make("small", {}, more));
  const action = (text, body) => {
    const place = make("div", { class: "act", "data-asks": JSON.stringify(body) });
    place.append(button(text, () => ask(place)));
    return place;
  };
  const can = (one, drop, keep) =>
    one.can ? [action(one.can === "drop" ? drop : keep, { action: one.can, story: one.story, text: one.text })] : [];
  const passage = (one) => make("article", {},
    headed(one, HOW[one.reason.how]),
    one.reason.how === "shown" ? make("p", {}, one.text)
      : make("div", { class: "beside" }, marked(one.shown), marked(one.own)),
    make("p", { class: "soft" }, one.reason.why),
    ...can(one, t("Leave it out"), t("Keep it as a sentence of its own")));
  const piece = (one) => make("article", {}, headed(one, t("left out: {why}", one)), make("p", {}, one.text), ...can(one, "", t("Keep it")));
  const decision = (one) => make("article", {},
    make("h3", {}, KINDS[one.kind] || one.kind, " ", make("small", {}, one.stories.join(", "))),
    make("p", {}, one.text || ""), make("p", { class: "soft" }, t("Reason: {reason}", one)),
    back(one));
  const back = (undo) => {
    const told = make("span", { role: "status" });
    const take = () => call("/-/undo", { undo }).then(() => t("Taken back."), (error) => error.message);
    return make("div", { class: "act" }, button(t("Take it back"), async () => told.replaceChildren(await take())), told);
  };
  const source = ([story, siglum, name]) => make("article", {},
    headed({ siglum, name }, story), action(t("Split this report off"), { action: "apart", story }));
  const score = (one, letters, least) => make("details", {},
    make("summary", {}, t("{one} and {two}: {percent} % sure to be one event",
      { one: letters[one.of], two: letters[one.story], percent: (100 * one.probability).toFixed(1) })),
    make("p", {}, t("Threshold {least} %; {why}. What each likeness adds, in log-odds:", { least: 100 * least, why: one.why })),
    make("dl", {}, ...Object.entries(one.parts).map(([name, value]) =>
      make("div", {}, make("dt", {}, name), make("dd", {}, (value > 0 ? "+" : "") + value.toFixed(2))))),
    make("p", { class: "soft" }, t("Rare words in both: {words}.", { words: one.shared.map(([word]) => word).join(", ") || t("none") })));
  const section = (title, list, show) => (list.length ? [make("h2", {}, title), ...list.map(show)] : []);
  const laid = (found) => {
    const letters = Object.fromEntries(found.sources);
    return [
      ...found.passages.map(passage),
      ...section(t("Left out beside it"), found.aside, piece),
      ...section(t("Why these reports are together"), found.sources.length > 1 ? found.sources : [], source),
      ...found.pairs.map((one) => score(one, letters, found.threshold)),
      ...section(t("Decided by a person"), found.decisions, decision),
    ];
  };

  // A decision: a reason is typed, the change is shown, and only then written.
  const ask = (place, reason = "") => {
    all("form", panel).forEach((form) => form.remove());
    asked = place.dataset.asks;
    const input = make("input", { required: true, maxlength: 500, input: () => shown.replaceChildren() });
    const shown = make("div", { role: "status" });
    const form = make("form", { submit }, make("label", {}, t("Reason"), " ", input), make("button", {}, t("Show the change")),
      button(t("Cancel"), leave), shown);
    const body = { ...JSON.parse(asked), page };
    const send = (dry) => call("/-/decide", { ...body, reason: input.value, dry });
    const lines = (diff) => diff.filter((line) => !/^(---|\+\+\+|@@) ?/.test(line)).map((line) => make("span", { class: { "+": "plus", "-": "minus" }[line[0]] || "" }, `${line}\n`));
    const failed = (error) => shown.replaceChildren(error.message);
    const write = () => send(false).then(({ undo }) => { leave(); wrote(undo); }, failed);
    function submit(event) {
      event.preventDefault();
      send(true).then(({ diff }) => shown.replaceChildren(
        make("pre", {}, ...lines(diff)), button(t("Write it to overrides.toml"), write)), failed);
    }
    function leave() {
      form.remove();
      asked = null;
      place.querySelector("button").focus();
    }
    place.append(form);
    input.value = reason;
    input.focus();
  };

  document.addEventListener("click", (event) => {
    if (!on() || event.target.closest("a, button, summary, input, sitegen-live") || String(getSelection())) return;
    const statement = statements.find((one) => one.contains(event.target));
    if (statement) open(statement);
  });
  document.addEventListener("keydown", (event) => {
    if (on() && event.key === "Enter" && statements.includes(document.activeElement)) open(document.activeElement);
  });

  return {
    kept: () => ({
      on: on(),
      statement: chosen && path(chosen),
      asked,
      reason: root.querySelector("form input")?.value,
      focus: all(CONTROLS, panel).indexOf(root.activeElement),
      scrolled: panel.scrollTop,
    }),
    restore(kept, find) {
      mode(kept.on);
      const statement = kept.statement && find(kept.statement);
      if (statements.includes(statement)) open(statement, kept);
    },
    escape: () => (chosen ? close() : mode(false)),
  };
}
