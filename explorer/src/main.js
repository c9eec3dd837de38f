// The explorer page: reads its data block, builds the page, connects its parts.

import { readBook } from "./book.js";
import { controls } from "./controls.js";
import { showDetail } from "./detail.js";
import { button, checkbox, el, fill } from "./dom.js";
import { drawNetwork } from "./network.js";
import { FILTERS, makeState, shownTies } from "./state.js";
import { applyTheme, onSystemTheme } from "./theme.js";
import { timeline } from "./timeline.js";
import { counted, number } from "./words.js";

const KEYS = "Arrow keys move, + and - zoom, 0 shows everything, / goes to the search, Escape selects nothing.";

function start() {
  const book = readBook(JSON.parse(document.getElementById("data").textContent));
  const store = makeState(book);
  const stage = el("div", { class: "stage", tabindex: 0, role: "group", "aria-label": `The network. ${KEYS}` });
  const pane = el("aside", { class: "detail", "aria-label": "Evidence", tabindex: 0 });
  const links = {};
  const told = el("p", { class: "hidden", role: "status" });
  const select = (selected, look = false) => {
    store.change({ selected });
    told.textContent = selected ? `Selected: ${pane.querySelector("h2").textContent}` : "Nothing is selected";
    if (look && selected?.account !== undefined) links.network.showAccount(selected.account);
    if (look && selected?.tie !== undefined) links.network.showTie(selected.tie);
    if (look && selected?.group !== undefined) links.network.showGroup(selected.group);
  };
  applyTheme("auto");
  const { panel, search } = controls(book, store, select);
  fill(
    document.getElementById("page"),
    top(book, store, links),
    warning(book),
    panel,
    middle(stage, links, counting(book, store), timeline(book, store)),
    pane,
    told,
  );
  links.network = drawNetwork(stage, book, store, select);
  window.explorer = { where: (account) => links.network.where(account) };
  showDetail(pane, book, store, select);
  document.addEventListener("keydown", (event) => shortcut(event, search, select));
  document.body.classList.add("ready");
}

function top(book, store, links) {
  const choice = el(
    "select",
    { "aria-label": "Light or dark", on: { change: () => paint() } },
    ["auto", "light", "dark"].map((value) =>
      el("option", { value }, { auto: "As my system", light: "Light", dark: "Dark" }[value]),
    ),
  );
  const paint = () => {
    applyTheme(choice.value);
    links.network.recolour();
  };
  onSystemTheme(paint);
  const title = book.case.title ? ` · ${book.case.title}` : "";
  return el(
    "header",
    {},
    el("h1", {}, `Case ${book.case.number}${title}`),
    el(
      "div",
      { class: "tools" },
      checkbox("Show handles", false, (handles) => store.change({ handles })),
      choice,
    ),
  );
}

function warning(book) {
  const internal = book.internal
    ? "Internal only: this file names accounts and holds their posts. Keep it out of channels and do not pass it on. "
    : "This file names accounts and holds their posts: pass it on with care. ";
  return el("p", { class: book.internal ? "warning internal" : "warning" }, el("strong", {}, internal), book.caution);
}

/** How many ties the filters leave. */
function counting(book, store) {
  const told = el("output", { class: "shown" });
  const tell = () => {
    const shown = shownTies(book, store.get(), store.narrowed()).size;
    told.textContent = `${number(shown)} of ${counted(book.ties.length, "tie")} shown`;
  };
  store.subscribe((_, changes) => FILTERS.some((name) => name in changes) && tell());
  tell();
  return told;
}

function middle(stage, links, shown, time) {
  const tools = el(
    "div",
    { class: "zoom" },
    button("+", () => links.network.zoom(true), { "aria-label": "Zoom in" }),
    button("−", () => links.network.zoom(false), { "aria-label": "Zoom out" }),
    button("All", () => links.network.showAll(), { "aria-label": "Show everything" }),
  );
  return el(
    "main",
    {},
    el("div", { class: "drawing" }, stage, shown, tools),
    el("section", { class: "time", "aria-label": "Time" }, time),
  );
}

function shortcut(event, search, select) {
  const typing = event.target.matches("input[type=search], select");
  if (event.key === "Escape") select(null);
  else if (event.key === "/" && !typing) {
    search.focus();
    event.preventDefault();
  }
}

start();
