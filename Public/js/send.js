// Requests that change something, as our forms send them: with the session's token.

/** The token that shows a request comes from our own page. */
export function csrf() {
  return document.querySelector('meta[name="csrf"]')?.content ?? "";
}

/**
 * Posts a form's data, or a value as JSON, and gives the answer back; throws where it could not be delivered.
 * @param {string} path
 * @param {FormData | URLSearchParams | object} [body]
 * @param {RequestInit} [options]
 */
export async function send(path, body = new URLSearchParams(), options = {}) {
  const isForm = body instanceof FormData || body instanceof URLSearchParams;
  const headers = { "X-CSRF-Token": csrf(), Accept: "application/json", ...options.headers };
  if (!isForm) headers["Content-Type"] = "application/json";
  return fetch(path, {
    method: "POST",
    credentials: "same-origin",
    ...options,
    headers,
    body: isForm ? body : JSON.stringify(body),
  });
}
