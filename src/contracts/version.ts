/** Version of the product, as /health, /page.json and the OpenAPI document state it. */
export const VERSION = '0.1.0'
