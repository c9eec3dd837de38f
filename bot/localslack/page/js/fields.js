// Elements that hold a value. Each maker gives {node, read, focus?, reset?}; `read` gives the simple form of the API.
import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { fileField } from "./filefield.js";
import { inline } from "./mrkdwn.js";
import { manySelect } from "./manyselect.js";

let serial = 0;
const fresh = (stem) => `${stem}-${(serial += 1)}`;

const MAKERS = {
  plain_text_input: textInput,
  url_text_input: (item, env) => oneLine(item, env, "url"),
  email_text_input: (item, env) => oneLine(item, env, "email"),
  number_input: numberInput,
  static_select: (item, env) => oneSelect(item, env, optionsOf(item), item.initial_option?.value),
  users_select: (item, env) => oneSelect(item, env, people(env), item.initial_user),
  conversations_select: (item, env) => oneSelect(item, env, places(env, item), item.initial_conversation ?? currentPlace(item, env)),
  channels_select: (item, env) => oneSelect(item, env, publicPlaces(env), item.initial_channel),
  multi_static_select: (item, env) => manySelect(item, env, optionsOf(item), (item.initial_options || []).map((o) => o.value)),
  multi_users_select: (item, env) => manySelect(item, env, people(env), item.initial_users || []),
  multi_conversations_select: (item, env) => manySelect(item, env, places(env, item), item.initial_conversations || []),
  multi_channels_select: (item, env) => manySelect(item, env, publicPlaces(env), item.initial_channels || []),
  radio_buttons: (item, env) => choices(item, env, "radio"),
  checkboxes: (item, env) => choices(item, env, "checkbox"),
  datepicker: (item, env) => picker(item, env, "date", item.initial_date),
  timepicker: (item, env) => picker(item, env, "time", item.initial_time),
  file_input: fileField,
};

export const isField = (type) => type in MAKERS;

/** Makes the element. `env.initial` (if set) wins over the element's own initial value; `env.changed` hears edits. */
export const field = (item, env) => MAKERS[item.type](item, env);

const optionsOf = (item) => (item.option_groups || [{ options: item.options || [] }]).map((group) => ({
  label: group.label?.text,
  options: (group.options || []).map((o) => ({ value: o.value, label: withEmoji(o.text?.text || ""), note: o.description?.text })),
}));

const people = (env) => [{ options: env.book.humans().map((p) => ({ value: p.id, label: p.real_name || p.name })) }];

const named = (channel, env) => ({ value: channel.id, label: channel.is_im ? env.book.channelName(channel.id) : `# ${channel.name}` });

function places(env, item) {
  const include = item.filter?.include;
  const kind = (c) => (c.is_im ? "im" : c.is_private ? "private" : "public");
  const all = [...env.book.channels.values()].filter((c) => !include || include.includes(kind(c)));
  return [{ options: all.map((c) => named(c, env)) }];
}

const publicPlaces = (env) => [
  { options: [...env.book.channels.values()].filter((c) => !c.is_im && !c.is_private).map((c) => named(c, env)) },
];

const currentPlace = (item, env) => (item.default_to_current_conversation ? env.book.place.channel : undefined);

const startValue = (env, own) => (env.initial === undefined ? own : env.initial);

function textInput(item, env) {
  const props = {
    id: fresh("text"),
    class: "input",
    placeholder: item.placeholder?.text,
    maxlength: item.max_length,
    value: startValue(env, item.initial_value) ?? "",
    autocomplete: "off",
    dir: "auto",
  };
  const node = item.multiline ? el("textarea", { ...props, rows: 4 }) : el("input", { ...props, type: "text" });
  return typed(node, item, env);
}

function oneLine(item, env, type) {
  const props = { id: fresh("text"), class: "input", type, placeholder: item.placeholder?.text, autocomplete: "off" };
  return typed(el("input", { ...props, value: startValue(env, item.initial_value) ?? "" }), item, env);
}

function numberInput(item, env) {
  const props = { id: fresh("number"), class: "input short", type: "text", placeholder: item.placeholder?.text, autocomplete: "off" };
  const inputmode = item.is_decimal_allowed ? "decimal" : "numeric";
  return typed(el("input", { ...props, inputmode, value: startValue(env, item.initial_value) ?? "" }), item, env);
}

/** Typed fields tell of a change on Enter, or on every letter, as the block asks. */
function typed(node, item, env) {
  const when = item.dispatch_action_config?.trigger_actions_on || ["on_enter_pressed"];
  node.addEventListener("keydown", (event) => {
    const sends = event.key === "Enter" && (node.tagName === "INPUT" || event.ctrlKey || event.metaKey);
    if (sends && env.changed && when.includes("on_enter_pressed")) {
      event.preventDefault();
      env.changed();
    }
  });
  if (when.includes("on_character_entered")) node.addEventListener("input", () => env.changed?.());
  if (item.focus_on_load) node.setAttribute("autofocus", "");
  return { node, read: () => (node.value === "" ? null : node.value) };
}

function oneSelect(item, env, groups, own) {
  const start = startValue(env, own) ?? "";
  const blank = el("option", { value: "", selected: start === "" }, item.placeholder?.text || "Choose…");
  const node = el("select", { id: fresh("select"), class: "input select", "aria-label": item.placeholder?.text || "Choose" }, blank);
  for (const group of groups) {
    const made = group.options.map((o) => el("option", { value: o.value, selected: o.value === start }, o.label));
    node.append(...(group.label ? [el("optgroup", { label: group.label }, made)] : made));
  }
  let last = node.value;
  node.addEventListener("change", async () => {
    await env.changed?.();
    last = node.value;
  });
  return { node, read: () => node.value || null, reset: () => (node.value = last) };
}

function choices(item, env, type) {
  const own = type === "radio" ? [item.initial_option?.value] : (item.initial_options || []).map((o) => o.value);
  const start = new Set([startValue(env, own)].flat());
  const name = fresh("choice");
  const boxes = (item.options || []).map((o) =>
    el("input", { type, name, id: fresh("choice"), value: o.value, checked: start.has(o.value), on: { change: () => env.changed?.() } }),
  );
  const rows = (item.options || []).map((o, i) =>
    el(
      "label",
      { class: "choice" },
      boxes[i],
      el("span", {}, optionText(o.text, env), o.description && el("span", { class: "choice-note" }, optionText(o.description, env))),
    ),
  );
  const node = el("div", { class: "choices", role: type === "radio" ? "radiogroup" : "group", tabIndex: -1 }, rows);
  const picked = () => boxes.filter((b) => b.checked).map((b) => b.value);
  return { node, read: () => (type === "radio" ? picked()[0] ?? null : picked()), focus: () => boxes[0]?.focus() };
}

const optionText = (text, env) =>
  text?.type === "mrkdwn" ? inline(text.text, env.book) : el("bdi", {}, withEmoji(text?.text || ""));

function picker(item, env, type, own) {
  const node = el("input", { id: fresh(type), class: "input short", type, value: startValue(env, own) ?? "" });
  node.addEventListener("change", () => env.changed?.());
  return { node, read: () => node.value || null };
}
