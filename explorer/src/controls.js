// The left side: search with a list of accounts, layers, roles, how strong a tie has to be.

import { findAccounts, findTies } from "./book.js";
import { button, checkbox, el, fill } from "./dom.js";
import { counted, number } from "./words.js";

const LISTED = 40;
const TIES_LISTED = 10;

/** Everything of the left side; `search` is its field, for the key that jumps to it. */
export function controls(book, store, select) {
  const { field, parts } = searching(book, store, select);
  const panel = el(
    "div",
    { class: "controls" },
    el("section", {}, parts),
    el("section", {}, layers(book, store)),
    el("section", {}, roles(book, store)),
    el("section", {}, strength(book, store)),
  );
  return { panel, search: field };
}

function searching(book, store, select) {
  const list = el("ul", { class: "plain results" });
  const told = el("p", { class: "quiet", role: "status" });
  const field = el("input", {
    type: "search",
    id: "search",
    autocomplete: "off",
    spellcheck: "false",
    on: { input: () => draw() },
  });
  const draw = () => {
    const accounts = findAccounts(book, field.value);
    const ties = findTies(book, field.value);
    const words = field.value.trim();
    const more = ties.length ? `, ${counted(ties.length, "tie")} whose posts say it` : "";
    told.textContent = words ? `${counted(accounts.length, "account")}${more}` : "The best tied accounts:";
    fill(list, accounts.slice(0, LISTED).map(account), ties.slice(0, TIES_LISTED).map(tie));
    reach(list.querySelector("button"), list);
  };
  const account = (found) =>
    el(
      "li",
      {},
      button(
        [el("span", { class: `mark ${book.roles[found.role].key}` }), store.calledInFull(found)].map(asNode),
        () => select({ account: found.number }, true),
        { class: "row" },
      ),
    );
  const tie = (found) => {
    const ends = [found.a, found.b].map((end) => store.called(book.accounts[end])).join(" and ");
    return el(
      "li",
      {},
      button(`${ends} · ${book.layerOf.get(found.layer).name}`, () => select({ tie: found.number }, true), {
        class: "row",
      }),
    );
  };
  list.addEventListener("keydown", (event) => walk(event, list, field));
  list.addEventListener("focusin", (event) => reach(event.target, list));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "ArrowDown") {
      const first = list.querySelector("button");
      if (event.key === "Enter") first?.click();
      else first?.focus();
      event.preventDefault();
    }
  });
  store.subscribe((_, changes) => "handles" in changes && draw());
  draw();
  const label = el("label", { for: "search" }, "Search accounts, links and posts");
  return { field, parts: [el("h2", {}, label), field, told, list] };
}

function asNode(content) {
  return content instanceof Node ? content : document.createTextNode(content);
}

/** Tab comes to one row of a list alone, the one that was reached last; the arrow keys go through the others. */
function reach(row, list) {
  for (const each of list.querySelectorAll("button")) each.tabIndex = each === row ? 0 : -1;
}

function walk(event, list, field) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const rows = [...list.querySelectorAll("button")];
  const next = rows.indexOf(document.activeElement) + step;
  (next < 0 ? field : rows[Math.min(next, rows.length - 1)]).focus();
  event.preventDefault();
}

function layers(book, store) {
  const counts = new Map(book.layers.map(({ key }) => [key, 0]));
  for (const tie of book.ties) counts.set(tie.layer, counts.get(tie.layer) + 1);
  const box = ({ key, name }, place) =>
    checkbox(
      row(`stroke layer-${place % 9}`, name, counts.get(key)),
      true,
      (on) => store.change({ layers: toggled(store.get().layers, key, on) }),
      { "data-layer": key },
    );
  return [
    el("h2", {}, "Layers"),
    el("fieldset", {}, el("legend", { class: "hidden" }, "Layers that are shown"), book.layers.map(box)),
  ];
}

function roles(book, store) {
  const counts = book.roles.map((_, place) => book.accounts.filter((account) => account.role === place).length);
  const box = ({ key, word, words }, place) =>
    counts[place] > 0 &&
    checkbox(
      row(`mark ${key}`, counts[place] === 1 ? word : words, counts[place]),
      true,
      (on) => store.change({ roles: toggled(store.get().roles, place, on) }),
      { "data-role": key },
    );
  return [
    el("h2", {}, "Roles"),
    el("fieldset", {}, el("legend", { class: "hidden" }, "Roles that are shown"), book.roles.map(box)),
  ];
}

function row(mark, words, count) {
  return el(
    "span",
    { class: "legend" },
    el("span", { class: mark }),
    el("span", {}, words),
    el("span", { class: "count" }, number(count)),
  );
}

function toggled(set, key, on) {
  const changed = new Set(set);
  if (on) changed.add(key);
  else changed.delete(key);
  return changed;
}

function strength(book, store) {
  const most = book.ties.reduce((top, tie) => Math.max(top, tie.strength), 1);
  if (most < 2) return [];
  const told = el("output", {}, "1");
  const act = (event) => {
    told.textContent = event.target.value;
    store.change({ least: Number(event.target.value) });
  };
  const input = el("input", { type: "range", min: 1, max: Math.min(most, 30), id: "least", on: { input: act } });
  input.value = 1;
  return [el("h2", {}, el("label", { for: "least" }, "In common, at least "), told), input];
}
