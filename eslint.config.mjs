// Finds functions that the browsers of 2016 in package.json lack. Those named here are tried first, each
// in its own place, and the page does without them; of document.body, the data know only a later form.
import compat from "eslint-plugin-compat";

export default [{
  ...compat.configs["flat/recommended"],
  languageOptions: { ecmaVersion: 5, sourceType: "script" },
  settings: {
    lintAllEsApis: true,
    polyfills: ["BroadcastChannel", "Intl", "Intl.DateTimeFormat", "SpeechSynthesisUtterance", "document.body"],
  },
}];
