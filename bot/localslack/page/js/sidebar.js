// The list of places: the app's home, channels, direct messages.
import { avatar } from "./avatar.js";
import { Refusal } from "./api.js";
import { el, fill, icon, ICONS } from "./dom.js";
import { dialog } from "./popups.js";

export class Sidebar {
  constructor(root, store, client, go) {
    Object.assign(this, { root, store, client, go });
    for (const topic of ["state", "channels", "people", "place", "app"]) store.on(topic, () => this.draw());
  }

  draw() {
    const all = [...this.store.channels.values()];
    const byName = (a, b) => a.name.localeCompare(b.name);
    const channels = all.filter((c) => !c.is_im);
    const joined = channels.filter((c) => c.is_member).sort(byName);
    const others = channels.filter((c) => !c.is_member).sort(byName);
    fill(
      this.root,
      this.store.homeEnabled && el("div", { class: "side-group" }, this.homeRow()),
      el("div", { class: "side-group" }, this.heading("Channels", "New channel", () => this.newChannel()), joined.map((c) => this.channelRow(c))),
      others.length > 0 && el("div", { class: "side-group" }, this.heading("Not joined"), others.map((c) => this.channelRow(c))),
      el("div", { class: "side-group" }, this.heading("Direct messages"), this.directRows(all.filter((c) => c.is_im))),
    );
  }

  heading(text, label, run) {
    const add = run && el("button", { class: "ghost", type: "button", title: label, "aria-label": label, on: { click: run } }, "+");
    return el("div", { class: "side-heading" }, el("h2", {}, text), add);
  }

  row({ here, strong, muted, lead, name, tail, run, data }) {
    return el(
      "button",
      {
        class: `side-row${here ? " here" : ""}${strong ? " unread" : ""}${muted ? " muted" : ""}`,
        type: "button",
        "aria-current": here ? "page" : null,
        data,
        on: { click: run },
      },
      el("span", { class: "lead" }, lead),
      el("bdi", { class: "side-name" }, name),
      tail,
    );
  }

  homeRow() {
    const { app, place } = this.store;
    return this.row({
      here: place.home,
      lead: icon(ICONS.home),
      name: `${app.name} home`,
      tail: !app.connected && el("span", { class: "menu-note", title: "The app is not connected" }, "offline"),
      run: () => this.go({ home: true }),
    });
  }

  marks(channel) {
    const unread = channel.unread || 0;
    if (!unread) return null;
    const mentions = channel.mentions || (channel.is_im ? unread : 0);
    return el("span", { class: mentions ? "count-badge" : "count-dot", "aria-label": `${unread} unread` }, mentions ? String(mentions) : "");
  }

  channelRow(channel) {
    return this.row({
      here: this.store.place.channel === channel.id,
      strong: channel.unread > 0,
      muted: !channel.is_member,
      lead: channel.is_private ? "◆" : "#",
      name: channel.name,
      tail: this.marks(channel),
      data: { channel: channel.id },
      run: () => this.go({ channel: channel.id }),
    });
  }

  directRows(existing) {
    const byUser = new Map(existing.map((c) => [c.user, c]));
    const people = [...this.store.people.values()].filter((p) => p.id !== this.store.me);
    people.sort((a, b) => Number(b.is_bot) - Number(a.is_bot) || a.real_name.localeCompare(b.real_name));
    return people.map((person) => {
      const channel = byUser.get(person.id);
      const name = person.real_name || person.name;
      return this.row({
        here: channel && this.store.place.channel === channel.id,
        strong: channel?.unread > 0,
        lead: avatar({ id: person.id, name, app: person.is_bot }, "mini"),
        name,
        tail: channel && this.marks(channel),
        data: { person: person.id },
        run: () => (channel ? this.go({ channel: channel.id }) : this.openDirect(person.id)),
      });
    });
  }

  async openDirect(person) {
    const opened = await this.client.directMessage(person);
    if (!opened) return;
    this.store.setChannel(opened.channel);
    this.go({ channel: opened.channel.id });
  }

  newChannel() {
    const name = el("input", { class: "input", type: "text", maxlength: 80, placeholder: "e.g. triage-elections", id: "channel-name", autocomplete: "off" });
    const hidden = el("input", { type: "checkbox" });
    const trouble = el("div", { class: "field-error", role: "alert" });
    const submit = async (event) => {
      event.preventDefault();
      try {
        const { channel } = await this.client.createChannel(name.value.trim(), hidden.checked);
        box.close();
        this.store.setChannel(channel);
        this.go({ channel: channel.id });
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        trouble.textContent = problem.message;
      }
    };
    const { box } = dialog(
      "ask",
      "New channel",
      el(
        "form",
        { on: { submit } },
        el("h2", {}, "New channel"),
        el("label", { class: "label", for: "channel-name" }, "Name"),
        name,
        el("label", { class: "choice" }, hidden, el("span", {}, "Private: only invited people see it")),
        trouble,
        el(
          "div",
          { class: "row end" },
          el("button", { class: "button", type: "button", on: { click: () => box.close() } }, "Cancel"),
          el("button", { class: "button primary", type: "submit" }, "Create"),
        ),
      ),
    );
    name.focus();
  }
}
