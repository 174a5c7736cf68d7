import { request } from "../api.mjs";

/** The list stays chosen: its judgement comes into the page instead of a page of its own. */
export class ScrubForm {
  #form;
  #part = document.querySelector("[data-part=scrub]");

  constructor(form) {
    this.#form = form;
    form.addEventListener("submit", (event) => this.#submit(event));
  }

  #submit(event) {
    if (event.submitter?.hasAttribute("data-download")) return;
    event.preventDefault();
    this.#judge(event.submitter);
  }

  async #judge(button) {
    button.disabled = true;
    this.#part.setAttribute("aria-busy", "true");
    this.#part.textContent = "Judging …";
    const asked = { form: new FormData(this.#form), headers: { Accept: "text/html", "X-Part": "scrub" } };
    const html = await request("POST", "/manager/scrub", asked).then((answer) => answer.text(), told);
    this.#part.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    this.#part.removeAttribute("aria-busy");
    button.disabled = false;
  }
}

const told = (refused) => {
  const said = document.createElement("p");
  said.className = "banner banner--not";
  said.setAttribute("role", "alert");
  said.textContent = refused.problem?.detail || "Nothing was judged. Try again.";
  return said.outerHTML;
};
