// The link of a letter carries its code behind "#", which no server sees: put it into the field, and out of the address. Without this the
// code is typed from the letter.
const field = document.getElementById("code");
const code = location.hash.slice(1);
if (field && !field.value && /^[A-Za-z0-9-]{8,9}$/.test(code)) {
  field.value = code;
  history.replaceState(null, "", location.pathname);
}
