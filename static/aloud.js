// Reads the topic or the results aloud. It is off by default, and any move to another topic, to the
// results, or out of the site stops it.
(function () {
  "use strict";
  var speech = window.speechSynthesis, root = document.documentElement;
  if (!speech) return;

  function button() { return document.querySelector("[data-aloud]"); }
  function tongue(lang) { return lang.split(/[-_]/)[0].toLowerCase(); }

  // Use only local voices: with a remote voice, the browser sends the text to another company.
  // Cantonese voices are called zh-HK; a reader of simplified characters expects Mandarin.
  function voice() {
    var wanted = tongue(root.getAttribute("data-locale"));
    return speech.getVoices().filter(function (one) {
      return one.localService && tongue(one.lang) === wanted && !/^(zh|yue)[-_]HK/.test(one.lang);
    })[0];
  }

  function hush() {
    speech.cancel();
    if (button()) button().setAttribute("aria-pressed", "false");
  }

  // Speak line by line, because some browsers cut off long text.
  function read() {
    var shown = document.querySelector("#results:not([hidden]), #asked:not([hidden]) .topic:not([hidden])");
    var lines = shown.innerText.split("\n").filter(function (line) { return line.trim(); });
    var chosen = voice();
    lines.forEach(function (line, i) {
      var said = new SpeechSynthesisUtterance(line);
      said.voice = chosen;
      // Use the voice's language code: for "es", Android would choose a different voice than for
      // "es_ES".
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
