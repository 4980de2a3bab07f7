/**
 * Units as people write them: `name: abbreviations | words | read`, `_` for a space. Abbreviations are written close to the number or apart
 * from it, words apart; the third part is understood and not searched for, nor are the plurals, whose stem is the singular's. Length, area, volume, weight, power, electric, storage, time, temperature, count.
 */
const EVERYWHERE = `
millimetre: mm
centimetre: cm
metre: m
kilometre: km
square-metre: m2 sqm
cubic-metre: m3
millilitre: ml
centilitre: cl
litre: l
milligram: mg
gram: g
kilogram: kg
watt: w
kilowatt: kw
kilowatt-hour: kwh
volt: v
ampere: a
milliampere-hour: mah
megabyte: mb
gigabyte: gb
terabyte: tb
hertz: hz
megahertz: mhz
gigahertz: ghz
second: s sec
minute: min
hour: h
celsius: c
fahrenheit: f
lumen: lm
decibel: db
percent:
degree:
inch:
foot:`

const ENGLISH = `
inch: in | inch
foot: ft | foot feet
yard: yd | yard
mile: mi | mile
mil: | mil
gauge: ga | gauge
millimetre: | millimeter millimetre
centimetre: | centimeter centimetre
metre: mtr | meter metre
kilometre: | kilometer kilometre
square-foot: sqft sq_ft | square_feet | square_foot ft2
square-inch: sq_in | square_inch
square-yard: sq_yd | square_yard
square-metre: sq_m | square_meter square_metre
acre: ac | acre
cubic-foot: cuft cu_ft | cubic_foot cubic_feet
cubic-metre: | cubic_meter cubic_metre
millilitre: | milliliter millilitre
litre: | liter litre
fluid-ounce: floz fl_oz | fluid_ounce
pint: pt | pint
quart: qt | quart
gallon: gal | gallon
ounce: oz | ounce
pound: lb lbs | pound
milligram: | milligram
gram: | gram
kilogram: kgs | kilogram kilo
ton: | ton tonne
watt: | watt
kilowatt: | kilowatt
kilowatt-hour: | kilowatt_hour
horsepower: hp | horsepower
heat: btu
volt: | volt
ampere: | amp ampere
megabyte: | megabyte
gigabyte: gig | gigabyte
terabyte: | terabyte
hertz: | hertz
megahertz: | megahertz
gigahertz: | gigahertz
second: | second
minute: mins | minute
hour: hr hrs | hour
day: | day
week: wk | week
month: mo | month
year: yr yrs | year
celsius: | celsius degrees_c degrees_celsius
fahrenheit: | fahrenheit degrees_f degrees_fahrenheit
degree: deg | degree
lumen: | lumen
decibel: | decibel
pressure: psi
percent: pct | percent
turns: rpm
flow: cfm
gallons-per-minute: gpm
gallons-per-flush: gpf
pack: pk ct | pack count
piece: pc pcs | piece`

const SPANISH = `
inch: pulg | pulgada
foot: | pie
millimetre: | milímetro
centimetre: | centímetro
metre: mts | metro
kilometre: | kilómetro
square-metre: | metro_cuadrado metros_cuadrados
millilitre: | mililitro
litre: lts | litro
gram: gr | gramo
kilogram: | kilo kilogramo
pound: | libra
ounce: oz | onza
watt: | vatio
kilowatt: | kilovatio
volt: | voltio
ampere: | amperio
gigabyte: | gigabyte giga
terabyte: | terabyte tera
second: seg | segundo
minute: | minuto
hour: hs | hora
day: | día
month: | mes
year: | año
celsius: | celsius grados_c grados_celsius centígrado
degree: | grado
percent: | por_ciento
pack: pzs uds | unidad pieza`

const GERMAN = `
inch: | zoll
foot: | fuß
millimetre: | millimeter
centimetre: | zentimeter
metre: | meter
kilometre: | kilometer
square-metre: qm | quadratmeter
millilitre: | milliliter
litre: ltr | liter
gram: gr | gramm
kilogram: | kilo kilogramm
pound: | pfund
watt: | watt
kilowatt: | kilowatt
volt: | volt
ampere: | ampere
gigabyte: | gigabyte
terabyte: | terabyte
second: sek | sekunde
minute: | minute
hour: std | stunde
day: | tag
week: | woche
month: | monat
year: | jahr
celsius: | celsius grad_c grad_celsius
degree: | grad
percent: | prozent
pack: er_pack er_set | pack
piece: stk st | stück stueck`

const FRENCH = `
inch: po | pouce
foot: | pied
millimetre: | millimètre
centimetre: | centimètre
metre: | mètre
kilometre: | kilomètre
square-metre: | mètre_carre metres_carres
millilitre: | millilitre
litre: | litre
gram: gr | gramme
kilogram: | kilo kilogramme
pound: | livre
watt: | watt
kilowatt: | kilowatt
volt: | volt
ampere: | ampere
megabyte: mo | megaoctet
gigabyte: go | gigaoctet
terabyte: to | téraoctet
second: | seconde
minute: mn | minute
hour: | heure
day: | jour
week: | semaine
month: | mois
year: | an année
celsius: | celsius degrés_c degrés_celsius
degree: | degré
percent: | pour_cent
pack: pcs | pièce`

export const UNIT_TABLES = { everywhere: EVERYWHERE, en: ENGLISH, es: SPANISH, de: GERMAN, fr: FRENCH } as const

/** Signs that stand behind a number and leave no trace in an index. */
export const UNIT_SIGNS: readonly (readonly [sign: string, unit: string])[] = [
  ['"', 'inch'],
  ['”', 'inch'],
  ['“', 'inch'],
  ["''", 'inch'],
  ['′′', 'inch'],
  ['’’', 'inch'],
  ["'", 'foot'],
  ['′', 'foot'],
  ['’', 'foot'],
  ['°', 'degree'],
  ['%', 'percent'],
]

/** Close to a number they are units; apart from it they are words and letters of their own. */
export const CLOSE_ONLY: ReadonlySet<string> = new Set(['a', 'c', 'f', 's', 'h', 'st', 'ac', 'mi'])

/** "pack of 12" */
export const COUNTED_BEFORE: Readonly<Record<string, string>> = { en: 'pack of', es: 'paquete de', de: 'packung mit', fr: 'lot de' }

/** The word between the sides of a thing: "2 by 4". */
export const BETWEEN_SIDES: Readonly<Record<string, string>> = { en: 'by', es: 'por', de: 'mal', fr: 'sur' }
