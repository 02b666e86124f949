// Notes of a meeting's day save themselves a moment after each change, each item by itself.
const PAUSE = 800; // milliseconds without a change before saving
const AGAIN = 5000; // milliseconds before a failed save is tried again

for (const form of document.querySelectorAll("form[data-note]")) {
  const says = form.querySelector("[data-saved]");
  const clash = form.querySelector("[data-clash]");
  let timer = 0;
  let saving = false;
  let changed = false;
  let pressed = null;

  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };

  async function save() {
    timer = 0;
    if (!clash.hidden) return;
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
        form.elements.seen.value = told.version;
        says.textContent = says.dataset.done;
      } else if (answer.status === 409) {
        clash.hidden = false;
        says.textContent = "";
      } else {
        says.textContent = told.error;
      }
    } catch {
      says.textContent = says.dataset.offline;
      pause = AGAIN;
    }
    saving = false;
    if (pressed) form.requestSubmit(pressed);
    else if (changed || pause) later(pause || PAUSE);
  }

  form.addEventListener("input", () => later(PAUSE));
  form.addEventListener("change", () => later(PAUSE));
  // A press while a save is under way waits for it: it must carry the new version.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    timer = 0;
    changed = false;
    if (saving) {
      event.preventDefault();
      pressed = event.submitter;
    }
  });
  window.addEventListener("pagehide", () => {
    if (timer && clash.hidden) navigator.sendBeacon(form.action, new URLSearchParams(new FormData(form)));
  });
}
