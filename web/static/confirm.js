// The place of the field under the cursor is marked on the picture; unsure digits are typed in turn.
const BLANK = "_";
const form = document.getElementById("confirm");
const seen = document.querySelector(".beside .seen");

function mark(field) {
  for (const spot of document.querySelectorAll(".spot")) spot.classList.toggle("here", spot.dataset.spot === field.name);
  const spot = document.querySelector(".spot.here");
  if (!spot) return;
  const above = spot.getBoundingClientRect().top - seen.getBoundingClientRect().top;
  if (seen.scrollHeight > seen.clientHeight) seen.scrollTop += above - seen.clientHeight / 4;
}

function blank(field) {
  const at = field.value?.indexOf?.(BLANK) ?? -1;
  if (field.type === "text" && at >= 0) field.setSelectionRange(at, at + 1);
}

form.addEventListener("focusin", ({ target }) => { mark(target); blank(target); });
form.addEventListener("input", ({ target }) => blank(target));
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.tagName !== "SELECT") return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button[value=confirm]"));
});
if (form.contains(document.activeElement)) { mark(document.activeElement); blank(document.activeElement); }
