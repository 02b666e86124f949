// A button beside each field that copies it. Without this script the text is selected by hand.
const said = document.getElementById("copied");

async function copied(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch { // pages that are not encrypted may not write there
    return document.execCommand("copy");
  }
}

for (const field of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "second small";
  button.textContent = "คัดลอก";
  button.setAttribute("aria-label", `คัดลอก ${field.dataset.copy}`);
  button.addEventListener("click", async () => {
    said.textContent = await copied(field) ? `คัดลอก${field.dataset.copy}แล้ว` : "คัดลอกไม่ได้ โปรดกด Ctrl+C";
  });
  field.after(button);
}
