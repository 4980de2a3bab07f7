import { drawDisc as disc, drawLine as line, drawRect as rect, drawShape as shape, type Paint } from './paint.ts'

/** Camping, clothes, cycling, garden, play and sport, by drawing name. */
export const OUTDOOR_DRAWINGS: Readonly<Record<string, (paint: Paint) => string>> = {
  tent: (p) =>
    shape('M18 156L96 44L182 156Z', p.main) +
    shape('M96 44L70 156H122Z', p.dark) +
    shape('M96 44L92 156H70Z', p.light) +
    line('M10 158H190', '#6b7a55', 5),
  hammock: (p) =>
    line('M26 30V172M174 30V172', '#7a5236', 10) +
    line('M28 62L52 84M172 62L148 84', '#8f969e', 4) +
    shape('M50 82C70 142 130 142 150 82C134 104 66 104 50 82Z', p.main) +
    line('M64 100C80 126 120 126 136 100', p.light, 5),
  sleepingbag: (p) =>
    rect(62, 24, 76, 152, p.main, 36) +
    disc(100, 58, 24, p.light, 20) +
    disc(100, 60, 15, p.ground, 13) +
    [92, 112, 132, 152].map((y) => line(`M66 ${y}H134`, p.dark, 3)).join(''),
  headlamp: (p) =>
    line('M40 96C40 40 160 40 160 96', p.dark, 10) +
    line('M40 96C60 124 140 124 160 96', p.main, 12) +
    rect(76, 92, 48, 42, p.main, 10) +
    disc(100, 112, 14, '#f6e08a') +
    shape('M90 132L72 172H128L110 132Z', '#f9efbf'),
  stove: (p) =>
    line('M52 92H148M70 92L60 76M130 92L140 76M100 92V74', p.dark, 7) +
    rect(84, 92, 32, 20, p.dark, 4) +
    rect(66, 110, 68, 58, p.main, 14) +
    shape('M82 74C78 56 96 54 92 36C108 48 122 58 116 74Z', '#e8913a') +
    rect(74, 126, 52, 14, p.light, 4),
  campchair: (p) =>
    line('M56 168L140 84M144 168L60 84', p.dark, 7) +
    shape('M56 40L144 40L138 100H62Z', p.main) +
    rect(52, 98, 96, 18, p.light, 6) +
    line('M44 86H64M136 86H156', p.dark, 8),
  backpack: (p) =>
    line('M80 44C80 20 120 20 120 44', p.dark, 7) +
    rect(48, 40, 104, 130, p.main, 34) +
    rect(62, 104, 76, 56, p.dark, 12) +
    rect(56, 70, 88, 10, p.light, 4) +
    rect(94, 64, 12, 28, p.dark, 4) +
    line('M70 122H130', p.light, 4),
  bag: (p) =>
    line('M72 82C72 30 128 30 128 82', p.dark, 8) +
    rect(32, 78, 136, 84, p.main, 16) +
    line('M40 100H160', p.light, 5) +
    rect(88, 94, 24, 16, p.dark, 4),
  suitcase: (p) =>
    line('M80 48V24H120V48', p.dark, 7) +
    rect(52, 46, 96, 116, p.main, 14) +
    line('M72 58V150M100 58V150M128 58V150', p.dark, 4) +
    disc(66, 170, 8, p.dark) +
    disc(134, 170, 8, p.dark),
  jacket: (p) =>
    shape('M76 36H124L158 60L176 138L152 144L140 100V168H60V100L48 144L24 138L42 60Z', p.main) +
    line('M100 40V166', p.dark, 4) +
    shape('M78 36C84 62 116 62 122 36L112 28H88Z', p.dark) +
    line('M74 130H90M110 130H126', p.light, 5),
  boot: (p) =>
    shape('M66 32H116V104C140 110 166 116 170 150H60Z', p.main) +
    rect(56, 148, 118, 16, p.dark, 5) +
    line('M84 56H114M84 74H114M86 92H116', p.light, 5),
  shoe: (p) =>
    shape('M26 92C40 106 60 104 76 80C104 106 140 108 170 124C176 130 178 138 176 144H26Z', p.main) +
    rect(22, 142, 156, 14, p.light, 6) +
    line('M82 96L94 86M96 104L108 94M110 110L122 100', p.dark, 4),
  socks: (p) =>
    shape('M84 28H132V104L84 152C64 172 34 152 50 130L84 100Z', p.main) +
    rect(82, 26, 52, 22, p.light, 4) +
    disc(58, 142, 16, p.dark, 14) +
    line('M84 66H132M84 84H132', p.dark, 4),
  hat: (p) =>
    shape('M48 126C44 40 156 40 152 126Z', p.main) + rect(38, 118, 124, 34, p.dark, 14) + line('M76 66V112M100 60V112M124 66V112', p.light, 4),
  glove: (p) =>
    shape(
      'M66 168V92C52 84 40 62 52 58L74 80V40C74 30 88 30 88 40V32C88 22 102 22 102 32V36C102 26 116 26 116 38V48C116 40 130 40 130 50V168Z',
      p.main,
    ) +
    rect(62, 142, 72, 26, p.dark, 5) +
    line('M88 40V80M102 38V80M116 48V82', p.dark, 3),
  bike: (p) =>
    [54, 146].map((x) => line(`M${x - 32} 126A32 32 0 1 0 ${x + 32} 126A32 32 0 1 0 ${x - 32} 126`, '#33363b', 6)).join('') +
    line('M54 126L84 76H130L96 126ZM78 64L96 126M130 76L146 126M130 76L124 54H144', p.main, 7) +
    line('M66 62H90', '#33363b', 7),
  helmet: (p) =>
    shape('M26 126C26 40 150 28 174 112L160 128Z', p.main) +
    line('M60 68C70 84 72 100 70 118M96 52C108 74 110 96 108 116M134 60C142 78 146 96 144 114', p.dark, 7) +
    line('M54 128C66 160 96 168 112 154L120 126', '#33363b', 5),
  bikelight: (p) =>
    rect(40, 78, 80, 46, p.main, 12) +
    shape('M120 74L136 66V136L120 128Z', p.dark) +
    shape('M136 70L186 46V156L136 132Z', '#f9efbf') +
    rect(66, 124, 24, 30, p.dark, 6),
  lock: (p) =>
    line('M66 96V66C66 22 134 22 134 66V96', '#8f969e', 14) +
    rect(50, 92, 100, 76, p.main, 14) +
    disc(100, 122, 10, p.light) +
    rect(95, 124, 10, 26, p.light, 4),
  pump: (p) =>
    rect(86, 56, 28, 104, p.main, 8) +
    line('M100 56V30M70 30H130', p.dark, 9) +
    rect(62, 158, 76, 12, p.dark, 5) +
    line('M114 140C150 140 150 100 140 74', '#33363b', 5) +
    disc(100, 146, 12, '#ffffff'),
  tool: (p) =>
    line('M58 148L120 86', p.main, 18) +
    shape('M112 70A34 34 0 0 1 152 42L138 62L142 70L160 64A34 34 0 0 1 122 96Z', p.dark) +
    disc(58, 148, 5, p.ground),
  saddle: (p) =>
    shape('M30 90C64 62 92 88 176 86C182 100 150 106 120 110C92 128 50 138 36 122Z', p.main) +
    line('M62 124L92 148L150 104M92 148V172', '#8f969e', 7) +
    line('M50 92C74 82 96 96 150 94', p.light, 4),
  gardentool: (p) =>
    line('M100 26V112', p.main, 10) +
    line('M80 26H120', p.main, 10) +
    shape('M72 104H128V140C128 160 112 170 100 178C88 170 72 160 72 140Z', '#8f969e') +
    line('M100 116V152', '#6f767d', 4),
  secateurs: (p) =>
    line('M104 96L64 168M98 96L136 168', p.main, 13) +
    shape('M92 102C80 70 96 40 120 28C124 56 118 82 108 100Z', '#c9ced4') +
    line('M110 96C130 84 140 66 138 50', '#8f969e', 8) +
    disc(101, 100, 9, p.dark),
  wateringcan: (p) =>
    shape('M64 84H142V164H64Z', p.main) +
    line('M68 150L24 74', p.main, 12) +
    shape('M10 66L38 58L34 84Z', p.dark) +
    line('M142 100C184 96 180 150 142 146M76 84C84 48 124 48 132 84', p.dark, 8),
  hose: (p) =>
    [56, 40, 24]
      .map((r) => line(`M${100 - r} 104A${r} ${r} 0 1 0 ${100 + r} 104A${r} ${r} 0 1 0 ${100 - r} 104`, r === 40 ? p.light : p.main, 11))
      .join('') +
    line('M154 108L176 152', p.main, 11) +
    rect(164, 148, 26, 14, '#c9a03d', 4),
  planter: (p) =>
    shape('M56 98H144L132 170H68Z', p.main) +
    rect(50, 88, 100, 18, p.dark, 5) +
    line('M100 88V52', '#4f7a48', 5) +
    disc(80, 62, 22, '#5f9a58', 12) +
    disc(122, 56, 22, '#4f8a5b', 12) +
    disc(100, 38, 12, '#6fae66', 20),
  mower: (p) =>
    line('M40 30L108 112', p.dark, 8) +
    rect(74, 100, 92, 44, p.main, 12) +
    disc(88, 148, 18, p.dark) +
    disc(152, 148, 18, p.dark) +
    disc(88, 148, 7, p.light) +
    disc(152, 148, 7, p.light) +
    line('M16 170H186', '#6fae66', 6),
  boardgame: (p) =>
    rect(26, 46, 148, 116, p.main, 8) +
    rect(38, 58, 124, 92, p.light, 4) +
    line('M52 136V104H88V74H124V112H148', p.dark, 7) +
    disc(52, 136, 9, '#c2503c') +
    disc(148, 112, 9, '#3d6fb0') +
    rect(100, 122, 20, 20, '#ffffff', 4) +
    disc(110, 132, 3, '#33363b'),
  chess: (p) =>
    rect(58, 152, 84, 18, p.dark, 6) +
    shape('M70 152C74 118 92 112 80 92C58 94 60 76 72 64L96 38L104 28L110 44C140 62 140 116 130 152Z', p.main) +
    disc(98, 66, 5, p.ground),
  puzzle: (p) =>
    rect(34, 34, 62, 62, p.main, 6) +
    rect(104, 34, 62, 62, p.light, 6) +
    rect(34, 104, 62, 62, p.dark, 6) +
    rect(108, 110, 62, 62, p.main, 6) +
    disc(100, 64, 13, p.main) +
    disc(64, 100, 13, p.dark) +
    disc(136, 92, 13, p.light),
  blocks: (p) =>
    rect(30, 104, 62, 62, p.main, 6) +
    rect(104, 104, 62, 62, p.light, 6) +
    rect(66, 40, 62, 62, p.dark, 6) +
    disc(61, 135, 15, p.ground) +
    shape('M135 116L154 154H116Z', p.dark) +
    rect(84, 58, 26, 26, p.ground, 3),
  train: (p) =>
    rect(30, 76, 70, 54, p.main, 8) +
    rect(96, 50, 56, 80, p.dark, 8) +
    rect(108, 62, 32, 26, '#bfd6e6', 4) +
    rect(46, 48, 18, 30, p.dark, 4) +
    [54, 92, 134].map((x) => disc(x, 142, 16, '#33363b') + disc(x, 142, 6, p.light)).join('') +
    line('M18 164H182', '#7a5236', 6),
  doll: (p) =>
    disc(100, 66, 36, p.light) +
    disc(66, 44, 15, p.main) +
    disc(134, 44, 15, p.main) +
    shape('M74 98H126L142 166H58Z', p.main) +
    disc(88, 64, 4, '#33363b') +
    disc(112, 64, 4, '#33363b') +
    line('M90 80C96 86 104 86 110 80', '#33363b', 4),
  kite: (p) =>
    shape('M100 20L158 84L100 136L42 84Z', p.main) +
    shape('M100 20V136L42 84Z', p.light) +
    line('M100 136C84 150 118 160 100 184', p.dark, 4) +
    line('M42 84H158', p.dark, 4),
  telescope: (p) =>
    line('M52 116L132 62', p.main, 26) +
    line('M128 64L156 46', p.dark, 34) +
    line('M100 96L70 176M100 96L100 176M100 96L132 176', '#7a5236', 6) +
    disc(40, 40, 3, p.dark) +
    disc(70, 28, 2, p.dark) +
    disc(28, 66, 2, p.dark),
  croquet: (p) =>
    line('M128 30L84 142', p.main, 8) + rect(54, 128, 62, 30, p.dark, 6) + disc(148, 152, 18, '#3d6fb0') + line('M20 170H184', '#6fae66', 6),
  bands: (p) =>
    line('M46 60C20 120 60 180 100 130C140 80 180 120 154 150', p.main, 11) +
    line('M40 48L56 66', p.dark, 18) +
    line('M150 158L164 144', p.dark, 18) +
    line('M60 130C80 150 96 120 110 104', p.light, 4),
  dumbbell: (p) =>
    rect(56, 92, 88, 16, '#8f969e', 5) +
    rect(40, 62, 22, 76, p.main, 7) +
    rect(138, 62, 22, 76, p.main, 7) +
    rect(22, 76, 18, 48, p.dark, 6) +
    rect(160, 76, 18, 48, p.dark, 6),
  roller: (p) =>
    rect(36, 76, 116, 62, p.main, 8) +
    disc(152, 107, 18, p.dark, 31) +
    disc(152, 107, 8, p.ground, 15) +
    [54, 78, 102, 126].map((x) => line(`M${x} 80V134`, p.light, 5)).join(''),
  rower: (p) =>
    line('M20 150L176 132', p.main, 10) +
    rect(96, 116, 40, 14, p.dark, 6) +
    disc(40, 124, 26, p.light) +
    disc(40, 124, 15, '#9fc2dd') +
    line('M44 106L104 90V78', '#33363b', 5) +
    line('M170 134V164M34 150V166', p.dark, 8),
  ball: (p) =>
    disc(100, 104, 66, p.main) + disc(78, 78, 20, p.light, 16) + line('M44 132C80 150 124 150 158 132M36 104C76 120 124 120 164 104', p.dark, 3),
  bottle: (p) =>
    rect(82, 22, 36, 26, p.dark, 6) + shape('M78 48H122L132 74V168C132 176 68 176 68 168V74Z', p.main) + rect(78, 82, 10, 74, p.light, 5),
}
