// Input blocks: label, element, hint, and the place where the app's complaint about the field appears.
import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { field, isField } from "./fields.js";

export function inputBlock(block, env) {
  const item = block.element || {};
  if (!isField(item.type)) return el("p", { class: "unsupported" }, `This page cannot show a “${item.type}” input.`);
  const act = () => env.act({ block_id: block.block_id, action_id: item.action_id, value: made.read() }, env.values());
  const changed = block.dispatch_action ? act : undefined;
  const made = field(item, { ...env, initial: env.before?.(block.block_id, item.action_id), changed });
  env.register(block.block_id, item.action_id, made.read);
  made.node.dataset.action = item.action_id || "";
  return labelled(block, made);
}

function labelled(block, made) {
  const labelId = `label-${block.block_id}`;
  const errorId = `error-${block.block_id}`;
  const control = made.node.matches("input, textarea, select") ? made.node : made.node.querySelector("input:not([type=file])");
  if (made.node.matches(".choices, .file-field")) made.node.setAttribute("aria-labelledby", labelId);
  const target = control && !made.node.matches(".choices") ? { for: (control.id ||= `c-${block.block_id}`) } : {};
  control?.removeAttribute("aria-label");
  (control || made.node).setAttribute("aria-describedby", errorId);
  const tag = "for" in target ? "label" : "div";
  return el(
    "div",
    { class: "b-input" },
    el(tag, { class: "label", id: labelId, ...target }, el("bdi", {}, withEmoji(block.label?.text || "")), block.optional && el("span", { class: "optional" }, " (optional)")),
    made.node,
    block.hint && el("div", { class: "hint" }, withEmoji(block.hint.text)),
    el("div", { class: "field-error", id: errorId, role: "alert" }),
  );
}

/** Writes the app's errors beside their inputs; gives the ones whose input isn't on the form. */
export function showErrors(form, errors) {
  for (const old of form.querySelectorAll(".field-error")) {
    old.textContent = "";
    old.closest(".b-input")?.classList.remove("wrong");
  }
  const homeless = [];
  let first = null;
  for (const [blockId, text] of Object.entries(errors || {})) {
    const place = [...form.querySelectorAll(".b-input")].find((node) => node.dataset.block === blockId);
    if (!place) {
      homeless.push(text);
      continue;
    }
    place.classList.add("wrong");
    place.querySelector(".field-error").textContent = text;
    first ||= place;
  }
  first?.scrollIntoView({ block: "nearest" });
  first?.querySelector("input, textarea, select, button")?.focus();
  return homeless;
}
