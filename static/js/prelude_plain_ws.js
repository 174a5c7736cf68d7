// Lets the SDK, which always asks for wss, reach a signalling host on this machine that speaks
// plain ws. It keeps its own reference to WebSocket when it loads, so this comes first.
(() => {
  const { options } = JSON.parse(document.getElementById("softphone-settings").textContent);
  const secure = `wss://${options.chunderw}/signal`;
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(url, protocols) {
      super(String(url) === secure ? `ws://${options.chunderw}/signal` : url, protocols);
    }
  };
})();
