// Links: to the web in a new tab, to this workspace's own messages and files within the page.
import { el } from "./dom.js";

const OUTSIDE = /^(https?:\/\/|mailto:)/i;

/** A link node; anything but http, https and mailto stays text. */
export function link(url, label, book) {
  if (!OUTSIDE.test(url)) return document.createTextNode(label);
  const inside = insideAddress(url, book);
  const words = el("bdi", {}, label);
  if (inside) return el("a", { href: inside, download: inside.startsWith("#") ? null : "" }, words);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url }, words);
}

/** Follows a button's address: a place of this workspace here, everything else in a new tab. */
export function openAddress(url, book) {
  if (!/^https?:\/\//i.test(url || "")) return;
  const inside = insideAddress(url, book);
  if (inside?.startsWith("#")) location.hash = inside;
  else window.open(inside || url, "_blank", "noopener,noreferrer");
}

/** What a permalink of this workspace is called in the page: "#CHANNEL/TS", or a file's address; else null. */
function insideAddress(url, book) {
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  if (parsed.origin !== location.origin) return null;
  const message = /^\/archives\/([A-Z0-9]+)(?:\/p(\d+)(\d{6}))?$/.exec(parsed.pathname);
  if (message) return `#${message[1]}${message[2] ? `/${parsed.searchParams.get("thread_ts") || `${message[2]}.${message[3]}`}` : ""}`;
  const file = /^\/files(?:-pri)?\/.*?\b(F[A-Z0-9]{4,})\b/.exec(parsed.pathname);
  return file && book.fileUrl ? book.fileUrl(file[1]) : null;
}
