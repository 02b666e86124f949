// Confirming by keyboard: Enter leads from each field that is asked for to the next, at last to the
// next letter; digits type what was not read for certain, choose what is proposed or stands in a
// list; Alt with a digit leads to any field. The place of the field under the cursor is marked.
const BLANK = "_";
const THAI = "๐๑๒๓๔๕๖๗๘๙";
const form = document.getElementById("confirm");
const seen = document.querySelector(".beside .seen");
const confirm = form.querySelector("button[value=confirm]");
const fields = [...form.querySelectorAll("input[type=text], select")];
const looked = new Set();
let code = "";

function mark(field) {
  for (const spot of document.querySelectorAll(".spot")) spot.classList.toggle("here", spot.dataset.spot === field.name);
  const spot = document.querySelector(".spot.here");
  if (!spot) return;
  const there = spot.getBoundingClientRect(), shown = seen.getBoundingClientRect();
  if (seen.scrollHeight > seen.clientHeight) seen.scrollTop += there.top - shown.top - seen.clientHeight / 4;
  if (seen.scrollWidth > seen.clientWidth) seen.scrollLeft += there.left - shown.left - seen.clientWidth / 8;
}

function blank(field) {
  const at = field.value?.indexOf?.(BLANK) ?? -1;
  if (field.type === "text" && at >= 0) field.setSelectionRange(at, at + 1);
}

function come(field) {
  code = "";
  mark(field);
  blank(field);
}

function go(field) {
  field.focus();
  if (field.select && !field.value.includes(BLANK)) field.select();
}

// A digit by its letter, or by its key while the Thai layout is on, where it is another letter.
function digit({ key, code, shiftKey }) {
  if (key.length === 1 && THAI.includes(key)) return THAI.indexOf(key);
  const found = /^[0-9]$/.exec(key) ?? (shiftKey ? null : /(?<=^Digit)[0-9]$/.exec(code));
  return found ? Number(found[0]) : -1;
}

function enter(event) {
  if (!fields.includes(event.target)) return;
  event.preventDefault();
  looked.add(event.target);
  const next = fields.find((field) => "ask" in field.dataset && !looked.has(field));
  next ? go(next) : form.requestSubmit(confirm);
}

function take(button) {
  const field = document.getElementById(button.dataset.for);
  field.value = button.value;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
  blank(field);
}

// What stands in a field is still selected as a whole: a digit chooses, anything else is typed.
function offered(field, number) {
  const whole = field.type === "text" && field.selectionStart === 0 && field.selectionEnd === field.value.length;
  return whole ? form.querySelectorAll(`[data-for="${field.id}"]`)[number - 1] : undefined;
}

function choose(list, number) {
  const begins = (typed) => [...list.options].find((one) => one.text.startsWith(typed));
  const typed = [code + THAI[number], THAI[number]].find(begins);
  if (!typed) return;
  code = typed;
  list.value = begins(typed).value;
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.isComposing) return;
  if (event.key === "Tab") looked.add(event.target);
  if (event.key === "Enter" && !event.altKey) return enter(event);
  const { target } = event, number = digit(event);
  if (number < 0) return;
  const there = event.altKey || target === confirm ? fields[number - 1] : undefined;
  const button = offered(target, number);
  if (there) go(there);
  else if (event.altKey) return;
  else if (button) take(button);
  else if (target.tagName === "SELECT") choose(target, number);
  else return;
  event.preventDefault();
}

form.addEventListener("focusin", ({ target }) => come(target));
form.addEventListener("input", ({ target }) => blank(target));
form.addEventListener("keydown", press);
for (const button of form.querySelectorAll("[data-for]")) button.addEventListener("click", () => take(button));
for (const part of document.querySelectorAll(".offers, #by-keys")) part.hidden = false;
document.getElementById("by-enter").hidden = true;
form.classList.add("keyed");
fields.forEach((field, at) => field.setAttribute("aria-keyshortcuts", `Alt+${at + 1}`));
const wrong = form.querySelector("[aria-invalid]"); // before the summary: the hands stay at the keys
const begin = wrong ?? (form.contains(document.activeElement) ? document.activeElement : undefined);
if (begin && matchMedia("(min-width: 60.01rem)").matches) form.parentElement.scrollIntoView();
if (begin) {
  begin.scrollIntoView({ block: "nearest" });
  come(begin);
  go(begin);
}
