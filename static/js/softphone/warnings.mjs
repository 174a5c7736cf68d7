/** The SDK's quality warnings, said with their cure. */
const WARNINGS = {
  "constant-audio-input-level": "They may not hear you: your microphone is flat. Check it under Sound (a).",
  "constant-audio-output-level": "Nothing is heard from the lead. Ask them to speak up.",
  "low-bytes-received": "No sound arrives. Check the network; a VPN may be in the way.",
  "low-bytes-sent": "Your voice does not get out. Check the network; a VPN may be in the way.",
  "high-rtt": "The line is slow: you will talk over each other. Leave short pauses.",
  "high-jitter": "The sound is uneven. A cable instead of wireless helps.",
  "high-packet-loss": "Parts of the sound are lost. A cable instead of wireless helps.",
  "high-packets-lost-fraction": "Parts of the sound are lost. A cable instead of wireless helps.",
  "low-mos": "The sound is poor. A cable instead of wireless helps.",
  "ice-connectivity-lost": "The sound path is lost. Trying to find another.",
  fault: "The phone line reports a fault. If you hear nothing, hang up and call again.",
  reconnecting: "The connection dropped. Reconnecting; stay on the line.",
};

/** @param {string} name @returns {string | null} */
export const warning = (name) => WARNINGS[name] ?? null;
