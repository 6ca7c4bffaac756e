// One chat as a column: its messages, its keyboard, and what its person can do.

import { make, get, post, sendFile, drawnSticker, colourOf, initials } from "./tools.js";
import { t } from "./words.js";
import { bubble, plain } from "./bubbles.js";

export class Column {
  constructor(room, page) {
    this.page = page;
    this.room = room; // { id, name, person? , members? }
    this.posts = new Map();
    this.revision = 0;
    this.keyboard = null;
    this.menu = [];
    this.asked = this.shown = 0; // which of the loads
    this.context = null; // a message that is answered or edited
    this.file = null;
    this.topics = {}; // of a private chat: their names and icons by number
    this.topic = null; // the one that is open; null is the chat itself
    this.unseen = new Set(); // topics in which something new stands
    this.me = room.person?.id ?? this.speakers()[0]?.id;
    this.element = make("section", { class: "column", "aria-label": room.name, "data-chat": room.id });
    this.build();
  }

  speakers() {
    if (this.room.person) return [this.room.person];
    return this.page.people.filter((one) => ["creator", "administrator", "member", "restricted"].includes(this.room.members[one.id]));
  }

  build() {
    const draft = this.input?.value ?? "";
    const { room } = this;
    const language = room.person?.language_code?.toUpperCase();
    this.state = make("small", { class: "state" });
    this.list = make("div", { class: "messages", role: "log", "aria-live": "polite", tabindex: "0", "aria-label": room.name });
    this.held = true; // the end of the chat stays in sight until somebody scrolls up
    this.list.addEventListener("scroll", () => { this.held = this.atEnd(); }, { passive: true });
    this.sizes?.disconnect();
    this.sizes = new ResizeObserver(() => { if (this.held) this.toEnd(); });
    this.sizes.observe(this.list);
    this.topicTabs = make("nav", { class: "topics", hidden: true, "aria-label": `${t("topics")}: ${room.name}` });
    this.context_ = make("div", { class: "context", hidden: true });
    this.commands = make("div", { class: "commands", hidden: true, role: "menu" });
    this.keys = make("div", { class: "reply-keys" });
    this.toasts = make("div", { class: "toasts", role: "status", "aria-live": "assertive" });
    this.input = make("textarea", { rows: 1, placeholder: t("write"), "aria-label": `${t("write")}: ${room.name}`, oninput: () => this.grow(), onkeydown: (event) => this.typed(event) });
    this.input.value = draft;
    this.picker = make("input", { type: "file", class: "hidden", tabindex: "-1", "aria-hidden": "true", onchange: () => this.picked(this.picker.files[0]) });
    this.menuButton = make("button", { type: "button", class: "menu-button", "aria-expanded": "false", onclick: () => this.toggleMenu() }, t("menu"));
    const speaker = !room.person && make("label", { class: "speaker" }, t("speaks"), make("select", { onchange: (event) => this.speakAs(Number(event.target.value)) }, this.speakers().map((one) => make("option", { value: one.id, selected: one.id === this.me }, one.first_name))));
    this.element.replaceChildren(
      make("header", { class: "head" },
        make("span", { class: "avatar", style: `background: ${colourOf(room.id)}`, "aria-hidden": "true" }, initials(room.name)),
        make("div", { class: "who" }, make("h2", {}, room.name, language && make("span", { class: "tongue" }, language)), this.state),
        this.actionsMenu()),
      this.topicTabs, this.list, this.toasts, this.commands,
      make("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); this.send(); } },
        speaker, this.context_,
        make("div", { class: "line" }, this.menuButton, make("button", { type: "button", onclick: () => this.picker.click() }, t("attach")), this.picker, this.input, make("button", { class: "main", type: "submit" }, t("send"))),
        this.keys));
    this.say_state();
    this.drawTopics();
    this.draw();
    this.drawKeyboard();
  }

  actionsMenu() {
    const { room, page } = this;
    const run = (action) => () => { this.details.open = false; this.attempt(action); };
    const item = (word, action) => make("button", { type: "button", onclick: run(action) }, t(word));
    const at = () => (room.person ? this.there : { chat: room.id });
    const own = room.person
      ? [
          item("openLink", () => page.askLink(this)),
          item(room.person.blocked ? "unblock" : "block", () => post("block", { person: room.id, blocked: !room.person.blocked })),
        ]
      : [
          page.botIn(room) ? item("removeBot", () => post("leave", { chat: room.id, by: this.me })) : item("addBot", () => post("members", { chat: room.id, by: this.me })),
          page.botIn(room) && room.kind === "supergroup" && item(page.botMayWrite(room) ? "silenceBot" : "unsilenceBot", () => post("restrict", { chat: room.id, by: this.me, may_write: !page.botMayWrite(room) })),
          room.kind === "group" && item("upgrade", () => post("upgrade", { chat: room.id, by: this.me })),
        ];
    const shares = [
      item("sticker", async () => sendFile({ person: this.me, kind: "sticker", name: "sticker.webp", mime: "image/webp", ...at() }, await drawnSticker())),
      item("location", () => post("share", { person: this.me, what: { latitude: 60.1699, longitude: 24.9384 }, ...at() })),
      item("contact", () => post("share", { person: this.me, what: {}, ...at() })),
    ];
    this.details = make("details", { class: "more" }, make("summary", {}, t("actions")), make("div", { class: "sheet" }, own, shares, item("hide", () => page.hide(this))));
    this.details.addEventListener("focusout", (event) => { if (!this.details.contains(event.relatedTarget)) setTimeout(() => { if (!this.details.contains(document.activeElement)) this.details.open = false; }, 150); });
    return this.details;
  }

  async attempt(action) {
    try {
      await action();
    } catch (error) {
      this.toast(error.message);
    }
  }

  // The topic that is open, as the server wants to hear of it
  get there() {
    return this.topic === null ? {} : { topic: this.topic };
  }

  // What the bubbles may ask for

  get act() {
    return {
      private: Boolean(this.room.person),
      botName: () => this.page.bot.name,
      say: (text) => this.attempt(() => post("say", { person: this.me, chat: this.room.id, text, ...this.there })),
      follow: (link) => this.page.follow(this, link),
      press: (one, y, x) => this.attempt(() => this.press(one, y, x)),
      reply: (one) => this.setContext({ kind: "reply", post: one }),
      edit: (one) => this.setContext({ kind: "edit", post: one }),
      react: (one, emoji) => this.attempt(() => post("react", { person: this.me, chat: this.room.id, message: one.id, emoji: one.reactions[this.me]?.length ? "" : emoji })),
      remove: (one) => this.attempt(() => post("delete", { person: this.me, chat: this.room.id, message: one.id })),
      showPhoto: (source, text) => this.page.showPhoto(source, text),
    };
  }

  async press(one, y, x) {
    const { result } = await post("press", { person: this.me, chat: this.room.id, message: one.id, button: [y, x] });
    if (result.opens && !this.page.follow(this, result.opens)) window.open(result.opens, "_blank", "noopener");
    if (result.copies) {
      await navigator.clipboard?.writeText(result.copies).catch(() => {});
      this.toast(t("copied"));
    }
  }

  // Writing

  typed(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape") {
      this.setContext(null);
      this.toggleMenu(false);
    }
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight + 2, 160)}px`;
    if (this.input.value === "/") this.toggleMenu(true);
  }

  async send() {
    const text = this.input.value;
    const { context, file } = this;
    const where = { person: this.me, chat: this.room.id, ...this.there };
    const reply = context?.kind === "reply" ? { reply_to: context.post.id } : {};
    if (!text.trim() && !file) return;
    await this.attempt(async () => {
      if (file) await sendFile({ ...where, ...reply, kind: file.kind, name: file.content.name, mime: file.content.type, caption: text }, file.content);
      else if (context?.kind === "edit") await post("edit", { person: this.me, chat: this.room.id, message: context.post.id, text });
      else await post("say", { ...where, ...reply, text });
      this.input.value = "";
      this.file = null;
      this.setContext(null);
      this.grow();
    });
    this.toggleMenu(false);
    this.input.focus();
  }

  picked(content) {
    if (!content) return;
    const [kind] = content.type.split("/");
    this.file = { content, kind: { image: "photo", audio: "voice", video: "video" }[kind] ?? "document" };
    this.picker.value = "";
    this.showContext();
    this.input.focus();
  }

  setContext(context) {
    this.context = context;
    if (context?.kind === "edit") this.input.value = plain(context.post.body);
    this.showContext();
    if (context) this.input.focus();
  }

  showContext() {
    const lines = [];
    if (this.context) lines.push(make("span", {}, make("b", {}, t(this.context.kind === "edit" ? "editing" : "replyTo")), " ", plain(this.context.post.body)));
    if (this.file) {
      const kinds = ["document", this.file.kind === "document" ? null : this.file.kind].filter(Boolean).reverse();
      const select = make("select", { "aria-label": t("sendAs"), onchange: (event) => { this.file.kind = event.target.value; } }, kinds.map((kind) => make("option", { value: kind }, t(kind))));
      lines.push(make("span", {}, make("b", {}, t("sendAs")), " ", this.file.content.name, " ", select));
    }
    const drop = make("button", { type: "button", onclick: () => { this.file = null; if (this.context?.kind === "edit") this.input.value = ""; this.setContext(null); } }, t("cancel"));
    this.context_.hidden = lines.length === 0;
    this.context_.replaceChildren(make("div", {}, lines), drop);
  }

  toggleMenu(open = this.commands.hidden) {
    const shown = open && this.menu.length > 0;
    const item = ({ command, description }) => make("button", { type: "button", role: "menuitem", onclick: () => { this.toggleMenu(false); this.input.value = ""; this.act.say(`/${command}`); } }, make("b", {}, `/${command}`), make("span", {}, description));
    this.commands.replaceChildren(...this.menu.map(item));
    this.commands.hidden = !shown;
    this.menuButton.setAttribute("aria-expanded", String(shown));
    if (shown && document.activeElement !== this.input) this.commands.querySelector("button").focus();
  }

  speakAs(id) {
    this.me = id;
    this.load(0);
  }

  // Showing

  async load(since = this.revision) {
    const turn = ++this.asked;
    const seen = await get(`chats/${this.room.id}?person=${this.me}&since=${since}`);
    if (turn < this.shown) return; // a later question has had its answer
    this.shown = turn;
    const { held } = this;
    // What came as an event while this answer was on its way is newer than the answer
    const older = (one) => !(this.posts.get(one.id)?.revision > one.revision);
    if (since === 0) for (const [id, one] of this.posts) if (one.revision <= seen.revision) this.posts.delete(id);
    this.revision = seen.revision;
    this.keyboard = seen.keyboard;
    this.menu = seen.menu;
    this.topics = seen.chat.topics;
    if (since > 0) for (const one of seen.posts) if (!this.posts.has(one.id) && !this.shows(one)) this.unseen.add(this.topicOf(one));
    for (const one of seen.posts.filter(older)) this.posts.set(one.id, one);
    this.menuButton.hidden = this.menu.length === 0;
    this.drawTopics();
    this.draw();
    this.drawKeyboard();
    if (held) this.toEnd();
  }

  receive(one) {
    const known = this.posts.get(one.id);
    if (known && known.revision >= one.revision) return;
    this.posts.set(one.id, one);
    if (!this.shows(one)) {
      if (!known) this.mark(one);
      return;
    }
    const old = this.list.querySelector(`[data-message="${one.id}"]`);
    if (!known || !old) {
      this.draw();
      return;
    }
    old.replaceWith(this.bubble(one));
    this.drawnAt.set(one.id, one.revision);
    if (this.held) this.toEnd();
  }

  // Topics: a strip of tabs above the messages, the chat itself first

  topicOf(one) {
    return one.body.message_thread_id ?? null;
  }

  shows(one) {
    return this.topicOf(one) === this.topic;
  }

  drawTopics() {
    const ids = Object.keys(this.topics ?? {}).map(Number);
    if (this.topic !== null && !ids.includes(this.topic)) this.topic = null;
    const dot = () => make("span", { class: "dot" }, make("span", { class: "hidden" }, ` ${t("fresh")}`));
    const tab = (id, name) => make("button", { type: "button", "aria-pressed": String(this.topic === id), onclick: () => this.openTopic(id) }, this.unseen.has(id) && dot(), name);
    const end = this.topic !== null && make("button", { type: "button", class: "end-topic", onclick: () => this.attempt(() => post("topics/end", { person: this.me, topic: this.topic })) }, t("removeTopic"));
    this.topicTabs.hidden = ids.length === 0;
    this.topicTabs.replaceChildren(tab(null, t("chatItself")), ...ids.map((id) => tab(id, this.topics[id].name)), ...(end ? [end] : []));
  }

  openTopic(id) {
    this.topic = id;
    this.unseen.delete(id);
    this.setContext(null);
    this.held = true;
    this.drawTopics();
    this.draw();
    this.toEnd();
    this.topicTabs.querySelector("[aria-pressed=true]")?.scrollIntoView({ inline: "nearest", block: "nearest" });
    this.input.focus({ preventScroll: true });
  }

  // Something new stands in a topic that is not open
  mark(one) {
    this.unseen.add(this.topicOf(one));
    this.drawTopics();
  }

  bubble(one) {
    return bubble(one, { me: this.me, group: !this.room.person, act: this.act });
  }

  atEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 80;
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
  }

  draw() {
    const ordered = [...this.posts.values()].filter((one) => this.shows(one)).sort((a, b) => a.id - b.id);
    const drawn = new Map([...this.list.children].map((element) => [element.dataset.message, element]));
    const fresh = ordered.map((one) => (this.drawnAt?.get(one.id) === one.revision && drawn.get(String(one.id))) || this.bubble(one));
    this.drawnAt = new Map(ordered.map((one) => [one.id, one.revision]));
    this.list.replaceChildren(...(fresh.length ? fresh : [this.empty()]));
    if (this.held || ordered.at(-1)?.body.from.id === this.me) this.toEnd();
  }

  empty() {
    const about = this.page.bot.description;
    return make("div", { class: "empty" },
      make("span", { class: "avatar large", "aria-hidden": "true" }, initials(this.page.bot.name)),
      make("h3", {}, this.page.bot.name),
      about && make("p", {}, about),
      this.room.person && make("button", { type: "button", class: "main start", onclick: () => this.act.say("/start") }, t("start")));
  }

  drawKeyboard() {
    const rows = this.keyboard?.keyboard ?? [];
    const press = (key) => {
      if (key.request_contact) return this.attempt(() => post("share", { person: this.me, chat: this.room.id, what: {} }));
      if (key.request_location) return this.attempt(() => post("share", { person: this.me, chat: this.room.id, what: { latitude: 60.1699, longitude: 24.9384 } }));
      return this.act.say(key.text);
    };
    this.keys.replaceChildren(...rows.map((row) => make("div", { class: "keys-row" }, row.map((key) => make("button", { type: "button", class: "key", onclick: () => press(key) }, key.text)))));
    this.input.placeholder = this.keyboard?.input_field_placeholder ?? t("write");
  }

  say_state(text = "") {
    this.state.textContent = text || (this.room.person?.blocked ? t("blocked") : this.room.person ? [this.room.person.username && `@${this.room.person.username}`].filter(Boolean).join("") : this.speakers().map((one) => one.first_name).join(", "));
  }

  typing() {
    this.say_state(`${this.page.bot.name} ${t("typing")}`);
    clearTimeout(this.typingEnds);
    this.typingEnds = setTimeout(() => this.say_state(), 4000);
  }

  toast(text) {
    const note = make("p", { class: "toast" }, text);
    this.toasts.append(note);
    setTimeout(() => note.remove(), 4000);
  }

  alert(text) {
    const done = () => { box.remove(); this.input.focus(); };
    const ok = make("button", { type: "button", class: "main", onclick: done }, "OK");
    const box = make("div", { class: "alert", role: "alertdialog", "aria-label": text, onkeydown: (event) => event.key === "Escape" && done() }, make("div", {}, make("p", {}, text), ok));
    this.element.append(box);
    ok.focus();
  }

  answered({ text, alert }) {
    if (!text) return;
    if (alert) this.alert(text);
    else this.toast(text);
  }
}
