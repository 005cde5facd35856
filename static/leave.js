// The quick exit. The link works without this script. With it, the screen is blank at once, Back does
// not return, and three quick presses of Shift also leave. No step may prevent another, and no API is
// assumed to exist: the reader may have an old phone, or a page that loaded only partly.
(function () {
  "use strict";
  var root = document.documentElement;
  // Time limits in milliseconds for three presses and for one: long enough for shaking hands, too
  // short for readers who pause and resume a screen reader.
  var QUICK = 1500, HELD = 500;
  // Milliseconds after which a page that is still loading becomes the plain form.
  var PATIENCE = 8000;

  function attempt(step) {
    try { step(); } catch (error) { /* The next step still runs. */ }
  }
  function each(steps) {
    for (var i = 0; i < steps.length; i += 1) attempt(steps[i]);
  }

  function listen(where, names, listener) {
    names = names.split(" ");
    for (var i = 0; i < names.length; i += 1) where.addEventListener(names[i], listener, true);
  }

  function mark(name, on) {
    attempt(function () {
      var others = (" " + root.className + " ").split(" " + name + " ").join(" ").trim();
      root.className = on ? others + " " + name : others;
    });
  }

  function has(node, name) { return (" " + node.className + " ").indexOf(" " + name + " ") >= 0; }

  function hush() { window.speechSynthesis.cancel(); }

  function empty() {
    for (var i = 0; i < document.forms.length; i += 1) document.forms[i].reset();
  }

  function forget() {
    var results = document.getElementById("results");
    if (results) results.textContent = "";
  }

  var blank = [
    function () { root.hidden = true; },
    // Otherwise, the rest of a loading page would be added to the blank one.
    function () { window.stop(); },
    hush, empty, forget,
    function () { document.title = "\u200b"; },
    function () { document.body.textContent = ""; }
  ];

  function go() {
    var target;
    try {
      attempt(function () { target = root.getAttribute("data-exit"); });
      attempt(function () { target = target || root.dataset.exit; });
      each(blank);
    } finally {
      location.replace(target);
    }
  }

  // Leaving one page of this site also leaves all others that are open.
  var beside;
  attempt(function () {
    beside = new BroadcastChannel("leave");
    beside.onmessage = go;
  });

  function leave() {
    attempt(function () { beside.postMessage(""); });
    go();
  }

  function pressed(event) {
    var node = event.target || event.srcElement;
    while (node && !has(node, "exit") && !has(node, "leave")) node = node.parentNode;
    if (!node || event.button > 1) return;
    attempt(function () { event.preventDefault(); });
    leave();
  }
  listen(document, "click auxclick", pressed);

  // The link looks like a button, so the space bar must activate it and not scroll the page.
  listen(document, "keydown", function (event) {
    if (event.keyCode === 32 || event.key === " ") pressed(event);
  });

  // Three presses of Shift alone. Any other input in between restarts the count. So does a Shift that
  // is held, or combined with the other Shift, the mouse, the wheel or a touch.
  var presses = [], down = 0;

  function anew() { presses = []; down = 0; }

  listen(document, "keydown", function (event) {
    if ((event.key !== "Shift" && event.keyCode !== 16) || event.ctrlKey || event.altKey || event.metaKey) {
      anew();
      return;
    }
    if (down) presses = [];
    down = event.repeat ? 0 : Date.now();
  });
  listen(document, "keyup", function (event) {
    var now = Date.now(), third;
    if ((event.key !== "Shift" && event.keyCode !== 16) || !down || now - down > HELD) { anew(); return; }
    presses.push(down);
    down = 0;
    third = presses.length - 3;
    if (third >= 0 && now - presses[third] <= QUICK) leave();
  });
  listen(document, "mousedown wheel touchstart", anew);
  listen(window, "blur", anew);

  // For a link within the page, the browser would add a history entry to which Back would return.
  listen(document, "click", function (event) {
    var link = event.target, name = link.nodeName === "A" && link.getAttribute("href");
    if (!name || name.charAt(0) !== "#") return;
    var place = document.getElementById(name.slice(1));
    place.focus();
    place.scrollIntoView();
    event.preventDefault();
  });

  // Hide the page from the preview that a phone takes when the reader switches apps. Some phones
  // report that a page is hidden but not that it is shown again, so any input shows it.
  listen(document, "visibilitychange", function () { mark("away", document.visibilityState === "hidden"); });
  listen(document, "click keydown touchstart", function () { mark("away", false); });
  listen(window, "focus", function (event) { if (event.target === window) mark("away", false); });

  // Chromium keeps even no-store pages for Back, so they must contain no answers by then.
  listen(window, "pagehide", function () { each([hush, empty, forget]); });
  listen(window, "pageshow", function (event) {
    mark("away", false);
    if (event.persisted) location.reload();
  });

  // Controls that need script are stored in script elements, which text browsers do not show. Each
  // is inserted as soon as it has loaded completely, so that the layout does not shift later.
  window.unpack = function () {
    var packed = document.querySelectorAll("script[data-live]");
    for (var i = 0; i < packed.length; i += 1) {
      if (!packed[i].nextSibling) return;
      packed[i].insertAdjacentHTML("beforebegin", packed[i].textContent);
      packed[i].parentNode.removeChild(packed[i]);
    }
  };
  attempt(function () {
    var watcher = new MutationObserver(window.unpack);
    watcher.observe(document, { childList: true, subtree: true });
    listen(document, "DOMContentLoaded", function () { watcher.disconnect(); });
  });

  mark("live", true);
  // A questionnaire looks from the start as its script will leave it, so that nothing moves under a
  // thumb. If that script does not start, the page becomes the plain long form. The timeout is for
  // stalled and broken connections, which some browsers never report.
  mark("script", true);
  function started() { if (!has(root, "started")) mark("script", false); }
  listen(document, "DOMContentLoaded", started);
  attempt(function () {
    setTimeout(function () { if (document.body) started(); else location.reload(); }, PATIENCE);
  });
}());
