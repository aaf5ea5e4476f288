// Copy buttons, the switch of languages at the same section, and code that the keyboard can scroll.
(() => {
  "use strict"
  const { copied, refused } = document.currentScript.dataset

  // Told to screen readers and shown for a moment.
  const status = document.createElement("div")
  status.className = "munjigi-status"
  status.setAttribute("role", "status")
  document.body.append(status)
  let fading
  const say = text => {
    status.textContent = text
    clearTimeout(fading)
    fading = setTimeout(() => { status.textContent = "" }, 2500)
  }

  const select = element => {
    const range = document.createRange()
    range.selectNodeContents(element)
    getSelection().removeAllRanges()
    getSelection().addRange(range)
  }

  // Browsers refuse the clipboard to pages that are not secure: then the old command, then the reader.
  const copyShown = element => {
    select(element)
    if (!document.execCommand("copy")) return refused
    getSelection().removeAllRanges()
    return copied
  }

  const copyText = (text, element) => {
    if (!navigator.clipboard) return Promise.resolve(copyShown(element))
    return navigator.clipboard.writeText(text).then(() => copied, () => copyShown(element))
  }

  // The clipboard is asked at once and filled later, as Safari wants it.
  const copyPage = async address => {
    const text = fetch(address).then(answer => {
      if (!answer.ok) throw new Error(answer.status)
      return answer.blob()
    })
    const plain = text.then(blob => new Blob([blob], { type: "text/plain" }))
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": plain })])
    return copied
  }

  const done = (button, text) => {
    say(text)
    button.classList.add("munjigi-copied")
    setTimeout(() => button.classList.remove("munjigi-copied"), 2500)
  }

  document.addEventListener("click", event => {
    const button = event.target.closest(".munjigi-copy, .munjigi-copy-page")
    if (!button) return
    if (button.dataset.address) {
      copyPage(button.dataset.address).then(
        text => done(button, text),
        () => { location.href = button.dataset.address },
      )
      return
    }
    const code = button.parentElement.querySelector("code")
    copyText(code.textContent.replace(/\n$/, ""), code).then(text => done(button, text))
  })
  const able = navigator.clipboard && window.ClipboardItem && location.protocol !== "file:"
  for (const button of document.querySelectorAll(".munjigi-copy-page")) button.hidden = !able

  // The section that the reader looks at: the one of the address while it is in view.
  const section = () => {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (named) {
      const { top, bottom } = named.getBoundingClientRect()
      if (bottom > 0 && top < innerHeight) return named.id
    }
    const above = [...document.querySelectorAll(":is(h2, h3, h4)[id]")].filter(heading => {
      const margin = parseFloat(getComputedStyle(heading).scrollMarginTop) || 0
      return heading.getBoundingClientRect().top < margin + 40
    })
    return above.length ? above[above.length - 1].id : ""
  }
  for (const link of document.querySelectorAll("a.munjigi-switch, .md-select__link[hreflang]")) {
    const keep = () => { link.hash = section() }
    for (const kind of ["pointerdown", "focus", "click"]) link.addEventListener(kind, keep)
  }

  // Material opens its nav on narrow screens by a label, which the keyboard does not reach.
  const opener = document.querySelector("label.md-header__button[for=__drawer]")
  const drawer = document.getElementById("__drawer")
  const nav = document.querySelector(".md-nav--primary")
  if (opener && drawer && nav) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = `${opener.className} munjigi-menu`
    button.innerHTML = opener.innerHTML
    button.setAttribute("aria-label", nav.getAttribute("aria-label"))
    opener.replaceWith(button)
    const tell = () => button.setAttribute("aria-expanded", drawer.checked)
    tell()
    button.addEventListener("click", () => drawer.click())
    drawer.addEventListener("change", () => {
      tell()
      if (drawer.checked) nav.querySelector("a[href]").focus({ preventScroll: true })
    })
    addEventListener("keydown", event => {
      if (event.key !== "Escape" || !drawer.checked) return
      drawer.click()
      button.focus()
    })
  }

  // A part that scrolls is reached by the keyboard.
  const watcher = new ResizeObserver(entries => {
    // All are measured before any is changed, so that the browser lays the page out once.
    const scrolls = entries.map(({ target }) => target.scrollWidth > target.clientWidth)
    entries.forEach(({ target }, at) => {
      if (scrolls[at]) target.tabIndex = 0
      else if (target.hasAttribute("tabindex")) target.removeAttribute("tabindex")
    })
  })
  const watch = within => {
    for (const part of within.querySelectorAll(".highlight pre, .md-typeset__scrollwrap, table")) {
      watcher.observe(part)
    }
  }
  watch(document)
  new MutationObserver(changes => { // Material frames tables as they come into view
    for (const { target } of changes) watch(target)
  }).observe(document.querySelector("article") || document.body, { childList: true })
})()
