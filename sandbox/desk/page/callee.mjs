// Somebody plays the person who is called. The carrier tells the state; the page shows it and says
// what was clicked, typed or pressed.
import { Sound } from "/callee/sound.mjs";
import { badge, button, choices, lines, madeOut, means } from "/callee/shown.mjs";

const AGAIN_MS = 1500;
const KEYS = "123456789*0#";
const at = (id) => document.getElementById(id);
let socket, state = null;
const send = (message) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(message));
const sound = new Sound(send, at("ear"));

function connect() {
  socket = new WebSocket(`${location.origin.replace("http", "ws")}/callee/socket`);
  socket.onmessage = ({ data }) => hear(JSON.parse(data));
  socket.onclose = () => {
    at("means").textContent = "The sandbox does not answer. Is it running?";
    at("ready").disabled = true;
    sound.close();
    sound.ring(false);
    setTimeout(connect, AGAIN_MS);
  };
}

function hear(message) {
  if (message.type === "state") show(message);
  else if (message.type === "answer") sound.answered(message.sdp);
  else if (message.type === "silent") sound.close();
}

function show(now) {
  const was = state?.call;
  state = now;
  const { call, mine } = now, live = call && call.state !== "over";
  const ringing = Boolean(live && mine && call.state === "ringing");
  const talking = Boolean(live && mine && call.state === "talking");
  if (was && was.state !== "over" && !live) sound.close();
  sound.ring(ringing);
  at("means").textContent = means(now);
  at("badge").textContent = badge(now);
  at("number").textContent = call ? call.to : "No call";
  if (call) at("from").textContent = `called by ${call.from}`;
  at("ready").disabled = false;
  at("ready").setAttribute("aria-pressed", now.ready);
  at("ready").textContent = now.ready ? "Do not answer calls here" : "Answer calls here";
  at("ready").hidden = ringing || talking;
  for (const id of ["answer", "decline"]) at(id).hidden = !ringing;
  if (!ringing) at("answer").disabled = false;
  at("hang_up").hidden = !talking;
  at("unfollow").hidden = !call || mine || !live;
  showTalk(call, talking);
  showOthers(now.others, ringing || talking, call);
  document.title = ringing ? "☎ ringing" : "The person called";
}

function showTalk(call, talking) {
  lines(at("lines"), call?.lines ?? []);
  at("made_out").textContent = call ? madeOut(call) : "";
  choices(at("hints"), talking && call.asks?.speech ? call.asks.hints : [], say);
  const heard = call?.asks?.speech ?? true;
  for (const part of at("say").querySelectorAll("input, button")) part.disabled = !talking || !heard;
  at("words").placeholder = heard ? "Type what you say" : "Only keys are heard just now";
  for (const key of at("keys").children) key.disabled = !talking;
}

function showOthers(others, busy, call) {
  const shown = busy ? [] : others.filter(({ sid, state }) => sid !== call?.sid && state === "talking");
  at("others").hidden = shown.length === 0;
  const names = shown.map(({ sid }) => sid).join();
  if (at("others").dataset.shown === names) return;
  at("others").dataset.shown = names;
  at("others").replaceChildren(...shown.map(({ sid, to }) => {
    const item = document.createElement("li");
    item.append(button(`Listen to ${to}`, () => follow(sid)));
    return item;
  }));
}

async function follow(sid) {
  send({ type: "follow", sid, sdp: await sound.offer({ speaking: false }) });
}

function say(text) {
  send({ type: "say", text });
  at("words").focus();
}

at("ready").addEventListener("click", async () => {
  const on = !state?.ready;
  send({ type: "ready", on });
  if (on) await sound.takeMicrophone();
});
at("answer").addEventListener("click", async () => {
  at("answer").disabled = true;
  send({ type: "answer", sdp: await sound.offer({ speaking: true }) });
});
for (const id of ["decline", "hang_up", "unfollow"]) {
  at(id).addEventListener("click", () => send({ type: id }));
}
at("say").addEventListener("submit", (event) => {
  event.preventDefault();
  if (at("words").value.trim()) say(at("words").value);
  at("words").value = "";
});
at("keys").append(...[...KEYS].map((keys) => button(keys, () => send({ type: "keys", keys }))));
connect();
