// rich_text blocks as DOM nodes: sections, lists, quotes, preformatted text and their inline pieces.
import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { link } from "./links.js";
import { dateTokens, timeNode } from "./times.js";

export function richText(block, book) {
  return el("div", { class: "rich" }, (block.elements || []).map((part) => richPart(part, book)));
}

function richPart(part, book) {
  const pieces = () => (part.elements || []).map((piece) => richPiece(piece, book));
  if (part.type === "rich_text_list") return richList(part, book);
  if (part.type === "rich_text_quote") return el("blockquote", {}, pieces());
  if (part.type === "rich_text_preformatted") return el("pre", { class: "fence" }, pieces());
  return el("div", { class: "line wrap" }, pieces());
}

function richList(part, book) {
  const items = (part.elements || []).map((item) => el("li", {}, (item.elements || []).map((p) => richPiece(p, book))));
  const depth = Math.min(3, Number(part.indent) || 0);
  const start = part.style === "ordered" && part.offset ? { start: Number(part.offset) + 1 } : {};
  return el(part.style === "ordered" ? "ol" : "ul", { class: `depth${depth}`, ...start }, items);
}

const PIECES = {
  text: (piece) => piece.text,
  link: (piece, book) => link(piece.url, piece.text || piece.url, book),
  emoji: (piece) => el("span", { class: "emoji" }, emoji(piece.name) || `:${piece.name}:`),
  user: (piece, book) => el("bdi", { class: "mention user" }, `@${book.userName(piece.user_id) || piece.user_id}`),
  usergroup: (piece, book) => el("bdi", { class: "mention user" }, `@${book.groupName?.(piece.usergroup_id) || piece.usergroup_id}`),
  channel: (piece, book) => el("bdi", { class: "mention channel" }, `#${book.channelName(piece.channel_id) || piece.channel_id}`),
  broadcast: (piece) => el("bdi", { class: "mention broadcast" }, `@${piece.range}`),
  date: (piece, book) => timeNode(piece.timestamp, dateTokens(piece.format || "{date}", piece.timestamp, book.now()), "date"),
  color: (piece) => el("code", {}, piece.value),
};

function richPiece(piece, book) {
  const make = PIECES[piece.type];
  const node = make ? make(piece, book) : document.createTextNode("");
  return styled(node, piece.style || {});
}

function styled(node, style) {
  let out = typeof node === "string" ? document.createTextNode(node) : node;
  for (const [name, tag] of [["code", "code"], ["bold", "strong"], ["italic", "em"], ["strike", "s"]]) {
    if (style[name]) out = el(tag, {}, out);
  }
  return out;
}
