// Returns a shared screen to the start when nobody has touched it for a while, so that the next person
// does not see the answers. A warning comes first, early enough for slow hands (WCAG 2.2.1).
(function () {
  "use strict";
  var root = document.documentElement;
  // Seconds from the warning to the return, and milliseconds between two messages to other tabs.
  var WARNING = 20, OFTEN = 1000;
  var last = Date.now(), told = 0, touched = false, before, beside, timer;

  function attempt(step) {
    try { step(); } catch (error) { /* This step is optional. */ }
  }

  function here() {
    last = Date.now();
    touched = true;
  }

  // A reader of one tab has not left the others.
  attempt(function () {
    beside = new BroadcastChannel("kiosk");
    beside.onmessage = here;
  });

  function touch() {
    here();
    if (last - told < OFTEN) return;
    told = last;
    attempt(function () { beside.postMessage(""); });
  }

  function warn(box) {
    if (!box.hidden) return;
    before = document.activeElement;
    box.hidden = false;
    box.querySelector("button").focus();
  }

  function calm(box) {
    if (box.hidden) return;
    var had = box.contains(document.activeElement);
    box.hidden = true;
    if (had && before) before.focus();
  }

  function restart() {
    var start = root.getAttribute("data-restart");
    clearInterval(timer);
    root.hidden = true;
    if (start) location.replace(start); else location.reload();
  }

  // The clock also covers the time in which the device was asleep.
  timer = setInterval(function () {
    var box = document.getElementById("still"), idle, limit = Number(root.getAttribute("data-kiosk"));
    // A start page that nobody has touched has nothing to delete.
    if (!box || (!touched && document.body.className === "on-start")) { last = Date.now(); return; }
    idle = (Date.now() - last) / 1000;
    if (idle >= limit) restart();
    else if (idle >= limit - WARNING) warn(box);
    else calm(box);
  }, 1000);

  ["click", "keydown", "mousemove", "scroll", "touchstart", "wheel"].forEach(function (name) {
    document.addEventListener(name, touch, true);
  });
  document.addEventListener("click", function (event) {
    var box = document.getElementById("still");
    if (box && box.contains(event.target)) calm(box);
  });
}());
