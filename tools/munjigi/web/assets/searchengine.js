/* Finds sections of the site for a query. It runs where nothing but the site's own files is to be
   had: `load(name)` gives the data of a piece of the index (see searchfiles.py).

   A query is read as groups: runs of Hangul, and Latin words. Particles and endings at the end of a
   run count for little, so that 토큰을 and 추가하려면 find 토큰 and 추가. What is looked up are the
   same units as in searchunits.py. */
(() => {
  "use strict"

  const RUN = /[가-힣]+|(?:(?![가-힣])[\p{L}\p{N}])+(?:[._-](?:(?![가-힣])[\p{L}\p{N}])+)*/gu
  const HALF_TYPED = /[ㄱ-ㆎ]/g // letters of a syllable that is still being typed
  const NO_WORD = /[^\p{L}\p{N}]+/gu
  const TAIL = 0.15 // what a pair of syllables counts in which an ending has a part
  const BESIDE = 0.4 // what a pair across two groups counts
  const BEGINNING = 0.5 // what a Latin word counts that the query's word only begins
  const WHOLE = 0.5 // how much of a page's score its best section alone adds
  const TITLED = 0.25 // what a group counts, within its page, that the page's title is about
  const POOR = 0.1 // pages with a lower share of the best page's score are not shown
  const ENGLISH_ENDINGS = "ies|ing|ied|es|ed|s|e|y"
  const ENGLISH = new RegExp(`^(?:${ENGLISH_ENDINGS})?$`)
  const ENDED = new RegExp(`(?:${ENGLISH_ENDINGS})$`)
  const hangul = text => text >= "가" && text <= "힣\uffff"
  const plain = text => text.normalize("NFKC").toLowerCase().replace(NO_WORD, "")

  class Engine {
    constructor(load) {
      this.load = load
      this.index = null
    }

    async ready() {
      if (this.index) return
      const index = await this.load("index")
      this.particles = new Set(index.particles)
      this.endings = new Set(index.endings)
      this.asking = new Set(index.asking)
      this.pages = [] // by section: the number of its first section on the page
      this.pieces = [] // by section: the piece of its text, and its place in there
      index.texts.forEach((count, piece) => {
        const first = count < 0 ? this.pages.at(-1) : this.pages.length
        for (let at = 0; at < Math.abs(count); at++) {
          this.pages.push(first)
          this.pieces.push([piece, at])
        }
      })
      this.index = index
    }

    /* The pages, the best first: for each, its section that fits best; and a pattern of
       what to mark in their texts, or null. */
    async find(query) {
      await this.ready()
      const groups = this.read(query)
      await this.look(groups)
      return {sections: this.rank(groups), marker: marker(groups)}
    }

    /* Where a section is, and its text. */
    async section(number) {
      const [piece, at] = this.pieces[number]
      const [url, title, sections] = await this.load(`t${piece}`)
      const [anchor, heading, text] = sections[at]
      return {url, title, anchor, heading, text}
    }

    /* The groups of a query, with other names for what it says. */
    read(query) {
      const words = query.replace(HALF_TYPED, "").normalize("NFKC").toLowerCase().split(/\s+/)
      const groups = words.flatMap(word => this.word(word))
      const meant = groups.filter(group => !group.asking)
      if (!meant.length) groups.forEach(group => { group.asking = false })
      beside(groups)
      this.rename(groups)
      return groups
    }

    word(word) {
      const runs = word.match(RUN) ?? []
      return runs.flatMap((run, at) => {
        if (!hangul(run)) return latin(run, this.asking)
        if (at > 0 && this.particles.has(run) && at === runs.length - 1) return []
        return this.known(run).map(part => this.korean(part))
      })
    }

    /* A run of Hangul parted at names that have other names: 슬랙토큰 is 슬랙 and 토큰. */
    known(run) {
      if (this.index.names[run]) return [run]
      for (let from = 0; from < run.length - 1; from++) {
        for (let to = run.length; to > from + 1; to--) {
          if (to - from < run.length && this.index.names[run.slice(from, to)]) {
            const rest = run.slice(to)
            const parts = [run.slice(0, from), run.slice(from, to)].filter(Boolean)
            if (this.particles.has(rest) || !rest) return parts
            return [...parts, ...this.known(rest)]
          }
        }
      }
      return [run]
    }

    korean(run) {
      const stem = this.stem(run)
      const units = []
      for (let at = 0; at < stem.length - 1; at++) {
        units.push({unit: run.slice(at, at + 2), weight: 1, needed: true})
      }
      if (stem.length < 2) units.push({unit: stem, weight: 1, needed: true})
      if (stem.length < 2 && run.length > 1) units.push({unit: run.slice(0, 2), weight: TAIL, needed: false})
      return {stem, units, asking: this.asking.has(run) || this.asking.has(stem)}
    }

    /* Without its particle and its ending; at least a syllable is left. */
    stem(run) {
      if (this.index.names[run]) return run // 넥슬라 ends in no particle
      const verb = cut(run, this.endings)
      const noun = cut(run, this.particles)
      return verb.length <= noun.length ? verb : noun.replace(/.(?:하기|되기|하지|되지)$/, match => match[0])
    }

    /* Other names for one, two or three groups in a row. */
    rename(groups) {
      for (let from = 0; from < groups.length; from++) {
        for (let to = Math.min(groups.length, from + 3); to > from; to--) {
          const said = groups.slice(from, to)
          const names = this.index.names[said.map(group => plain(group.stem)).join("")]
          if (!names) continue
          const others = names.map(name => name.toLowerCase().split(/\s+/).flatMap(word => this.word(word)))
          said[0].others = [...(said[0].others ?? []), ...others]
          for (const group of said.slice(1)) group.others = [...(group.others ?? []), ...others]
          break
        }
      }
    }

    /* Give each unit of the groups its postings. */
    async look(groups) {
      const units = groups.flatMap(everything)
      const names = new Set(units.flatMap(unit => this.range(unit)))
      const pieces = new Map()
      await Promise.all([...names].map(async at => pieces.set(at, await this.load(`u${at}`))))
      for (const unit of units) {
        unit.found = new Map()
        for (const at of this.range(unit)) this.collect(unit, pieces.get(at))
      }
    }

    /* The pieces that may hold a unit. */
    range({unit, prefix}) {
      const last = this.piece(prefix ? `${unit}\uffff` : unit)
      const first = this.piece(unit)
      const found = []
      for (let at = Math.max(first, 0); at <= last && found.length < 2; at++) found.push(at)
      return found
    }

    piece(unit) {
      const firsts = this.index.units
      let low = 0
      let high = firsts.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (firsts[middle] <= unit) low = middle + 1
        else high = middle
      }
      return low - 1
    }

    collect(unit, piece) {
      const all = this.pages.length
      for (const [name, [count, ...postings]] of Object.entries(piece)) {
        const near = name === unit.unit ? 1 : unit.prefix ? nearness(name, unit) : 0
        if (!near) continue
        const rare = Math.log(1 + (all - count + 0.5) / (count + 0.5)) * near / 15
        for (let at = 0; at < postings.length; at += 2) {
          let section = 0
          for (const step of postings[at + 1]) {
            section += step
            const score = postings[at] * rare
            if (score > (unit.found.get(section) ?? 0)) unit.found.set(section, score)
          }
        }
      }
    }

    rank(groups) {
      const pages = new Map()
      groups.forEach((group, number) => {
        for (const [section, score] of scores(group)) {
          const first = this.pages[section]
          if (!pages.has(first)) pages.set(first, {best: [], sections: new Map(), title: []})
          const page = pages.get(first)
          if (section === first) page.title[number] = score.score
          page.best[number] = Math.max(page.best[number] ?? 0, score.score)
          page.share = page.share ?? []
          page.share[number] = Math.max(page.share[number] ?? 0, score.share)
          if (!page.sections.has(section)) page.sections.set(section, [])
          page.sections.get(section)[number] = score.score
        }
      })
      const total = groups.reduce((sum, group) => sum + (group.asking ? 0 : 1), 0)
      const ranked = []
      for (const page of pages.values()) {
        const alone = Math.max(...[...page.sections.values()].map(each => sumOf(each)))
        let covered = 0
        groups.forEach((group, at) => { if (!group.asking) covered += page.share[at] ?? 0 })
        const score = (sumOf(page.best) + WHOLE * alone) * (covered / total)
        ranked.push({section: fitting(page), score})
      }
      ranked.sort((a, b) => b.score - a.score)
      return ranked.filter(page => page.score > POOR * ranked[0].score).map(page => page.section)
    }
  }

  const sumOf = (scores, counts = () => 1) =>
    scores.reduce((sum, score, number) => sum + score * counts(number), 0)

  /* The section of a page that fits best. What the page's title says best is said of all of them:
     for “zendesk 401”, a page about Zendesk shows its section about 401. */
  function fitting(page) {
    const titled = number => page.title[number] === page.best[number]
    const counts = page.best.every((_, number) => titled(number))
      ? () => 1
      : number => (titled(number) ? TITLED : 1)
    let found = [-1, -1]
    for (const [section, scores] of page.sections) {
      const score = sumOf(scores, counts)
      if (score > found[1]) found = [section, score]
    }
    return found[0]
  }

  /* Without the longest of the tails; a tail of one syllable leaves two. */
  function cut(run, tails) {
    for (let at = 1; at < run.length; at++) {
      if (tails.has(run.slice(at)) && (at > 1 || run.length > 2)) return run.slice(0, at)
    }
    return run
  }

  /* How much a Latin word of the index is what was asked for: 1, less, or nothing. */
  function nearness(name, {unit, said}) {
    if (name === said) return 1
    if (name.startsWith(unit) && ENGLISH.test(name.slice(unit.length))) return 1
    return name.startsWith(said) ? BEGINNING : 0
  }

  function latin(run, asking) {
    const parts = run.match(/[\p{L}\p{N}]+/gu)
    const units = parts.map(beginning)
    if (parts.length > 1) units.push({...beginning(parts.join("")), needed: false})
    return [{stem: run, units, asking: asking.has(run)}]
  }

  /* A Latin word without its ending, to be looked up with any ending. */
  function beginning(said) {
    const stem = /^[a-z]{4,}$/.test(said) ? said.replace(ENDED, "") : said
    return {unit: stem.length > 2 ? stem : said, said, prefix: true, weight: 1, needed: true}
  }

  /* The unit where two groups meet, with or without a space. */
  function beside(groups) {
    for (let at = 1; at < groups.length; at++) {
      const [before, after] = [groups[at - 1].stem, groups[at].stem]
      const left = hangul(before) ? before.at(-1) : before.replace(NO_WORD, "")
      const right = hangul(after) ? after[0] : after.replace(NO_WORD, "")
      groups[at].units.push({unit: left + right, weight: BESIDE, needed: false})
    }
  }

  function everything(group) {
    return [...group.units, ...(group.others ?? []).flat().flatMap(everything)]
  }

  /* By section: how well it fits a group or one of its other names. */
  function scores(group) {
    const found = own(group.units)
    for (const other of group.others ?? []) {
      for (const [section, score] of own(other.flatMap(each => each.units))) {
        if (score.score > (found.get(section)?.score ?? 0)) found.set(section, score)
      }
    }
    if (group.asking) for (const score of found.values()) score.score *= 0.1
    return found
  }

  function own(units) {
    const needed = units.filter(unit => unit.needed).length
    const found = new Map()
    for (const unit of units) {
      for (const [section, score] of unit.found) {
        const sum = found.get(section) ?? {score: 0, share: 0}
        sum.score += score * unit.weight / needed
        if (unit.needed) sum.share += 1 / needed
        found.set(section, sum)
      }
    }
    for (const sum of found.values()) sum.score *= sum.share
    return found
  }

  /* What is marked: the words of the query, the longest first, whatever spaces stand in them. */
  function marker(groups) {
    const meant = groups.filter(group => !group.asking)
    const named = new Set(meant.flatMap(group => [group, ...(group.others ?? []).flat()]))
    const found = [...named].flatMap(group => (hangul(group.stem) ? [spaced(group.stem)] : group.units.filter(unit => unit.said).map(word)))
    return found.length ? new RegExp(found.sort((a, b) => b.length - a.length).join("|"), "giu") : null
  }

  const spaced = text => [...text].join("[\\s._-]?")
  const word = ({unit, said}) => `(?<![\\p{L}\\p{N}])(?:${spaced(unit)}(?:${ENGLISH_ENDINGS})?(?![a-z])|${spaced(said)}[a-z]*)`

  globalThis.munjigiEngine = Engine
})()
