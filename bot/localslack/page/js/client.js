// What a person can do, as calls on the workspace. Refusals become notices unless the caller wants them.
import { fileAddress, get, post, postForm, Refusal } from "./api.js";
import { notice } from "./popups.js";

export class Client {
  constructor(store) {
    this.store = store;
  }

  /** `fresh` tells the workspace that the page was loaded anew: what was only visible to one person goes. */
  async loadState(user, fresh) {
    this.store.load(await get("state", { user: user || undefined, fresh: fresh ? 1 : undefined }));
  }

  fileUrl = (id) => fileAddress(id, this.store.me);

  mine(body = {}) {
    return { user: this.store.me, ...body };
  }

  messages(channel, before) {
    return get(`channels/${channel}/messages`, this.mine({ limit: 200, before }));
  }

  markRead(channel) {
    return get(`channels/${channel}/messages`, this.mine({ limit: 1 })).catch(() => null);
  }

  thread(channel, ts) {
    return get(`channels/${channel}/threads/${ts}`, this.mine());
  }

  home() {
    return get("home", this.mine());
  }

  say(channel, { text, files, thread, broadcast }) {
    return postForm(
      `channels/${channel}/messages`,
      this.mine({ text, thread_ts: thread, broadcast: broadcast ? "1" : undefined, files: files.length ? files : undefined }),
    );
  }

  command(channel, command, text) {
    return post("command", this.mine({ channel, command, text }));
  }

  invite(channel, invitee) {
    return post(`channels/${channel}/invite`, this.mine({ invitee }));
  }

  async upload(files) {
    return (await postForm("files", this.mine({ file: [...files] }))).files;
  }

  submit(viewId, values) {
    return post("view_submission", this.mine({ view_id: viewId, values }));
  }

  closeView(viewId, clear) {
    return this.told(post("view_close", this.mine({ view_id: viewId, clear })));
  }

  /** An action on a message or a view; the app's silence or refusal is told to the person. */
  act(container, action, values) {
    return this.told(post("action", this.mine({ container, ...action, values })));
  }

  shortcut(callbackId, message) {
    const at = message ? { channel: message.channel, ts: message.ts } : {};
    return this.told(post("shortcut", this.mine({ callback_id: callbackId, ...at })));
  }

  react(message, name, remove) {
    return this.told(post("reaction", this.mine({ channel: message.channel, ts: message.ts, name, remove })));
  }

  edit(message, text) {
    return post(`channels/${message.channel}/messages/${message.ts}/edit`, this.mine({ text }));
  }

  remove(message) {
    return this.told(post(`channels/${message.channel}/messages/${message.ts}/delete`, this.mine()));
  }

  join(channel) {
    return this.told(post(`channels/${channel}/join`, this.mine()));
  }

  leave(channel) {
    return this.told(post(`channels/${channel}/leave`, this.mine()));
  }

  createChannel(name, isPrivate) {
    return post("channels", this.mine({ name, private: isPrivate }));
  }

  directMessage(other) {
    return this.told(post("im", this.mine({ other })));
  }

  async control(control) {
    const done = await this.told(post(`control/${control.index}`, {}));
    if (done) notice(done.result || `Done: ${control.label}`);
    return done;
  }

  /** Awaits a call; a refusal is shown and gives null. */
  async told(call) {
    try {
      return await call;
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      notice(problem.message, "error");
      return null;
    }
  }
}
