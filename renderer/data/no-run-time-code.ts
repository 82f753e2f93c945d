// The content security policy forbids code made at run time. Zod would try it when the first schema is made, be refused (the console
// says so) and fall back: so it finds this, before any of it is loaded. Must be the first import of a page.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
