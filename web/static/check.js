// A file dropped on the page is checked at once.
import { droppable } from "./drop.js";

const field = document.getElementById("file");
const dropped = document.getElementById("dropped");

dropped.textContent = dropped.dataset.drop;
droppable(document.getElementById("drop"), (files) => {
  if (!files.length) return;
  field.files = files;
  document.getElementById("check").requestSubmit();
});
