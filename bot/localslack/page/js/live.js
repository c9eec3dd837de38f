// Turns the events of the live stream into changes of what is shown.
import { notice } from "./popups.js";

/** Makes the listener. `app` gives store, client, channel, thread, home and modals. */
export function liveListener(app) {
  const { store, channel, thread, home, modals } = app;
  const isReply = (m) => m.thread_ts && m.thread_ts !== m.ts && m.subtype !== "thread_broadcast";
  const openHere = (id) => channel.shown === id;
  let readTimer = null;

  const readSoon = (id) => {
    clearTimeout(readTimer);
    readTimer = setTimeout(() => openHere(id) && document.hasFocus() && app.client.markRead(id), 300);
  };

  const put = (id, message) => {
    const text = { ...message, channel: message.channel || id };
    if (openHere(id) && !isReply(text)) channel.feed.put(text);
    if (thread.holds(text, id)) thread.feed.put(text);
  };

  const change = (id, message) => {
    const text = { ...message, channel: message.channel || id };
    if (openHere(id)) channel.feed.change(text);
    if (thread.shown?.channel === id) thread.feed.change(text);
  };

  const remove = (ts) => {
    channel.feed.remove(ts);
    thread.feed.remove(ts);
  };

  const react = (ts, reactions) => {
    for (const feed of [channel.feed, thread.feed]) feed.change({ ts, reactions });
  };

  const handlers = {
    message: (e) => {
      put(e.channel, e.message);
      if (openHere(e.channel)) readSoon(e.channel);
    },
    message_changed: (e) => change(e.channel, e.message),
    message_deleted: (e) => remove(e.ts),
    ephemeral: (e) => put(e.channel, { ...e.message, is_ephemeral: true }),
    ephemeral_changed: (e) => change(e.channel, { ...e.message, is_ephemeral: true }),
    ephemeral_deleted: (e) => remove(e.ts),
    view_open: (e) => modals.push(e.view),
    view_push: (e) => modals.push(e.view),
    view_update: (e) => modals.update(e.view),
    view_close: (e) => modals.close(e.view_id),
    view_clear: () => modals.clear(),
    home: (e) => store.place.home && home.show(e.view),
    reaction: (e) => react(e.ts, e.reactions),
    channel: (e) => store.setChannel(e.channel),
    people: (e) => store.setPeople(e.people),
    file: () => {},
    app: (e) => {
      store.app = { ...store.app, connected: e.connected };
      store.tell("app");
    },
    app_error: (e) => notice(e.message || e.error, "error"),
    unread: (e) => store.setUnread(e.channel, ...(openHere(e.channel) && document.hasFocus() ? [0, 0] : [e.unread, e.mentions])),
    clock: (e) => {
      store.setNow(e.now);
      store.tell("clock");
    },
  };
  return (event) => handlers[event.kind]?.(event);
}
