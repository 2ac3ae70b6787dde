// What was typed and is not yet on the server, kept on this machine: a closed lid, a dead network or a server that is
// down costs nothing. Each open page has a record of its own, so that two of them do not write over each other; a page
// that died leaves its record to the next one. Taken away as soon as the server has it.

/**
 * @param {string} item @param {string} account Another person on this machine does not see it.
 * @param {string} client This page.
 */
export function journal(item, account, client) {
  const prefix = `hoitu:bai:${account}:${item}:`;
  const acknowledged = `hoitu:da-nhan:${account}:${item}`;
  return {
    /** Written at once: it is there even if the page dies in the next moment. */
    keep(record) {
      const text = JSON.stringify(record);
      write(prefix + record.client, text);
      // The browser brings the first store to the disk when it finds time; this one at once: it may be killed, too.
      return store("readwrite", (records) => records.put(text, prefix + record.client));
    },
    /** What pages that are no longer open have left, the oldest first. */
    async left() {
      const found = new Map();
      const add = (text) => {
        const record = parsed(text);
        const known = record && found.get(record.client);
        if (record?.client && record.client !== client && !(known?.at > record.at)) found.set(record.client, record);
      };
      for (const key of keys(prefix)) add(read(key));
      const range = "IDBKeyRange" in globalThis ? IDBKeyRange.bound(prefix, `${prefix}\uffff`) : null;
      for (const text of (range && (await store("readonly", (records) => records.getAll(range)))) || []) add(text);
      const alive = await openPages();
      return [...found.values()].filter((record) => !alive.has(record.client)).sort((one, other) => one.at - other.at);
    },
    /** Remembers up to which revision the server has said yes. */
    acknowledge(revision) {
      write(acknowledged, String(revision));
    },
    /** The newest revision that any page of this machine saw acknowledged; told once. */
    takeAcknowledged() {
      const revision = Number(read(acknowledged) ?? 0);
      remove(acknowledged);
      return revision;
    },
    async forget(name) {
      remove(prefix + name);
      await store("readwrite", (records) => records.delete(prefix + name));
    },
  };
}

/** Says, as long as this page lives, that it does. */
export function stayOpen(client) {
  globalThis.navigator?.locks?.request(`hoitu:trang:${client}`, () => new Promise(() => {})).catch(() => {});
}

async function openPages() {
  const held = (await globalThis.navigator?.locks?.query().catch(() => null))?.held ?? [];
  return new Set(held.map(({ name }) => name.replace("hoitu:trang:", "")));
}

function keys(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Full or forbidden: the larger store takes more.
  }
}

function remove(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept there.
  }
}

function parsed(text) {
  try {
    return text ? JSON.parse(text) : null;
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
      const done = (value) => {
        resolve(value);
        opening.result.close();
      };
      const transaction = opening.result.transaction("journal", mode, { durability: "strict" });
      const request = act(transaction.objectStore("journal"));
      transaction.oncomplete = () => done(request.result);
      transaction.onabort = () => done(undefined);
    };
  });
}
