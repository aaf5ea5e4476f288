/* The search dialog. The index and the engine are loaded when it opens for the first time; files are
   loaded as scripts, since a page that was opened from a folder may load nothing else. */
(begin => {
  const source = document.currentScript.src
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => begin(source))
  else begin(source)
})(source => {
  "use strict"

  const TEXTS = {
    ko: {
      open: "검색",
      label: "안내서 검색",
      hint: "제품, 화면 이름, 오류 코드",
      close: "닫기",
      results: "검색 결과",
      found: count => `${count}개 페이지를 찾았습니다`,
      searching: "찾는 중입니다",
      none: query => `“${query}” 검색 결과가 없습니다`,
      tips: ["더 짧은 낱말 하나로 찾아보십시오.", "제품 이름이나 화면에 보이는 이름을 넣어 보십시오.", "오류가 났다면 오류 코드만 넣어 보십시오. 예: invalid_auth, 429"],
      start: "띄어쓰기와 조사는 신경 쓰지 않아도 됩니다. 오류 코드로도 찾을 수 있습니다.",
      failed: "검색에 쓰는 파일을 불러오지 못했습니다. 연결을 확인하고 페이지를 새로 고치십시오.",
      home: "전체 안내서 보기",
      more: "결과 더 보기",
      keys: [["↑↓", "고르기"], ["Enter", "열기"], ["Esc", "닫기"]],
    },
    en: {
      open: "Search",
      label: "Search the guides",
      hint: "Product, screen name or error code",
      close: "Close",
      results: "Search results",
      found: count => (count === 1 ? "1 page found" : `${count} pages found`),
      searching: "Searching",
      none: query => `Nothing found for “${query}”`,
      tips: ["Try one shorter word.", "Try the product's name, or a name that you see on the screen.", "After an error, try its code alone, such as invalid_auth or 429."],
      start: "Part of a word is enough. Error codes work too.",
      failed: "The files of the search could not be loaded. Check your connection and reload the page.",
      home: "See all guides",
      more: "More results",
      keys: [["↑↓", "choose"], ["Enter", "open"], ["Esc", "close"]],
    },
  }
  const FIRST = 4 // pages that are shown at once
  const SHOWN = 10 // pages that are there when the reader has stopped typing, and are added on demand
  const PAUSE = 220 // milliseconds without a key before a query is looked up
  const SHORT_PAUSE = 400 // the same for a single letter, which seldom is all
  const REST = 500 // milliseconds until the other pages follow: not while the reader is typing
  const EXCERPT = 130 // characters
  const LAST = "munjigi-search" // the last query, kept for as long as the tab is open

  const button = document.querySelector("[data-munjigi-search]")
  if (!button) return
  const folder = new URL(".", source)
  const top = new URL("../../", folder)
  const locales = button.dataset.munjigiSearch.split(" ")
  const locale = locales.find(one => one === document.documentElement.lang) ?? locales[0]
  const texts = TEXTS[locale.split("-")[0]] ?? TEXTS.en
  let engine = null
  let anew = "" // after a failure: what makes browsers ask the server again
  let view = null

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    element.append(...children)
    return element
  }

  function script(url) {
    return new Promise((done, failed) => {
      const element = make("script", {src: url})
      element.onload = () => { element.remove(); done() }
      element.onerror = () => { element.remove(); failed(new Error(url)) }
      document.head.append(element)
    })
  }

  /* The data of a piece of the index, fetched once. A piece of another version than the index that is
     here is none: the site was published anew. */
  const pieces = new Map()
  const arrived = new Map()
  globalThis.munjigiSearch = (name, data) => arrived.set(name, data)
  function load(name) {
    if (!pieces.has(name)) pieces.set(name, fetched(name))
    return pieces.get(name)
  }

  async function fetched(name) {
    const full = name === "index" ? name : `${name}?${engine.index.version}`
    await script(new URL(`search/${locale}/${full.replace(/\?|$/, ".js$&")}${anew}`, folder))
    if (!arrived.has(full)) throw new Error(`${full} is of another version`)
    return arrived.get(full)
  }

  async function start() {
    if (!globalThis.munjigiEngine) await script(new URL(button.dataset.engine, folder))
    engine ??= new globalThis.munjigiEngine(load)
    await engine.ready()
  }

  /* Find and show; once more with a fresh index where that fails. */
  async function attempt(work) {
    try {
      return await work()
    } catch (error) {
      console.warn(error)
      anew = `?${Date.now()}`
      engine = null
      pieces.clear()
      return work()
    }
  }

  function dialog() {
    const input = make("input", {
      id: "munjigi-search-input", type: "search", role: "combobox", placeholder: texts.hint,
      "aria-label": texts.label, "aria-expanded": "false", "aria-controls": "munjigi-search-results",
      "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      enterkeyhint: "go",
    })
    const close = make("button", {type: "button", class: "munjigi-search-close"}, texts.close)
    const status = make("p", {class: "munjigi-search-status", role: "status"})
    const list = make("div", {id: "munjigi-search-results", role: "listbox", "aria-label": texts.results, hidden: ""})
    const help = make("div", {class: "munjigi-search-help"})
    const more = make("button", {type: "button", class: "munjigi-search-more", hidden: ""}, texts.more)
    const keys = texts.keys.map(([key, does]) => make("span", {}, make("kbd", {}, key), ` ${does}`))
    const element = make("dialog", {class: "munjigi-search", "aria-label": texts.label, lang: locale},
      make("div", {class: "munjigi-search-top"}, input, close),
      status,
      make("div", {class: "munjigi-search-body"}, list, more, help),
      make("div", {class: "munjigi-search-keys", "aria-hidden": "true"}, ...keys))
    document.body.append(element)
    view = {element, input, status, list, help, more, active: -1, query: null, found: null, turn: 0}
    listen(close)
    return view
  }

  function listen(close) {
    let timer = 0
    view.input.addEventListener("input", () => {
      clearTimeout(timer)
      timer = setTimeout(search, view.input.value.trim().length > 1 ? PAUSE : SHORT_PAUSE)
    })
    view.input.addEventListener("keydown", onKey)
    view.list.addEventListener("click", event => {
      if (event.target.closest("[role=option]") && !event.ctrlKey && !event.metaKey) view.element.close()
    })
    view.more.addEventListener("click", async () => {
      await show(view.list.children.length, true)
      view.input.focus()
    })
    close.addEventListener("click", () => view.element.close())
    view.element.addEventListener("click", event => { if (event.target === view.element) view.element.close() })
  }

  async function onKey(event) {
    if (event.isComposing || event.altKey || event.shiftKey) return
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key]
    if (step) {
      event.preventDefault()
      choose(view.active + step)
    } else if (event.key === "Enter") {
      event.preventDefault()
      await search()
      view.list.children[Math.max(0, view.active)]?.click()
    }
  }

  function choose(number) {
    const options = view.list.children
    options[view.active]?.setAttribute("aria-selected", "false")
    view.active = options.length ? (number + options.length) % options.length : -1
    const option = options[view.active]
    option?.setAttribute("aria-selected", "true")
    option?.scrollIntoView({block: "nearest"})
    if (option) view.input.setAttribute("aria-activedescendant", option.id)
    else view.input.removeAttribute("aria-activedescendant")
  }

  /* Look up what stands in the field; what comes back after a newer query is not shown. */
  async function search() {
    const query = view.input.value.trim()
    if (query === view.query) return view.shown
    view.query = query
    const turn = ++view.turn
    view.shown = (async () => {
      try {
        if (!query) return clear(texts.start)
        view.status.textContent ||= texts.searching
        await attempt(() => lookUp(query, turn))
        if (turn === view.turn) view.element.dataset.query = query // whose answer is shown
      } catch (error) {
        if (turn === view.turn) { view.query = null; clear(texts.failed) }
        console.warn(error)
      }
    })()
    return view.shown
  }

  async function lookUp(query, turn) {
    await start()
    const found = await engine.find(query)
    if (turn !== view.turn) return
    view.found = found
    sessionStorage.setItem(LAST, query)
    await show(0, true)
  }

  function clear(text, ...more) {
    view.list.replaceChildren()
    view.list.hidden = true
    view.more.hidden = true
    view.status.textContent = ""
    view.input.setAttribute("aria-expanded", "false")
    choose(-1)
    view.help.replaceChildren(...(text ? [make("p", {}, text)] : []), ...more)
    view.help.hidden = false
  }

  function nothing() {
    const home = make("a", {href: address(engine.index.home)}, texts.home)
    clear("", make("ul", {}, ...texts.tips.map(tip => make("li", {}, tip))), make("p", {}, home))
    view.status.textContent = texts.none(view.query)
  }

  /* Show results from a number on; `choosing` goes to the first of them. */
  async function show(from, choosing) {
    const {found, turn} = view
    if (!found.sections.length) return nothing()
    const to = !from ? FIRST : from === FIRST ? SHOWN : from + SHOWN
    const wanted = found.sections.slice(from, to)
    const sections = await Promise.all(wanted.map(number => engine.section(number)))
    if (turn !== view.turn) return
    const options = sections.map((section, at) => option(section, from + at, found.marker))
    if (from) view.list.append(...options)
    else view.list.replaceChildren(...options)
    view.list.hidden = false
    view.help.hidden = true
    view.more.hidden = view.list.children.length >= found.sections.length
    view.more.disabled = !from // more come by themselves
    view.input.setAttribute("aria-expanded", "true")
    view.status.textContent = texts.found(found.sections.length)
    if (choosing) choose(from)
    if (!from) {
      view.list.parentElement.scrollTop = 0
      setTimeout(() => { if (turn === view.turn && !view.more.hidden) show(FIRST, false) }, REST)
    }
  }

  function option({url, title, anchor, heading, text}, number, marker) {
    const link = make("a", {
      id: `munjigi-search-${number}`, role: "option", "aria-selected": "false", tabindex: "-1",
      href: address(url, anchor),
    })
    if (heading) link.append(make("span", {class: "munjigi-search-page"}, ...marked(title, marker)))
    link.append(make("span", {class: "munjigi-search-title"}, ...marked(heading || title, marker)))
    const excerpt = cut(text, marker)
    if (excerpt) link.append(make("span", {class: "munjigi-search-text"}, ...marked(excerpt, marker)))
    return link
  }

  function address(url, anchor = "") {
    const file = location.protocol === "file:" && /(^|\/)$/.test(url) ? `${url}index.html` : url
    const full = new URL(file, top)
    full.hash = anchor
    return full.href
  }

  function marked(text, marker) {
    const parts = []
    let end = 0
    for (const match of marker ? text.matchAll(marker) : []) {
      parts.push(text.slice(end, match.index), make("mark", {}, match[0]))
      end = match.index + match[0].length
    }
    return [...parts, text.slice(end)]
  }

  /* The part of a text that holds most of what was searched for. */
  function cut(text, marker) {
    const matches = marker ? [...text.matchAll(marker)] : []
    let best = 0
    let most = 0
    for (const {index} of matches) {
      const inside = matches.filter(match => match.index >= index && match.index < index + EXCERPT * 0.7)
      const kinds = new Set(inside.map(match => match[0].toLowerCase())).size
      if (kinds > most) [best, most] = [index, kinds]
    }
    const before = Math.max(0, best - EXCERPT * 0.25)
    const from = before ? text.indexOf(" ", before) + 1 || before : 0
    const end = from + EXCERPT
    const to = end < text.length ? Math.max(text.lastIndexOf(" ", end), from + EXCERPT / 2) : text.length
    return `${from ? "… " : ""}${text.slice(from, to)}${to < text.length ? " …" : ""}`
  }

  function open() {
    if (!view) dialog()
    if (view.element.open) return
    view.element.showModal()
    if (view.query === null) {
      view.input.value = sessionStorage.getItem(LAST) ?? ""
      clear(texts.start)
    }
    view.input.select()
    search()
  }

  const typing = target => target.closest?.("input, textarea, select, [contenteditable]")
  document.addEventListener("keydown", event => {
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)
    const control = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    if (!slash && !control) return
    event.preventDefault()
    open()
  })

  button.title = button.ariaLabel = texts.open
  button.append(make("span", {"aria-hidden": "true"}, texts.open), make("kbd", {"aria-hidden": "true"}, "/"))
  button.addEventListener("click", open)
  button.hidden = false
})
