// A list of messages that stays in order, groups what belongs together and follows the newest one.
import { el, icon, ICONS } from "./dom.js";
import { rememberFocus } from "./focus.js";
import { messageNode } from "./message.js";
import { dayName, sameDay, seconds } from "./times.js";

const TOGETHER = 300;

/** Compares two `ts` texts without losing their microseconds. */
export function compareTs(a, b) {
  const [sa, ma = ""] = a.split(".");
  const [sb, mb = ""] = b.split(".");
  return Number(sa) - Number(sb) || (ma < mb ? -1 : ma > mb ? 1 : 0);
}

export class Feed {
  /** `root` scrolls; `ctx` is what messageNode wants. */
  constructor(root, ctx) {
    this.root = root;
    this.ctx = ctx;
    this.entries = new Map();
    this.list = el("div", { class: "feed", role: "log", "aria-live": "polite" });
    this.intro = el("div", { class: "intro" });
    this.jump = el("button", { class: "jump", type: "button", hidden: true, on: { click: () => this.toEnd() } }, "New messages", icon(ICONS.down));
    root.append(this.intro, this.list, this.jump);
    ctx.store.on("clock", () => this.refresh());
    this.newFrom = null;
    this.pending = null;
    this.atEnd = true;
    this.lastTop = 0;
    root.addEventListener("scroll", () => this.scrolled(), { passive: true });
    root.addEventListener("load", () => this.follow(), true);
    const growth = new ResizeObserver(() => this.follow());
    growth.observe(this.list);
    growth.observe(root);
  }

  nearEnd() {
    return this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight < 80;
  }

  /** Only a person's scroll upwards ends the following: growth of the content does not. */
  scrolled() {
    if (this.nearEnd()) this.reached();
    else if (this.root.scrollTop < this.lastTop - 2) this.atEnd = false;
    this.lastTop = this.root.scrollTop;
  }

  reached() {
    this.atEnd = true;
    this.jump.hidden = true;
  }

  toEnd() {
    this.reached();
    this.follow();
  }

  /** Brings "Today" and "2 days ago" up to date when the workspace's clock has moved. */
  refresh() {
    for (const { message } of [...this.entries.values()]) if (message.reply_count) this.draw(message);
    this.arrange();
  }

  follow() {
    if (this.atEnd) this.root.scrollTop = this.root.scrollHeight;
  }

  /** Until `show` comes, changes are kept and then made on top of what was loaded. */
  expect(clear) {
    this.pending = [];
    if (!clear) return;
    this.entries.clear();
    this.list.replaceChildren();
    this.intro.replaceChildren();
  }

  /** Shows exactly these messages; `newFrom` is the ts before which a "New" line stands. */
  show(messages, newFrom = null) {
    this.entries.clear();
    this.list.replaceChildren();
    this.newFrom = newFrom;
    for (const message of messages) this.draw(message);
    const pending = this.pending || [];
    this.pending = null;
    for (const change of pending) change();
    this.arrange();
    this.toEnd();
  }

  /** Adds or redraws one message. */
  put(message) {
    if (this.pending) return void this.pending.push(() => this.put(message));
    const mine = message.user === this.ctx.store.me && !message.bot_id;
    const isNew = !this.entries.has(message.ts);
    this.draw(message);
    this.arrange();
    if (isNew && mine) this.reached();
    else if (isNew && !this.atEnd) this.jump.hidden = false;
    this.follow();
  }

  /** Changes what a shown message says; one that isn't shown stays so. */
  change(fields) {
    if (this.pending) return void this.pending.push(() => this.change(fields));
    const old = this.entries.get(fields.ts);
    if (!old) return undefined;
    const whole = fields.type ? fields : { ...old.message, ...fields };
    return this.put(whole);
  }

  /** Older messages, put on top without moving what is being read. */
  addOlder(messages) {
    const height = this.root.scrollHeight;
    const top = this.root.scrollTop;
    for (const message of messages) this.draw(message);
    this.arrange();
    this.root.scrollTop = top + this.root.scrollHeight - height;
  }

  draw(message) {
    const old = this.entries.get(message.ts);
    const kept = old?.values() || {};
    const refocus = rememberFocus(old?.node);
    const made = messageNode(message, { ...this.ctx, before: (block, action) => kept[block]?.[action] });
    this.entries.set(message.ts, { message, ...made });
    if (old) {
      old.node.replaceWith(made.node);
      refocus(made.node);
    }
  }

  remove(ts) {
    if (this.pending) return void this.pending.push(() => this.remove(ts));
    this.entries.get(ts)?.node.remove();
    this.entries.delete(ts);
    this.arrange();
  }

  oldest() {
    return [...this.entries.keys()].sort(compareTs)[0];
  }

  /** Puts nodes in time order, with day lines, the "New" line, and one headline for a run of messages. */
  arrange() {
    for (const line of this.list.querySelectorAll(".day, .new-line")) line.remove();
    const ordered = [...this.entries.values()].sort((a, b) => compareTs(a.message.ts, b.message.ts));
    let previous = null;
    let at = this.list.firstChild;
    const insert = (node) => {
      if (node === at) at = at.nextSibling;
      else this.list.insertBefore(node, at);
    };
    for (const entry of ordered) {
      const sec = seconds(entry.message.ts);
      const newDay = !previous || !sameDay(seconds(previous.message.ts), sec);
      const isFirstNew = this.newFrom === entry.message.ts;
      if (newDay) insert(el("div", { class: "day" }, el("span", {}, dayName(sec, this.ctx.store.now()))));
      if (isFirstNew) insert(el("div", { class: "new-line" }, el("span", {}, "New")));
      entry.node.classList.toggle("run", !newDay && !isFirstNew && together(previous, entry));
      insert(entry.node);
      previous = entry;
    }
  }
}

function together(a, b) {
  const plain = (m) => !m.is_ephemeral && !m.subtype?.startsWith("channel_");
  return (
    plain(a.message) &&
    plain(b.message) &&
    a.node.dataset.author === b.node.dataset.author &&
    seconds(b.message.ts) - seconds(a.message.ts) < TOGETHER
  );
}
