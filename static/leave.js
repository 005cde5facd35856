// The quick exit. The link works without this script. With it, the screen is blank at once, Back does
// not return, and three quick presses of Shift do the same. No step may stop another one, and nothing
// here is assumed to exist: whoever presses this may hold an old phone, or a page that came in half.
(function () {
  "use strict";
  var root = document.documentElement;
  // Milliseconds that three presses may take, and one of them: enough for hands that shake, and too
  // little for those who pause and resume a screen reader.
  var QUICK = 1500, HELD = 500;
  // Milliseconds until a page that is still on its way becomes a plain one.
  var PATIENCE = 8000;

  function attempt(step) {
    try { step(); } catch (error) { /* The next step is taken all the same. */ }
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
    // What is still on its way would be added to the blank page.
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

  // Who leaves one page of this site leaves those that are open beside it.
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

  // A control that looks like a button answers to the space bar, which would scroll the page.
  listen(document, "keydown", function (event) {
    if (event.keyCode === 32 || event.key === " ") pressed(event);
  });

  // Three presses of Shift alone. Anything between them starts anew, and so does a Shift that was
  // held, that another Shift met, or that went with the mouse, the wheel or a touch.
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

  // For a link within the page, the browser would write an entry that Back after leaving comes to.
  listen(document, "click", function (event) {
    var link = event.target, name = link.nodeName === "A" && link.getAttribute("href");
    if (!name || name.charAt(0) !== "#") return;
    var place = document.getElementById(name.slice(1));
    place.focus();
    place.scrollIntoView();
    event.preventDefault();
  });

  // Nothing stays to be seen in the picture that a phone makes when one changes to another app. Some
  // phones tell that a page is hidden and never that it is shown again: so any use of it shows it.
  listen(document, "visibilitychange", function () { mark("away", document.visibilityState === "hidden"); });
  listen(document, "click keydown touchstart", function () { mark("away", false); });
  listen(window, "focus", function (event) { if (event.target === window) mark("away", false); });

  // Chromium keeps even no-store pages for Back: what it keeps must hold no answer.
  listen(window, "pagehide", function () { each([hush, empty, forget]); });
  listen(window, "pageshow", function (event) {
    mark("away", false);
    if (event.persisted) location.reload();
  });

  // What only a script can work stands in script elements, which text browsers do not show. It is put
  // in place as soon as it is whole, so that nothing moves later.
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
  // A page of questions looks from its first moment as its own script will leave it, so that nothing
  // jumps under a thumb. Where that script does not start, it is the plain long form again; also when
  // a line stalls or breaks, of which some browsers never tell.
  mark("script", true);
  function started() { if (!has(root, "started")) mark("script", false); }
  listen(document, "DOMContentLoaded", started);
  attempt(function () {
    setTimeout(function () { if (document.body) started(); else location.reload(); }, PATIENCE);
  });
}());
