// What was typed and is not yet on the server, kept on this machine: a closed lid, a dead network or a server that is
// down costs nothing. Taken away as soon as the server has it.

/** @param {string} item @param {string} account Another person on this machine does not see it. */
export function journal(item, account) {
  const key = `hoitu:bai:${account}:${item}`;
  return {
    /** Written at once: it is there even if the page dies in the next moment. */
    async keep(record) {
      const text = JSON.stringify(record);
      try {
        localStorage.setItem(key, text);
      } catch {
        // Full or forbidden: the larger store takes longer, but takes more.
        await store("readwrite", (records) => records.put(text, key));
      }
    },
    async read() {
      const text = localStorageValue(key) ?? (await store("readonly", (records) => records.get(key)));
      try {
        return text ? JSON.parse(text) : null;
      } catch {
        return null;
      }
    },
    /** Remembers up to which revision the server has said yes. */
    acknowledge(revision) {
      try {
        localStorage.setItem(`${key}:co`, String(revision));
      } catch {
        // Without it a page made in the same moment may be one revision behind.
      }
    },
    /** The newest revision that any page of this machine saw acknowledged; told once. */
    takeAcknowledged() {
      const revision = Number(localStorageValue(`${key}:co`) ?? 0);
      try {
        localStorage.removeItem(`${key}:co`);
      } catch {
        // Nothing was kept there.
      }
      return revision;
    },
    async forget() {
      try {
        localStorage.removeItem(key);
      } catch {
        // Nothing was kept there.
      }
      await store("readwrite", (records) => records.delete(key));
    },
  };
}

function localStorageValue(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(mode, act) {
  return new Promise((resolve) => {
    if (!("indexedDB" in globalThis)) return resolve(undefined);
    const opening = indexedDB.open("hoitu", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("journal");
    opening.onerror = () => resolve(undefined);
    opening.onsuccess = () => {
      const request = act(opening.result.transaction("journal", mode).objectStore("journal"));
      request.onsuccess = () => {
        resolve(request.result);
        opening.result.close();
      };
      request.onerror = () => {
        resolve(undefined);
        opening.result.close();
      };
    };
  });
}
