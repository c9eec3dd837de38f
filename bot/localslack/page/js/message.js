// One message: who, when, what, its files and reactions, and what can be done with it.
import { avatar } from "./avatar.js";
import { renderBlocks } from "./blocks.js";
import { append, el, icon, ICONS } from "./dom.js";
import { emoji, QUICK } from "./emoji.js";
import { fileNode } from "./files.js";
import { mrkdwn, unescape } from "./mrkdwn.js";
import { closeMenu, confirmed, menu, notice } from "./popups.js";
import { ago, clock, seconds, timeNode } from "./times.js";

/** Draws `message` into a new node. `ctx`: {store, client, openThread, inThread, before}. */
export function messageNode(message, ctx) {
  if (["channel_join", "channel_leave", "channel_topic"].includes(message.subtype)) return systemLine(message, ctx);
  const author = ctx.store.messageAuthor(message);
  const sec = seconds(message.ts);
  const drawn = body(message, ctx);
  const node = el(
    "article",
    { class: `msg${message.is_ephemeral ? " only-you" : ""}`, data: { ts: message.ts, author: `${author.id}${author.name}` } },
    el("div", { class: "gutter" }, avatar(author), timeNode(sec, clock(sec), "when small")),
    el(
      "div",
      { class: "msg-main" },
      message.is_ephemeral && el("div", { class: "only-you-note" }, icon(ICONS.eye), "Only visible to you"),
      headline(author, sec, message),
      drawn.node,
      reactions(message, ctx),
      threadSummary(message, ctx),
    ),
  );
  if (!message.is_ephemeral) node.append(toolbar(message, ctx, node));
  return { node, values: drawn.values };
}

function headline(author, sec, message) {
  return el(
    "header",
    { class: "msg-head" },
    el("bdi", { class: "author" }, author.name),
    author.app && el("span", { class: "badge" }, "app"),
    timeNode(sec, clock(sec)),
    message.thread_ts && message.subtype === "thread_broadcast" && el("span", { class: "menu-note" }, "replied to a thread"),
  );
}

function systemLine(message, ctx) {
  const node = el("article", { class: "msg system", data: { ts: message.ts } }, el("div", { class: "gutter" }));
  const who = ctx.store.messageAuthor(message).name;
  const words = { channel_join: "joined", channel_leave: "left" }[message.subtype];
  const text = words ? [el("bdi", {}, who), ` ${words} the channel`] : mrkdwn(message.text, ctx.store);
  append(node, [el("div", { class: "msg-main" }, text)]);
  return { node, values: () => ({}) };
}

function body(message, ctx) {
  const env = {
    book: ctx.store,
    fileUrl: ctx.client.fileUrl,
    before: ctx.before,
    upload: (files) => ctx.client.upload(files),
    act: (action, values) => ctx.client.act({ type: "message", channel: message.channel, ts: message.ts }, action, values),
  };
  const node = el("div", { class: "msg-body", dir: "auto" });
  const drawn = message.blocks?.length ? renderBlocks(message.blocks, env) : null;
  const words = drawn ? drawn.node : el("div", { class: "text" }, mrkdwn(message.text, ctx.store));
  append(node, [words, message.edited && !message.bot_id && el("span", { class: "edited" }, "(edited)")]);
  for (const extra of message.attachments || []) append(node, [attachment(extra, env, ctx)]);
  if (message.files?.length) append(node, [el("div", { class: "msg-files" }, message.files.map((f) => fileNode(f, env)))]);
  return { node, values: drawn ? drawn.values : () => ({}) };
}

function attachment(extra, env, ctx) {
  const inner = extra.blocks ? renderBlocks(extra.blocks, env).node : mrkdwn(extra.text || extra.fallback || "", ctx.store);
  return el("div", { class: "attachment" }, inner);
}

function reactions(message, ctx) {
  if (!message.reactions?.length) return null;
  const pills = message.reactions.map((r) => {
    const mine = r.users.includes(ctx.store.me);
    const names = r.users.map((id) => ctx.store.userName(id) || id).join(", ");
    return el(
      "button",
      {
        class: `pill${mine ? " mine" : ""}`,
        type: "button",
        "aria-pressed": String(mine),
        title: `${names} reacted with :${r.name}:`,
        on: { click: () => ctx.client.react(message, r.name, mine) },
      },
      el("span", {}, emoji(r.name) || `:${r.name}:`),
      el("span", { class: "count" }, String(r.count ?? r.users.length)),
    );
  });
  return el("div", { class: "reactions" }, pills);
}

function threadSummary(message, ctx) {
  if (ctx.inThread || !message.reply_count) return null;
  const latest = seconds(message.latest_reply || message.ts);
  const who = (message.reply_users || []).slice(0, 4).map((id) => avatar({ id, name: ctx.store.userName(id) || id, app: ctx.store.people.get(id)?.is_bot }, "mini"));
  return el(
    "button",
    { class: "thread-summary", type: "button", on: { click: () => ctx.openThread(message.ts) } },
    el("span", { class: "faces" }, who),
    el("strong", {}, `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`),
    el("span", { class: "menu-note" }, `last reply ${ago(latest, ctx.store.now())}`),
  );
}

function toolbar(message, ctx, node) {
  const tool = (name, label, run) => {
    const button = el("button", { class: "ghost", type: "button", title: label, "aria-label": label }, icon(ICONS[name]));
    button.addEventListener("click", () => run(button));
    return button;
  };
  return el(
    "div",
    { class: "toolbar", role: "toolbar", "aria-label": "Message actions" },
    tool("smile", "Add a reaction", (anchor) => pickReaction(anchor, message, ctx)),
    !ctx.inThread && tool("reply", "Reply in a thread", () => ctx.openThread(message.thread_ts || message.ts)),
    tool("dots", "More actions", (anchor) => menu(anchor, moreItems(message, ctx, node), { label: "Message actions" })),
  );
}

function pickReaction(anchor, message, ctx) {
  const choose = (name) => {
    closeMenu();
    ctx.client.react(message, name, false);
  };
  const row = QUICK.map((name) =>
    el("button", { class: "ghost emoji-choice", type: "button", role: "menuitem", title: name, "aria-label": name, on: { click: () => choose(name) } }, emoji(name)),
  );
  menu(anchor, [{ node: el("div", { class: "emoji-grid" }, row) }], { label: "Reactions" });
}

function moreItems(message, ctx, node) {
  const shortcuts = ctx.store.shortcuts
    .filter((s) => s.type === "message")
    .map((s) => ({ label: s.name, note: ctx.store.app.name, run: () => ctx.client.shortcut(s.callback_id, message) }));
  const own = message.user === ctx.store.me && !message.bot_id;
  const items = [...shortcuts, { label: "Copy the text", run: () => copy(ctx.store.preview(message.text)) }];
  if (own) {
    items.push({ label: "Edit", run: () => editInPlace(message, ctx, node) });
    items.push({ label: "Delete…", danger: true, run: () => removeAsked(message, ctx) });
  }
  return shortcuts.length ? [{ heading: "Apps" }, ...items] : items;
}

async function copy(text) {
  await navigator.clipboard?.writeText(text).then(
    () => notice("Copied"),
    () => notice("The browser did not allow copying", "error"),
  );
}

async function removeAsked(message, ctx) {
  const confirm = { title: { text: "Delete this message?" }, text: { text: "This cannot be undone." }, confirm: { text: "Delete" }, style: "danger" };
  if (await confirmed(confirm, (t) => t.text)) ctx.client.remove(message);
}

function editInPlace(message, ctx, node) {
  const old = node.querySelector(".msg-body");
  const area = el("textarea", { class: "input", rows: 3, "aria-label": "Edit the message", value: editable(message.text, ctx.store) });
  const back = () => box.replaceWith(old);
  const save = async () => {
    if (await ctx.client.told(ctx.client.edit(message, area.value))) back();
  };
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") back();
    else if (event.key === "Enter" && !event.shiftKey) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const box = el(
    "div",
    { class: "editing" },
    area,
    el("div", { class: "row end" }, el("button", { class: "button", type: "button", on: { click: back } }, "Cancel"), el("button", { class: "button primary", type: "button", on: { click: save } }, "Save")),
  );
  old.replaceWith(box);
  area.focus();
}

/** A person's own text back as it was typed. */
const editable = (text, store) =>
  unescape(
    text
      .replace(/<@([A-Z0-9]+)>/g, (whole, id) => (store.people.get(id) ? `@${store.people.get(id).name}` : whole))
      .replace(/<#([A-Z0-9]+)(\|[^>]*)?>/g, (whole, id) => (store.channels.get(id) ? `#${store.channels.get(id).name}` : whole))
      .replace(/<(https?:[^|>]+|mailto:[^|>]+)(?:\|([^>]*))?>/g, (_whole, url, label) => label || url),
  );
