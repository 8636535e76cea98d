// Whose turn it is to upload, over all tabs of a browser (a SharedWorker): browsers allow six connections to one address,
// and lists must still load.
//
// 1. A tab says how many requests it could have under way, how many it has, and how many turns it goes by. It is told how
//    many turns it has, which it may use again and again.
// 2. All that want turns get the same number, as far as there are enough; what one does not want, others get. Where there
//    are more tabs than turns, these go round.
// 3. A turn is given away only after the tab that had it has said that it goes by fewer, and its request has ended.
// 4. Tabs are asked every two seconds; one that does not answer for a while was closed, or has crashed, and its turns are
//    free.

const TURNS = 4;
const ASK_EVERY_MS = 2000;
const GONE_AFTER_MS = 8000;

/** What each tab has said last, and how many turns it `may` use, by its port; who is first in line comes first. */
const tabs = new Map();

onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data: [wants, uses, goesBy] }) => {
    if (wants + uses + goesBy === 0) tabs.delete(port);
    else tabs.set(port, { may: goesBy, ...tabs.get(port), wants, uses, goesBy, heard: performance.now() });
    divide();
  };
};

setInterval(() => {
  for (const [port, tab] of tabs) {
    if (performance.now() - tab.heard > GONE_AFTER_MS) tabs.delete(port);
  }
  const [first] = tabs;
  if (tabs.size > TURNS) {
    tabs.delete(first[0]);
    tabs.set(...first);
  }
  divide();
  for (const [port, { may }] of tabs) port.postMessage(may);
}, ASK_EVERY_MS);

/** First whoever has too many is told, then those who have too few get what is free. */
function divide() {
  const shares = sharesOf([...tabs.values()]);
  for (const [port, tab] of tabs) {
    if (shares.get(tab) < tab.may) give(port, tab, shares.get(tab));
  }
  let taken = 0;
  for (const tab of tabs.values()) taken += takenBy(tab);
  for (const [port, tab] of tabs) {
    const others = taken - takenBy(tab);
    const may = Math.min(shares.get(tab), TURNS - others);
    if (may > tab.may) give(port, tab, may);
    taken = others + takenBy(tab);
  }
}

/** How many each should have: one after the other gets one more. */
function sharesOf(line) {
  const shares = new Map(line.map((tab) => [tab, 0]));
  let left = TURNS;
  for (let round = 1; round <= TURNS; round++) {
    for (const tab of line) {
      if (left === 0 || tab.wants < round) continue;
      shares.set(tab, round);
      left--;
    }
  }
  return shares;
}

function takenBy({ may, uses, goesBy }) {
  return Math.max(may, uses, goesBy);
}

function give(port, tab, may) {
  tab.may = may;
  port.postMessage(may);
}
