// A draft saves itself a moment after each change, and the real page is shown beside it.
import { saving } from "./saving.js";

const form = document.getElementById("draft");
const place = form || document.querySelector("[data-preview]");

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
  const changed = saving(form, document.getElementById("saved"), document.getElementById("clash"), {
    pause: 100,
    patient: true,
    saved: (told) => {
      form.elements.revision.value = told.revision;
      showComputed(told.computed);
      preview();
    },
  });
  form.addEventListener("input", () => {
    showConditional();
    changed();
  });
  showConditional();
}
if (place) preview();
