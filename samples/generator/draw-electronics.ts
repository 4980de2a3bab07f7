import { drawDisc as disc, drawLine as line, drawRect as rect, drawShape as shape, type Paint } from './paint.ts'

/** Computers, sound and paper, by drawing name. */
export const ELECTRONICS_DRAWINGS: Readonly<Record<string, (paint: Paint) => string>> = {
  laptop: (p) =>
    rect(42, 50, 116, 78, p.dark, 8) +
    rect(50, 58, 100, 62, '#bfd6e6', 3) +
    shape('M24 134H176L166 152H34Z', p.main) +
    rect(82, 136, 36, 6, p.dark, 3) +
    line('M62 74H104M62 86H128M62 98H92', '#ffffff', 5),
  monitor: (p) =>
    rect(22, 38, 156, 98, p.main, 8) +
    rect(30, 46, 140, 82, '#bfd6e6', 3) +
    shape('M30 128L78 80L108 108L132 88L170 128Z', '#6f9a86') +
    disc(142, 66, 10, '#f6e08a') +
    rect(92, 136, 16, 22, p.dark) +
    rect(62, 156, 76, 10, p.dark, 5),
  monitorarm: (p) =>
    line('M48 166V96L104 70L138 92', p.main, 10) +
    disc(48, 96, 9, p.dark) +
    disc(104, 70, 9, p.dark) +
    rect(28, 160, 44, 12, p.dark, 4) +
    rect(134, 58, 12, 70, p.dark, 4) +
    rect(146, 50, 26, 86, '#bfd6e6', 3),
  headphones: (p) =>
    line('M44 116C44 20 156 20 156 116', p.main, 12) +
    rect(30, 104, 34, 60, p.dark, 14) +
    rect(136, 104, 34, 60, p.dark, 14) +
    rect(54, 108, 14, 52, p.light, 7) +
    rect(132, 108, 14, 52, p.light, 7),
  earbuds: (p) =>
    rect(48, 106, 104, 62, p.light, 26) +
    line('M50 130H150', p.dark, 3) +
    disc(72, 66, 20, p.main) +
    rect(74, 66, 14, 44, p.main, 7) +
    disc(128, 66, 20, p.main) +
    rect(112, 66, 14, 44, p.main, 7) +
    disc(64, 62, 7, p.dark) +
    disc(136, 62, 7, p.dark),
  headset: (p) =>
    line('M44 112C44 20 156 20 156 112', p.main, 10) +
    rect(32, 100, 30, 54, p.dark, 12) +
    rect(138, 100, 30, 54, p.dark, 12) +
    line('M48 152C52 176 78 178 96 172', p.main, 6) +
    disc(102, 170, 9, p.dark),
  speaker: (p) =>
    rect(58, 26, 84, 148, p.main, 10) +
    disc(100, 64, 18, p.dark) +
    disc(100, 64, 8, p.light) +
    disc(100, 124, 32, p.dark) +
    disc(100, 124, 22, p.light) +
    disc(100, 124, 9, p.dark),
  soundbar: (p) =>
    rect(30, 40, 140, 78, '#3a4048', 5) +
    rect(36, 46, 128, 66, '#bfd6e6') +
    rect(22, 132, 156, 24, p.main, 10) +
    [40, 60, 80, 100, 120, 140, 160].map((x) => disc(x, 144, 4, p.light)).join(''),
  turntable: (p) =>
    rect(22, 70, 156, 84, p.main, 8) +
    disc(84, 110, 38, '#2a2b2e', 36) +
    disc(84, 110, 12, '#c2503c') +
    line('M152 82V116L112 130', '#c9ced4', 6) +
    disc(152, 82, 9, p.dark) +
    line('M36 154V162M164 154V162', p.dark, 10),
  radio: (p) =>
    line('M60 66V42H140V66', p.dark, 7) +
    rect(26, 66, 148, 92, p.main, 14) +
    disc(70, 112, 30, p.dark) +
    disc(70, 112, 20, p.light) +
    rect(114, 82, 46, 22, '#e9f2e9', 4) +
    disc(124, 132, 11, p.dark) +
    disc(152, 132, 7, p.dark),
  keyboard: (p) =>
    rect(16, 66, 168, 78, p.main, 10) +
    [76, 94, 112].map((y) => [26, 45, 64, 83, 102, 121, 140, 159].map((x) => rect(x, y, 15, 14, p.light, 3)).join('')).join('') +
    rect(58, 130, 84, 8, p.light, 3),
  mouse: (p) => rect(62, 40, 76, 124, p.main, 38) + line('M100 40V88M62 92H138', p.dark, 3) + rect(94, 56, 12, 26, p.dark, 6),
  mat: (p) =>
    rect(40, 60, 132, 96, p.main, 6) + disc(40, 108, 18, p.dark, 48) + disc(40, 108, 9, p.light, 30) + line('M76 78H154M76 138H154', p.light, 3),
  wristrest: (p) =>
    rect(22, 66, 156, 42, '#9a9fa6', 8) +
    [34, 60, 86, 112, 138].map((x) => rect(x, 76, 20, 22, '#ffffff', 4)).join('') +
    rect(22, 116, 156, 26, p.main, 12) +
    line('M40 128H150', p.dark, 3),
  notebook: (p) =>
    rect(50, 28, 104, 144, p.dark, 8) +
    rect(56, 34, 98, 132, '#fbf7ec', 4) +
    rect(46, 28, 92, 144, p.main, 8) +
    rect(62, 54, 60, 30, p.light, 4) +
    rect(124, 28, 7, 144, p.dark),
  pen: (p) =>
    line('M58 142L142 58', p.main, 20) +
    shape('M38 162L48 132L68 152Z', '#c9ced4') +
    line('M112 88L142 58', p.dark, 20) +
    line('M132 56L104 84', p.light, 4),
  paintbox: (p) =>
    rect(28, 70, 144, 88, p.main, 10) +
    ['#c2503c', '#d9b13a', '#4f8a5b', '#3d6fb0', '#7d5a9a', '#33363b']
      .map((color, at) => disc(52 + (at % 3) * 34, 94 + Math.floor(at / 3) * 36, 13, color))
      .join('') +
    line('M150 142V40', '#7a5236', 6) +
    shape('M144 44L150 20L156 44Z', p.dark),
  ink: (p) =>
    rect(76, 44, 48, 24, p.dark, 5) + rect(50, 66, 100, 98, '#dfe7ec', 12) + rect(56, 92, 88, 66, p.main, 8) + rect(66, 108, 68, 30, '#fbf7ec', 3),
}
