// What the page says of a state of the carrier, as text and elements. No state of its own.

const BADGES = { ringing: "ringing", talking: "in a call", over: "call over" };

export function means({ speaks, hears }) {
  if (hears && speaks) return "Speak, type or press keys. Headphones keep the assistant from hearing itself.";
  if (speaks) return "You hear the assistant; answer by typing or keys. To be heard: make run-voice.";
  return "Answer by typing or keys. To hear the assistant and be heard: make run-voice.";
}

export function badge({ call, ready, mine }) {
  if (call && !mine && call.state !== "over") return "listening in";
  if (call && call.state !== "over") return BADGES[call.state];
  return ready ? "waiting for a call" : call ? BADGES.over : "idle";
}

export function madeOut({ made_out: heard, speaking }) {
  if (speaking) return "listening …";
  const last = heard.at(-1);
  if (!last) return "";
  if (!last.text) return "heard something, understood nothing";
  return `understood “${last.text}” (${Math.round(last.confidence * 100)} %)`;
}

// Only what changed is touched: a reader keeps his place.
export function lines(list, wanted) {
  while (list.children.length > wanted.length) list.lastChild.remove();
  wanted.forEach((line, place) => {
    const text = line.text;
    const there = list.children[place];
    if (there && there.textContent === text && there.className === line.by) return;
    const item = document.createElement("li");
    item.className = line.by;
    item.textContent = text;
    if (there) there.replaceWith(item);
    else list.append(item);
    list.scrollTop = list.scrollHeight;
  });
}

export function choices(box, texts, choose) {
  if (box.dataset.shown === texts.join("\n")) return;
  box.dataset.shown = texts.join("\n");
  box.replaceChildren(...texts.map((text) => button(text, () => choose(text))));
}

export function button(text, onclick) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", onclick);
  return made;
}
