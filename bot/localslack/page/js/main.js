// Starts the page and moves between places: channel, thread, Home, person.
import { Stream } from "./api.js";
import { ChannelPane } from "./channel.js";
import { Client } from "./client.js";
import { HomeTab } from "./home.js";
import { liveListener } from "./live.js";
import { ModalStack } from "./modal.js";
import { closeMenu } from "./popups.js";
import { Sidebar } from "./sidebar.js";
import { Store } from "./store.js";
import { ThreadPane } from "./thread.js";
import { Topbar } from "./topbar.js";

const byId = (id) => document.getElementById(id);
const REMEMBERED = "acting-as";

class Page {
  constructor() {
    this.store = new Store();
    this.client = new Client(this.store);
    this.store.fileUrl = this.client.fileUrl;
    this.store.openChannel = (id) => this.go({ channel: id });
    this.modals = new ModalStack(this.store, this.client);
    this.channel = new ChannelPane(byId("channel"), this.store, this.client, (ts) => this.go({ channel: this.store.place.channel, thread: ts }));
    this.thread = new ThreadPane(byId("thread"), this.store, this.client, () => this.go({ channel: this.store.place.channel }));
    this.home = new HomeTab(byId("home"), this.store, this.client);
    this.sidebar = new Sidebar(byId("places"), this.store, this.client, (place) => this.go(place));
    this.topbar = new Topbar(byId("topbar"), this.store, this.client, {
      actAs: (id) => this.actAs(id),
      toggleSidebar: () => this.showSidebar(!document.body.classList.contains("side-open")),
    });
    this.stream = new Stream({ onEvent: liveListener(this), onState: (up, again) => this.connection(up, again) });
    byId("veil").addEventListener("click", () => this.showSidebar(false));
    window.addEventListener("hashchange", () => this.follow(placeOf(location.hash)));
    window.addEventListener("focus", () => this.channel.shown && this.client.markRead(this.channel.shown));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.showSidebar(false));
    for (const topic of ["channels", "state", "place"]) this.store.on(topic, () => this.title());
    guardDrops();
  }

  async start() {
    await this.client.told(this.client.loadState(sessionStorage.getItem(REMEMBERED), true));
    if (!this.store.me) return this.connection(false);
    await this.enter(this.store.me, false, placeOf(location.hash));
    document.body.classList.add("ready");
    return null;
  }

  async actAs(id) {
    closeMenu();
    sessionStorage.setItem(REMEMBERED, id);
    await this.enter(id, true, { ...this.store.place });
  }

  /** Listens first and looks afterwards, so that nothing falls between. */
  async enter(id, reload, place) {
    await this.stream.open(id);
    if (reload) await this.client.told(this.client.loadState(id, false));
    this.modals.reset(this.store.views);
    await this.follow(place, reload);
  }

  /** Goes to a place by the address, so that Back works. */
  go(place) {
    const hash = hashOf(place);
    if (location.hash === hash) this.follow(place);
    else location.hash = hash;
  }

  async follow(place, reload = false) {
    const wanted = this.allowed(place);
    const same = wanted.channel === this.channel.shown && !reload;
    this.store.place = wanted;
    this.showSidebar(false);
    byId("home").hidden = !wanted.home;
    byId("channel").hidden = wanted.home;
    document.body.classList.toggle("in-thread", Boolean(wanted.thread));
    if (!wanted.thread) this.thread.hide();
    this.store.tell("place");
    if (wanted.home) {
      this.channel.hide();
      return this.home.open();
    }
    if (!same) await this.channel.open(wanted.channel, !wanted.thread && !this.modals.top());
    if (wanted.thread && (reload || this.thread.shown?.ts !== wanted.thread)) await this.thread.open(wanted.channel, wanted.thread);
    return null;
  }

  /** The place itself if the person may see it, else the first channel. */
  allowed(place) {
    if (place.home && this.store.homeEnabled) return { home: true, channel: null, thread: null };
    if (this.store.channels.has(place.channel)) return { home: false, channel: place.channel, thread: place.thread || null };
    const all = [...this.store.channels.values()];
    const first = all.find((c) => c.is_member && !c.is_im) || all[0];
    return { home: false, channel: first?.id || null, thread: null };
  }

  /** Shows whether the workspace answers; after a gap everything is loaded again. */
  async connection(up, again) {
    byId("offline").hidden = up;
    if (!up || !again) return;
    await this.client.told(this.client.loadState(this.store.me, false));
    this.modals.reset(this.store.views);
    await this.follow({ ...this.store.place }, true);
  }

  showSidebar(open) {
    document.body.classList.toggle("side-open", open);
  }

  title() {
    const { store } = this;
    const mentions = [...store.channels.values()].reduce((sum, c) => sum + (c.mentions || 0), 0);
    const place = store.place.home ? store.app.name : store.channelName(store.place.channel);
    document.title = `${mentions ? `(${mentions}) ` : ""}${place ? `${place} · ` : ""}${store.team.name}`;
  }
}

function placeOf(hash) {
  if (hash === "#home") return { home: true };
  const [channel, thread] = hash.slice(1).split("/");
  return { home: false, channel: channel || null, thread: thread || null };
}

function hashOf(place) {
  if (place.home) return "#home";
  return `#${place.channel}${place.thread ? `/${place.thread}` : ""}`;
}

/** A file dropped beside its target must not replace the page. */
function guardDrops() {
  for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => event.preventDefault());
}

new Page().start();
