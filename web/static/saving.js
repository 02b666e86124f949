// A form that saves itself a moment after each change: one save at a time, and a press waits for it.
const AGAIN = 5000; // milliseconds before a failed save is tried again

// Returns what is called at each change. ``pause``: milliseconds without a change before saving;
// ``patient``: a refusal is tried again too; ``clash``: the part that tells of another's change.
export function saving(form, says, clash, { pause, patient, saved }) {
  let timer = 0;
  let busy = false;
  let changed = false;
  let pressed = null;

  const later = (wait = pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  async function save() {
    timer = 0;
    if (!clash.hidden) return;
    if (busy) {
      changed = true;
      return;
    }
    busy = true;
    changed = false;
    says.textContent = says.dataset.saving;
    let wait = 0;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (answer.ok) {
        says.textContent = says.dataset.done;
        saved(told);
      } else if (answer.status === 409) {
        clash.hidden = false;
        clash.scrollIntoView({ block: "center" });
        says.textContent = "";
      } else {
        says.textContent = told.error;
        wait = patient ? AGAIN : 0;
      }
    } catch {
      says.textContent = says.dataset.offline;
      wait = AGAIN;
    }
    busy = false;
    if (pressed) form.requestSubmit(pressed);
    else if (changed || wait) later(wait || pause);
  }

  // A press while a save is under way waits for it: it must carry the new version.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    timer = 0;
    changed = false;
    if (busy) {
      event.preventDefault();
      pressed = event.submitter;
    }
  });
  window.addEventListener("pagehide", () => {
    if (timer && !busy && clash.hidden) navigator.sendBeacon(form.action, new URLSearchParams(new FormData(form)));
  });
  return () => later();
}
