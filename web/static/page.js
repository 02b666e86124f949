// On every page: faults take the focus, and Alt+K leads to the search.
// Keys are known by their place, because the Thai layout is usually on.
document.querySelector(".summary")?.focus();

// A link into a closed part opens it.
const open = () => document.getElementById(location.hash.slice(1))?.closest("details")?.setAttribute("open", "");
addEventListener("hashchange", open);
if (location.hash) open();

document.addEventListener("keydown", (event) => {
  const search = document.getElementById("quick") ?? document.getElementById("q");
  if (search && event.altKey && !event.ctrlKey && event.code === "KeyK") {
    event.preventDefault();
    search.focus();
    search.select();
  }
});
