// Computes a result from answers, and the fragments of its page from a result, from the same rules and
// in the same way as screening/ and pages/layout.py. The functions are pure, so that a test can compare
// the two implementations.
var screening = (function () {
  "use strict";
  var FOR_CHILDREN = ["child_protection", "missing_children", "youth"];

  function standing(rules, answers) {
    var kept = {};
    rules.questions.forEach(function (q) {
      var open = !q.parent || (kept[q.parent] && q.on.indexOf(kept[q.parent]) >= 0);
      if (answers[q.id] && open) kept[q.id] = answers[q.id];
    });
    return kept;
  }

  function shows(facts, name, least) {
    var sign = facts.signs[name];
    return sign === "clear" || (sign !== undefined && sign === least);
  }

  function count(parts, facts) {
    return parts.filter(function (part) { return holds(part, facts); }).length;
  }

  function holds(rule, facts) {
    var names;
    if (rule.answer) {
      names = Object.keys(rule.answer);
      return names.some(function (n) { return rule.answer[n].indexOf(facts.answers[n]) >= 0; });
    }
    if (rule.sign) {
      names = Object.keys(rule.sign);
      return names.some(function (n) { return shows(facts, n, rule.sign[n]); });
    }
    if (rule.flag) return facts.flags.indexOf(rule.flag) >= 0;
    if (rule.track) return rule.track === facts.track;
    if (rule.any_of) return count(rule.any_of, facts) > 0;
    if (rule.none_of) return count(rule.none_of, facts) === 0;
    if (rule.at_least) return count(rule.at_least.of, facts) >= rule.at_least.count;
    return count(rule.all_of, facts) === rule.all_of.length;
  }

  function causes(rule, facts, found) {
    if (rule.answer) {
      Object.keys(rule.answer).forEach(function (n) {
        if (rule.answer[n].indexOf(facts.answers[n]) >= 0) found.push([n, facts.answers[n]]);
      });
    } else if (rule.sign) {
      Object.keys(rule.sign).forEach(function (n) {
        if (shows(facts, n, rule.sign[n])) found.push.apply(found, facts.givers[n]);
      });
    } else if (rule.flag) {
      causes(facts.flagRules[rule.flag], facts, found);
    } else if (!rule.none_of && !rule.track) {
      (rule.any_of || rule.all_of || rule.at_least.of).forEach(function (part) {
        if (holds(part, facts)) causes(part, facts, found);
      });
    }
    return found;
  }

  // The kinds of help whose rule puts them first, then the others.
  function inOrder(offers, facts) {
    var turns = [[], []];
    offers.forEach(function (offer) {
      if (holds(offer.when, facts)) {
        turns[offer.first && holds(offer.first, facts) ? 0 : 1].push(offer);
      }
    });
    return turns[0].concat(turns[1]);
  }

  // The contacts to show, each with the kind for which it was added.
  function called(rules, facts) {
    var found = [], known = {};
    rules.order.forEach(function (rule) {
      if (!holds(rule.when, facts)) return;
      rule.kinds.forEach(function (kind) {
        rules.contacts.forEach(function (contact) {
          if (known[contact.id] || contact.kinds.indexOf(kind) < 0) return;
          if (contact.when && !holds(contact.when, facts)) return;
          known[contact.id] = true;
          found.push({ id: contact.id, kind: kind });
        });
      });
    });
    return found;
  }

  // Sorts the contacts of a result within each kind by a key function of their IDs. Sorting is not
  // stable in old browsers, so contacts with equal keys are compared by position.
  function withinKinds(result, key) {
    var run = 0;
    var entries = result.contacts.map(function (id, place) {
      if (place && result.kinds[place] !== result.kinds[place - 1]) run = place;
      return { id: id, run: run, key: key(id), place: place };
    });
    entries.sort(function (a, b) {
      if (a.run !== b.run) return a.run - b.run;
      if (a.key !== b.key) return a.key < b.key ? -1 : 1;
      return a.place - b.place;
    });
    var sorted = {};
    Object.keys(result).forEach(function (name) { sorted[name] = result[name]; });
    sorted.contacts = entries.map(function (entry) { return entry.id; });
    return sorted;
  }

  function ids(items, facts) {
    return items.filter(function (item) { return holds(item.when, facts); })
      .map(function (item) { return item.id; });
  }

  function assess(rules, given) {
    var byId = {}, flagRules = {};
    rules.questions.forEach(function (q) { byId[q.id] = q; });
    rules.flags.forEach(function (flag) { flagRules[flag.id] = flag.when; });
    var facts = {
      track: rules.track, answers: standing(rules, given), signs: {}, flags: [], givers: {},
      flagRules: flagRules
    };
    var sayable = function (reason) { return (byId[reason[0]].said || []).indexOf(reason[1]) >= 0; };
    var said = function (reasons, most) {
      var seen = {};
      return reasons.filter(function (reason) {
        var key = reason.join(":"), fresh = !seen[key];
        seen[key] = true;
        return fresh && sayable(reason);
      }).slice(0, most);
    };
    var answered = Object.keys(facts.answers);

    answered.forEach(function (name) {
      var signs = (byId[name].signs || {})[facts.answers[name]] || {};
      Object.keys(signs).forEach(function (indicator) {
        (facts.givers[indicator] = facts.givers[indicator] || []).push([name, facts.answers[name]]);
        if (facts.signs[indicator] !== "clear") facts.signs[indicator] = signs[indicator];
      });
    });
    rules.indicators.forEach(function (i) {
      if (i.clear && facts.signs[i.id] && holds(i.clear, facts)) facts.signs[i.id] = "clear";
    });
    rules.flags.forEach(function (flag) { if (holds(flag.when, facts)) facts.flags.push(flag.id); });
    var contacts = called(rules, facts);

    return {
      outcome: ids(rules.outcomes, facts)[0],
      flags: facts.flags,
      indicators: rules.indicators.filter(function (i) { return facts.signs[i.id]; })
        .map(function (i) {
          return { id: i.id, sign: facts.signs[i.id], reasons: said(facts.givers[i.id], rules.reasons.sign) };
        }),
      also: answered.map(function (name) { return [name, facts.answers[name]]; })
        .filter(function (reason) { return byId[reason[0]].out && sayable(reason); }),
      assistance: inOrder(rules.assistance, facts).map(function (offer) {
        return { id: offer.id, reasons: said(causes(offer.when, facts, []), rules.reasons.help) };
      }),
      contacts: contacts.map(function (contact) { return contact.id; }),
      kinds: contacts.map(function (contact) { return contact.kind; }),
      safety: ids(rules.advice.filter(function (advice) { return advice.safety; }), facts),
      advice: ids(rules.advice.filter(function (advice) { return !advice.safety; }), facts)
    };
  }

  // A node is the key of a fragment, or [key, nodes for its slot].
  function layout(result) {
    var reasons = function (pairs) { return pairs.map(function (p) { return "reason:" + p.join(":"); }); };
    var contacts = result.contacts.slice(), kinds = result.kinds.slice();
    var danger = result.flags.indexOf("danger_now") >= 0;
    if (danger) { contacts.push(contacts.shift()); kinds.shift(); }
    var cards = contacts.map(function (name) { return "contact:" + name; });
    // One contact is expanded or, for a child, all contacts up to the first line for children.
    var shown = 1, child = kinds.filter(function (kind) { return FOR_CHILDREN.indexOf(kind) >= 0; })[0];
    if (child && result.flags.indexOf("under_18") >= 0) shown = kinds.indexOf(child) + 1;
    var group = function (name, names, inner, nodes) {
      var named = names.slice(0, 2).map(function (each) { return name + "_name:" + each; });
      return [name, [[name + "_heading", named], [inner, nodes]]];
    };
    var signs = result.indicators.map(function (i) {
      return ["sign:" + i.id + ":" + i.sign, reasons(i.reasons)];
    });
    if (result.also.length) signs.push([signs.length ? "also" : "alone", reasons(result.also)]);
    var help = result.assistance.map(function (m) { return ["assistance:" + m.id, reasons(m.reasons)]; });
    var advice = function (name) { return "advice:" + name; };
    var nodes = danger ? ["emergency"] : [];
    nodes.push("outcome:" + result.outcome);
    nodes = nodes.concat(result.safety.slice(0, 2).map(advice));
    nodes.push(["contacts", cards.slice(0, shown)]);
    nodes = nodes.concat(result.safety.slice(2).map(advice));
    if (signs.length) nodes.push(["signs", signs]);
    if (cards.length > shown) nodes.push(group("others", contacts.slice(shown), "cards", cards.slice(shown)));
    if (help.length) {
      nodes.push(group("help", result.assistance.map(function (m) { return m.id; }), "rows", help));
    }
    nodes = nodes.concat(result.advice.map(advice));
    nodes.push("two_numbers", "closing");
    nodes.push(["sheet", result.contacts.map(function (name) { return "line:" + name; })]);
    return ["results", nodes];
  }

  return { assess: assess, layout: layout, withinKinds: withinKinds };
}());
if (typeof module !== "undefined") module.exports = screening;
