// Two texts that grew from one, made one again: the same as Sources/StoryMerge, block for block and byte for byte, so that
// what others wrote can be shown under one's hands while one's own is not yet sent (docs/adr/0009-together.md).

const mostVariants = 8;

/** Canonical JSON: members sorted, no space. `isNode`: without the IDs of blocks. */
export function canonical(value, isNode = false) {
  if (Array.isArray(value)) return `[${value.map((element) => canonical(element, isNode)).join(",")}]`;
  // Texts are stored in composed letters; some keyboards type them apart.
  if (typeof value === "string") return JSON.stringify(value.normalize("NFC"));
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  const members = Object.keys(value).filter((name) => value[name] !== undefined).sort().map((name) => {
    let member = value[name];
    if (isNode && name === "attrs" && member) {
      const { id: _, ...others } = member;
      return `"attrs":${canonical(others)}`;
    }
    return `${JSON.stringify(name)}:${canonical(member, isNode && name === "content")}`;
  });
  return `{${members.join(",")}}`;
}

const words = (node) => canonical(node, true);
const wordsOf = (nodes) => nodes.map(words).join("");
const idOf = (node) => node?.attrs?.id ?? "";
const renamed = (node, id) => ({ ...node, attrs: { ...node.attrs, id } });

const letters = "abcdefghijkmnpqrstuvwxyz23456789";

/** 12 letters and digits that always follow from this text. */
export function derived(text) {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (const byte of new TextEncoder().encode(text)) {
    low = Math.imul(low ^ byte, 0x01000193);
    high = Math.imul(high ^ byte, 0x85ebca6b);
  }
  low = finished(low ^ (high >>> 7));
  high = finished(high ^ low);
  return [low, high].flatMap((sum) => [0, 1, 2, 3, 4, 5].map((place) => letters[(sum >>> (place * 5)) & 31])).join("");
}

function finished(sum) {
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return sum ^ (sum >>> 16);
}

/**
 * @typedef {{ account: string, name: string, at: string }} Author
 * @param {{ base: object[], theirs: object[], mine: object[] }} texts The blocks of three texts.
 * @param {Author} me
 * @param {Author | ((id: string) => Author)} them
 * @returns {{ blocks: object[], contested: string[] }}
 */
export function merge({ base, theirs, mine }, me, them) {
  const same = (one, other) => canonical(one) === canonical(other);
  if (same(mine, base) || same(mine, theirs)) return { blocks: theirs, contested: [] };
  if (same(theirs, base)) return { blocks: mine, contested: [] };
  const byID = (nodes) => {
    const found = new Map();
    for (const node of nodes) if (!found.has(idOf(node))) found.set(idOf(node), { node, words: words(node) });
    return found;
  };
  const [before, there, here] = [byID(base), byID(theirs), byID(mine)];
  const contested = [];
  const fates = new Map();
  for (const id of [...theirs, ...mine].map(idOf)) {
    if (fates.has(id)) continue;
    fates.set(id, fate(id, before.get(id), there.get(id), here.get(id), me, them, contested));
  }
  const order = mergedOrder(base.map(idOf), theirs.map(idOf), mine.map(idOf), (id) => fates.get(id)?.length > 0);
  return { blocks: distinct(order.flatMap((id) => fates.get(id) ?? [])), contested };
}

function fate(id, base, theirs, mine, me, them, contested) {
  if (!theirs || !mine) {
    const left = theirs ?? mine;
    return !left || left.words === base?.words ? [] : [left.node];
  }
  if (mine.words === base?.words || mine.words === theirs.words) return [theirs.node];
  if (theirs.words === base?.words) return [mine.node];
  contested.push(id);
  return mergedVariants(id, base, theirs, mine, me, typeof them === "function" ? them(id) : them);
}

// --- What stands side by side.

const keyOf = ({ account, at }) => `${account}|${at}`;
const variant = ({ account, name, at }, nodes) => ({ account, name, at, nodes, words: wordsOf(nodes) });

function variantsOf(piece) {
  if (piece?.node.type !== "alternatives") return null;
  return (piece.node.content ?? []).map(({ attrs, content }) => variant(
    { account: attrs?.account ?? "", name: attrs?.name ?? "", at: attrs?.at ?? "" }, content ?? []));
}

function mergedVariants(place, base, theirs, mine, me, them) {
  const [there, here] = [variantsOf(theirs), variantsOf(mine)];
  let before = variantsOf(base) ?? [];
  const known = [...before, ...(there ?? []), ...(here ?? [])];
  const origin = base && !variantsOf(base) ? known.find((one) => one.words === base.words) : undefined;
  if (origin) before = [origin];
  const named = (piece, among, other) => variant(among.find((one) => one.words === piece.words) ?? other, [piece.node]);
  const theirSide = there ?? [named(theirs, [...before, ...(here ?? [])], origin ?? variant(them, [theirs.node]))];
  const taken = new Set([...known, ...theirSide].map(keyOf));
  const mySide = here ?? [named(mine, [...before, ...(there ?? [])], origin ?? fresh(variant(me, [mine.node]), taken))];
  return placed(place, limited(unlike(union(before, theirSide, mySide, me))));
}

function fresh(one, taken) {
  while (taken.has(keyOf(one)) && Number.isFinite(Date.parse(one.at))) {
    one = variant({ ...one, at: new Date(Date.parse(one.at) + 1).toISOString() }, one.nodes);
  }
  return one;
}

function union(before, theirs, mine, me) {
  const find = (one, list) => list.find((other) => keyOf(other) === keyOf(one));
  const taken = new Set([...before, ...theirs, ...mine].map(keyOf));
  const result = [];
  for (const one of theirs) {
    const old = find(one, before);
    const other = find(one, mine);
    if (!other) {
      if (one.words !== old?.words) result.push(one);
    } else if (one.words === old?.words) {
      result.push(other);
    } else if (other.words === old?.words || other.words === one.words) {
      result.push(one);
    } else {
      const second = fresh(variant(me, other.nodes), taken);
      taken.add(keyOf(second));
      result.push(one, second);
    }
  }
  for (const one of mine) {
    if (!find(one, theirs) && one.words !== find(one, before)?.words) result.push(one);
  }
  return result;
}

function unlike(variants) {
  const seen = new Set();
  return variants.filter((one) => !seen.has(one.words) && seen.add(one.words));
}

function limited(variants) {
  const result = variants.slice(0, mostVariants);
  for (const one of variants.slice(mostVariants)) {
    const last = result[mostVariants - 1];
    result[mostVariants - 1] = variant(last, [...last.nodes, ...one.nodes]);
  }
  return result;
}

function placed(place, variants) {
  if (variants.length <= 1) {
    const [first, ...others] = variants[0]?.nodes ?? [];
    return first ? [renamed(first, place), ...others] : [];
  }
  const content = variants.map((one) => {
    const nodes = idOf(one.nodes[0]) === place
      ? [renamed(one.nodes[0], derived(`${place}|${keyOf(one)}`)), ...one.nodes.slice(1)] : one.nodes;
    const attrs = { account: one.account, name: one.name, at: one.at };
    return nodes.length ? { type: "variant", attrs, content: nodes } : { type: "variant", attrs };
  });
  return [{ type: "alternatives", attrs: { id: place }, content }];
}

// --- Where blocks stand.

function mergedOrder(base, theirs, mine, isAlive) {
  const [before, there, here] = [new Set(base), new Set(theirs), new Set(mine)];
  const theyMoved = movedBetween(base, theirs);
  const moved = new Set([...movedBetween(base, mine)].filter((id) => !theyMoved.has(id)));
  const result = theirs.filter((id) => isAlive(id) && !moved.has(id));
  const done = new Set(result);
  let previous;
  for (const id of mine) {
    if (!isAlive(id)) continue;
    if (!done.has(id)) {
      done.add(id);
      let place = previous === undefined ? 0 : result.indexOf(previous) + 1;
      while (place < result.length && there.has(result[place]) && !before.has(result[place]) && !here.has(result[place])) {
        place += 1;
      }
      result.splice(place, 0, id);
    }
    previous = id;
  }
  return result;
}

/** The fewest blocks that, taken out, leave the others in the order they had. */
function movedBetween(old, now) {
  const places = new Map();
  old.forEach((id, place) => places.has(id) || places.set(id, place));
  const common = now.filter((id) => places.has(id));
  const values = common.map((id) => places.get(id));
  const ends = [];
  const before = values.map((value, place) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[ends[middle]] < value) low = middle + 1;
      else high = middle;
    }
    const previous = low > 0 ? ends[low - 1] : -1;
    ends[low] = place;
    return previous;
  });
  const kept = new Set();
  for (let place = ends.at(-1) ?? -1; place >= 0; place = before[place]) kept.add(common[place]);
  return new Set(common.filter((id) => !kept.has(id)));
}

// --- Each name once.

function distinct(blocks) {
  const taken = new Set();
  const free = (id, top) => {
    for (let count = 0; ; count += 1) {
      const name = derived(`${top}|${id}|${count}`);
      if (!taken.has(name)) return name;
    }
  };
  const tops = blocks.map((block) => {
    const id = taken.has(idOf(block)) ? free(idOf(block), "") : idOf(block);
    taken.add(id);
    return id === idOf(block) ? block : renamed(block, id);
  });
  const inside = (node, top) => {
    let result = node;
    if (typeof node.attrs?.id === "string") {
      if (taken.has(node.attrs.id)) result = renamed(node, free(node.attrs.id, top));
      taken.add(result.attrs.id);
    }
    return result.content ? { ...result, content: result.content.map((child) => inside(child, top)) } : result;
  };
  return tops.map((block) => block.content
    ? { ...block, content: block.content.map((child) => inside(child, idOf(block))) } : block);
}

/**
 * Merges an object member by member; lists element by element, but for those in `whole`.
 * @returns {{ merged: object, conflicts: { field: string, theirs: any, mine: any }[] }}
 */
export function mergeFields(base, theirs, mine, whole = ["shares"]) {
  const merged = {};
  const conflicts = [];
  for (const name of [...new Set([...Object.keys(theirs), ...Object.keys(mine)])].sort()) {
    const [old, their, my] = [base[name] ?? null, theirs[name] ?? null, mine[name] ?? null];
    const same = (one, other) => canonical(one) === canonical(other);
    let value = their;
    if (same(my, old) || same(my, their)) value = their;
    else if (same(their, old)) value = my;
    else if (!whole.includes(name) && Array.isArray(their) && Array.isArray(my)) {
      const keys = (list) => new Set((list ?? []).map((element) => canonical(element)));
      const [before, there, here] = [keys(Array.isArray(old) ? old : []), keys(their), keys(my)];
      value = [
        ...their.filter((one) => here.has(canonical(one)) || !before.has(canonical(one))),
        ...my.filter((one) => !there.has(canonical(one)) && !before.has(canonical(one))),
      ];
    } else conflicts.push({ field: name, theirs: their, mine: my });
    if (value !== null) merged[name] = value;
  }
  return { merged, conflicts };
}
