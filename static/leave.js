// The quick exit. The link works without this script. With it, the screen goes blank immediately, the
// Back button does not bring the page back, and pressing Shift three times quickly also leaves. A step
// that fails must not prevent the others, and no API is assumed to exist, because the reader may have
// an old phone or a page that loaded only partly.
(function () {
  "use strict";
  var root = document.documentElement;
  // Time limits in milliseconds for all three presses and for a single press. They are long enough for
  // shaking hands, and too short to be triggered by pausing and resuming a screen reader.
  var QUICK = 1500, HELD = 500;
  // The number of milliseconds after a change during which a tap was probably meant for what was there
  // before, and the longest time that a busy phone may take to handle a tap.
  var SETTLING = 400, LATEST = 5000;
  // The number of milliseconds after which a page that is still loading becomes the plain form.
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

  function has(node, name) {
    var names = node.className || (node.getAttribute && node.getAttribute("class"));
    return (" " + names + " ").indexOf(" " + name + " ") >= 0;
  }

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
    // Otherwise, the rest of a page that is still loading would be added to the blank page.
    function () { window.stop(); },
    hush, empty, forget,
    function () { document.title = "\u200b"; },
    function () { document.body.textContent = ""; }
  ];

  // A file in a frame of a partner's page also leaves that page.
  function depart(target) {
    try {
      (root.hasAttribute("data-framed") ? window.top : window).location.replace(target);
    } catch (error) {
      location.replace(target);
    }
  }

  function go() {
    var target;
    try {
      attempt(function () { target = root.getAttribute("data-exit"); });
      attempt(function () { target = target || root.dataset.exit; });
      each(blank);
    } finally {
      depart(target);
    }
  }

  // Leaving one page of this site also leaves all its other open pages.
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

  // The link looks like a button, so the space bar must activate it instead of scrolling the page.
  listen(document, "keydown", function (event) {
    if (event.keyCode === 32 || event.key === " ") pressed(event);
  });

  // Counts presses of Shift alone. Any other input in between restarts the count, as does holding
  // Shift or combining it with the other Shift key, the mouse, the wheel, or a touch.
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

  // Whether the finger touched the screen just after `change`, a time in milliseconds. A busy phone
  // handles the tap later, and some old browsers count the time of an event from another origin. Clicks
  // from the keyboard have detail 0.
  window.hasty = function (event, change) {
    var late = window.performance && performance.now ? performance.now() - event.timeStamp : 0;
    if (!(late > 0 && late < LATEST)) late = 0;
    return event.detail && Date.now() - late - change < SETTLING;
  };

  // A hasty second tap on a link would hit whatever stands there on the next page. It must not call or
  // text anyone.
  var shown = Date.now();

  function calls(node) {
    while (node && node.nodeName !== "A") node = node.parentNode;
    return node && /^(tel|sms):/.test(node.getAttribute("href"));
  }

  listen(document, "DOMContentLoaded", function () { shown = Date.now(); });
  listen(document, "click", function (event) {
    if (!window.hasty(event, shown)) return;
    shown = Date.now();
    if (calls(event.target)) event.preventDefault();
  });

  // For a link within the page, the browser would add a history entry that Back would return to.
  listen(document, "click", function (event) {
    var link = event.target, name;
    while (link && link.nodeName !== "A") link = link.parentNode;
    name = link && link.getAttribute("href");
    if (!name || name.charAt(0) !== "#") return;
    var place = document.getElementById(name.slice(1));
    place.focus();
    place.scrollIntoView();
    event.preventDefault();
  });

  // Hide the page from the preview that a phone captures when the reader switches apps. Some phones
  // report that a page is hidden but not that it is visible again, so any input also shows it again.
  listen(document, "visibilitychange", function () { mark("away", document.visibilityState === "hidden"); });
  listen(document, "click keydown touchstart", function () { mark("away", false); });
  listen(window, "focus", function (event) {
    if (event.target === window && document.visibilityState !== "hidden") mark("away", false);
  });

  // Chromium keeps even no-store pages for the Back button, so they must contain no answers by then.
  listen(window, "pagehide", function () { each([hush, empty, forget]); });
  listen(window, "pageshow", function (event) {
    mark("away", false);
    if (event.persisted) location.reload();
  });

  // Controls that need JavaScript are stored in script elements, which text browsers do not show. Each
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
  // While it loads, a questionnaire already has the layout that its script will give it, so that
  // nothing shifts under the reader's thumb. If that script does not start, the page becomes the plain
  // long form. The timeout is for stalled and broken connections, which some browsers never report.
  mark("script", true);
  function started() { if (!has(root, "started")) mark("script", false); }
  listen(document, "DOMContentLoaded", started);
  attempt(function () {
    setTimeout(function () { if (document.body) started(); else location.reload(); }, PATIENCE);
  });
}());
