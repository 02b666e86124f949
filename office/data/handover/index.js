// The search of a handover: no server, no network. Both sides are in the normal form of
// thai/text.py; the texts were brought into it when the handover was made, what is typed is here.
"use strict";

const STEP = 50, AROUND = 90;
const records = [];
let shown = 0, hits = [];

/** Called by each index-*.js with its records. */
function saraban(some) { records.push(...some); }

function normal(text) {
  const tone = "[\u0e48-\u0e4c]";
  return text.normalize("NFC").toLowerCase()
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
    .replace(new RegExp(`(${tone}+)([\u0e31\u0e34-\u0e3a]+)`, "g"), "$2$1")
    .replace(new RegExp(`\u0e4d(${tone}*)\u0e32`, "g"), "$1\u0e33")
    .replace(new RegExp(`\u0e33(${tone}+)`, "g"), "$1\u0e33")
    .replace(/([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\1+/g, "$1")
    .replace(/เเ/g, "แ").replace(/\s+/g, " ").trim();
}

function element(name, text, kind) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function passage(record, words) {
  const found = words.map((word) => record.text.indexOf(word)).filter((at) => at >= 0);
  if (!found.length) return null;
  const first = Math.min(...found), space = record.text.indexOf(" ", Math.max(0, first - AROUND));
  const begin = first <= AROUND ? 0 : space < first ? space + 1 : first;
  const said = (begin ? "… " : "") + record.text.slice(begin, begin + 3 * AROUND);
  const line = element("p", "", "soft");
  const parts = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  for (const part of said.split(new RegExp(`(${parts.join("|")})`)))
    line.append(words.includes(part) ? element("mark", part) : part);
  return line;
}

function row(record, words) {
  const item = element("li");
  item.append(element("h2", record.title), element("p", record.about, "soft"));
  const said = words.length ? passage(record, words) : null;
  if (said) item.append(said);
  const links = element("p");
  for (const path of record.files) {
    const link = element("a", path.split("/").pop());
    link.href = path.split("/").map(encodeURIComponent).join("/");
    links.append(link);
  }
  if (record.files.length) item.append(links);
  return item;
}

function more(words) {
  const some = hits.slice(shown, shown + STEP);
  document.getElementById("found").append(...some.map((record) => row(record, words)));
  shown += some.length;
  document.getElementById("more").hidden = shown >= hits.length;
}

function search() {
  const words = [...new Set(normal(document.getElementById("q").value).split(" ").filter(Boolean))];
  hits = records.filter((record) => words.every((word) => record.text.includes(word)));
  const count = hits.length.toLocaleString("th-TH-u-nu-thai");
  document.getElementById("count").textContent =
    words.length ? (hits.length ? `พบ ${count} ฉบับ` : "ไม่พบ ลองใช้คำที่สั้นลง หรือคำเดียว") : `ทั้งหมด ${count} ฉบับ`;
  document.getElementById("found").replaceChildren();
  shown = 0;
  more(words);
  document.getElementById("more").onclick = () => more(words);
}

document.getElementById("search").addEventListener("submit", (event) => { event.preventDefault(); search(); });
document.getElementById("q").addEventListener("input", search);
window.addEventListener("load", search);
