// Sign-in and errors.
import { startDialogs } from "./dialogs.js";
import { startForms } from "./forms.js";

startDialogs();
startForms();
