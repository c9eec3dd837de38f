// The open channel: its head, its messages, its composer, and the drop of files onto it.
import { avatar } from "./avatar.js";
import { Composer } from "./composer.js";
import { append, el, fill, icon, ICONS } from "./dom.js";
import { Feed } from "./feed.js";
import { catchDrops } from "./filefield.js";
import { notice } from "./popups.js";

export class ChannelPane {
  constructor(root, store, client, openThread) {
    Object.assign(this, { root, store, client });
    this.head = el("header", { class: "pane-head" });
    this.scroll = el("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Messages" });
    this.feed = new Feed(this.scroll, { store, client, openThread, inThread: false });
    this.composer = new Composer({ store, client, where: () => ({ channel: store.place.channel }), inThread: false });
    this.foot = el("div", { class: "pane-foot" });
    append(root, [this.head, this.scroll, this.foot]);
    catchDrops(root, (files) => this.dropped(files));
    store.on("channels", () => {
      if (!this.shown) return;
      this.drawFrame();
      this.intro();
    });
    store.on("people", () => this.shown && this.drawFrame());
    this.shown = null;
    this.hasMore = false;
    this.scroll.addEventListener("scroll", () => this.maybeOlder(), { passive: true });
  }

  /** Loads and shows a channel; `focus` puts the caret into the composer. */
  async open(id, focus = true) {
    const before = this.store.channels.get(id);
    const unread = this.shown === id ? 0 : before?.unread || 0;
    this.feed.expect(this.shown !== id);
    this.shown = id;
    this.drawFrame();
    const loaded = (await this.client.told(this.client.messages(id))) || { messages: [], has_more: false };
    if (this.shown !== id) return;
    this.hasMore = loaded.has_more;
    const theirs = loaded.messages.filter((m) => m.user !== this.store.me);
    const newFrom = unread && theirs.length ? theirs.at(-Math.min(unread, theirs.length)).ts : null;
    const lone = (loaded.ephemerals || []).filter((m) => !m.thread_ts);
    this.feed.show([...loaded.messages, ...lone], newFrom);
    this.intro();
    this.store.setUnread(id, 0, 0);
    if (focus) this.composer.focus();
  }

  hide() {
    this.shown = null;
  }

  async maybeOlder() {
    if (!this.hasMore || this.loadingOlder || this.scroll.scrollTop > 120) return;
    this.loadingOlder = true;
    const id = this.shown;
    const loaded = await this.client.told(this.client.messages(id, this.feed.oldest()));
    this.loadingOlder = false;
    if (!loaded || id !== this.shown) return;
    this.hasMore = loaded.has_more;
    this.feed.addOlder(loaded.messages);
    this.intro();
  }

  drawFrame() {
    const channel = this.store.channels.get(this.shown);
    if (!channel) return;
    this.drawHead(channel);
    const label = channel.is_im ? `Message ${this.store.channelName(channel.id)}` : `Message #${channel.name}`;
    if (channel.is_member || channel.is_im) {
      if (this.foot.firstChild !== this.composer.node) fill(this.foot, this.composer.node);
      this.composer.turnTo(label);
    } else {
      fill(this.foot, this.joinLine(channel));
    }
  }

  joinLine(channel) {
    const join = async () => {
      const joined = await this.client.join(channel.id);
      if (!joined) return;
      this.store.setChannel({ ...channel, ...(joined.channel || {}), is_member: true });
      this.composer.focus();
    };
    return el(
      "div",
      { class: "join-line" },
      el("span", {}, "You are looking at ", el("strong", {}, `#${channel.name}`), "."),
      el("button", { class: "button primary", type: "button", on: { click: join } }, "Join the channel"),
    );
  }

  drawHead(channel) {
    const people = (channel.members || []).map((id) => this.store.people.get(id)).filter(Boolean);
    const faces = people.slice(0, 5).map((p) => avatar({ id: p.id, name: p.real_name || p.name, app: p.is_bot }, "mini"));
    const names = people.map((p) => p.real_name || p.name).join(", ");
    fill(
      this.head,
      el("h1", {}, el("span", { class: "sigil" }, channel.is_im ? "@" : channel.is_private ? "◆" : "#"), el("bdi", {}, this.store.channelName(channel.id))),
      channel.topic && el("span", { class: "topic", title: channel.topic }, el("bdi", {}, channel.topic)),
      !channel.is_im && el("span", { class: "faces", title: names, role: "img", "aria-label": `Members: ${names}` }, faces, el("span", { class: "menu-note" }, String(people.length))),
    );
  }

  intro() {
    const channel = this.store.channels.get(this.shown);
    if (this.hasMore || !channel) return fill(this.feed.intro);
    const name = channel.is_im ? this.store.channelName(channel.id) : `#${channel.name}`;
    const commands = this.store.commands.map((c) => el("code", {}, c.command));
    return fill(
      this.feed.intro,
      el("h2", {}, channel.is_im ? `You and ${name}` : name),
      el("p", {}, "This is the beginning. Write something, drop a file here", commands.length ? [", or type ", commands.slice(0, 3)] : "", "."),
      !channel.is_im && !channel.bot_is_member && el("p", { class: "menu-note" }, icon(ICONS.eye), `${this.store.app.name} is not in this channel: `, el("code", {}, `/invite @${this.store.app.name}`)),
    );
  }

  dropped(files) {
    const channel = this.store.channels.get(this.shown);
    if (!channel?.is_member && !channel?.is_im) notice("Join the channel first, then drop the file.", "error");
    else this.composer.attach(files);
  }
}
