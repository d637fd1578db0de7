// Runs before the first paint so that a light theme never flashes dark. Dark is the default.
document.documentElement.dataset.theme = localStorage.getItem("soulseer.theme") === "light" ? "light" : "dark";
