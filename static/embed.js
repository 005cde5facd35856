// For a partner's page: opens the questions in a frame that fills the window. Unlike a link, a frame made
// by a script adds no entry to the history.
(function () {
  "use strict";
  var button = document.querySelector("button[data-questions]");
  button.onclick = function () {
    var frame = document.createElement("iframe");
    // Without "allow-same-origin", the partner's own scripts cannot read the answers.
    frame.setAttribute("sandbox",
      "allow-modals allow-popups allow-popups-to-escape-sandbox allow-scripts allow-top-navigation");
    frame.title = button.textContent;
    frame.style.cssText = "position:fixed;top:0;left:0;width:100%;height:100%;border:0;background:#fff";
    frame.src = button.getAttribute("data-questions");
    // Otherwise, screen readers and the Tab key would also reach the page behind the frame.
    document.body.textContent = "";
    document.body.appendChild(frame);
    frame.focus();
  };
  button.hidden = false;
}());
