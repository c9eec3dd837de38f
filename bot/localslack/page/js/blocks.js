// Block Kit blocks as DOM nodes. `renderBlocks` gives the node and a function that reads what a person entered.
import { el, icon, ICONS, append } from "./dom.js";
import { element, isInteractive } from "./elements.js";
import { withEmoji } from "./emoji.js";
import { inputBlock } from "./inputs.js";
import { link } from "./links.js";
import { mrkdwn, inline } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { lightbox } from "./popups.js";
import { fileCard } from "./files.js";

/**
 * Renders `blocks`. `env` gives: book (names and time), fileUrl (address of a file), act(action), upload(files),
 * before(block, action) (what was entered before a redraw).
 */
export function renderBlocks(blocks, env) {
  const readers = [];
  const scope = { ...env, register: (blockId, actionId, read) => readers.push({ blockId, actionId, read }) };
  scope.values = () => collect(readers);
  const node = el("div", { class: "blocks" }, (blocks || []).map((block) => oneBlock(block, scope)));
  return { node, values: scope.values };
}

function collect(readers) {
  const out = {};
  for (const { blockId, actionId, read } of readers) (out[blockId] ||= {})[actionId] = read();
  return out;
}

const BLOCKS = {
  header: (block) => el("h3", { class: "b-header" }, el("bdi", {}, withEmoji(block.text?.text || ""))),
  divider: () => el("hr"),
  section,
  context: (block, env) => el("div", { class: "b-context" }, (block.elements || []).map((e) => contextPiece(e, env))),
  actions: (block, env) =>
    el("div", { class: "b-actions" }, (block.elements || []).map((e) => element(e, block.block_id, env))),
  image: imageBlock,
  input: inputBlock,
  rich_text: (block, env) => richText(block, env.book),
  table: tableBlock,
  markdown: (block, env) => el("div", { class: "b-section" }, mrkdwn(block.text, env.book)),
  file: (block, env) => fileBlock(block, env),
};

function oneBlock(block, env) {
  const make = BLOCKS[block.type];
  if (!make) return el("p", { class: "unsupported" }, `This page cannot show a “${block.type}” block.`);
  const node = make(block, env);
  node.classList.add("block");
  if (block.block_id) node.dataset.block = block.block_id;
  return node;
}

/** A text object as nodes. */
export function textObject(text, env) {
  if (!text) return [];
  if (text.type === "mrkdwn") return mrkdwn(text.text, env.book);
  return [el("bdi", { class: "plain" }, text.emoji === false ? text.text : withEmoji(text.text || ""))];
}

function section(block, env) {
  const body = el("div", { class: "b-body" });
  if (block.text) append(body, el("div", { class: "b-text" }, textObject(block.text, env)));
  if (block.fields) {
    append(body, el("div", { class: "b-fields" }, block.fields.map((f) => el("div", {}, textObject(f, env)))));
  }
  return el("div", { class: "b-section" }, body, block.accessory && accessory(block, env));
}

function accessory(block, env) {
  const item = block.accessory;
  const node = item.type === "image" ? picture(item, env, "thumb") : element(item, block.block_id, env);
  return el("div", { class: isInteractive(item.type) ? "b-accessory" : "b-accessory still" }, node);
}

function contextPiece(piece, env) {
  if (piece.type === "image") return picture(piece, env, "tiny");
  if (piece.type === "mrkdwn") return el("span", {}, mrkdwnInline(piece.text, env));
  return el("span", {}, textObject(piece, env));
}

const mrkdwnInline = (text, env) => (text.includes("\n") ? mrkdwn(text, env.book) : inline(text, env.book));

function imageBlock(block, env) {
  const title = block.title ? withEmoji(block.title.text) : "";
  return el("figure", { class: "b-image" }, title && el("figcaption", {}, el("bdi", {}, title)), picture(block, env, "full", title));
}

/** An image of this workspace; one from elsewhere is named, not loaded. */
function picture(item, env, className, title = "") {
  const alt = item.alt_text || title || "Image";
  const id = item.slack_file ? env.book.fileOf(item.slack_file) : null;
  if (!id) return outsidePicture(item, alt, className, env);
  const src = env.fileUrl(id);
  const img = el("img", { src, alt, class: className, loading: "lazy", decoding: "async" });
  img.addEventListener("error", () => img.replaceWith(el("span", { class: "missing-image" }, `Image not available: ${alt}`)));
  if (className === "tiny") return img;
  return el(
    "button",
    { class: "zoom", type: "button", "aria-label": `Enlarge: ${alt}`, on: { click: () => lightbox(src, alt, title || alt) } },
    img,
  );
}

function outsidePicture(item, alt, className, env) {
  if (/^data:image\/(png|jpeg|gif|webp);/.test(item.image_url || "")) return el("img", { src: item.image_url, alt, class: className });
  return el("span", { class: "outside-image" }, icon(ICONS.eye), el("span", {}, alt), item.image_url && link(item.image_url, "(not loaded)", env.book));
}

function tableBlock(block, env) {
  const settings = block.column_settings || [];
  const cell = (tag, value, i) => {
    const rule = settings[i] || {};
    const align = ["center", "right"].includes(rule.align) ? ` ${rule.align}` : "";
    return el(tag, { class: `cell${rule.is_wrapped ? " wrapped" : ""}${align}` }, tableCell(value, env));
  };
  const [head, ...rows] = block.rows || [];
  return el(
    "div",
    { class: "b-table", tabIndex: 0, role: "region", "aria-label": "Table" },
    el(
      "table",
      {},
      head && el("thead", {}, el("tr", {}, head.map((c, i) => cell("th", c, i)))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map((c, i) => cell("td", c, i))))),
    ),
  );
}

function tableCell(value, env) {
  if (value?.type === "rich_text") return richText(value, env.book);
  if (value?.type === "raw_number") return el("span", { class: "number" }, value.text || String(value.value ?? ""));
  return el("bdi", {}, withEmoji(value?.text ?? ""));
}

function fileBlock(block, env) {
  const file = block.file || { id: block.external_id, name: block.external_id || "File" };
  return el("div", {}, fileCard(file, env));
}
