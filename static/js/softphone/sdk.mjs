let loading = null;

const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

const script = (src) =>
  new Promise((done, fail) => {
    const element = Object.assign(document.createElement("script"), { src });
    element.addEventListener("load", done);
    element.addEventListener("error", () => fail(new Error(`cannot load ${src}`)));
    document.head.append(element);
  });

async function load({ prelude, sdk }) {
  await painted();
  if (prelude) await script(prelude);
  await script(sdk);
  return window.Twilio;
}

/** The Voice SDK, loaded once and only after the page has been painted. */
export function voiceSdk(settings) {
  loading ??= load(settings).catch((failure) => {
    loading = null;
    throw failure;
  });
  return loading;
}
