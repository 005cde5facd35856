// Shows on each contact whether it is open now, or when it opens. This is computed on the device from
// the hours in the page. If the browser does not know the time in the contact's time zone, nothing is
// shown.
var hours = (function () {
  "use strict";
  var DAYS = { Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6, Sun: 7 };
  var WEEK = 7 * 24 * 60;

  // The minutes since Monday, 0:00, in a time zone.
  function minuteOfWeek(now, zone) {
    var text = new window.Intl.DateTimeFormat("en-US", {
      timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit", hour12: false
    }).format(now);
    var found = /([A-Z][a-z]{2})\D+(\d{1,2}):(\d{2})/.exec(text);
    return (DAYS[found[1]] - 1) * 1440 + (+found[2] % 24) * 60 + +found[3];
  }

  // Converts "12345:0900-1700 6:1000-1400" to pairs of minutes of the week.
  function spans(text) {
    var made = [];
    text.split(" ").forEach(function (entry) {
      var found = /(\d+):(\d\d)(\d\d)-(\d\d)(\d\d)/.exec(entry);
      found[1].split("").forEach(function (day) {
        var start = (day - 1) * 1440;
        made.push([start + found[2] * 60 + +found[3], start + found[4] * 60 + +found[5]]);
      });
    });
    return made;
  }

  function isOpen(zone, text, now) {
    var at = minuteOfWeek(now, zone);
    return spans(text).some(function (span) { return span[0] <= at && at < span[1]; });
  }

  function tell(mark, now) {
    var zone = mark.getAttribute("data-zone"), text = mark.getAttribute("data-open");
    var at = minuteOfWeek(now, zone), open = spans(text);
    var waits = open.map(function (span) { return (span[0] - at + WEEK) % WEEK; });
    var next = new Date(now.getTime() + Math.min.apply(null, waits) * 60000);
    var locale = document.documentElement.getAttribute("data-locale");
    var when = next.toLocaleString(locale, {
      weekday: "long", hour: "numeric", minute: "2-digit"
    });
    if (isOpen(zone, text, now)) mark.textContent = mark.getAttribute("data-now");
    // Otherwise, the browser would name the day in the language of the device.
    else if (!window.Intl.DateTimeFormat.supportedLocalesOf(locale).length) return;
    else mark.textContent = mark.getAttribute("data-opens").replace("{time}", when);
    mark.hidden = false;
  }

  function tellAll() {
    var marks = document.querySelectorAll("[data-open]"), now = new Date(), i;
    for (i = 0; i < marks.length; i += 1) {
      try { tell(marks[i], now); } catch (error) { /* The card still shows the hours as text. */ }
    }
  }

  document.addEventListener("DOMContentLoaded", tellAll);
  document.addEventListener("questionnaire", tellAll);

  return { isOpen: isOpen };
}());
