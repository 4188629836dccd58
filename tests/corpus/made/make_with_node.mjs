// Makes the workbooks beside it that node libraries write: `npm i exceljs xlsx-populate xlsx` in a folder of your own, and
// there `node .../make_with_node.mjs ledger.json`, where ledger.json lists the rows of tests/corpus/ledger.py.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';

const require = createRequire(join(process.cwd(), 'x.js'));
const ExcelJS = require('exceljs');
const Populate = require('xlsx-populate');
const SheetJS = require('xlsx');
const here = dirname(fileURLToPath(import.meta.url));
const rows = JSON.parse(readFileSync(process.argv[2], 'utf8')).map(([who, day, sum]) => [who, new Date(day + 'T00:00:00Z'), sum]);
const head = ['Customer', 'Date', 'Amount'];
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

async function exceljs(name, use) {
  const book = new ExcelJS.Workbook();
  book.created = book.modified = new Date('2026-07-01T00:00:00Z');
  const sheet = book.addWorksheet('Sales');
  sheet.addRow(head);
  rows.forEach((row) => sheet.addRow(row));
  sheet.getColumn(2).numFmt = 'dd/mm/yyyy';
  use(book, sheet);
  await book.xlsx.writeFile(join(here, `exceljs_${name}.xlsx`));
}

await exceljs('notes_pictures', (book, sheet) => {
  sheet.getCell('A2').note = { texts: [{ font: { bold: true }, text: 'Ann: ' }, { text: 'call on Tuesday' }] };
  sheet.addImage(book.addImage({ base64: dot, extension: 'png' }), 'E2:F4');
  sheet.addBackgroundImage(book.addImage({ base64: dot, extension: 'png' }));
});
await exceljs('rules_validations', (book, sheet) => {
  sheet.addConditionalFormatting({ ref: 'C2:C40', rules: [
    { type: 'expression', formulae: ['$C2>30'], style: { fill: { type: 'pattern', pattern: 'solid', bgColor: { argb: 'FFFFC7CE' } } } },
    { type: 'dataBar', cfvo: [{ type: 'min' }, { type: 'max' }], color: { argb: 'FF63C384' } },
    { type: 'iconSet', iconSet: '5Rating', cfvo: [0, 20, 40, 60, 80].map((value) => ({ type: 'percent', value })) }] });
  sheet.getCell('E2').dataValidation = { type: 'list', allowBlank: true, formulae: ['"yes,no"'] };
});
await exceljs('tables_formulas', (book, sheet) => {
  const other = book.addWorksheet('Sums', { properties: { tabColor: { argb: 'FF00FF00' } }, views: [{ state: 'frozen', ySplit: 1 }] });
  other.addTable({ name: 'Lost', ref: 'A1', headerRow: true, totalsRow: true, style: { theme: 'TableStyleDark3' },
    columns: [{ name: 'Who', totalsRowLabel: 'All' }, { name: 'Sum', totalsRowFunction: 'sum' }], rows: [['Ann', 3], ['Ben', 4]] });
  other.getCell('D2').value = { formula: 'SUM(Sales!C2:C40)', result: 7 };
  other.fillFormula('E2:E4', 'D2*2', [1, 2, 3]);
  book.definedNames.add('Sales!$A$2', 'First');
  book.addWorksheet('Secret', { state: 'veryHidden' });
});
await exceljs('protected_rich', async (book, sheet) => {
  sheet.getCell('E2').value = { richText: [{ text: 'a ' }, { font: { bold: true }, text: 'bold' }] };
  sheet.getCell('E3').value = { text: 'up', hyperlink: '#Sales!A1' };
  sheet.autoFilter = 'A1:C40';
  sheet.pageSetup.printArea = 'A1:C20';
  sheet.headerFooter.oddHeader = '&L&"Arial,Bold"Shop';
  book.views = [{ x: 0, y: 0, width: 9000, height: 9000, firstSheet: 0, activeTab: 0, visibility: 'visible' }];
});

async function populate(name, use) {
  const book = await Populate.fromBlankAsync();
  const sheet = book.sheet(0).name('Sales');
  sheet.cell('A1').value([head, ...rows]);
  sheet.range(`B2:B${rows.length + 1}`).style('numberFormat', 'yyyy-mm-dd');
  use(book, sheet);
  await book.toFileAsync(join(here, `populate_${name}.xlsx`));
}

await populate('rich_links', (book, sheet) => {
  const rich = new Populate.RichText();
  rich.add('a ').add('bold', { bold: true, fontColor: 'ff0000' });
  sheet.cell('E2').value(rich);
  sheet.cell('E3').value('site').hyperlink('https://example.org');
  sheet.cell('E4').dataValidation({ type: 'list', formula1: '"yes,no"' });
  sheet.range('F2:F5').formula('C2*2');
  book.definedName('First', sheet.cell('A2'));
  book.property({ author: 'Ann', title: 'Sales' });
});
await populate('hidden_breaks', (book, sheet) => {
  book.addSheet('Before', 0).hidden('very');
  sheet.freezePanes(1, 1);
  sheet.horizontalPageBreaks().add(20);
  sheet.pageMargins('left', 0.5);
  sheet.tabColor('ff0000').active(true);
});

function sheetjs(name, use, options = {}) {
  const sheet = SheetJS.utils.aoa_to_sheet([head, ...rows], { cellDates: true, UTC: true });
  const book = SheetJS.utils.book_new();
  SheetJS.utils.book_append_sheet(book, sheet, 'Sales');
  use(book, sheet);
  SheetJS.writeFile(book, join(here, `sheetjs_${name}`), { compression: true, cellDates: false, ...options });
}

sheetjs('comments_links.xlsx', (book, sheet) => {
  sheet.A2.c = [{ a: 'Ann', t: 'call on Tuesday', T: true }, { a: 'Ben', t: 'done', T: true }];
  sheet.A3.l = { Target: 'https://example.org', Tooltip: 'site' };
  sheet['!autofilter'] = { ref: 'A1:C40' };
  sheet['!merges'] = [SheetJS.utils.decode_range('E1:F2')];
  book.Props = { Author: 'Ann' };
  book.Custprops = { Branch: 'North', Weight: 7.5 };
});
sheetjs('names_hidden.xlsx', (book, sheet) => {
  SheetJS.utils.book_append_sheet(book, SheetJS.utils.aoa_to_sheet([['x']]), 'Secret');
  book.Workbook = { Names: [{ Name: 'First', Ref: 'Sales!$A$2' }], Sheets: [{ Hidden: 0 }, { Hidden: 2 }] };
  SheetJS.utils.sheet_set_array_formula(sheet, 'E2:E9', 'UNIQUE(A2:A40)', true);
  sheet['!protect'] = { password: 'secret' };
}, { bookSST: true });
