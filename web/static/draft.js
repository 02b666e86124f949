// A draft saves itself a moment after each change, and the real page is shown beside it.
const PAUSE = 100; // milliseconds without a change before saving
const AGAIN = 5000; // milliseconds before a failed save is tried again

const form = document.getElementById("draft");
const place = form || document.querySelector("[data-preview]");
const says = document.getElementById("saved");
let timer = 0;
let saving = false;
let changed = false;
let clashed = false;
let pressed = null;

function showConditional() {
  for (const part of form.querySelectorAll("[data-shown-by]")) {
    const asked = form.elements[part.dataset.shownBy];
    let value = asked ? asked.value : "";
    if (asked && asked.type === "checkbox") value = asked.checked ? asked.value : "";
    const wanted = part.dataset.shownFor;
    part.hidden = wanted ? value !== wanted : !value;
  }
}

// What is calculated is calculated by the server, out of what it has just kept.
function showComputed(computed) {
  for (const [id, text] of Object.entries(computed || {})) {
    const place = document.getElementById(id);
    if (place) place.textContent = text || "—";
  }
}

async function save() {
  if (clashed) return;
  if (saving) {
    changed = true;
    return;
  }
  saving = true;
  changed = false;
  says.textContent = says.dataset.saving;
  let pause = 0;
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    const told = await answer.json();
    if (answer.ok) {
      form.elements.revision.value = told.revision;
      says.textContent = says.dataset.saved;
      showComputed(told.computed);
      preview();
    } else if (answer.status === 409) {
      clashed = true;
      says.textContent = "";
      const clash = document.getElementById("clash");
      clash.hidden = false;
      clash.scrollIntoView({ block: "center" });
    } else {
      says.textContent = told.error;
      pause = AGAIN;
    }
  } catch {
    says.textContent = says.dataset.offline;
    pause = AGAIN;
  }
  saving = false;
  if (pressed) {
    form.requestSubmit(pressed);
  } else if (changed || pause) {
    later(pause || PAUSE);
  }
}

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    timer = 0;
    save();
  }, pause);
}

// A press while a save is under way waits for it: it must carry the new revision.
function submit(event) {
  clearTimeout(timer);
  timer = 0;
  changed = false;
  if (saving) {
    event.preventDefault();
    pressed = event.submitter;
  }
}

let newest = 0;

async function preview() {
  const mine = ++newest;
  const box = document.getElementById("preview");
  const note = document.getElementById("preview-says");
  try {
    const answer = await fetch(place.dataset.preview, { headers: { Accept: "application/json" } });
    if (answer.status === 204 || mine !== newest) return;
    const told = await answer.json();
    box.hidden = false;
    note.textContent = answer.ok ? [told.reason, ...told.problems].filter(Boolean).join(" · ") : told.error;
    if (answer.ok) await showSheets(told, mine);
  } catch {
    note.textContent = "";
  }
}

async function showSheets(told, mine) {
  const sheets = document.getElementById("sheets");
  const pictures = told.pictures.map((link, number) => {
    const picture = new Image();
    picture.src = link;
    picture.className = "sheet";
    picture.alt = `หน้าที่ ${(number + 1).toLocaleString("th-TH-u-nu-thai")}`;
    return picture;
  });
  await Promise.allSettled(pictures.map((picture) => picture.decode()));
  if (mine !== newest) return;
  if (pictures.length) {
    sheets.replaceChildren(...pictures);
  } else {
    const text = document.createElement("div");
    text.className = "sheet plain-text";
    text.textContent = told.text;
    sheets.replaceChildren(text);
  }
}

if (form) {
  form.addEventListener("input", () => {
    showConditional();
    later(PAUSE);
  });
  form.addEventListener("submit", submit);
  window.addEventListener("pagehide", () => {
    if (!clashed && !saving && timer) navigator.sendBeacon(form.action, new URLSearchParams(new FormData(form)));
  });
  showConditional();
}
if (place) preview();
