/** The reader's language, for numbers, money and dates. The texts of the page are English. */
export const LOCALE = navigator.language
