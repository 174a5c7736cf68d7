const WHY = {
  NotAllowedError: "Your browser does not let this page use the microphone. Click the lock beside the address, allow the microphone, and call again.",
  NotFoundError: "No microphone was found. Plug one in, and call again.",
  NotReadableError: "Another program holds the microphone. Close it, and call again.",
  OverconstrainedError: "The microphone you chose is gone. Choose another under Sound (a).",
};

/** @param {string} name of a DOMException @returns {string} what is wrong, and its cure */
export const microphoneProblem = (name) => WHY[name] ?? "The microphone cannot be used. Check it under Sound (a), and call again.";

export const chosen = (kind) => localStorage.getItem(`audio.${kind}`) ?? "";

export const choose = (kind, id) => localStorage.setItem(`audio.${kind}`, id);

/** @returns {Promise<MediaStream>} raises a DOMException whose name microphoneProblem explains */
export const openMicrophone = (id = chosen("microphone")) =>
  navigator.mediaDevices?.getUserMedia({ audio: id ? { deviceId: { ideal: id } } : true }) ??
  Promise.reject(new DOMException("no secure page", "NotFoundError"));

export const closeMicrophone = (stream) => stream?.getTracks().forEach((track) => track.stop());

/** The permission alone: granted now, and the microphone let go again. */
export const askMicrophone = async () => closeMicrophone(await openMicrophone());
