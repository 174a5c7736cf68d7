/** A filter works when it is changed; the address keeps it. Without this the button does. */
export class Filters {
  constructor(form) {
    form.querySelector("button").hidden = true;
    form.addEventListener("change", () => form.requestSubmit());
    form.addEventListener("formdata", ({ formData }) => {
      for (const [name, value] of [...formData]) if (!value) formData.delete(name);
    });
  }
}
