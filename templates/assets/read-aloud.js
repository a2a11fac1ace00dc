// Reads a case aloud with the browser's own Chinese voice: a sentence at a time, its paragraph marked.
// A pause forgets the sentence and takes it up again: what browsers call pause hangs in some of them.

const LANGUAGE = "zh-CN";
const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, tr, caption, figcaption, pre, blockquote, div";
const SKIPPED = ".footnote-ref, .footnote-backref, .unseen, [hidden], [aria-hidden=true]";
/** Some voices fall silent after a quarter of a minute: this many characters take less. */
const LONGEST = 60;

/**
 * The passages of some elements in the order of the page: a block of text and what is said of it.
 * @param {Iterable<Element>} roots
 * @returns {{ block: Element, text: string }[]}
 */
export function passagesOf(roots) {
  const passages = [];
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let cell = null;
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (!data.trim() || parentElement.closest(SKIPPED)) continue;
      const block = parentElement.closest(BLOCKS) ?? root;
      const last = passages.at(-1);
      const before = cell;
      cell = parentElement.closest("td, th");
      if (last?.block === block) last.text += (cell === before ? "" : "，") + data;
      else passages.push({ block, text: data });
    }
  }
  return passages;
}

/**
 * A text as sentences, long ones cut at their commas, so that each is said in one breath.
 * @param {string} text
 * @returns {string[]}
 */
export function sentencesOf(text) {
  const sentences = text.replace(/\s+/gu, " ").match(/[^。！？；]+[。！？；]*[”’」』）]*/gu) ?? [];
  return sentences.flatMap(breaths).map((each) => each.trim()).filter((each) => /[\p{L}\p{N}]/u.test(each));
}

function breaths(sentence) {
  if (sentence.length <= LONGEST) return [sentence];
  const parts = [""];
  for (const clause of sentence.match(/[^，、：]{1,59}[，、：]?/gu)) {
    if (parts.at(-1).length + clause.length > LONGEST) parts.push("");
    parts[parts.length - 1] += clause;
  }
  return parts;
}

/** The voice to read with: of the mainland and of this device first, none of Cantonese. */
function chineseVoice() {
  const rank = ({ lang, localService }) => 2 * Number(/cn|hans/iu.test(lang)) + Number(localService);
  const voices = speechSynthesis.getVoices().filter(({ lang }) => /^(zh|cmn)(?![a-z])(?!.*hk)/iu.test(lang));
  return voices.sort((one, other) => rank(other) - rank(one))[0];
}

/**
 * Let the buttons of an element read passages aloud; they stay out of sight without a Chinese voice.
 * @param {HTMLElement | null} tool with the texts in its data
 * @param {Iterable<Element>} roots what is read
 */
export function readAloud(tool, roots) {
  if (!tool || !globalThis.speechSynthesis) return;
  const bar = tool.querySelector("[data-aloud-bar]");
  const status = tool.querySelector("[role=status]");
  const turns = tool.querySelectorAll("[data-aloud-turn]");
  let queue = [];
  let place = 0;
  let spoken = null;
  let marked = null;

  function show(state, said) {
    for (const turn of turns) turn.textContent = tool.dataset[state];
    status.textContent = tool.dataset[said];
    const away = bar.contains(document.activeElement) && state === "play";
    bar.hidden = state === "play";
    if (away) turns[0].focus({ preventScroll: true });
  }
  function mark(block) {
    if (block === marked) return;
    marked?.classList.remove("read-now");
    marked = block;
    if (!block) return;
    block.classList.add("read-now");
    bringIntoSight(block);
  }
  function hush() {
    spoken = null;
    speechSynthesis.cancel();
  }
  function stop(said) {
    hush();
    queue = [];
    mark(null);
    show("play", said);
  }
  function speak() {
    if (place === queue.length) return stop("ended");
    const utterance = new SpeechSynthesisUtterance(queue[place].sentence);
    utterance.lang = LANGUAGE;
    utterance.voice = chineseVoice() ?? null;
    utterance.onend = () => {
      if (utterance !== spoken) return;
      place += 1;
      speak();
    };
    utterance.onerror = () => {
      if (utterance === spoken) stop("failed");
    };
    spoken = utterance;
    mark(queue[place].block);
    speechSynthesis.speak(utterance);
  }
  function turn() {
    if (spoken) {
      hush();
      show("goOn", "paused");
      return;
    }
    if (!queue.length) {
      queue = passagesOf(roots).flatMap(({ block, text }) =>
        sentencesOf(text).map((sentence) => ({ block, sentence })));
      place = 0;
      // Something else may be hanging in the queue that all pages share.
      speechSynthesis.cancel();
    }
    show("pause", "reading");
    speak();
  }
  function offer() {
    if (chineseVoice()) tool.dataset.ready = "";
  }

  tool.addEventListener("click", ({ target }) => {
    if (target.closest("[data-aloud-turn]")) turn();
    else if (target.closest("[data-aloud-stop]")) stop("stopped");
  });
  addEventListener("pagehide", () => {
    if (queue.length) stop("stopped");
  });
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  offer();
}

/** Scroll to a block unless all of it is seen. */
function bringIntoSight(block) {
  const { top, bottom, height } = block.getBoundingClientRect();
  const room = 0.15 * innerHeight;
  if (top >= room && bottom <= innerHeight - room) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  block.scrollIntoView({
    behavior: still ? "instant" : "smooth",
    block: height > 0.6 * innerHeight ? "start" : "center",
  });
}
