// A box dragged on a page's picture fills the next empty row of the form, in millimetres.
const rows = () => [...document.querySelectorAll(".boxrow")];
const sides = ["page", "left", "top", "width", "height"];
const input = (row, side) => row.querySelector(`[name=${side}]`);

function placed(page, event) {
  const frame = page.getBoundingClientRect();
  const at = (value, size, whole) => (Math.min(Math.max(value / size, 0), 1) * whole);
  return [
    at(event.clientX - frame.left, frame.width, Number(page.dataset.width)),
    at(event.clientY - frame.top, frame.height, Number(page.dataset.height)),
  ];
}

function emptyRow() {
  const free = rows().find((row) => sides.every((side) => !input(row, side).value.trim()));
  if (free) return free;
  const last = rows().at(-1);
  const row = last.cloneNode(true);
  row.setAttribute("aria-label", `กรอบที่ ${rows().length + 1}`);
  for (const side of sides) input(row, side).value = "";
  last.after(row);
  return row;
}

function drawOn(page) {
  const svg = page.querySelector("svg");
  let from = null;
  let box = null;
  page.classList.add("drawn");
  page.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    from = placed(page, event);
    box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    svg.append(box);
    page.setPointerCapture(event.pointerId);
  });
  const stretch = (event) => {
    const to = placed(page, event);
    const [left, right] = [from[0], to[0]].sort((a, b) => a - b);
    const [top, bottom] = [from[1], to[1]].sort((a, b) => a - b);
    const told = { x: left, y: top, width: right - left, height: bottom - top };
    for (const [name, value] of Object.entries(told)) box.setAttribute(name, value.toFixed(1));
    return told;
  };
  page.addEventListener("pointermove", (event) => from && stretch(event));
  page.addEventListener("pointercancel", () => { box?.remove(); from = box = null; });
  page.addEventListener("pointerup", (event) => {
    if (!from) return;
    const told = stretch(event);
    if (told.width < 1 || told.height < 1) box.remove();
    else {
      const row = emptyRow();
      const values = [page.dataset.page, told.x, told.y, told.width, told.height];
      sides.forEach((side, at) => {
        input(row, side).value = at ? values[at].toFixed(1) : values[at];
      });
    }
    from = box = null;
  });
}

document.querySelectorAll(".page.covering").forEach(drawOn);
document.querySelectorAll(".drawing").forEach((told) => { told.hidden = false; });
