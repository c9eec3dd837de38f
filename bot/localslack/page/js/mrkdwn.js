// Slack's mrkdwn as DOM nodes. Everything ends as a text node or as one of a few known elements.
import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { link } from "./links.js";
import { dateTokens, timeNode } from "./times.js";

const TAGS = { "*": "strong", _: "em", "~": "s" };
const WORD = /[\p{L}\p{N}]/u;

/** Undoes Slack's three escapes. */
export const unescape = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

/** `text` as a list of block nodes; `book` resolves ids to names and tells the workspace's time. */
export function mrkdwn(text, book) {
  const parts = String(text ?? "").split("```");
  if (parts.length % 2 === 0) {
    const unclosed = parts.pop();
    parts.push(`${parts.pop()}\`\`\`${unclosed}`);
  }
  return parts.flatMap((part, i) => (i % 2 === 1 ? [fence(part)] : lines(part, book)));
}

const fence = (part) => el("pre", { class: "fence" }, unescape(tokensAsText(part.replace(/^\n|\n$/g, ""))));

/** Splits into paragraphs, quotes and list lines. */
function lines(text, book) {
  const out = [];
  let quote = null;
  let rest = false;
  for (const line of text.replace(/^\n/, "").replace(/\n$/, "").split("\n")) {
    const quoted = rest ? ["", line] : quotedLine(line);
    if (quoted) {
      rest ||= quoted[0] === ">>>";
      if (!quote) out.push((quote = el("blockquote")));
      else quote.append(el("br"));
      quote.append(...inline(quoted[1], book));
      continue;
    }
    quote = null;
    out.push(plainLine(line, book));
  }
  return out.length === 1 && text === "" ? [] : out;
}

function quotedLine(line) {
  const bare = line.replace(/^(&gt;)+/, (run) => ">".repeat(run.length / 4));
  if (bare.startsWith(">>>")) return [">>>", bare.slice(3).trimStart()];
  if (bare.startsWith(">")) return [">", bare.slice(1).replace(/^ /, "")];
  return null;
}

function plainLine(line, book) {
  const item = /^(\s*)([•◦▪-]|\d{1,2}[.)])\s+(.*)$/.exec(line);
  if (!item) return el("div", { class: line.trim() ? "line" : "line blank" }, inline(line, book));
  const depth = Math.min(3, Math.floor(item[1].length / 2));
  const mark = item[2] === "-" ? "•" : item[2];
  return el("div", { class: `line item depth${depth}` }, el("span", { class: "mark" }, `${mark} `), el("span", {}, inline(item[3], book)));
}

/** Bold, italic, strike, code, links, mentions, emoji inside one line. */
export function inline(text, book) {
  const out = [];
  let plain = "";
  const flush = () => {
    if (plain) out.push(unescape(plain));
    plain = "";
  };
  for (let i = 0; i < text.length; ) {
    const found = tokenAt(text, i, book);
    if (found) {
      flush();
      out.push(...found.nodes);
      i = found.end;
    } else {
      plain += text[i];
      i += 1;
    }
  }
  flush();
  return out;
}

function tokenAt(text, i, book) {
  const c = text[i];
  if (c === "`") return codeAt(text, i);
  if (c === "<") return angleAt(text, i, book);
  if (c === ":") return emojiAt(text, i);
  if (TAGS[c]) return styledAt(text, i, book);
  return null;
}

function codeAt(text, i) {
  const end = text.indexOf("`", i + 1);
  if (end <= i + 1) return null;
  return { nodes: [el("code", {}, unescape(tokensAsText(text.slice(i + 1, end))))], end: end + 1 };
}

function emojiAt(text, i) {
  const name = /^:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/.exec(text.slice(i, i + 60));
  const picture = name && emoji(name[1]);
  if (!picture) return null;
  return { nodes: [el("span", { class: "emoji", role: "img", "aria-label": name[1] }, picture)], end: i + name[0].length };
}

function styledAt(text, i, book) {
  const mark = text[i];
  if (i > 0 && WORD.test(text[i - 1])) return null;
  if (!text[i + 1] || /\s/.test(text[i + 1]) || text[i + 1] === mark) return null;
  const end = closing(text, i + 1, mark);
  if (end < 0) return null;
  return { nodes: [el(TAGS[mark], {}, inline(text.slice(i + 1, end), book))], end: end + 1 };
}

/** Where `mark` closes, looking past code spans and <...> tokens; -1 if nowhere. */
function closing(text, from, mark) {
  for (let j = from; j < text.length; j += 1) {
    const skipTo = text[j] === "`" ? text.indexOf("`", j + 1) : text[j] === "<" ? text.indexOf(">", j + 1) : -1;
    if (skipTo > j) j = skipTo;
    else if (text[j] === mark && !/\s/.test(text[j - 1]) && !(text[j + 1] && WORD.test(text[j + 1]))) return j;
  }
  return -1;
}

/** <@U1>, <#C1|name>, <!date^..>, <!here>, <address|label>; anything else stays literal text. */
function angleAt(text, i, book) {
  const end = text.indexOf(">", i + 1);
  if (end < 0) return null;
  const body = text.slice(i + 1, end);
  const node = angle(body, book);
  return node ? { nodes: [node], end: end + 1 } : null;
}

function angle(body, book) {
  const bar = body.indexOf("|");
  const target = bar < 0 ? body : body.slice(0, bar);
  const label = bar < 0 ? "" : unescape(body.slice(bar + 1));
  if (/^@[UWB][A-Z0-9]+$/.test(target)) return mention("user", `@${book.userName(target.slice(1)) || label || target.slice(1)}`);
  if (/^#[CDG][A-Z0-9]+$/.test(target)) return channelLink(target.slice(1), label, book);
  if (target.startsWith("!")) return special(target.slice(1), label, book);
  if (/^(https?:\/\/|mailto:)/i.test(target)) return link(unescape(target), label || unescape(target).replace(/^mailto:/i, ""), book);
  return null;
}

const mention = (kind, text) => el("bdi", { class: `mention ${kind}` }, text);

function channelLink(id, label, book) {
  const name = book.channelName(id) || label || id;
  const open = book.openChannel && book.channelName(id);
  if (!open) return mention("channel", `#${name}`);
  return el("button", { class: "mention channel", type: "button", on: { click: () => book.openChannel(id) } }, `#${name}`);
}

function special(body, label, book) {
  const [kind, ...rest] = body.split("^");
  if (["here", "channel", "everyone"].includes(kind)) return mention("broadcast", `@${kind}`);
  if (kind === "subteam") return mention("user", label || `@${book.groupName?.(rest[0]) || rest[0]}`);
  if (kind === "date" && /^\d{1,11}$/.test(rest[0] || "")) {
    return timeNode(Number(rest[0]), dateTokens(rest[1] || "{date}", Number(rest[0]), book.now()), "date");
  }
  return label ? document.createTextNode(label) : null;
}

/** Inside code a token shows its label or its address. */
const tokensAsText = (text) =>
  text.replace(/<(https?:[^|>]+|mailto:[^|>]+)(?:\|([^>]*))?>/g, (_whole, url, label) => label || url);

/** mrkdwn reduced to one line of plain text, for previews and titles. */
export function plainText(text, book) {
  return inline(String(text ?? "").replace(/\s+/g, " "), book)
    .map((node) => (typeof node === "string" ? node : node.textContent))
    .join("");
}

