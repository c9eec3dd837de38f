// The thread beside the channel.
import { Composer } from "./composer.js";
import { append, el, fill, icon, ICONS } from "./dom.js";
import { Feed } from "./feed.js";
import { catchDrops } from "./filefield.js";

export class ThreadPane {
  constructor(root, store, client, close) {
    Object.assign(this, { root, store, client });
    this.shown = null;
    this.title = el("span", { class: "topic" });
    this.scroll = el("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Thread" });
    this.feed = new Feed(this.scroll, { store, client, openThread: () => {}, inThread: true });
    const where = () => ({ channel: store.place.channel, thread: this.shown?.ts });
    this.composer = new Composer({ store, client, where, inThread: true, leave: close });
    const closeButton = el("button", { class: "ghost", type: "button", title: "Close the thread (Esc)", "aria-label": "Close the thread", on: { click: close } }, icon(ICONS.close));
    append(root, [
      el("header", { class: "pane-head" }, el("h1", {}, "Thread"), this.title, closeButton),
      this.scroll,
      el("div", { class: "pane-foot" }, this.composer.node),
    ]);
    catchDrops(root, (files) => this.composer.attach(files));
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && !this.composer.area.value) close();
    });
  }

  async open(channel, ts, focus = true) {
    this.feed.expect(this.shown?.ts !== ts);
    this.shown = { channel, ts };
    this.root.hidden = false;
    fill(this.title, el("bdi", {}, `#${this.store.channelName(channel)}`));
    this.composer.turnTo("Reply…");
    const loaded = (await this.client.told(this.client.thread(channel, ts))) || { messages: [] };
    if (this.shown?.ts !== ts) return;
    this.feed.show([...loaded.messages, ...(loaded.ephemerals || []).filter((m) => m.thread_ts === ts)]);
    if (focus) this.composer.focus();
  }

  /** True if `message` stands in the open thread. */
  holds(message, channel) {
    const open = this.shown;
    return Boolean(open) && open.channel === channel && (message.ts === open.ts || message.thread_ts === open.ts);
  }

  hide() {
    this.shown = null;
    this.root.hidden = true;
  }
}
