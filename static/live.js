// One stream of events for all tabs of a browser (a SharedWorker): browsers allow six connections to one address.
//
// A tab says which folder it shows, or null while it shows none. The stream is of all these folders together, and is
// opened anew when they are others. What it tells is passed on to the tabs of that folder; that it began, or broke, to all.

// As many as the server takes (docs/API.md).
const MOST_FOLDERS = 32;
// After a refusal, which browsers take for the end: one of the folders may be gone, the session may be over.
const AGAIN_AFTER_MS = 3000;

/** The folder of each tab, by its port; the latest last. */
const tabs = new Map();
/** What was last told of files on their way into a folder, as JSON. */
const arrivals = new Map();
let stream;
let streamed = "";
let again;

onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data: folder }) => {
    tabs.delete(port);
    if (folder !== null) tabs.set(port, folder);
    follow();
    if (arrivals.has(folder)) port.postMessage(arrivals.get(folder));
  };
};

function follow() {
  const folders = [...new Set([...tabs.values()].reverse())].slice(0, MOST_FOLDERS).sort();
  const query = folders.map((folder) => `folder=${encodeURIComponent(folder)}`).join("&");
  if (query === streamed) return;
  clearTimeout(again);
  stream?.close();
  streamed = query;
  stream = query ? open(query) : undefined;
}

function open(query) {
  const source = new EventSource(`/api/events?${query}`);
  source.addEventListener("hello", () => {
    arrivals.clear();
    tell();
  });
  source.addEventListener("uploads", ({ data }) => {
    const { folder } = JSON.parse(data);
    arrivals.set(folder, data);
    tell(folder, data);
  });
  for (const name of ["change", "refetch"]) {
    source.addEventListener(name, ({ data }) => tell(JSON.parse(data).folder));
  }
  source.onerror = () => {
    tell();
    if (source.readyState !== EventSource.CLOSED) return;
    clearTimeout(again);
    again = setTimeout(() => {
      streamed = "";
      follow();
    }, AGAIN_AFTER_MS);
  };
  return source;
}

/** To all tabs, or to those of a folder: what is on its way there, or that it is worth looking again. */
function tell(about, arrivals = null) {
  for (const [port, folder] of tabs) {
    if (about === undefined || folder === about) port.postMessage(arrivals);
  }
}
