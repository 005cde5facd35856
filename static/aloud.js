// Reads the topic or the results aloud. Off until asked for, and stopped by any step or by leaving.
(function () {
  "use strict";
  var speech = window.speechSynthesis, root = document.documentElement;
  if (!speech) return;

  function button() { return document.querySelector("[data-aloud]"); }

  // Only a voice of the device itself: with others, the browser sends the words to a company.
  function voice() {
    return speech.getVoices().filter(function (one) {
      return one.localService && one.lang.slice(0, 2) === root.lang.slice(0, 2);
    })[0];
  }

  function offer() {
    if (button()) button().parentNode.hidden = !voice();
  }

  function hush() {
    speech.cancel();
    if (button()) button().setAttribute("aria-pressed", "false");
  }

  // Line by line: some browsers break off a long text.
  function read() {
    var shown = document.querySelector("#results:not([hidden]), #asked:not([hidden]) .topic:not([hidden])");
    var lines = shown.innerText.split("\n").filter(function (line) { return line.trim(); });
    lines.forEach(function (line, i) {
      var said = new SpeechSynthesisUtterance(line);
      said.voice = voice();
      said.lang = root.lang;
      if (i === lines.length - 1) said.onend = hush;
      speech.speak(said);
    });
    button().setAttribute("aria-pressed", "true");
  }

  document.addEventListener("click", function (event) {
    var pressed = event.target.closest("[data-aloud]");
    var silent = pressed && pressed.getAttribute("aria-pressed") !== "true";
    if (pressed || event.target.closest("[data-step], [data-language]")) hush();
    if (silent) read();
  });
  document.addEventListener("visibilitychange", hush);
  document.addEventListener("questionnaire", offer);
  speech.onvoiceschanged = offer;
  offer();
}());
