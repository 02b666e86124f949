// Notes of a meeting's day save themselves a moment after each change, each item by itself.
import { saving } from "./saving.js";

for (const form of document.querySelectorAll("form[data-note]")) {
  const changed = saving(form, form.querySelector("[data-saved]"), form.querySelector("[data-clash]"), {
    pause: 800,
    patient: false,
    saved: (told) => {
      form.elements.seen.value = told.version;
    },
  });
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
}
