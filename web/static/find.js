// Suggestions while typing, as a combobox with a list (ARIA 1.2). Without this script the box works as any.
const PAUSE = 150; // milliseconds without a key before asking

function suggest(field, number) {
  const list = document.createElement("ul");
  const count = document.createElement("span");
  let timer = 0;
  let asking = null;
  let chosen = -1;
  let typed = "";

  function close() {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function show(suggestions) {
    list.replaceChildren(...suggestions.map((one, place) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${place}`;
      item.role = "option";
      item.ariaSelected = "false";
      const text = document.createElement("span");
      text.textContent = one.text;
      const kind = document.createElement("span");
      kind.className = "soft";
      kind.textContent = one.kind;
      item.append(text, " ", kind);
      item.dataset.ask = one.ask;
      return item;
    }));
    close();
    list.hidden = suggestions.length === 0;
    field.setAttribute("aria-expanded", String(suggestions.length > 0));
    const figures = String(suggestions.length).replace(/\d/g, (d) => "๐๑๒๓๔๕๖๗๘๙"[d]);
    count.textContent = suggestions.length ? `มีคำแนะนำ ${figures} รายการ` : "";
  }

  async function ask() {
    asking?.abort();
    typed = field.value;
    if (typed.trim().length < 2) {
      show([]);
      return;
    }
    asking = new AbortController();
    try {
      const link = `${field.dataset.suggest}?${new URLSearchParams({ q: typed })}`;
      const answer = await fetch(link, { signal: asking.signal, headers: { Accept: "application/json" } });
      if (answer.ok && document.activeElement === field) show(await answer.json());
    } catch {
      close();
    }
  }

  function choose(step) {
    const items = [...list.children];
    if (list.hidden || items.length === 0) return;
    items[chosen]?.setAttribute("aria-selected", "false");
    const places = items.length + 1; // the last place is what was typed
    chosen = ((chosen < 0 ? items.length : chosen) + step + places) % places;
    const item = items[chosen];
    if (!item) {
      chosen = -1;
      field.value = typed;
      field.removeAttribute("aria-activedescendant");
      return;
    }
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    field.value = item.dataset.ask;
    field.setAttribute("aria-activedescendant", item.id);
  }

  function press(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return;
      event.preventDefault();
      choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      if (chosen >= 0) field.value = typed;
      close();
    }
  }

  list.id = number ? `suggestions-${number}` : "suggestions";
  list.className = "suggestions";
  list.role = "listbox";
  list.ariaLabel = "คำแนะนำ";
  list.hidden = true;
  count.className = "unseen";
  count.setAttribute("role", "status");
  field.parentElement.classList.add("with-suggestions");
  field.after(list, count);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  close();
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", press);
  field.addEventListener("blur", () => {
    clearTimeout(timer);
    asking?.abort();
    close();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (!item) return;
    field.value = item.dataset.ask;
    field.form.requestSubmit();
  });
}

[...document.querySelectorAll("[data-suggest]")].forEach(suggest);
