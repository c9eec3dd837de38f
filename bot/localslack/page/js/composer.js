// Where a person writes: text, files, slash commands. What was typed is never lost when something fails.
import { Refusal } from "./api.js";
import { append, el, fill, humanSize, icon, ICONS } from "./dom.js";
import { menu, notice } from "./popups.js";
import { SuggestBox, usageOf } from "./suggest.js";

const drafts = new Map();

export class Composer {
  /** `where()` gives {channel, thread}; `thread` composers refuse slash commands as Slack does. */
  constructor({ store, client, where, inThread, leave }) {
    Object.assign(this, { store, client, where, inThread, leave });
    this.files = [];
    this.area = el("textarea", { class: "composer-text", rows: 1, dir: "auto", autocomplete: "off" });
    this.suggest = new SuggestBox(this.area, store, inThread);
    this.usage = el("div", { class: "usage", role: "status" });
    this.complaint = el("div", { class: "complaint", role: "alert", hidden: true });
    this.chips = el("div", { class: "chips" });
    this.broadcast = el("input", { type: "checkbox" });
    this.chooser = el("input", { type: "file", class: "sr", multiple: true, tabIndex: -1, "aria-hidden": "true" });
    this.sendButton = el("button", { class: "send", type: "submit", title: "Send (Enter)", "aria-label": "Send" }, icon(ICONS.send));
    this.node = this.build();
    this.listen();
  }

  build() {
    const attach = el("button", { class: "ghost", type: "button", title: "Attach files", "aria-label": "Attach files", on: { click: () => this.chooser.click() } }, icon(ICONS.attach));
    this.more = el("button", { class: "ghost", type: "button", title: "Shortcuts", "aria-label": "Shortcuts", "aria-haspopup": "menu", on: { click: () => this.openShortcuts() } }, "⚡");
    const also = this.inThread && el("label", { class: "also" }, this.broadcast, "Also send to the channel");
    return el(
      "form",
      { class: "composer" },
      this.suggest.node,
      this.complaint,
      el("div", { class: "composer-box" }, this.chips, this.area, el("div", { class: "composer-bar" }, attach, !this.inThread && this.more, also, this.usage, this.sendButton)),
      this.chooser,
    );
  }

  listen() {
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.area.addEventListener("input", () => this.typed());
    this.area.addEventListener("click", () => this.suggest.refresh());
    this.area.addEventListener("blur", () => this.suggest.hide());
    this.area.addEventListener("keydown", (event) => this.key(event));
    this.area.addEventListener("paste", (event) => {
      if (event.clipboardData.files.length) {
        event.preventDefault();
        this.attach(event.clipboardData.files);
      }
    });
    this.chooser.addEventListener("change", () => {
      this.attach(this.chooser.files);
      this.chooser.value = "";
    });
  }

  key(event) {
    if (event.isComposing || this.suggest.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape" && !this.area.value && this.inThread) {
      this.leave?.();
    }
  }

  typed() {
    this.keepDraft();
    this.grow();
    this.suggest.refresh();
    this.usage.textContent = this.inThread ? "" : usageOf(this.area.value, this.store);
    this.sayWrong("");
    this.sendButton.classList.toggle("ready", Boolean(this.area.value.trim() || this.files.length));
  }

  grow() {
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight, 220)}px`;
  }

  keepDraft() {
    drafts.set(this.draftKey, this.area.value);
  }

  /** Turns to another channel or thread: its own draft comes back. */
  turnTo(label) {
    const { channel, thread } = this.where();
    const key = `${this.store.me}/${channel}/${thread || ""}`;
    this.area.placeholder = label;
    this.area.setAttribute("aria-label", label);
    this.more.hidden = !this.store.shortcuts.some((s) => s.type === "global");
    if (key === this.draftKey) return;
    this.draftKey = key;
    this.files = [];
    this.broadcast.checked = false;
    this.area.value = drafts.get(key) || "";
    this.drawChips();
    this.typed();
    this.suggest.hide();
  }

  focus() {
    this.area.focus({ preventScroll: true });
  }

  attach(files) {
    this.files = [...this.files, ...files].slice(0, 10);
    this.drawChips();
    this.typed();
    this.focus();
  }

  drawChips() {
    const drop = (file) => {
      this.files = this.files.filter((f) => f !== file);
      this.drawChips();
      this.typed();
    };
    fill(this.chips, this.files.map((file) =>
      el(
        "span",
        { class: "chip" },
        icon(ICONS.file),
        el("bdi", {}, file.name),
        el("span", { class: "menu-note" }, humanSize(file.size)),
        el("button", { class: "ghost", type: "button", "aria-label": `Remove ${file.name}`, on: { click: () => drop(file) } }, icon(ICONS.close)),
      ),
    ));
  }

  openShortcuts() {
    const items = this.store.shortcuts
      .filter((s) => s.type === "global")
      .map((s) => ({ label: s.name, note: s.description, run: () => this.client.shortcut(s.callback_id) }));
    menu(this.more, [{ heading: this.store.app.name }, ...items], { label: "Shortcuts" });
  }

  sayWrong(text) {
    this.complaint.hidden = !text;
    fill(this.complaint, text && append(el("span", {}), [el("strong", {}, "Only visible to you · "), text]));
  }

  /** Sends what stands here. The field is free at once; a failure brings the text and the files back. */
  async send() {
    const typed = this.area.value;
    const text = typed.trim();
    if ((!text && !this.files.length) || this.node.dataset.busy) return;
    const { draftKey, files } = this;
    const broadcast = this.broadcast.checked;
    this.node.dataset.busy = "1";
    this.sendButton.setAttribute("aria-busy", "true");
    this.clear();
    try {
      await this.deliver(text, files, broadcast);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      this.bringBack(draftKey, typed, files, problem.message);
    } finally {
      delete this.node.dataset.busy;
      this.sendButton.removeAttribute("aria-busy");
    }
  }

  clear() {
    this.files = [];
    this.area.value = "";
    this.broadcast.checked = false;
    this.drawChips();
    this.typed();
    this.suggest.hide();
  }

  bringBack(draftKey, typed, files, why) {
    if (draftKey !== this.draftKey) {
      drafts.set(draftKey, typed);
      return notice(why, "error");
    }
    this.files = [...files, ...this.files].slice(0, 10);
    this.area.value = this.area.value ? `${typed}\n${this.area.value}` : typed;
    this.drawChips();
    this.typed();
    this.suggest.hide();
    return this.sayWrong(why);
  }

  /** A slash command or a message, by how the text begins. */
  async deliver(text, files, broadcast) {
    const { channel, thread } = this.where();
    const slash = /^(\/[a-z][\w-]*)(?:\s+([\s\S]*))?$/i.exec(text);
    if (!slash) return this.client.say(channel, { text, files, thread, broadcast });
    if (this.inThread) throw new Refusal("thread", `${slash[1]} cannot be used in a thread. Mention the app here, or use the command in the channel.`);
    if (files.length) throw new Refusal("files", `${slash[1]} cannot carry a file. Send the file as a message first, or remove it.`);
    return this.run(channel, slash[1], (slash[2] || "").trim());
  }

  run(channel, command, rest) {
    if (command === "/leave") return this.client.leave(channel);
    if (command !== "/invite") return this.client.command(channel, command, rest);
    const name = rest.replace(/^@/, "").toLowerCase();
    const person = [...this.store.people.values()].find((p) => [p.name, p.real_name].some((n) => n?.toLowerCase() === name));
    if (!person) throw new Refusal("invite", `Nobody here is called “${rest || "…"}”. Example: /invite @${this.store.app.name.toLowerCase()}`);
    return this.client.invite(channel, person.id);
  }
}
