// Reads the topic or the results aloud. Off by default; any step and the exit stop it.
(function () {
  "use strict";
  var speech = window.speechSynthesis, root = document.documentElement;
  if (!speech) return;

  function button() { return document.querySelector("[data-aloud]"); }
  function tongue(lang) { return lang.split(/[-_]/)[0].toLowerCase(); }

  // Only local voices: with a remote voice, the browser sends the text to another company.
  function voice() {
    return speech.getVoices().filter(function (one) {
      return one.localService && tongue(one.lang) === tongue(root.lang);
    })[0];
  }

  function hush() {
    speech.cancel();
    if (button()) button().setAttribute("aria-pressed", "false");
  }

  // Line by line, because some browsers cut off long texts.
  function read() {
    var shown = document.querySelector("#results:not([hidden]), #asked:not([hidden]) .topic:not([hidden])");
    var lines = shown.innerText.split("\n").filter(function (line) { return line.trim(); });
    var chosen = voice();
    lines.forEach(function (line, i) {
      var said = new SpeechSynthesisUtterance(line);
      said.voice = chosen;
      // Use the code of the voice: for "es", Android would choose a different voice than "es_ES".
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
