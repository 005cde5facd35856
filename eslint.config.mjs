// Finds functions that the browsers from 2016 listed in package.json do not support. The features named
// under `polyfills` are exempt, because the code checks for each of them and works without it. The
// exception is document.body: the compatibility data list it only in a later form.
import compat from "eslint-plugin-compat";

export default [{
  ...compat.configs["flat/recommended"],
  languageOptions: { ecmaVersion: 5, sourceType: "script" },
  settings: {
    lintAllEsApis: true,
    polyfills: ["BroadcastChannel", "Intl", "Intl.DateTimeFormat", "SpeechSynthesisUtterance", "document.body", "navigator.languages"],
  },
}];
