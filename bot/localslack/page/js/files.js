// Files in messages: pictures are shown, everything else is a card with a download.
import { el, humanSize, icon, ICONS } from "./dom.js";
import { lightbox } from "./popups.js";

const SHOWN = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/** A file of a message: a picture, or a card. `env.fileUrl(id)` gives its address. */
export function fileNode(file, env) {
  if (file.mode === "tombstone" || file.deleted) return el("div", { class: "file-card gone" }, icon(ICONS.file), "This file was deleted.");
  return SHOWN.has(file.mimetype) ? pictureFile(file, env) : fileCard(file, env);
}

export function fileCard(file, env) {
  const name = file.title || file.name || file.id;
  const kind = (file.filetype || (file.name || "").split(".").pop() || "file").slice(0, 8);
  return el(
    "div",
    { class: "file-card" },
    el("span", { class: "file-kind", "aria-hidden": "true" }, kind),
    el("span", { class: "file-name" }, el("bdi", {}, name), el("span", { class: "menu-note" }, humanSize(file.size))),
    file.id && el("a", { class: "ghost", href: env.fileUrl(file.id), download: file.name || "file", title: "Download", "aria-label": `Download ${name}` }, icon(ICONS.down)),
  );
}

function pictureFile(file, env) {
  const src = env.fileUrl(file.id);
  const name = file.title || file.name;
  const alt = file.alt_txt || name;
  return el(
    "figure",
    { class: "b-image" },
    el(
      "figcaption",
      {},
      el("bdi", {}, name),
      el("a", { class: "ghost", href: src, download: file.name, title: "Download", "aria-label": `Download ${name}` }, icon(ICONS.down)),
    ),
    el(
      "button",
      { class: "zoom", type: "button", "aria-label": `Enlarge: ${alt}`, on: { click: () => lightbox(src, alt, name) } },
      el("img", { src, alt, class: "full", loading: "lazy" }),
    ),
  );
}
