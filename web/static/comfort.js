// Comfort in a draft's form. Everything here can also be done without it, by buttons and pages.
const form = document.getElementById("draft");

let lastTyped = null;

function say(text) {
  const place = document.getElementById("comfort-says");
  if (place) place.textContent = text;
}

// A receiver of the directory brings its salutation and closing along.
function receiver(input) {
  const known = [...document.getElementById("known-receivers").options].find((one) => one.value === input.value);
  if (!known || !known.dataset.salutation) return;
  const changed = ["salutation", "closing"].filter((name) => {
    const other = form.elements[input.name.replace(/to$/, name)];
    const word = known.dataset[name];
    if (!other || other.value === word) return false;
    other.value = word;
    return true;
  });
  if (changed.length) say(`เปลี่ยนเป็น “${known.dataset.salutation} … ${known.dataset.closing}” ตามผู้รับแล้ว`);
}

if (form) {
  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-receiver]")) receiver(event.target);
  });
  // A snippet goes where the caret stood, if its place was being typed in.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button.snippet");
    if (!button) return;
    const [act, path] = button.value.split(":");
    const area = document.getElementById(`a-${path}`);
    button.value = area === lastTyped ? `${act}:${path}:${area.selectionStart}` : `${act}:${path}`;
  });
  form.addEventListener("focusout", (event) => {
    if (event.target.matches("textarea")) lastTyped = event.target;
  });
}
