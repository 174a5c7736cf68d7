import { AssistantWatch } from "./modules/assistant_watch.mjs";
import { AudioDevices } from "./modules/audio_devices.mjs";
import { Connection } from "./modules/connection.mjs";
import { DispositionForm } from "./modules/disposition_form.mjs";
import { DoNotCall } from "./modules/do_not_call.mjs";
import { Filters } from "./modules/filters.mjs";
import { Gate } from "./modules/gate.mjs";
import { KeySwitch } from "./modules/key_switch.mjs";
import { Keypad } from "./modules/keypad.mjs";
import { LetAssistant } from "./modules/let_assistant.mjs";
import { LivePart } from "./modules/live_part.mjs";
import { LiveRegion } from "./modules/live_region.mjs";
import { LocalClock } from "./modules/local_clock.mjs";
import { Notes } from "./modules/notes.mjs";
import { Numbers } from "./modules/numbers.mjs";
import { Offers } from "./modules/offers.mjs";
import { OwnClock } from "./modules/own_clock.mjs";
import { ScrubForm } from "./modules/scrub_form.mjs";
import { ScriptPane } from "./modules/script_pane.mjs";
import { Shortcuts } from "./modules/shortcuts.mjs";
import { Softphone } from "./softphone/softphone.mjs";

const MODULES = {
  "assistant-watch": AssistantWatch,
  "audio-devices": AudioDevices,
  connection: Connection,
  "disposition-form": DispositionForm,
  "do-not-call": DoNotCall,
  filters: Filters,
  gate: Gate,
  "key-switch": KeySwitch,
  keypad: Keypad,
  "let-assistant": LetAssistant,
  "live-part": LivePart,
  "live-region": LiveRegion,
  "local-clock": LocalClock,
  notes: Notes,
  numbers: Numbers,
  offers: Offers,
  "own-clock": OwnClock,
  "script-pane": ScriptPane,
  "scrub-form": ScrubForm,
  shortcuts: Shortcuts,
  softphone: Softphone,
};

for (const element of document.querySelectorAll("[data-module]")) {
  const Module = MODULES[element.dataset.module];
  if (Module) new Module(element);
}
