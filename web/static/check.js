// A file dropped on the page is checked at once.
const form = document.getElementById("check");
const field = document.getElementById("file");
const drop = document.getElementById("drop");
const dropped = document.getElementById("dropped");

dropped.textContent = dropped.dataset.drop;
for (const kind of ["dragenter", "dragover"]) {
  drop.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  if (!event.dataTransfer.files.length) return;
  field.files = event.dataTransfer.files;
  form.requestSubmit();
});
