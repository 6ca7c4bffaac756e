// The page: who is there, their columns side by side, and what happens.

import { make, get, post } from "./tools.js";
import { t, translate, chosenLanguage, chooseLanguage } from "./words.js";
import { Column } from "./column.js";
import { Log, Faults } from "./log.js";

const by = (id) => document.getElementById(id);

class Page {
  constructor() {
    this.bot = { name: "", username: "", description: "" };
    this.people = [];
    this.groups = [];
    this.columns = new Map();
    this.hidden = new Set(JSON.parse(localStorage.getItem("hidden") ?? "[]"));
    this.log = new Log(by("log"), by("show-log"), this);
    this.faults = new Faults(by("faults-dialog"), by("show-faults"), this);
    by("language").value = chosenLanguage();
    by("language").addEventListener("change", (event) => { chooseLanguage(event.target.value); this.speak(); });
    by("add-person").addEventListener("click", () => this.addPerson());
    by("add-group").addEventListener("click", () => this.addGroup());
    by("columns").addEventListener("scroll", () => this.markTab(), { passive: true });
    this.speak();
    this.listen();
  }

  // Everything in the chosen language

  speak() {
    translate(document);
    by("add-person").textContent = t("addPerson");
    by("add-group").textContent = t("addGroup");
    by("show-faults").textContent = t("faults");
    by("tabs").setAttribute("aria-label", t("chats"));
    this.log.draw();
    if (!by("log").hidden) this.log.build();
    for (const column of this.columns.values()) {
      column.drawnAt = null;
      column.build();
    }
    this.load();
  }

  // What the server tells

  listen() {
    const source = new EventSource("/events");
    const on = (kind, run) => source.addEventListener(kind, (event) => run(JSON.parse(event.data)));
    source.onopen = () => { by("offline").hidden = true; };
    source.onerror = () => { by("offline").hidden = false; };
    on("hello", () => this.load());
    on("reset", () => this.startOver());
    on("people", () => this.load());
    on("chats", () => this.load());
    on("about", () => this.load());
    on("call", () => this.log.soon());
    on("post", ({ post: one }) => this.columns.get(one.chat)?.receive(one));
    on("topics", ({ chat }) => this.columns.get(chat)?.load());
    on("keyboard", ({ chat }) => this.columns.get(chat)?.load());
    on("action", ({ chat }) => this.columns.get(chat)?.typing());
    on("answer", (answer) => this.answered(answer));
  }

  answered(answer) {
    const column = this.columns.get(answer.chat);
    if (column && (column.room.person || column.me === answer.person)) column.answered(answer);
  }

  startOver() {
    this.columns.clear();
    by("columns").replaceChildren();
    this.log.clear();
    this.load();
  }

  async load() {
    const world = await get(`world?language=${chosenLanguage()}`);
    Object.assign(this, { bot: world.bot, people: world.people, groups: world.groups });
    by("bot-name").textContent = world.bot.name;
    by("bot-username").textContent = `@${world.bot.username}`;
    document.title = world.bot.name;
    const names = (one) => [one.first_name, one.last_name].filter(Boolean).join(" ");
    const rooms = [
      ...world.people.map((person) => ({ id: person.id, name: names(person), person })),
      ...world.groups.map((group) => ({ id: group.id, name: group.title, members: group.members, kind: group.kind })),
    ];
    const known = new Set(rooms.map((room) => room.id));
    for (const id of [...this.columns.keys()]) if (!known.has(id)) this.drop(id);
    await Promise.all(rooms.map((room) => this.show(room)));
    this.drawTabs(rooms);
    this.drawNobody(rooms);
  }

  async show(room) {
    let column = this.columns.get(room.id);
    const changed = column && JSON.stringify(column.room) !== JSON.stringify(room);
    if (!column) {
      column = new Column(room, this);
      this.columns.set(room.id, column);
      by("columns").append(column.element);
    } else if (changed) {
      column.room = room;
      if (!room.person && !column.speakers().some((one) => one.id === column.me)) column.me = column.speakers()[0]?.id;
      column.build();
    }
    column.element.hidden = this.hidden.has(room.id);
    if (column.me) await column.load(column.posts.size ? column.revision : 0);
  }

  drop(id) {
    this.columns.get(id).element.remove();
    this.columns.delete(id);
  }

  hide(column) {
    this.hidden.add(column.room.id);
    this.keepHidden();
  }

  keepHidden() {
    localStorage.setItem("hidden", JSON.stringify([...this.hidden]));
    this.load();
  }

  drawTabs(rooms) {
    const go = async (room) => {
      if (this.hidden.delete(room.id)) await this.keepHidden();
      const column = this.columns.get(room.id);
      column.element.hidden = false;
      column.element.scrollIntoView({ inline: "start", block: "nearest" });
      column.input.focus({ preventScroll: true });
    };
    const tab = (room) => make("button", { type: "button", "data-tab": room.id, class: this.hidden.has(room.id) ? "away" : "", onclick: () => go(room) }, room.name);
    by("tabs").replaceChildren(...rooms.map(tab));
    by("tabs").classList.toggle("needed", rooms.some((room) => this.hidden.has(room.id)));
    this.markTab();
  }

  markTab() {
    const left = by("columns").getBoundingClientRect().left;
    const shown = [...this.columns.values()].filter((column) => !column.element.hidden);
    const nearest = shown.sort((a, b) => Math.abs(a.element.getBoundingClientRect().left - left) - Math.abs(b.element.getBoundingClientRect().left - left))[0];
    for (const tab of by("tabs").children) {
      if (Number(tab.dataset.tab) === nearest?.room.id) {
        tab.setAttribute("aria-current", "true");
        by("tabs").scrollLeft = tab.offsetLeft - (by("tabs").clientWidth - tab.offsetWidth) / 2;
      }
      else tab.removeAttribute("aria-current");
    }
  }

  drawNobody(rooms) {
    by("columns").querySelector(".nobody")?.remove();
    if (rooms.length) return;
    const button = make("button", { type: "button", class: "main", onclick: () => this.addPerson() }, t("addPerson"));
    by("columns").append(make("div", { class: "nobody" }, make("h2", {}, t("nobody")), make("p", {}, t("nobodyHint")), button));
  }

  // What columns ask for

  nameOf(id) {
    return this.columns.get(Number(id))?.room.name ?? String(id);
  }

  botIn(group) {
    return ["member", "administrator", "restricted"].includes(group.members[this.bot.id]);
  }

  botMayWrite(group) {
    return group.members[this.bot.id] !== "restricted";
  }

  // A link to the bot opens in the chat of whoever tapped it; others are left to the browser.
  follow(column, link) {
    const ours = new RegExp(`^(https?://)?(t|telegram)\\.me/${this.bot.username}\\b|^tg://resolve\\?domain=${this.bot.username}\\b`, "i");
    if (!ours.test(link)) return false;
    const person = column.room.person?.id ?? column.me;
    const added = /[?&]startgroup=([\w-]*)/.exec(link);
    if (added) {
      this.addGroup(person, added[1]); // Telegram asks for a group; here a new one is made
      return true;
    }
    column.attempt(() => post("open", { person, link }));
    return true;
  }

  showPhoto(source, text) {
    const image = by("photo-dialog").querySelector("img");
    image.src = source;
    image.alt = text;
    by("photo-dialog").showModal();
  }

  ask(dialog) {
    const form = dialog.querySelector("form");
    form.reset();
    dialog.returnValue = "";
    dialog.showModal();
    form.querySelector("input")?.focus();
    return new Promise((done) => {
      dialog.addEventListener("close", () => done(dialog.returnValue === "ok" ? new FormData(form) : null), { once: true });
    });
  }

  async addPerson() {
    const form = await this.ask(by("person-dialog"));
    if (!form) return;
    const { result } = await post("people", Object.fromEntries([...form].filter(([, value]) => value)));
    await this.load();
    const column = this.columns.get(result.id);
    column.element.scrollIntoView({ inline: "end", block: "nearest" });
    column.element.querySelector(".start")?.focus();
  }

  // With a founder and a payload: the bot comes by a `startgroup` link.
  async addGroup(founder, payload) {
    const box = (one) => make("label", { class: "check" }, make("input", { type: "checkbox", name: "people", value: one.id, checked: true }), one.first_name);
    const people = [...this.people].sort((one, other) => (other.id === founder) - (one.id === founder));
    by("group-people").replaceChildren(...people.map(box));
    const form = await this.ask(by("group-dialog"));
    if (!form) return;
    const fields = { title: form.get("title"), people: form.getAll("people").map(Number), bot: !founder && form.has("bot") };
    try {
      const { result } = await post("groups", fields);
      if (founder) await post("members", { chat: result.id, by: fields.people[0], payload });
    } catch (error) {
      window.alert(error.message);
    }
  }

  async askLink(column) {
    const form = await this.ask(by("link-dialog"));
    if (form) await column.attempt(() => post("open", { person: column.room.id, link: form.get("link") }));
  }
}

window.page = new Page();
