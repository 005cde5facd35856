// The quick exit. The link works without this; with it the screen is blank at once, Back does not
// return, and three presses of Shift do the same. Also: nothing stays to be seen in a page that the
// browser keeps for Back, or in the picture that a phone makes when one changes to another app.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("live");
  // A page of questions looks from its first moment as its own script will leave it, so that nothing
  // jumps under a thumb. Where that script does not start, it is the plain long form again.
  root.classList.add("script");
  document.addEventListener("DOMContentLoaded", function () {
    if (!root.classList.contains("started")) root.classList.remove("script");
  });
  var presses = 0, last = 0, leaving = false;

  function wipe() {
    if (window.speechSynthesis) window.speechSynthesis.cancel();
    document.querySelectorAll("form").forEach(function (form) { form.reset(); });
    var results = document.getElementById("results");
    if (results) results.textContent = "";
  }

  function leave() {
    if (leaving) return;
    leaving = true;
    // What is still on its way would be added to the blank page.
    window.stop();
    var target = document.body.getAttribute("data-exit");
    wipe();
    document.title = "\u200b";
    document.body.textContent = "";
    location.replace(target);
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest(".exit, [data-leave]");
    if (link) { event.preventDefault(); leave(); }
  });

  // A Shift that is held to type another key is no call for help: any other key starts anew.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Shift") presses = 0;
  }, true);
  document.addEventListener("keyup", function (event) {
    if (event.key !== "Shift") { presses = 0; return; }
    if (event.timeStamp - last > 5000) presses = 0;
    last = event.timeStamp;
    presses += 1;
    if (presses === 3) leave();
  }, true);

  // Chromium keeps even no-store pages for Back: what it keeps must hold no answer.
  window.addEventListener("pagehide", wipe);
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) location.reload();
  });
  document.addEventListener("visibilitychange", function () {
    root.classList.toggle("away", document.visibilityState === "hidden");
  });
}());
