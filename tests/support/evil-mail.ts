/** One way in which a mail could tell its sender that it was opened, or run something. */
type Vector = { name: string; html(canary: string): string }

const svg = (inner: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">${inner}</svg>`

/** Each asks the canary for a path of its own as soon as it is shown without protection, or sets `pwned`. */
export const VECTORS: readonly Vector[] = [
  { name: 'img', html: (to) => `<img src="${to}/img">` },
  { name: 'srcset', html: (to) => `<img srcset="${to}/srcset 1x" sizes="10px">` },
  { name: 'picture', html: (to) => `<picture><source srcset="${to}/picture"><img></picture>` },
  { name: 'video', html: (to) => `<video src="${to}/video" preload="auto" autoplay muted></video>` },
  { name: 'poster', html: (to) => `<video poster="${to}/poster"></video>` },
  { name: 'audio', html: (to) => `<audio src="${to}/audio" preload="auto" autoplay muted></audio>` },
  {
    name: 'track',
    html: (to) =>
      `<video crossorigin preload="auto" src="${to}/track-video"><track default kind="subtitles" src="${to}/track"></video>`,
  },
  { name: 'background of a table', html: (to) => `<table background="${to}/table"><tr><td>x</td></tr></table>` },
  { name: 'background of the body', html: (to) => `<body background="${to}/body">` },
  {
    name: 'a form that sends itself',
    html: (to) =>
      `<form target="sent" action="${to}/form"><input name="q" value="1"><button autofocus onfocus="form.submit()">x</button></form><iframe name="sent"></iframe>`,
  },
  { name: 'input of type image', html: (to) => `<input type="image" src="${to}/input">` },
  { name: '@import', html: (to) => `<style>@import url("${to}/import");</style>` },
  {
    name: 'font-face',
    html: (to) => `<style>@font-face{font-family:e;src:url("${to}/font")} .e{font-family:e}</style><p class="e">x</p>`,
  },
  { name: 'style url()', html: (to) => `<div style="background:url('${to}/style')">x</div>` },
  { name: 'content url()', html: (to) => `<style>.c::before{content:url("${to}/content")}</style><p class="c">x</p>` },
  { name: 'cursor url()', html: (to) => `<style>html{cursor:url("${to}/cursor"),auto}</style>` },
  { name: 'list-style', html: (to) => `<ul style="list-style:url('${to}/list')"><li>x</li></ul>` },
  { name: '-webkit-image-set', html: (to) => `<div style="background:-webkit-image-set(url('${to}/set') 1x)">x</div>` },
  { name: 'border-image', html: (to) => `<div style="border:9px solid;border-image:url('${to}/border') 3">x</div>` },
  { name: 'link stylesheet', html: (to) => `<link rel="stylesheet" href="${to}/stylesheet">` },
  { name: 'link prefetch', html: (to) => `<link rel="prefetch" href="${to}/prefetch">` },
  { name: 'link icon and preload', html: (to) => `<link rel="preload" as="image" href="${to}/preload">` },
  { name: 'iframe', html: (to) => `<iframe src="${to}/iframe"></iframe>` },
  { name: 'object', html: (to) => `<object data="${to}/object" type="image/png"></object>` },
  { name: 'embed', html: (to) => `<embed src="${to}/embed" type="image/png">` },
  { name: 'svg image', html: (to) => svg(`<image href="${to}/svg-image" width="9" height="9"/>`) },
  {
    name: 'svg use',
    html: (to) => svg(`<use xlink:href="${to}/svg-use#a"/><style>@import "${to}/svg-import"</style>`),
  },
  {
    name: 'svg filter',
    html: (to) =>
      svg(`<filter id="q"><feImage href="${to}/svg-filter"/></filter><rect filter="url(#q)" width="9" height="9"/>`),
  },
  { name: 'math', html: (to) => `<math><mtext><img src="${to}/math" onerror="top.pwned=1"></mtext></math>` },
  {
    name: 'base and ping',
    html: (to) => `<base href="${to}/"><img src="base-relative"><a ping="${to}/ping" href="${to}/a">x</a>`,
  },
  {
    name: 'javascript address',
    html: () => `<a id="j" href="javascript:top.pwned=1">x</a><iframe src="javascript:top.pwned=1"></iframe>`,
  },
  { name: 'script', html: (to) => `<script>globalThis.pwned=1;fetch("${to}/script")</script>` },
  { name: 'onerror', html: (to) => `<img src="data:x" onerror="globalThis.pwned=1;fetch('${to}/onerror')">` },
  {
    name: 'srcdoc',
    html: (to) => `<iframe srcdoc="<script>parent.pwned=1</script><img src='${to}/srcdoc'>"></iframe>`,
  },
  // Last: it leaves the page.
  { name: 'meta refresh', html: (to) => `<meta http-equiv="refresh" content="9;url=${to}/refresh">` },
]

/** A mail with all of them. */
export const evilMail = (canary: string): string =>
  `<html><body><p>Dear shop, where is my order?</p>${VECTORS.map(({ html }) => html(canary)).join('\n')}</body></html>`
