// What makes the desk quick. Every page works without it; each part minds its own business.
import { startChoices } from "./choices.js";
import { startDialogs } from "./dialogs.js";
import { startFilters } from "./filter.js";
import { startFolds } from "./folds.js";
import { startForms } from "./forms.js";
import { startKeys } from "./keys.js";
import { startLive } from "./live.js";
import { startPalette } from "./palette.js";
import { startPicks } from "./pick.js";
import { startTimes } from "./times.js";
import { startToasts } from "./toast.js";

for (const start of [
  startChoices,
  startDialogs,
  startFilters,
  startFolds,
  startForms,
  startKeys,
  startLive,
  startPalette,
  startPicks,
  startTimes,
  startToasts,
]) {
  try {
    start();
  } catch (error) {
    console.error(error);
  }
}
