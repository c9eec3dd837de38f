// What the page knows about the workspace, and who wants to hear of changes. Holds no DOM.
import { assignTints } from "./avatar.js";
import { plainText } from "./mrkdwn.js";

/** Slack nests a channel's topic; here it is its text. */
const withTopic = (channel) => ({ ...channel, topic: channel.topic?.value ?? channel.topic ?? "" });

export class Store {
  constructor() {
    this.team = { name: "" };
    this.app = { name: "App", connected: false };
    this.me = null;
    this.people = new Map();
    this.groups = new Map();
    this.channels = new Map();
    this.commands = [];
    this.shortcuts = [];
    this.controls = [];
    this.views = [];
    this.homeEnabled = false;
    this.place = { channel: null, home: false, thread: null };
    this.clockOffset = 0;
    this.listeners = new Map();
  }

  /** Calls `listener` after every change called `topic`. */
  on(topic, listener) {
    if (!this.listeners.has(topic)) this.listeners.set(topic, []);
    this.listeners.get(topic).push(listener);
  }

  tell(topic, detail) {
    for (const listener of this.listeners.get(topic) || []) listener(detail);
  }

  load(state) {
    this.team = state.team;
    this.app = state.app;
    this.me = state.me;
    this.setPeople(state.people);
    this.groups = new Map((state.usergroups || []).map((g) => [g.id, g]));
    this.channels = new Map(state.channels.map((c) => [c.id, withTopic(c)]));
    this.commands = state.commands || [];
    this.shortcuts = state.shortcuts || [];
    this.controls = state.controls || [];
    this.views = state.views || [];
    this.homeEnabled = Boolean(state.home_enabled);
    this.setNow(state.now);
    this.tell("state");
  }

  setPeople(people) {
    this.people = new Map(people.map((p) => [p.id, p]));
    assignTints(people.map((p) => p.id));
    this.tell("people");
  }

  setNow(ms) {
    if (Number.isFinite(ms)) this.clockOffset = ms - Date.now();
  }

  /** The workspace's time in seconds (it has a clock of its own). */
  now() {
    return Math.floor((Date.now() + this.clockOffset) / 1000);
  }

  humans() {
    return [...this.people.values()].filter((p) => !p.is_bot);
  }

  myself() {
    return this.people.get(this.me);
  }

  channel() {
    return this.channels.get(this.place.channel) || null;
  }

  setChannel(channel) {
    this.channels.set(channel.id, withTopic({ ...this.channels.get(channel.id), ...channel }));
    this.tell("channels");
  }

  setUnread(id, unread, mentions) {
    const channel = this.channels.get(id);
    if (!channel) return;
    Object.assign(channel, { unread, mentions });
    this.tell("channels");
  }

  userName(id) {
    const person = this.people.get(id);
    return person ? person.real_name || person.name : "";
  }

  groupName(id) {
    return this.groups.get(id)?.handle || "";
  }

  /** A channel's name as shown, without "#"; a direct message has the other person's name. */
  channelName(id) {
    const channel = this.channels.get(id);
    if (!channel) return "";
    return channel.is_im ? this.userName(channel.user) : channel.name;
  }

  messageAuthor(message) {
    const app = Boolean(message.bot_id);
    const name = message.username || this.userName(message.user) || (app ? this.app.name : message.user || "Unknown");
    return { name, app, id: message.user || message.bot_id || name };
  }

  /** A file's address by an image block's `slack_file`. */
  fileOf(slackFile) {
    if (slackFile.id) return slackFile.id;
    const match = /\bF[A-Z0-9]{4,}\b/.exec(slackFile.url || "");
    return match ? match[0] : null;
  }

  preview(text) {
    return plainText(text, this);
  }
}
