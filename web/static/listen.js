// The recording beside the notes, under keys that never leave the text:
// F8 plays and stops, F9 goes five seconds back, F4 changes the speed, F2 writes the time down.
const BACK = 5; // seconds
const RATES = [1, 0.75, 0.5, 1.5];
const KEYS = { F8: "play", F9: "back", F4: "slower", F2: "mark" };

const places = [...document.querySelectorAll("[data-recording]")];
let current = places[0];
let field = null;

const sound = () => current.querySelector("audio");

// Written as a note has it: hours only where there are any.
function clock(at) {
  const two = (part) => String(Math.floor(part)).padStart(2, "0");
  const hours = Math.floor(at / 3600);
  return `[${hours ? `${hours}:${two((at / 60) % 60)}` : Math.floor(at / 60)}:${two(at % 60)}] `;
}

const acts = {
  play: () => (sound().paused ? sound().play() : sound().pause()),
  back: () => {
    sound().currentTime = Math.max(0, sound().currentTime - BACK);
  },
  slower: () => {
    const rate = RATES[(RATES.indexOf(sound().playbackRate) + 1) % RATES.length];
    sound().playbackRate = rate;
    current.querySelector("[data-rate]").textContent = rate.toLocaleString("th-TH-u-nu-thai");
  },
  mark: () => {
    if (!field) return;
    field.focus();
    field.setRangeText(clock(sound().currentTime), field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  },
};

if (current) {
  for (const place of places) {
    place.addEventListener("click", (event) => {
      current = place;
      const act = event.target.closest("[data-do]")?.dataset.do;
      if (act) acts[act]();
    });
    place.querySelector("audio").addEventListener("play", () => {
      current = place;
    });
  }
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("form[data-note] textarea")) field = event.target;
  });
  document.addEventListener("keydown", (event) => {
    const act = KEYS[event.code];
    if (!act || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    acts[act]();
  });
  document.addEventListener("click", (event) => {
    const jump = event.target.closest("[data-jump]");
    if (!jump) return;
    sound().currentTime = Number(jump.dataset.jump);
    sound().play();
  });
}
