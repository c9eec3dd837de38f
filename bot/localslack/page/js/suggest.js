// Completion while typing: slash commands with their usage, people, channels, emoji.
import { el, fill } from "./dom.js";
import { emoji, emojiNames } from "./emoji.js";

const BUILT_IN = [
  { command: "/invite", description: "Bring a person or the app into this channel", usage_hint: "@name" },
  { command: "/leave", description: "Leave this channel", usage_hint: "" },
];

/** What fits the word before the caret: {from, items:[{insert, label, note}]} or null. */
export function suggestions(text, caret, store, inThread) {
  const head = text.slice(0, caret);
  if (!inThread && /^\/[\w-]*$/.test(head)) return commandItems(head, store);
  const word = /(^|\s)([@#:])([\p{L}\p{N}_.+-]*)$/u.exec(head);
  if (!word) return null;
  const from = caret - word[3].length - 1;
  const wanted = word[3].toLowerCase();
  const items = { "@": peopleItems, "#": channelItems, ":": emojiItems }[word[2]](wanted, store);
  return items.length ? { from, items: items.slice(0, 8) } : null;
}

function commandItems(head, store) {
  const items = [...store.commands, ...BUILT_IN]
    .filter((c) => c.command.startsWith(head))
    .map((c) => ({ insert: `${c.command} `, label: c.command, hint: c.usage_hint, note: c.description }));
  return items.length ? { from: 0, items } : null;
}

function peopleItems(wanted, store) {
  const people = [...store.people.values()].map((p) => ({ insert: `@${p.name} `, label: `@${p.name}`, note: p.real_name, find: `${p.name} ${p.real_name}` }));
  const groups = [...store.groups.values()].map((g) => ({ insert: `@${g.handle} `, label: `@${g.handle}`, note: g.name, find: `${g.handle} ${g.name}` }));
  return [...people, ...groups].filter((i) => i.find.toLowerCase().split(/\s+/).some((w) => w.startsWith(wanted)));
}

const channelItems = (wanted, store) =>
  [...store.channels.values()]
    .filter((c) => !c.is_im && c.name.startsWith(wanted))
    .map((c) => ({ insert: `#${c.name} `, label: `#${c.name}`, note: c.topic }));

const emojiItems = (wanted) =>
  wanted.length < 2
    ? []
    : emojiNames()
        .filter((name) => name.startsWith(wanted))
        .map((name) => ({ insert: `${emoji(name)} `, label: emoji(name), note: `:${name}:` }));

/** The usage hint of the command that the text begins with, or "". */
export function usageOf(text, store) {
  const name = /^(\/[\w-]+)\s/.exec(text)?.[1];
  const command = name && [...store.commands, ...BUILT_IN].find((c) => c.command === name);
  return command ? `${command.command} ${command.usage_hint || ""}`.trim() + (command.description ? `: ${command.description}` : "") : "";
}

/** The list above the composer. Keys go to `key(event)`; true means that it was used. */
export class SuggestBox {
  constructor(area, store, inThread) {
    this.area = area;
    this.store = store;
    this.inThread = inThread;
    this.found = null;
    this.at = 0;
    this.node = el("div", { class: "suggest", role: "listbox", id: `suggest-${inThread ? "thread" : "main"}`, hidden: true });
    area.setAttribute("aria-controls", this.node.id);
  }

  refresh() {
    const { value, selectionStart } = this.area;
    this.found = suggestions(value, selectionStart, this.store, this.inThread);
    this.at = 0;
    this.draw();
  }

  draw() {
    this.node.hidden = !this.found;
    if (!this.found) return;
    const rows = this.found.items.map((item, i) =>
      el(
        "div",
        {
          class: "suggest-item",
          role: "option",
          "aria-selected": String(i === this.at),
          on: { pointerdown: (event) => (event.preventDefault(), this.take(i)) },
        },
        el("strong", {}, el("bdi", {}, item.label)),
        item.hint && el("span", { class: "hint-args" }, item.hint),
        item.note && el("span", { class: "menu-note" }, item.note),
      ),
    );
    fill(this.node, rows);
  }

  take(i) {
    const { insert } = this.found.items[i];
    const { value, selectionStart } = this.area;
    this.area.setRangeText(insert, this.found.from, selectionStart, "end");
    if (value !== this.area.value) this.area.dispatchEvent(new Event("input", { bubbles: true }));
    this.area.focus();
  }

  /** Tab and Enter take, arrows move, Esc hides. */
  key(event) {
    if (!this.found) return false;
    const count = this.found.items.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : count - 1)) % count;
      this.draw();
    } else if (event.key === "Escape") {
      this.hide();
    } else if (event.key === "Tab" || (event.key === "Enter" && !this.complete())) {
      this.take(this.at);
    } else {
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  /** True if what stands there is already the whole of the marked item. */
  complete() {
    const typed = this.area.value.slice(this.found.from, this.area.selectionStart);
    return typed.toLowerCase() === this.found.items[this.at].insert.trim().toLowerCase();
  }

  hide() {
    this.found = null;
    this.draw();
  }
}
