// Before anything is drawn: what was chosen on this device. The rest of the choices is in choices.js.
(function () {
  try {
    for (const name of ["theme", "text"]) {
      const value = localStorage.getItem("hoitu." + name);
      if (value) document.documentElement.dataset[name] = value;
    }
  } catch {
    // Storage is closed to us (private window): the device's own settings hold.
  }
})();
