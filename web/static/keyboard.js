// Says while a password is typed that the keyboard is in Thai, or that Caps Lock is on.
const says = document.getElementById("keyboard");
const THAI = /[\u0e00-\u0e7f]/;

for (const field of document.querySelectorAll("input[type=password]")) {
  field.addEventListener("keyup", (event) => {
    const caps = event.getModifierState && event.getModifierState("CapsLock");
    const thai = THAI.test(field.value) || THAI.test(event.key);
    says.textContent = thai ? says.dataset.thai : caps ? says.dataset.caps : "";
  });
}
