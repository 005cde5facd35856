// Reads the topic or the results aloud. Off until asked for, and stopped by any step or by leaving.
(function () {
  "use strict";
  var speech = window.speechSynthesis, root = document.documentElement;
  if (!speech) return;

  function button() { return document.querySelector("[data-aloud]"); }
  function tongue(lang) { return lang.split(/[-_]/)[0].toLowerCase(); }

  // Only a voice of the device itself: with others, the browser sends the words to a company.
  function voice() {
    return speech.getVoices().filter(function (one) {
      return one.localService && tongue(one.lang) === tongue(root.lang);
    })[0];
  }

  function hush() {
    speech.cancel();
    if (button()) button().setAttribute("aria-pressed", "false");
  }

  // Line by line: some browsers break off a long text.
  function read() {
    var shown = document.querySelector("#results:not([hidden]), #asked:not([hidden]) .topic:not([hidden])");
    var lines = shown.innerText.split("\n").filter(function (line) { return line.trim(); });
    var chosen = voice();
    lines.forEach(function (line, i) {
      var said = new SpeechSynthesisUtterance(line);
      said.voice = chosen;
      // As the voice spells it: Android takes any other voice for "es" where this one has "es_ES".
      said.lang = chosen.lang;
      if (i === lines.length - 1) said.onend = hush;
      speech.speak(said);
    });
    button().setAttribute("aria-pressed", "true");
  }

  function press() {
    var silent = button().getAttribute("aria-pressed") !== "true";
    hush();
    if (silent) read();
  }

  function offer() {
    if (!button()) return;
    button().parentNode.hidden = !voice();
    button().onclick = press;
  }

  document.addEventListener("questionnaire", function () { hush(); offer(); });
  document.addEventListener("visibilitychange", hush);
  speech.onvoiceschanged = offer;
  offer();
}());
