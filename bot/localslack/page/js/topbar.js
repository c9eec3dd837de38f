// The line on top: whose workspace this is, who one acts as, and the workspace's own extra controls.
import { avatar } from "./avatar.js";
import { el, fill, icon, ICONS } from "./dom.js";
import { busy } from "./elements.js";
import { menu } from "./popups.js";
import { clock, timeNode } from "./times.js";

const IN_A_ROW = 4;

export class Topbar {
  constructor(root, store, client, { actAs, toggleSidebar }) {
    Object.assign(this, { root, store, client, actAs, toggleSidebar });
    for (const topic of ["state", "people", "app", "clock"]) store.on(topic, () => this.draw());
    setInterval(() => this.tick(), 15000);
    document.addEventListener("keydown", (event) => this.hotkey(event));
  }

  draw() {
    const { store } = this;
    const side = el("button", { class: "ghost only-narrow", type: "button", "aria-label": "Channels", on: { click: this.toggleSidebar } }, icon(ICONS.menu));
    fill(this.root, side, this.brand(), el("div", { class: "spacer" }), this.controls(), this.time(), this.people(store.humans()));
  }

  brand() {
    const { app, team } = this.store;
    const state = app.connected ? "connected" : "not connected";
    return el(
      "div",
      { class: "brand" },
      el("span", { class: "brand-name" }, el("bdi", {}, team.name)),
      el("span", { class: `link-state ${app.connected ? "on" : "off"}`, title: `${app.name} is ${state}` }, el("i", {}), el("bdi", {}, `${app.name} ${state}`)),
    );
  }

  controls() {
    return el(
      "div",
      { class: "controls" },
      this.store.controls.map((control) => {
        const node = el("button", { class: "button quiet", type: "button", title: control.label }, control.label);
        node.addEventListener("click", () => node.dataset.busy || busy(node, () => this.client.control(control)));
        return node;
      }),
    );
  }

  /** The workspace's own time, shown only where it can be moved. */
  time() {
    this.clockNode = null;
    if (!this.store.controls.length) return null;
    this.clockNode = el("span", { class: "workspace-time" });
    this.tick();
    return this.clockNode;
  }

  tick() {
    if (!this.clockNode) return;
    const sec = this.store.now();
    const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" }).format(new Date(sec * 1000));
    fill(this.clockNode, timeNode(sec, `${day}, ${clock(sec)}`));
  }

  people(people) {
    const row = people.length <= IN_A_ROW ? people.map((p, i) => this.chip(p, i)) : this.oneButton(people);
    return el("div", { class: "act-as", role: "group", "aria-label": "Act as" }, el("span", { class: "act-label" }, "Acting as"), row);
  }

  chip(person, i) {
    const mine = person.id === this.store.me;
    const name = person.real_name || person.name;
    return el(
      "button",
      {
        class: `person${mine ? " me" : ""}`,
        type: "button",
        "aria-pressed": String(mine),
        "aria-label": `Act as ${name}`,
        title: `Act as ${name} (Alt+${i + 1})`,
        data: { person: person.id },
        on: { click: () => mine || this.actAs(person.id) },
      },
      avatar({ id: person.id, name }, "mini"),
      el("bdi", {}, name.split(" ")[0]),
    );
  }

  oneButton(people) {
    const me = this.store.myself();
    const name = me ? me.real_name || me.name : "";
    const items = people.map((p) => ({ label: p.real_name || p.name, note: `@${p.name}`, checked: p.id === this.store.me, run: () => this.actAs(p.id) }));
    const node = el(
      "button",
      { class: "person me", type: "button", "aria-haspopup": "menu", "aria-label": `Acting as ${name}. Change`, on: { click: () => menu(node, items, { label: "Act as" }) } },
      avatar({ id: this.store.me, name }, "mini"),
      el("bdi", {}, name),
      icon(ICONS.chevron),
    );
    return node;
  }

  hotkey(event) {
    if (!event.altKey || event.ctrlKey || event.metaKey || !/^Digit[1-9]$/.test(event.code)) return;
    const person = this.store.humans()[Number(event.code.slice(5)) - 1];
    if (!person || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (person.id !== this.store.me) this.actAs(person.id);
  }
}
