// The explorer page: reads its data block, builds the page, connects its parts.

import { readBook } from "./book.js";
import { controls } from "./controls.js";
import { showDetail } from "./detail.js";
import { button, checkbox, el, fill } from "./dom.js";
import { drawNetwork } from "./network.js";
import { makeState } from "./state.js";
import { applyTheme, onSystemTheme } from "./theme.js";
import { timeline } from "./timeline.js";

const KEYS = "Arrow keys move, + and - zoom, 0 shows everything, / goes to the search, Escape selects nothing.";

function start() {
  const book = readBook(JSON.parse(document.getElementById("data").textContent));
  const store = makeState(book);
  const stage = el("div", { class: "stage", tabindex: 0, role: "group", "aria-label": `The network. ${KEYS}` });
  const pane = el("aside", { class: "detail", "aria-live": "polite", "aria-label": "Evidence", tabindex: 0 });
  const links = {};
  const select = (selected, look = false) => {
    store.change({ selected });
    if (look && selected?.account !== undefined) links.network.showAccount(selected.account);
    if (look && selected?.tie !== undefined) links.network.showTie(selected.tie);
    if (look && selected?.group !== undefined) links.network.showGroup(selected.group);
  };
  applyTheme("auto");
  const { panel, search } = controls(book, store, select);
  fill(document.getElementById("page"), top(book, store, links), warning(book), panel, middle(stage, links, timeline(book, store)), pane);
  links.network = drawNetwork(stage, book, store, select);
  showDetail(pane, book, store, select);
  document.addEventListener("keydown", (event) => shortcut(event, search, select));
  document.body.classList.add("ready");
}

function top(book, store, links) {
  const choice = el("select", { "aria-label": "Light or dark", on: { change: () => paint() } },
    ["auto", "light", "dark"].map((value) => el("option", { value }, { auto: "As my system", light: "Light", dark: "Dark" }[value])));
  const paint = () => {
    applyTheme(choice.value);
    links.network.recolour();
  };
  onSystemTheme(paint);
  const title = book.case.title ? ` · ${book.case.title}` : "";
  return el("header", {}, el("h1", {}, `Case ${book.case.number}${title}`),
    el("div", { class: "tools" }, checkbox("Show handles", false, (handles) => store.change({ handles })), choice));
}

function warning(book) {
  const internal = book.internal
    ? "Internal only: this file names accounts and holds their posts. Keep it out of channels and do not pass it on. "
    : "This file names accounts and holds their posts: pass it on with care. ";
  return el("p", { class: book.internal ? "warning internal" : "warning" }, el("strong", {}, internal), book.caution);
}

function middle(stage, links, time) {
  const tools = el("div", { class: "zoom" },
    button("+", () => links.network.zoom(true), { "aria-label": "Zoom in" }),
    button("−", () => links.network.zoom(false), { "aria-label": "Zoom out" }),
    button("All", () => links.network.showAll(), { "aria-label": "Show everything" }));
  return el("main", {}, el("div", { class: "drawing" }, stage, tools), el("section", { class: "time", "aria-label": "Time" }, time));
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
