// Building elements and talking to the server.

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") element.style.cssText = value; // the page's policy forbids the attribute
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

async function read(answer) {
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error);
  return body;
}

export const get = async (path) => read(await fetch(`/api/${path}`));

export const post = async (action, fields = {}) =>
  read(await fetch(`/api/${action}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(fields) }));

export const sendFile = async (query, content) => read(await fetch(`/api/send?${new URLSearchParams(query)}`, { method: "POST", body: content }));

// A sticker of our own: a round smile, drawn here.
export function drawnSticker() {
  const canvas = make("canvas", { width: 256, height: 256 });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#f6c945";
  pen.beginPath();
  pen.arc(128, 128, 118, 0, 7);
  pen.fill();
  pen.fillStyle = pen.strokeStyle = "#4a3b00";
  for (const x of [88, 168]) {
    pen.beginPath();
    pen.arc(x, 104, 14, 0, 7);
    pen.fill();
  }
  pen.lineWidth = 12;
  pen.lineCap = "round";
  pen.beginPath();
  pen.arc(128, 132, 62, 0.35, Math.PI - 0.35);
  pen.stroke();
  return new Promise((done) => canvas.toBlob(done, "image/webp"));
}

// People keep their colour: it follows from their number.
const COLOURS = ["#0b7285", "#5f3dc4", "#a61e4d", "#2b6a30", "#9c4a00", "#1864ab", "#6b4a2b", "#862e9c"];
export const colourOf = (id) => COLOURS[Math.abs(id) % COLOURS.length];
export const initials = (name) => name.split(/\s+/).map((word) => [...word][0] ?? "").slice(0, 2).join("").toUpperCase();
