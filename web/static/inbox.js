// Files may be dropped, go up one by one with progress and a stop, and the list follows the worker.
import { droppable } from "./drop.js";

const form = document.getElementById("upload");
const field = document.getElementById("files");
const drop = document.getElementById("drop");
const chosen = document.getElementById("chosen");
const progress = document.getElementById("progress");
const refused = document.getElementById("refused");
const stop = document.getElementById("stop");
const thai = (number) => String(number).replace(/\d/g, (d) => "๐๑๒๓๔๕๖๗๘๙"[d]);
const say = (text, n, all) => text.replace("{n}", thai(n)).replace("{all}", thai(all));
let stopped = false;

function show() {
  const count = field.files.length;
  chosen.textContent = count ? say(chosen.dataset.chosen, count) : chosen.dataset.drop;
}

droppable(drop, (files) => {
  field.files = files;
  show();
});
field.addEventListener("change", show);
stop.addEventListener("click", () => { stopped = true; });

async function send(file) {
  const body = new FormData();
  body.append("csrf", form.elements.csrf.value);
  body.append("category", form.elements.category.value);
  body.append("files", file);
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
  const told = await answer.json();
  return told.refused ?? (told.error ? [told.error] : []);
}

form.addEventListener("submit", async (event) => {
  if (!field.files.length) return;
  event.preventDefault();
  const files = [...field.files];
  const button = form.querySelector("button");
  let done = 0, faults = 0;
  stopped = false;
  stop.hidden = false;
  button.disabled = true;
  for (const file of files) {
    if (stopped) break;
    progress.textContent = say(progress.dataset.doing, done, files.length);
    const wrong = await send(file).catch((error) => [`${file.name}: ${error.message}`]);
    for (const text of wrong) refused.append(Object.assign(document.createElement("li"), { textContent: text }));
    faults += wrong.length;
    if (!wrong.length) done += 1;
  }
  progress.textContent = say(stopped ? progress.dataset.stopped : progress.dataset.doing, done, files.length);
  stop.hidden = true;
  button.disabled = false;
  if (!faults && !stopped) location.assign(form.action);
});

async function follow() {
  const answer = await fetch(form.dataset.state, { headers: { Accept: "application/json" } }).catch(() => null);
  const waiting = answer?.ok ? (await answer.json()).waiting ?? 0 : Number(form.dataset.waiting);
  if (waiting !== Number(form.dataset.waiting) && !field.files.length) location.reload();
}
if (Number(form.dataset.waiting)) setInterval(follow, 2000);
show();
