// Talks to the workspace: JSON requests, uploads and the live stream. Addresses are relative to the page's own.

/** A refusal by the workspace or by the app, with a sentence for the person. */
export class Refusal extends Error {
  constructor(code, message) {
    super(message || `The workspace refused: ${code}`);
    this.code = code;
  }
}

async function answer(request) {
  let response;
  try {
    response = await request;
  } catch {
    throw new Refusal("offline", "The workspace does not answer. Is it still running?");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok || body.ok === false) throw new Refusal(body.error || `http_${response.status}`, body.message);
  return body;
}

const query = (params) => {
  const entries = Object.entries(params).filter(([, value]) => value !== undefined && value !== null);
  return entries.length ? `?${new URLSearchParams(entries)}` : "";
};

export const get = (path, params = {}) => answer(fetch(`api/${path}${query(params)}`, { cache: "no-store" }));

export const post = (path, body) =>
  answer(fetch(`api/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }));

/** Posts a form; `fields` may hold lists of files. */
export function postForm(path, fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue;
    for (const item of Array.isArray(value) ? value : [value]) form.append(name, item);
  }
  return answer(fetch(`api/${path}`, { method: "POST", body: form }));
}

export const fileAddress = (id, user) => `api/files/${encodeURIComponent(id)}${query({ user })}`;

/** The live stream of one person. Reopens by itself; `close` ends it. */
export class Stream {
  constructor({ onEvent, onState }) {
    this.onEvent = onEvent;
    this.onState = onState;
    this.source = null;
    this.timer = null;
    this.lost = false;
  }

  /** Opens the stream; the promise ends when it listens, or has failed for the first time. */
  open(user) {
    this.close();
    const source = new EventSource(`api/stream${query({ user })}`);
    this.source = source;
    const settled = new Promise((resolve) => {
      for (const kind of ["open", "error"]) source.addEventListener(kind, resolve, { once: true });
    });
    source.addEventListener("open", () => {
      const again = this.lost;
      this.lost = false;
      this.onState(true, again);
    });
    source.addEventListener("message", (event) => this.onEvent(JSON.parse(event.data)));
    source.addEventListener("error", () => this.failed(user, source));
    return settled;
  }

  failed(user, source) {
    if (source !== this.source) return;
    source.close();
    this.lost = true;
    this.onState(false, false);
    this.timer = setTimeout(() => this.open(user), 1500);
  }

  close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }
}
