// Interactive Block Kit elements that act at once: buttons, selects, overflow menus, date pickers.
// The ones that also stand in forms come from fields.js.
import { el, icon, ICONS } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { field, isField } from "./fields.js";
import { openAddress } from "./links.js";
import { confirmed, menu } from "./popups.js";
import { mrkdwn } from "./mrkdwn.js";

export const isInteractive = (type) => type !== "image";

/** One element of a section or an actions block. */
export function element(item, blockId, env) {
  if (item.type === "button") return button(item, blockId, env);
  if (item.type === "overflow") return overflow(item, blockId, env);
  if (item.type === "workflow_button") return el("button", { class: "button", type: "button", disabled: true }, item.text?.text);
  if (isField(item.type)) return actingField(item, blockId, env);
  return el("span", { class: "unsupported" }, `This page cannot show a “${item.type}”.`);
}

const question = (confirm, env) =>
  confirmed(confirm, (text) => (text?.type === "mrkdwn" ? mrkdwn(text.text, env.book) : text?.text || ""));

function button(item, blockId, env) {
  const style = ["primary", "danger"].includes(item.style) ? ` ${item.style}` : "";
  const node = el(
    "button",
    {
      class: `button${style}`,
      type: "button",
      title: item.accessibility_label,
      "aria-label": item.accessibility_label,
      data: { action: item.action_id || "" },
      on: { click: () => press(node, item, blockId, env) },
    },
    el("bdi", {}, withEmoji(item.text?.text || "")),
    item.url && el("span", { class: "outward", "aria-hidden": "true" }, "↗"),
  );
  return node;
}

async function press(node, item, blockId, env) {
  if (node.dataset.busy) return;
  if (!(await question(item.confirm, env))) return;
  openAddress(item.url, env.book);
  await busy(node, () => env.act({ block_id: blockId, action_id: item.action_id, value: item.value ?? null }, env.values()));
}

/** Shows that something is under way on `node` until `work` ends. */
export async function busy(node, work) {
  node.dataset.busy = "1";
  node.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    delete node.dataset.busy;
    node.removeAttribute("aria-busy");
  }
}

function overflow(item, blockId, env) {
  const choose = async (option) => {
    if (!(await question(item.confirm, env))) return;
    openAddress(option.url, env.book);
    await busy(node, () => env.act({ block_id: blockId, action_id: item.action_id, value: option.value ?? null }, env.values()));
  };
  const items = (item.options || []).map((option) => ({
    label: el("bdi", {}, withEmoji(option.text?.text || "")),
    note: option.description?.text,
    run: () => choose(option),
  }));
  const node = el(
    "button",
    {
      class: "button square",
      type: "button",
      "aria-label": "More actions",
      "aria-haspopup": "menu",
      data: { action: item.action_id || "" },
      on: { click: () => menu(node, items, { label: "More actions" }) },
    },
    icon(ICONS.dots),
  );
  return node;
}

/** A select or picker outside a form: a change is an action. */
function actingField(item, blockId, env) {
  const made = field(item, { ...env, initial: env.before?.(blockId, item.action_id), changed: () => send() });
  const send = async () => {
    if (!(await question(item.confirm, env))) return made.reset?.();
    return busy(made.node, () =>
      env.act({ block_id: blockId, action_id: item.action_id, value: made.read() }, env.values()),
    );
  };
  env.register(blockId, item.action_id, made.read);
  made.node.dataset.action = item.action_id || "";
  return made.node;
}
