// Messages as bubbles: text with its entities, media, buttons. Nothing here ever reads HTML from a message.

import { make, colourOf } from "./tools.js";
import { t, chosenLanguage } from "./words.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote",
};

// Text and entities become nested elements; offsets are UTF-16 units, as JavaScript counts.
export function formatted(text, entities, act) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nested(text, 0, text.length, sorted, act);
}

function nested(text, start, end, entities, act) {
  const nodes = [];
  let at = start;
  for (let i = 0; i < entities.length; ) {
    const entity = entities[i];
    const stop = Math.min(entity.offset + entity.length, end);
    const inside = [];
    for (i += 1; i < entities.length && entities[i].offset < stop; i += 1) inside.push(entities[i]);
    if (entity.offset < at) continue;
    nodes.push(text.slice(at, entity.offset));
    nodes.push(span(entity, text.slice(entity.offset, stop), nested(text, entity.offset, stop, inside, act), act));
    at = stop;
  }
  return [...nodes, text.slice(at, end)];
}

function span(entity, text, children, act) {
  const link = { text_link: entity.url, url: text.includes("://") ? text : `https://${text}`, email: `mailto:${text}` }[entity.type];
  if (link) {
    const follow = (event) => { if (act.follow(link)) event.preventDefault(); };
    return make("a", { href: /^(https?|mailto|tg|tel):/i.test(link) ? link : "#", target: "_blank", rel: "noopener noreferrer", onclick: follow }, children);
  }
  if (entity.type === "bot_command") return make("button", { class: "command", type: "button", onclick: () => act.say(text) }, children);
  if (entity.type === "spoiler") {
    const show = (event) => event.currentTarget.classList.add("shown");
    return make("span", { class: "spoiler", role: "button", tabindex: "0", onclick: show, onkeydown: (event) => event.key === "Enter" && show(event) }, children);
  }
  return TAGS[entity.type] ? make(TAGS[entity.type], {}, children) : make("span", { class: "marked" }, children);
}

export const plain = (body) => body.text ?? body.caption ?? (body.document?.file_name || Object.keys(body).find((key) => t(key) !== key) || "…");

const size = (bytes) => (bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1048576).toFixed(1)} MB`);

function media(body, act) {
  const path = (file) => `/media/${encodeURIComponent(file.file_id)}`;
  if (body.photo) {
    const largest = body.photo.at(-1);
    const image = make("img", { src: path(largest), alt: body.caption ?? "", width: largest.width, height: largest.height, loading: "lazy" });
    return make("button", { class: "photo", type: "button", "aria-label": t("open"), onclick: () => act.showPhoto(image.src, image.alt) }, image);
  }
  if (body.sticker) return make("img", { class: "sticker", src: path(body.sticker), alt: body.sticker.emoji ?? "", width: 128, height: 128 });
  const sound = body.voice ?? body.audio;
  if (sound) return make("audio", { controls: true, preload: "none", src: path(sound), "aria-label": t("voice") });
  const film = body.video ?? body.animation ?? body.video_note;
  if (film) return make("video", { controls: true, preload: "metadata", src: path(film) });
  if (body.document) {
    const name = body.document.file_name || "file";
    return make("a", { class: "file", href: path(body.document), download: name }, make("span", { class: "file-icon", "aria-hidden": "true" }), make("span", {}, make("b", {}, name), make("small", {}, size(body.document.file_size ?? 0))));
  }
  if (body.location) return make("p", { class: "card" }, `${t("latitude")}: ${body.location.latitude.toFixed(4)}, ${body.location.longitude.toFixed(4)}`);
  if (body.contact) return make("p", { class: "card" }, make("b", {}, [body.contact.first_name, body.contact.last_name].filter(Boolean).join(" ")), ` ${body.contact.phone_number}`);
  return null;
}

function service(body) {
  const names = (users) => users.map((user) => user.first_name).join(", ");
  if (body.new_chat_members) return `${names(body.new_chat_members)} ${t("joined")}`;
  if (body.left_chat_member) return `${body.left_chat_member.first_name} ${t("left")}`;
  if (body.group_chat_created) return `${body.from.first_name} ${t("created")}`;
  if (body.forum_topic_created) return `${t("topic")}: ${body.forum_topic_created.name}`;
  if (body.forum_topic_edited) return `${t("topicRenamed")}: ${body.forum_topic_edited.name ?? ""}`;
  if (body.migrate_from_chat_id || body.migrate_to_chat_id) return t("upgraded");
  return "";
}

function keyboard(post, act) {
  const rows = post.body.reply_markup?.inline_keyboard;
  if (!rows || post.deleted) return null;
  const button = (one, y, x) =>
    make("button", { type: "button", class: one.url ? "key link" : "key", onclick: () => act.press(post, y, x) }, one.text);
  return make("div", { class: "keys" }, rows.map((row, y) => make("div", { class: "keys-row" }, row.map((one, x) => button(one, y, x)))));
}

function actions(post, mine, act) {
  if (post.deleted) return null;
  const button = (word, run) => make("button", { type: "button", onclick: run }, t(word));
  const editable = mine && (post.body.text || post.body.caption);
  return make("div", { class: "bubble-actions", role: "group", "aria-label": t("options") },
    button("reply", () => act.reply(post)), editable && button("edit", () => act.edit(post)), button("like", () => act.react(post, "👍")),
    (mine || act.private) && button("remove", () => act.remove(post)));
}

export function bubble(post, { me, group, act }) {
  const { body } = post;
  const note = service(body);
  if (note) return make("p", { class: "service", "data-message": post.id }, note);
  const mine = body.from.id === me;
  const time = new Date((body.edit_date ?? body.date) * 1000).toLocaleTimeString(chosenLanguage(), { hour: "2-digit", minute: "2-digit" });
  const marks = [post.deleted && t("deleted"), body.edit_date && !post.deleted && t("edited"), time].filter(Boolean).join(" · ");
  const quoted = body.reply_to_message;
  const reactions = Object.values(post.reactions).flat().map((one) => one.emoji);
  const name = (user) => (user.is_bot ? act.botName() : [user.first_name, user.last_name].filter(Boolean).join(" "));
  const text = body.text ?? body.caption;
  const entities = body.entities ?? body.caption_entities;
  return make("article", { class: `message ${mine ? "mine" : "theirs"}${post.deleted ? " gone" : ""}`, "data-message": post.id, tabindex: "-1" },
    make("div", { class: body.sticker ? "bubble bare" : "bubble" },
      group && !mine && make("b", { class: "author", style: `color: ${colourOf(body.from.id)}` }, name(body.from)),
      body.forward_origin && make("small", { class: "forwarded" }, t("forwarded")),
      quoted && make("blockquote", { class: "quoted" }, make("b", {}, name(quoted.from)), make("span", {}, plain(quoted))),
      media(body, act),
      text && make("p", { class: "text" }, formatted(text, entities, act)),
      make("footer", {}, reactions.length > 0 && make("span", { class: "reactions" }, reactions.join(" ")), make("time", {}, marks)),
      actions(post, mine, act)),
    keyboard(post, act));
}
