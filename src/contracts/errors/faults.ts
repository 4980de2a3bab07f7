import type { ErrorDefinitions } from './definition.ts'

/** Faults that no caller can mend. */
export const FAULT_ERRORS = {
  'service.configuration': {
    status: 503,
    title: 'The service is configured wrongly',
    help: 'GET /health names the setting; correct it and deploy again.',
  },
  'service.unavailable': {
    status: 503,
    title: 'A service this request needs is not available',
    help: 'Try again shortly; GET /health names the service.',
  },
  internal: { status: 500, title: 'Something went wrong here', help: 'Report the requestId; nothing about the cause is sent.' },
} as const satisfies ErrorDefinitions
