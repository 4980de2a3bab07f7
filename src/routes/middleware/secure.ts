import { secureHeaders } from 'hono/secure-headers'

/** The page and /docs use only their own scripts and styles; images of a catalog may come from anywhere over https. */
export const secure = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", 'https:', 'data:'],
    styleSrc: ["'self'", "'unsafe-inline'"],
    scriptSrc: ["'self'"],
    connectSrc: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
  crossOriginResourcePolicy: 'cross-origin',
})
