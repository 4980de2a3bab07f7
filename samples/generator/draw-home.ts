import { drawDisc as disc, drawLine as line, drawRect as rect, drawShape as shape, type Paint } from './paint.ts'

/** Furniture, light, kitchen and household, by drawing name. */
export const HOME_DRAWINGS: Readonly<Record<string, (paint: Paint) => string>> = {
  desk: (p) =>
    rect(22, 78, 156, 12, p.main, 3) +
    rect(112, 90, 54, 26, p.dark, 2) +
    disc(139, 103, 3, p.light) +
    rect(32, 90, 9, 76, p.dark) +
    rect(159, 90, 9, 76, p.dark),
  officechair: (p) =>
    rect(66, 30, 68, 72, p.main, 16) +
    rect(58, 106, 84, 18, p.dark, 9) +
    line('M100 124V152M66 166L100 150L134 166', p.dark, 8) +
    disc(66, 170, 6, p.dark) +
    disc(134, 170, 6, p.dark) +
    line('M50 90V104H62M150 90V104H138', p.dark, 7),
  chair: (p) =>
    line('M66 36V168M134 98V168M66 98L70 104', p.dark, 9) +
    rect(62, 34, 12, 68, p.main, 5) +
    rect(60, 96, 82, 14, p.main, 5) +
    line('M70 50H84V96M84 60H98V96', p.light, 5) +
    line('M68 140H132', p.dark, 5),
  armchair: (p) =>
    rect(58, 46, 84, 82, p.main, 24) +
    rect(40, 86, 30, 60, p.dark, 14) +
    rect(130, 86, 30, 60, p.dark, 14) +
    rect(66, 106, 68, 34, p.light, 10) +
    line('M60 146V168M140 146V168', '#7a5236', 8),
  stool: (p) => rect(62, 62, 76, 16, p.main, 8) + line('M74 78L62 170M126 78L138 170', p.dark, 8) + line('M68 130H132', p.dark, 6),
  sofa: (p) =>
    rect(30, 66, 140, 64, p.main, 16) +
    rect(20, 90, 28, 58, p.dark, 12) +
    rect(152, 90, 28, 58, p.dark, 12) +
    rect(46, 104, 53, 30, p.light, 8) +
    rect(101, 104, 53, 30, p.light, 8) +
    line('M36 148V162M164 148V162', '#5c4431', 8),
  shelf: (p) =>
    rect(50, 24, 100, 152, p.main, 4) +
    [34, 80, 126].map((y) => rect(58, y, 84, 40, p.ground, 2)).join('') +
    rect(64, 44, 8, 30, p.dark) +
    rect(74, 40, 10, 34, '#c2503c') +
    rect(86, 48, 8, 26, p.dark) +
    rect(110, 92, 22, 28, '#3d6fb0', 4) +
    rect(64, 138, 9, 28, '#d9b13a') +
    rect(76, 134, 9, 32, p.dark),
  cabinet: (p) =>
    rect(36, 44, 128, 112, p.main, 5) +
    rect(44, 52, 54, 96, p.light, 3) +
    rect(102, 52, 54, 96, p.light, 3) +
    disc(91, 100, 4, p.dark) +
    disc(109, 100, 4, p.dark) +
    line('M46 156V170M154 156V170', p.dark, 8),
  box: (p) => rect(34, 70, 132, 88, p.main, 8) + rect(28, 56, 144, 22, p.dark, 6) + rect(82, 96, 36, 12, p.dark, 6),
  bed: (p) =>
    rect(26, 50, 148, 62, p.dark, 8) +
    rect(40, 80, 54, 28, '#ffffff', 9) +
    rect(106, 80, 54, 28, '#ffffff', 9) +
    rect(22, 100, 156, 50, p.main, 8) +
    rect(22, 100, 156, 14, p.light, 6) +
    line('M32 150V168M168 150V168', p.dark, 8),
  mattress: (p) =>
    rect(22, 84, 156, 46, p.main, 14) +
    line('M30 107H170', p.dark, 3) +
    [48, 74, 100, 126, 152].map((x) => disc(x, 96, 3, p.dark)).join('') +
    rect(22, 78, 156, 14, p.light, 7),
  crib: (p) =>
    line('M36 60V164M164 60V164M36 74H164M36 142H164', p.dark, 9) +
    [54, 72, 90, 108, 126, 146].map((x) => rect(x, 74, 6, 68, p.main)).join('') +
    rect(42, 124, 116, 16, '#ffffff', 6),
  desklamp: (p) =>
    rect(62, 158, 66, 12, p.dark, 6) +
    line('M94 158L70 104L116 62', p.main, 8) +
    shape('M104 42L150 62L132 100L92 76Z', p.main) +
    shape('M98 82L132 100L112 130Z', '#f6e08a'),
  floorlamp: (p) =>
    shape('M72 26H128L144 78H56Z', p.light) +
    line('M100 78V118M100 118L70 174M100 118L130 174M100 118V174', p.dark, 6) +
    rect(56, 74, 88, 6, p.main, 3),
  pendant: (p) =>
    line('M100 10V66', p.dark, 4) +
    shape('M100 60C62 60 46 92 44 120H156C154 92 138 60 100 60Z', p.main) +
    disc(100, 122, 24, '#f6e08a', 10) +
    rect(44, 114, 112, 8, p.dark, 4),
  tablelamp: (p) =>
    shape('M70 36H130L148 92H52Z', '#f3e6c4') +
    shape('M88 92H112C112 106 138 116 138 142C138 160 122 168 100 168C78 168 62 160 62 142C62 116 88 106 88 92Z', p.main) +
    disc(84, 138, 6, p.light, 14),
  lantern: (p) =>
    line('M70 60C70 26 130 26 130 60', p.dark, 6) +
    rect(62, 58, 76, 14, p.main, 5) +
    rect(72, 72, 56, 72, '#f6e7b0') +
    disc(100, 112, 10, '#e8913a', 22) +
    rect(58, 144, 84, 22, p.main, 7),
  sconce: (p) =>
    rect(90, 50, 20, 100, p.dark, 6) +
    shape('M60 60H140L126 30H74Z', '#f6e08a') +
    shape('M60 140H140L126 170H74Z', '#f6e08a') +
    rect(66, 62, 68, 76, p.main, 8),
  kettle: (p) =>
    line('M70 70C70 26 130 26 130 70', p.dark, 8) +
    shape('M58 74H142L154 160H46Z', p.main) +
    shape('M52 100L22 78L30 72L58 84Z', p.main) +
    disc(100, 72, 44, p.dark, 6) +
    disc(100, 62, 8, p.dark),
  teapot: (p) =>
    disc(100, 116, 52, p.main, 44) +
    line('M150 100C184 92 178 146 146 136', p.main, 9) +
    shape('M54 112L18 84L26 78L66 94Z', p.main) +
    disc(100, 76, 30, p.dark, 7) +
    disc(100, 64, 7, p.dark) +
    disc(80, 106, 8, p.light, 14),
  coffee: (p) =>
    rect(44, 36, 112, 40, p.main, 8) +
    rect(44, 70, 34, 82, p.dark) +
    rect(40, 150, 120, 16, p.main, 6) +
    rect(96, 76, 40, 10, p.dark, 3) +
    rect(98, 114, 36, 34, '#ffffff', 6) +
    line('M116 88V108', '#5c3a22', 4) +
    disc(68, 56, 6, p.light),
  grinder: (p) =>
    line('M100 40L146 32V46', p.dark, 6) +
    disc(147, 50, 8, '#7a5236', 11) +
    rect(74, 42, 52, 74, p.main, 8) +
    rect(78, 116, 44, 52, p.dark, 8) +
    rect(74, 110, 52, 8, p.light, 3),
  moka: (p) =>
    shape('M70 44H124L134 92H62Z', p.main) +
    shape('M62 100H134L146 164H50Z', p.dark) +
    rect(60, 90, 76, 12, p.light) +
    line('M128 54H154L146 92', '#33363b', 8) +
    disc(96, 40, 8, '#33363b'),
  carafe: (p) =>
    shape('M62 36H138L110 88L140 158C140 166 60 166 60 158L90 88Z', p.light) +
    shape('M80 116H120L138 158C138 164 62 164 62 158Z', '#6b4226') +
    rect(84, 76, 32, 22, p.main, 5) +
    line('M62 36H138', p.dark, 5),
  scale: (p) =>
    rect(36, 92, 128, 64, p.main, 12) +
    rect(44, 74, 112, 22, p.light, 8) +
    rect(66, 112, 68, 26, p.dark, 5) +
    line('M78 125H92M100 125H122', '#e9f2e9', 5),
  pan: (p) =>
    disc(82, 102, 60, p.dark) +
    disc(82, 102, 50, p.main) +
    rect(138, 92, 52, 18, p.dark, 9) +
    disc(80, 98, 22, '#ffffff', 18) +
    disc(82, 98, 9, '#e8b53a'),
  pot: (p) =>
    rect(40, 84, 120, 76, p.main, 12) +
    rect(34, 74, 132, 14, p.dark, 7) +
    disc(100, 66, 12, p.dark, 8) +
    line('M40 104H22M160 104H178', p.dark, 10) +
    rect(52, 98, 10, 44, p.light, 5),
  knife: (p) =>
    shape('M28 112L128 62V106C96 122 60 122 28 112Z', '#c9ced4') +
    line('M32 113C62 120 94 118 126 104', '#8f969e', 3) +
    rect(126, 70, 58, 26, p.main, 8) +
    disc(142, 83, 3, p.light) +
    disc(164, 83, 3, p.light),
  stone: (p) =>
    rect(24, 118, 152, 24, p.dark, 6) + rect(36, 92, 128, 15, p.light, 3) + rect(36, 105, 128, 15, p.main, 3) + line('M52 78L140 60', '#8f969e', 8),
  board: (p) => rect(44, 34, 112, 134, p.main, 12) + disc(100, 52, 8, p.ground) + line('M62 76V152M86 76V152M112 76V152M138 76V152', p.dark, 3),
  bedding: (p) =>
    rect(28, 64, 144, 100, p.main, 14) +
    rect(40, 42, 52, 36, '#ffffff', 12) +
    rect(108, 42, 52, 36, '#ffffff', 12) +
    shape('M28 88C76 100 124 76 172 90V112C124 98 76 122 28 108Z', p.light) +
    line('M60 126L84 150M112 120L140 150', p.dark, 3),
  blanket: (p) =>
    rect(34, 60, 132, 84, p.main, 10) +
    rect(34, 84, 132, 10, p.light) +
    rect(34, 108, 132, 10, p.dark) +
    [42, 62, 82, 102, 122, 142, 158].map((x) => line(`M${x} 146V162`, p.dark, 4)).join(''),
  towel: (p) =>
    rect(24, 48, 152, 8, '#8f969e', 4) +
    rect(48, 48, 104, 116, p.main, 6) +
    rect(48, 132, 104, 8, p.light) +
    rect(48, 146, 104, 6, p.dark) +
    rect(48, 48, 104, 14, p.dark, 6),
  rug: (p) =>
    rect(26, 56, 148, 92, p.main, 4) +
    rect(38, 68, 124, 68, p.light) +
    shape('M100 74L130 102L100 130L70 102Z', p.dark) +
    line('M22 60V144M178 60V144', p.dark, 4),
  curtain: (p) =>
    rect(20, 32, 160, 8, p.dark, 4) +
    shape('M30 40H92C88 90 76 120 48 168H30Z', p.main) +
    shape('M170 40H108C112 90 124 120 152 168H170Z', p.main) +
    line('M46 44V150M64 44V116M154 44V150M136 44V116', p.light, 4),
  cushion: (p) =>
    shape('M36 46C80 56 120 56 164 46C156 84 156 116 164 154C120 146 80 146 36 154C44 116 44 84 36 46Z', p.main) +
    line('M60 66L140 134M140 66L60 134', p.light, 4) +
    disc(100, 100, 7, p.dark),
  vacuum: (p) =>
    line('M128 30L80 142', p.dark, 9) +
    rect(106, 48, 36, 54, p.main, 14) +
    rect(44, 142, 78, 24, p.main, 10) +
    line('M128 30H150V50', p.dark, 8) +
    rect(52, 160, 62, 8, p.dark, 4),
  robot: (p) =>
    disc(100, 112, 74, p.dark, 46) +
    disc(100, 104, 74, p.main, 46) +
    disc(100, 96, 22, p.light, 14) +
    disc(100, 94, 9, p.dark, 6) +
    disc(100, 134, 5, '#4fd08a', 4),
  fan: (p) =>
    disc(100, 84, 58, p.light) +
    line('M100 84C70 60 74 38 96 40ZM100 84C136 70 152 88 142 106ZM100 84C96 122 70 128 64 108Z', p.main, 12) +
    disc(100, 84, 10, p.dark) +
    line('M100 142V166', p.dark, 8) +
    rect(64, 162, 72, 12, p.dark, 6),
  appliance: (p) =>
    rect(50, 36, 100, 132, p.main, 12) +
    rect(62, 50, 76, 24, p.dark, 5) +
    [92, 106, 120, 134].map((y) => rect(66, y, 68, 6, p.light, 3)).join('') +
    disc(78, 62, 5, '#4fd08a'),
  humidifier: (p) =>
    shape('M62 166C48 120 74 96 100 84C126 96 152 120 138 166Z', p.main) +
    line('M100 78C88 62 112 54 100 36M122 70C114 58 130 52 124 40M78 70C70 58 86 52 80 40', '#9fc2dd', 5) +
    rect(76, 140, 48, 8, p.light, 4),
  heater: (p) =>
    [38, 60, 82, 104, 126].map((x) => rect(x, 50, 18, 100, p.main, 8)).join('') +
    rect(146, 62, 18, 88, p.dark, 6) +
    line('M46 156V168M154 156V168', p.dark, 8) +
    line('M60 38C52 30 66 26 60 16M100 38C92 30 106 26 100 16', '#e8913a', 5),
  iron: (p) =>
    shape('M26 140C36 92 96 84 160 84V140Z', p.main) +
    rect(22, 138, 148, 14, '#8f969e', 5) +
    line('M78 84C90 52 140 50 160 62V88', p.dark, 10) +
    disc(140, 112, 9, p.light),
  sewing: (p) =>
    rect(28, 138, 144, 24, p.dark, 6) +
    shape('M40 58H156V138H124V92H72V110H40Z', p.main) +
    line('M56 110V132', '#8f969e', 4) +
    disc(158, 80, 14, p.light) +
    rect(108, 42, 14, 16, '#c2503c', 3),
  toaster: (p) =>
    rect(56, 44, 40, 48, '#d8a860', 8) +
    rect(104, 44, 40, 48, '#d8a860', 8) +
    rect(34, 76, 132, 80, p.main, 18) +
    rect(48, 82, 104, 6, p.dark, 3) +
    rect(162, 100, 14, 12, p.dark, 4) +
    disc(100, 126, 10, p.light),
  mixer: (p) =>
    rect(44, 36, 118, 40, p.main, 18) +
    rect(122, 70, 34, 82, p.main) +
    rect(40, 150, 124, 16, p.dark, 6) +
    shape('M44 98H110L100 150H56Z', '#c9ced4') +
    line('M77 76V128', '#8f969e', 6),
  fridge: (p) =>
    rect(54, 28, 92, 142, p.main, 14) +
    line('M54 78H146', p.dark, 4) +
    line('M68 44V64M68 92V126', p.light, 7) +
    line('M66 170V176M134 170V176', p.dark, 8),
}
