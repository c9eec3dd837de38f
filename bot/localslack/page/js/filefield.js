// The file_input element: files go up when they are chosen, the form then carries their ids.
import { el, fill, humanSize, icon, ICONS } from "./dom.js";

export function fileField(item, env) {
  const most = item.max_files || 10;
  const types = (item.filetypes || []).map((t) => `.${t}`).join(",");
  const held = [];
  const list = el("div", { class: "file-list" });
  const note = el("span", { class: "file-note", role: "status" });
  const chooser = el("input", { type: "file", class: "sr", tabIndex: -1, multiple: most > 1, accept: types || null });
  const open = el("button", { class: "button", type: "button", on: { click: () => chooser.click() } }, icon(ICONS.attach), "Choose a file");
  const hint = `or drop ${most > 1 ? `up to ${most} files` : "it"} here${types ? ` (${types.replaceAll(",", ", ")})` : ""}`;
  const node = el("div", { class: "file-field" }, chooser, el("div", { class: "row" }, open, el("span", { class: "hint" }, hint)), list, note);

  const draw = () => fill(list, held.map((file) => heldFile(file, () => drop(file))));
  const drop = (file) => {
    held.splice(held.indexOf(file), 1);
    draw();
    env.changed?.();
  };
  const take = async (files) => {
    const room = most - held.length;
    if (files.length > room) note.textContent = `At most ${most} file${most > 1 ? "s" : ""} here.`;
    if (room <= 0 || !files.length) return;
    note.textContent = "Uploading…";
    node.dataset.busy = "1";
    try {
      held.push(...(await env.upload([...files].slice(0, room))));
      note.textContent = "";
    } catch (problem) {
      note.textContent = problem.message;
    }
    delete node.dataset.busy;
    draw();
    env.changed?.();
  };
  chooser.addEventListener("change", () => take(chooser.files).then(() => (chooser.value = "")));
  catchDrops(node, take);
  return { node, read: () => held.map((f) => f.id), focus: () => open.focus() };
}

function heldFile(file, remove) {
  return el(
    "div",
    { class: "chip" },
    icon(ICONS.file),
    el("bdi", {}, file.name),
    el("span", { class: "menu-note" }, humanSize(file.size)),
    el("button", { class: "ghost", type: "button", "aria-label": `Remove ${file.name}`, on: { click: remove } }, icon(ICONS.close)),
  );
}

/** Makes `node` accept dropped files; nothing else behind it sees the drop. */
export function catchDrops(node, take) {
  let depth = 0;
  const mark = () => node.classList.toggle("dropping", depth > 0);
  const carries = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  node.addEventListener("dragenter", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    event.stopPropagation();
    depth += 1;
    mark();
  });
  node.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  node.addEventListener("dragleave", (event) => {
    event.stopPropagation();
    depth = Math.max(0, depth - 1);
    mark();
  });
  node.addEventListener("drop", (event) => {
    depth = 0;
    mark();
    if (!carries(event)) return;
    event.preventDefault();
    event.stopPropagation();
    take(event.dataTransfer.files);
  });
}
