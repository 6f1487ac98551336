"""Every finding, once: its code, how much it matters, what it means, and its sentences in English and Japanese.

A place that finds something names the code and the values; the words are here, so that both languages say the same:

    finding("number_gap", ordinal=5, field="number", before=3, after=5)

A code that has several sentences calls each by a name, the second argument:
``finding("guessed_series", "edition", …)``. A sentence may use the finding's own ``ordinal``, ``page_number``,
``field`` and ``text`` beside its values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import Struct

from pipeline.model import Finding, Language, Severity
from pipeline.schema import ITEMS


class Sentence(NamedTuple):
    """A finding's words, with the names of values in braces."""

    en: str
    ja: str


class FindingKind(Struct, frozen=True):
    """What holds for every finding of a code. ``sentences`` are by name; the usual one has the empty name."""

    severity: Severity
    meaning: Sentence
    sentences: Mapping[str, Sentence]


def _kind(severity: Severity, meaning: tuple[str, str], *only: str, **sentences: tuple[str, str]) -> FindingKind:
    """Return a kind whose only sentence is given as English and Japanese, or whose sentences are given by name."""
    named = {name: Sentence(*words) for name, words in sentences.items()}
    if only:
        named[""] = Sentence(*only)
    return FindingKind(severity, Sentence(*meaning), named)


_READING = {
    "read_by_ocr": _kind(
        "info",
        (
            "Pages are pictures of paper; their text was recognised, and may be wrong in letters.",
            "ページが紙の画像である。文字は認識したもので、誤りがありうる。",
        ),
        recognised=(
            "{count} of {of} pages are scans; their text was recognised from the picture.",
            "{of}ページのうち{count}ページはスキャンで、画像から文字を認識した。",
        ),
        text_layer=(
            "{count} of {of} pages are scans; the text that another program put under the picture was used.",
            "{of}ページのうち{count}ページはスキャンで、画像の下に別のプログラムが入れた文字を用いた。",
        ),
    ),
    "ocr_corrected": _kind(
        "info",
        (
            "A letter that was recognised from a scan was corrected by what stands elsewhere in the document.",
            "スキャンから認識した文字を、文書の他の箇所に合わせて正した。",
        ),
        header=(
            "The header on page {page_number} was recognised as {before}; most pages say {text}.",
            "{page_number}ページの見出しは「{before}」と認識された。多くのページに合わせ「{text}」とした。",
        ),
        wording=(
            "The header on page {page_number} was recognised as {before}; tables have {text} there.",
            "{page_number}ページの見出しは「{before}」と認識された。表で使われる「{text}」とした。",
        ),
        number=(
            "The number on page {page_number} was recognised as {before}; by those around it, it is {text}.",
            "{page_number}ページの番号は「{before}」と認識された。前後の番号に合わせ「{text}」とした。",
        ),
        status=(
            "The status on page {page_number} was recognised as {before}; the document's marks have {text}.",
            "{page_number}ページの状況は「{before}」と認識された。文書の記号に合わせ「{text}」とした。",
        ),
        divisions=(
            "A division on page {page_number} was recognised as {before}; elsewhere it is {text}.",
            "{page_number}ページの担当課は「{before}」と認識された。他の箇所に合わせ「{text}」とした。",
        ),
    ),
    "scan_turned": _kind(
        "info",
        (
            "A page lay upside down or on its side on the scanner, and was read upright.",
            "ページが逆さまか横向きにスキャンされていたため、正しい向きにして読んだ。",
        ),
        "Page {page_number} lay turned by {angle} degrees on the scanner, and was read upright.",
        "{page_number}ページは{angle}度回った向きでスキャンされていたため、正しい向きにして読んだ。",
    ),
    "ocr_doubt": _kind(
        "warning",
        (
            "The text of a cell was recognised from a scan, and a letter of it is not certain.",
            "スキャンから認識したセルの文字に、確かでないものがある。",
        ),
        "A letter of this cell on page {page_number} is not certain: {text}.",
        "{page_number}ページのこのセルに、確かでない文字がある: {text}",
    ),
    "undecodable_glyph": _kind(
        "error",
        (
            "A glyph has no Unicode value; it stands as U+FFFD in the text.",
            "Unicodeの値を持たない文字がある。本文では U+FFFD となる。",
        ),
        page=(
            "{count} glyphs of page {page_number} have no Unicode value and stand as U+FFFD.",
            "{page_number}ページの{count}文字にUnicodeの値がなく、U+FFFD とした。",
        ),
        transcript=(
            "{count} characters of the file are control characters or damaged.",
            "ファイルの{count}文字が制御文字か、壊れている。",
        ),
    ),
    "glyph_outside_table": _kind(
        "warning",
        (
            "Text lies between or beside the cells of a table, in none of them.",
            "表のセルの間や脇に、どのセルにも入らない文字がある。",
        ),
        "{count} glyphs lie within the table on page {page_number}, but in none of its cells.",
        "{page_number}ページの表の中に、どのセルにも入らない文字が{count}字ある。",
    ),
    "text_over_neighbour": _kind(
        "info",
        (
            "Text is wider than its cell and lies over the next one; it was kept in its own.",
            "文字がセルからはみ出し隣に重なっている。元のセルのものとした。",
        ),
        "Text on page {page_number} is wider or taller than its cell: {text}.",
        "{page_number}ページに、セルからはみ出した文字がある: {text}",
    ),
    "image_without_text": _kind(
        "warning",
        (
            "A picture covers part of a page or cell; what it shows is not in the data.",
            "ページやセルに画像がある。画像の中身はデータに入っていない。",
        ),
        page=(
            "A picture on page {page_number} has no text layer; its content is not in the data. --ocr reads scans.",
            "{page_number}ページの画像には文字の情報がなく、中身はデータに入っていない。スキャンなら --ocr で読める。",
        ),
        transcript=(
            "{count} pictures stand in the transcript; what they show is not in it.",
            "書き起こしに画像が{count}個ある。その中身は入っていない。",
        ),
    ),
    "picture_beside_text": _kind(
        "info",
        (
            "A picture stands beside the text of a page, and touches no table: a figure, a map, a photograph.",
            "表に触れていない画像がある（図、地図、写真など）。画像の中身はデータに入っていない。",
        ),
        "A picture stands on page {page_number} beside its text and tables; what it shows is not in the data.",
        "{page_number}ページの文章や表のわきに画像がある。その中身はデータに入っていない。",
    ),
    "broken_stream": _kind(
        "warning",
        (
            "A compressed part of the file is damaged; what it would show beyond that place is missing.",
            "ファイルの圧縮された部分が壊れている。その先の内容は欠けている。",
        ),
        "{count} compressed parts of the file are damaged; what they hold is missing in part: fetch the file again.",
        "ファイルの圧縮された部分が{count}か所壊れ、中身が一部欠けている。入手し直すこと。",
    ),
    "covered_text": _kind(
        "warning",
        (
            "Text lies under something painted over it, and cannot be seen; it was left out.",
            "上から塗られて見えない文字がある。その文字は除いた。",
        ),
        "{count} glyphs of page {page_number} lie under something painted over them; they were left out.",
        "{page_number}ページの{count}文字は、上から塗られて見えない。除いた。",
    ),
    "text_outside_page": _kind(
        "info",
        (
            "Text lies beyond the page's edge or outside its clip path, and cannot be seen; it was left out.",
            "ページの端の外や、表示される範囲の外にある文字がある。その文字は除いた。",
        ),
        "{count} glyphs lie beyond what page {page_number} shows; they were left out.",
        "{page_number}ページには、表示されない位置の文字が{count}字ある。除いた。",
    ),
    "hidden_cells": _kind(
        "warning",
        (
            "Rows, columns or sheets of a workbook are hidden; what stands in them was left out.",
            "ブックに非表示の行・列・シートがある。その中身は除いた。",
        ),
        cells=(
            "{count} cells of sheet {page_number} are hidden and were left out.",
            "シート{page_number}の非表示のセル{count}個を除いた。",
        ),
        sheets=(
            "{count} hidden sheets were left out.",
            "非表示のシート{count}枚を除いた。",
        ),
    ),
    "number_format": _kind(
        "warning",
        (
            "A number or date of a workbook has a format that akaji does not know; it may be shown otherwise.",
            "ブックの数値・日付の表示形式が分からない。表示と異なるおそれがある。",
        ),
        "{text} has the format {format}, and may be shown otherwise.",
        "{text}の表示形式は「{format}」で、表示と異なるおそれがある。",
    ),
    "formula_without_value": _kind(
        "error",
        (
            "A formula of a workbook was saved without its value; the cell is blank in the data.",
            "ブックの数式が値なしで保存されている。データでは空欄となる。",
        ),
        "The formula {text} was saved without its value.",
        "数式 {text} は値なしで保存されている。",
    ),
    "hidden_layer": _kind(
        "warning",
        (
            "A layer of the page is switched off; what lies on it was left out.",
            "ページに非表示のレイヤーがある。その中身は除いた。",
        ),
        hidden=(
            "Page {page_number} has a layer that is switched off; {count} objects of it were left out.",
            "{page_number}ページに非表示のレイヤーがあり、{count}個の要素を除いた。",
        ),
        too_many=(
            "Page {page_number} has too many layers to look at each; some may be switched off, yet in the data.",
            "{page_number}ページはレイヤーが多すぎて一つずつ確かめられない。非表示のものがデータに入っているおそれがある。",
        ),
    ),
}

_PARSE = {
    "table_not_used": _kind(
        "info",
        (
            "Another table of the document fits the series better; the rows of this one are in rows.",
            "文書の別の表が一覧として選ばれた。この表の行はrowsにある。",
        ),
        series=(
            "Table {index} (page {page_number}) is not the one that fits the series; its rows are in rows.",
            "表{index}（{page_number}ページ）は一覧の表ではないと判断した。その行はrowsにある。",
        ),
        smaller=(
            "Table {index} is smaller than the one that was taken; its rows are in rows.",
            "表{index}は選ばれた表より小さい。その行はrowsにある。",
        ),
    ),
    "columns_joined": _kind(
        "info",
        (
            "Figures in a frame of their own beside a table, row by row, are columns of it.",
            "表の横に、すき間を置いて行ごとに並ぶ数値がある。その表の列とした。",
        ),
        "Figures in a frame of their own on page {page_number} are columns of the table to their left.",
        "{page_number}ページの、すき間を置いて並ぶ数値を、左の表の列とした。",
    ),
    "rule_left_out": _kind(
        "info",
        (
            "A table lacks rules between texts that stand as if they were there; they are cells of their own.",
            "文字の並びから見て省かれている罫線を補い、別々のセルとした。",
        ),
        column=(
            "A column on page {page_number} holds two with no upright between; each is a column of its own.",
            "{page_number}ページに、縦の罫線なしで二列が並ぶ列がある。それぞれの列とした。",
        ),
        columns=(
            "A row on page {page_number} lacks upright rules; its texts stand in the columns of the rows around it.",
            "{page_number}ページに縦の罫線がない行がある。文字は前後の行の列に合わせて分けた。",
        ),
        rows=(
            "A column on page {page_number} lacks level rules; its texts stand beside the rows.",
            "{page_number}ページに横の罫線がない列がある。文字は隣の行に合わせて分けた。",
        ),
        lines=(
            "A row on page {page_number} has a figure a line without rules between; each line is a row.",
            "{page_number}ページに罫線なしで数値が縦に並ぶ行がある。一行ずつに分けた。",
        ),
    ),
    "texts_side_by_side": _kind(
        "warning",
        (
            "Row after row, two texts stand side by side in one cell, and neither a rule nor the header parts them.",
            "一つのセルに二つの文字列が並ぶ行が続き、罫線も見出しもそれを分けていない。",
        ),
        "A column on page {page_number} has two texts side by side in its cells; they are read as one.",
        "{page_number}ページに、セルの中に二つの文字列が並ぶ列がある。一つの文字列として読んだ。",
    ),
    "row_outside_rules": _kind(
        "info",
        (
            "A header or a row stands outside the rules of its table; its text is set as the table's.",
            "表の罫線の外に、見出しか行がある。文字の並びから表の行とした。",
        ),
        "A table on page {page_number} has a row outside its rules; it is read as one.",
        "{page_number}ページの表は、罫線の外に行がある。表の行として読んだ。",
    ),
    "values_in_one_cell": _kind(
        "warning",
        (
            "Several numbers or figures stand one below the other in one cell, and nothing says which rows they are.",
            "一つのセルに番号や数値が縦に並び、どの行のものか定まらない。",
        ),
        "A cell on page {page_number} has several values below each other, and no rule parts them: {text}.",
        "{page_number}ページのセルに、罫線なしで複数の値が縦に並ぶ: {text}。",
    ),
    "columns_from_text": _kind(
        "info",
        (
            "Rows are ruled and columns are not; the free space between the text parts the columns.",
            "行だけに罫線があり列にない。文字の間の空きで列を分けた。",
        ),
        "A table on page {page_number} lacks upright rules; its {count} columns are read off the text.",
        "{page_number}ページの表に縦の罫線がない行がある。文字の位置から{count}列とした。",
    ),
    "columns_uncertain": _kind(
        "warning",
        (
            "Rows are ruled and columns are not, and their text does not say for certain where the columns are.",
            "行だけに罫線があり列になく、文字の位置からも列の境が定まらない。",
        ),
        "A table on page {page_number} lacks upright rules, and its text does not keep to {count} columns: compare it.",
        "{page_number}ページの表に縦の罫線がなく、文字の位置も{count}列に定まらない。原本と見比べること。",
    ),
    "columns_without_rules": _kind(
        "warning",
        (
            "Line after line of text stands in the same columns, outside all tables; without rules it is not read.",
            "表の外に、同じ列に並ぶ文字の行が続く。罫線がないので表として読まなかった。",
        ),
        "Page {page_number} has text in {count} columns without rules; it is not in the data.",
        "{page_number}ページに、罫線のない{count}列の文字の並びがある。データには含まれない。",
    ),
    "rules_without_table": _kind(
        "warning",
        (
            "A page has parallel rules with text between, and no table was read from them.",
            "平行な罫線の間に文字があるのに、表として読まなかったページがある。",
        ),
        "Page {page_number} has {count} parallel rules with text between them that are no table of columns.",
        "{page_number}ページに{count}本の平行な罫線があり、間に文字があるが、列に分かれないので表として読まなかった。",
    ),
    "similar_table_not_used": _kind(
        "warning",
        (
            "Another table has headers of the item table's, and was not joined to it; its rows are in rows.",
            "一覧の表と同じ見出しを持つ別の表がある。項目とはせず、その行はrowsにある。",
        ),
        "Table {index} (page {page_number}) has headers of the item table ({text}); its rows are in rows only.",
        "表{index}（{page_number}ページ）は一覧の表と同じ見出し（{text}）を持つ。項目とはせず、その行はrowsにある。",
    ),
    "header_without_rows": _kind(
        "warning",
        (
            "A table has a header and no rows: they may not have been seen.",
            "見出しだけで行のない表がある。行を読めていないおそれがある。",
        ),
        "Table {index} (page {page_number}) has a header and no rows.",
        "表{index}（{page_number}ページ）は見出しだけで行がない。",
    ),
    "single_column": _kind(
        "warning",
        (
            "The item table has a single column: a frame around text, or around columns that nothing parts.",
            "一覧の表が1列しかない。文章を囲む枠か、区切りのない列のおそれがある。",
        ),
        "The table on page {page_number} has a single column: it may be a frame around text.",
        "{page_number}ページの表は1列しかない。文章を囲む枠かもしれない。",
    ),
    "text_beside_table": _kind(
        "warning",
        (
            "Text stands above or below a table in its columns, row after row: rows that no rule shows.",
            "表の上か下に、表の列に沿った文字が何行もある。罫線のない行とみられる。",
        ),
        "{count} rows of text on page {page_number} stand in the table's columns, but outside its rules: {text}.",
        "{page_number}ページに、表の列に沿うが罫線の外にある文字が{count}行ある: {text}",
    ),
    "value_in_header": _kind(
        "warning",
        (
            "The table's header has a figure, a ditto or a sentence: a row may have been taken for it.",
            "表の見出しに数値、「〃」か文がある。行を見出しと誤ったおそれがある。",
        ),
        "The header of the table on page {page_number} says {text}: a row may have been taken for it.",
        "{page_number}ページの表の見出しに「{text}」がある。行を見出しと誤ったおそれがある。",
    ),
    "table_in_halves": _kind(
        "info",
        (
            "A table prints its columns more than once, side by side; they were read one below the other, left first.",
            "同じ列を横に並べて印刷した表がある。左から順に、縦につないで読んだ。",
        ),
        "The table on page {page_number} prints its columns {count} times side by side; they were joined, left first.",
        "{page_number}ページの表は同じ列を横に{count}組並べている。左から順につないで読んだ。",
    ),
    "sheet_joined": _kind(
        "info",
        (
            "Columns printed on a page of their own were added to the table whose rows lie at the same heights.",
            "別のページに印刷された列を、行の高さが同じ表に加えた。",
        ),
        "The columns on page {page_number} were added to the table whose rows lie at the same heights.",
        "{page_number}ページの列を、行の高さが同じ表に加えた。",
    ),
    "page_without_table": _kind(
        "info",
        (
            "A page has no ruled table; its text is furniture.",
            "罫線の表がないページがある。その文字は表の外のものとした。",
        ),
        "Page {page_number} has no ruled table.",
        "{page_number}ページに罫線の表がない。",
    ),
    "readers_disagree": _kind(
        "warning",
        (
            "The two readers give different texts for a cell.",
            "二つの読み取り方で、セルの文字が異なる。",
        ),
        page=(
            "Only one of the readers has page {page_number}.",
            "{page_number}ページは一方の読み取りにしかない。",
        ),
        counts=(
            "The readers count {first} and {second} glyphs on page {page_number}.",
            "{page_number}ページの文字数が、読み取り方により{first}と{second}で異なる。",
        ),
        printed_twice=(
            "The readers count {first} and {second} glyphs on page {page_number}; all texts are the same: some are "
            "printed twice.",
            "{page_number}ページの文字数が、読み取り方により{first}と{second}で異なる。文字は同じで、二度印字されたものがある。",
        ),
        around=(
            "Around the tables the first reader has {first}, the second {second}.",
            "表の外の文字が異なる。第一: {first}、第二: {second}",
        ),
        cell=(
            "Row {row}, column {column} of table {table}: the first reader has {first}, the second {second}.",
            "表{table}の行{row}・列{column}の文字が異なる。第一: {first}、第二: {second}",
        ),
        first_alone=(
            "Row {row}, column {column} of table {table} is a cell for the first reader alone, with {first}.",
            "表{table}の行{row}・列{column}は、第一の読み取りだけでセルになる: {first}",
        ),
        second_alone=(
            "Row {row}, column {column} of table {table} is a cell for the second reader alone, with {second}.",
            "表{table}の行{row}・列{column}は、第二の読み取りだけでセルになる: {second}",
        ),
    ),
    "private_use_glyph": _kind(
        "warning",
        (
            "A character has a private-use code point: what it shows is known to its font alone.",
            "外字（私用領域の文字）がある。何の字かはフォントを見なければ分からない。",
        ),
        "{count} glyphs of page {page_number} have private-use code points ({codes}): the page shows what they are.",
        "{page_number}ページの{count}文字が外字（{codes}）である。何の字かはページで確かめること。",
    ),
    "symbol_font_glyph": _kind(
        "info",
        (
            "A private-use character was taken for the sign that Wingdings or Symbol has there.",
            "外字をWingdingsまたはSymbolの記号と見なした。",
        ),
        "Private-use characters of page {page_number} were taken for signs of Wingdings or Symbol: {codes}.",
        "{page_number}ページの外字をWingdingsまたはSymbolの記号と見なした：{codes}。",
    ),
    "lost_letters": _kind(
        "warning",
        (
            "A run of question marks, or 〓, stands for letters that the program which wrote them could not write.",
            "「????」や「〓」は、作成したソフトが書けなかった文字の跡である。",
        ),
        "{count} runs of question marks or 〓 on page {page_number} may stand for letters that were lost: {text}.",
        "{page_number}ページの{count}か所に、失われた文字の跡と見られる「{text}」がある。",
    ),
    "line_painted_twice": _kind(
        "info",
        (
            "A row that a page break cuts was painted on both pages; lines that one of them hides were taken once.",
            "改ページで切れた行が両方のページに描かれている。片方で隠れている行は一度だけ採った。",
        ),
        "Lines hidden on page {page_number} are shown on the page before or after; they were taken once.",
        "{page_number}ページで隠れている行は前後のページに見えているので、一度だけ採った。",
    ),
    "vertical_page": _kind(
        "warning",
        (
            "Most of a page is vertical writing; tables are read as if it ran across.",
            "縦書きのページである。表は横書きとして読んだ。",
        ),
        "Most of page {page_number} is vertical writing: its rows may have been taken for columns.",
        "{page_number}ページは縦書きである。行と列が入れ替わっていることがある。",
    ),
    "ruby_left_out": _kind(
        "info",
        (
            "Ruby, or dots that stress letters, was left out of the text that it stands beside.",
            "ふりがな（ルビ）や傍点を本文から除いた。",
        ),
        ruby=(
            "Ruby on page {page_number} was left out of the text: {text}.",
            "{page_number}ページのふりがなを本文から除いた：{text}。",
        ),
        dots=(
            "Dots that stress letters on page {page_number} were left out of the text.",
            "{page_number}ページの傍点を本文から除いた。",
        ),
    ),
    "drawn_sign": _kind(
        "info",
        (
            "Signs in cells are drawn as shapes; they were read as the letters that they look like.",
            "セルの中に図形で描かれた記号がある。似た形の文字として読んだ。",
        ),
        "{count} signs in cells of page {page_number} are drawn, not printed; they were read as {text}.",
        "{page_number}ページのセルに図形で描かれた記号が{count}個ある。{text}と読んだ。",
    ),
    "drawing_in_cell": _kind(
        "warning",
        (
            "A drawn shape stands in a cell; what it says is not in the data.",
            "セルの中に図形がある。その意味はデータに入っていない。",
        ),
        alone=(
            "{count} drawn shapes stand alone in cells of page {page_number}; what they say is not in the data.",
            "{page_number}ページに、図形だけのセルがある（図形{count}個）。その意味はデータに入っていない。",
        ),
        over=(
            "{count} drawn shapes lie around or over text in cells of page {page_number}; they are not in the data.",
            "{page_number}ページに、文字を囲むか文字に重なる図形が{count}個ある。データには入っていない。",
        ),
        crossed=(
            "A line, slanting or drawn by hand, runs through {count} cells with text on page {page_number}: "
            "they may be crossed out.",
            "{page_number}ページで、文字のある{count}個のセルに斜線か手書きの線が引かれている。消された行かもしれない。",
        ),
    ),
    "text_across_table": _kind(
        "warning",
        (
            "Text printed across the table (案, 取扱注意) was left out of its cells.",
            "表に重ねて印字された文字（案、取扱注意など）をセルから除いた。",
        ),
        "{count} glyphs of page {page_number} are printed across the table; they are in no cell.",
        "{page_number}ページで表に重ねて印字された{count}文字は、どのセルにも入れていない。",
    ),
    "watermark": _kind(
        "info",
        (
            "Pale letters printed aslant over the page (案, 見本) were left out of the table's cells.",
            "ページに斜めに薄く印字された文字（案、見本など）をセルから除いた。",
        ),
        "{count} pale letters are printed aslant over page {page_number}; they are in no cell.",
        "{page_number}ページに斜めに薄く印字された{count}文字は、どのセルにも入れていない。",
    ),
    "hidden_zeros": _kind(
        "info",
        (
            "Zeros that cannot be seen (white on white, as workbooks have them in blank cells) are in no cell.",
            "見えない0（未記入のセルに白地に白で入る0など）は、どのセルにも入れていない。",
        ),
        "{count} zeros of page {page_number} cannot be seen; they are in no cell.",
        "{page_number}ページの{count}個の0は見えない。どのセルにも入れていない。",
    ),
    "text_without_ink": _kind(
        "warning",
        (
            "Text was read that adds nothing to the painted page (--audit): nobody may see it.",
            "読み取った文字が、描いたページに現れない（--audit）。見えない文字かもしれない。",
        ),
        "{count} glyphs of page {page_number} add nothing to the painted page; compare the page with its cells.",
        "{page_number}ページの{count}文字は、描いたページに現れない。ページとセルを見比べること。",
    ),
    "painted_colour_differs": _kind(
        "warning",
        (
            "Text is painted in another colour than the file gives it (--audit); its marks may be wrong.",
            "文字が、ファイルにある色と違う色で描かれている（--audit）。印が誤っているかもしれない。",
        ),
        "{count} glyphs of page {page_number} are painted in another colour than was read.",
        "{page_number}ページの{count}文字は、読み取った色と違う色で描かれている。",
    ),
    "ink_not_read": _kind(
        "info",
        (
            "Something is painted where nothing was read (--audit): letters as outlines, signs, drawings.",
            "何も読み取らなかったところに描かれたものがある（--audit）。図形の文字、記号、図など。",
        ),
        "Page {page_number} has ink where nothing was read: {letters} patches of text, {drawn} that are drawn.",
        "{page_number}ページに、読み取らなかったものがある（文字{letters}か所、図形{drawn}か所）。",
    ),
    "texts_over_each_other": _kind(
        "warning",
        (
            "Two texts of one cell are printed over each other; both are read, and a person has to say which counts.",
            "一つのセルの中で、二つの文字列が重なって印字されている。両方を読み取った。どちらが正しいかは人が確かめる。",
        ),
        "{count} texts of page {page_number} are printed over others of their cell ({text}); both are read.",
        "{page_number}ページで、{count}か所の文字列が同じセルの別の文字列に重なっている（{text}）。両方を読み取った。",
    ),
    "invisible_text": _kind(
        "info",
        (
            "Text that cannot be seen (white on white, not painted, covered in part, a speck) is in no cell.",
            "見えない文字（白地に白、一部が塗りつぶされた文字、点のように小さい文字など）があり、どのセルにも入れていない。",
        ),
        "{count} glyphs of page {page_number} cannot be seen; they are in no cell.",
        "{page_number}ページの{count}文字は見えない。どのセルにも入れていない。",
    ),
}

_NORMALISE = {
    "ditto_without_antecedent": _kind(
        "error",
        (
            "A ditto mark has no row above that it could repeat; its value is null.",
            "「〃」などが指す上の行がない。値は空とした。",
        ),
        whole=(
            "The ditto in 「{header}」 of item {ordinal} has nothing above that it could repeat.",
            "項目{ordinal}の「{header}」の「〃」が指すものが上にない。",
        ),
        part=(
            "A ditto in a part of 「{header}」 of item {ordinal} has nothing above that it could repeat.",
            "項目{ordinal}の「{header}」の一部の「〃」が指すものが上にない。",
        ),
    ),
    "unmapped_header": _kind(
        "info",
        (
            "No field claims a column; its values are in extra.",
            "どの項目にも当てはまらない列がある。値はextraにある。",
        ),
        unknown=(
            "No field claims 「{text}」; its values are in extra.",
            "「{text}」はどの項目にも当てはまらない。値はextraにある。",
        ),
        taken_back=(
            "「{text}」 may be {claim}, but this is no table of items; its values are in extra.",
            "「{text}」は{claim}かもしれないが、一覧の表ではない。値はextraにある。",
        ),
    ),
    "not_a_table_of_items": _kind(
        "warning",
        (
            "Columns that could be fields are in extra: the table lacks the other ones.",
            "項目かもしれない列をextraに入れた。表に他の項目の列がない。",
        ),
        "By its headers this is no table of items, so that its columns are in extra, with {columns}.",
        "見出しからは指摘事項などの一覧と見えない。列はすべてextraにある: {columns}",
    ),
    "headers_in_first_column": _kind(
        "warning",
        (
            "A column names fields: the table stands on its side, or each item has a small table of its own.",
            "列に見出しが並んでいる。表が横向きか、項目ごとに小さな表になっている。",
        ),
        "The first column names fields ({text}): rows are no items here.",
        "最初の列に見出しが並んでいる（{text}）。行が項目になっていない。",
        in_each_row=(
            "A column names fields in each row ({text}): what stands beside them is in one text, line by line.",
            "どの行にも見出しが並ぶ列がある（{text}）。その横の内容は一つの文に、行を分けて入っている。",
        ),
    ),
    "ambiguous_header": _kind(
        "warning",
        (
            "Several columns could be one field; the best one was taken.",
            "一つの項目に当てはまる列が複数ある。最もふさわしい列を採った。",
        ),
        "「{text}」 could be {field} as well; 「{winner}」 was taken.",
        "「{text}」も{field_ja}に当てはまるが、「{winner}」を採った。",
    ),
    "number_gap": _kind(
        "warning",
        ("The printed numbers do not run on.", "印字された番号が連続しない。"),
        "After {before} comes {after}.",
        "{before}の次が{after}である。",
    ),
    "number_restart": _kind(
        "info",
        (
            "The numbers begin again within the table: an item is known by its heading and its number together.",
            "表の途中で番号が1に戻る。項目は見出しと番号とで定まる。",
        ),
        headed=(
            "The numbers begin again at 1, {count} times, below {headings}.",
            "番号が{count}回1に戻る。見出しは{headings}。",
        ),
        bare=(
            "The numbers begin again at 1, {count} times, without a heading.",
            "見出しなしに番号が{count}回1に戻る。",
        ),
    ),
    "number_begins_late": _kind(
        "warning",
        (
            "The printed numbers run on but do not begin with 1: rows before them may be lost.",
            "番号は連続するが1から始まらない。その前の行が失われているおそれがある。",
        ),
        "The numbers begin with {text}: rows before it may be lost.",
        "番号が{text}から始まる。その前の行が失われているおそれがある。",
    ),
    "lost_page": _kind(
        "error",
        (
            "A page without any text stands where the numbers leap: its rows are lost.",
            "番号が飛ぶところに文字のないページがある。その行は失われている。",
        ),
        "Page {page_number} has no text, and after {before} comes {after}: the rows between them are lost.",
        "{page_number}ページに文字がなく、{before}の次が{after}である。その間の行は失われている。",
    ),
    "blank_page": _kind(
        "warning",
        (
            "A page from the table's first on has no text at all: it may not have been read.",
            "表の始まりより後に、文字のまったくないページがある。読めていないおそれがある。",
        ),
        within=(
            "Page {page_number}, within the table, has no text at all: look whether it was read.",
            "表の途中の{page_number}ページに文字がまったくない。読めているか確かめてほしい。",
        ),
        behind=(
            "Page {page_number}, behind the table, has no text at all: look whether it was read.",
            "表の後の{page_number}ページに文字がまったくない。読めているか確かめてほしい。",
        ),
    ),
    "empty_page": _kind(
        "info",
        (
            "A page from the table's first on has nothing on it: it was painted and is one colour all over.",
            "表の始まりより後に、描いても何もない白紙のページがある。",
        ),
        "Page {page_number} has nothing on it at all.",
        "{page_number}ページには何も描かれていない。",
    ),
    "sparse_numbers": _kind(
        "info",
        (
            "The printed numbers are no running count, so that they show no lost row.",
            "番号が通し番号ではなく、行の欠落を確かめられない。",
        ),
        "The numbers rise by leaps, as in a register: they do not show whether a row is missing.",
        "番号が台帳のように飛んでいる。行の欠落は番号から分からない。",
    ),
    "number_repeated": _kind(
        "warning",
        ("A printed number stands more than once.", "同じ番号が二度以上ある。"),
        "The number {number} stands more than once.",
        "番号{number}が二度以上ある。",
    ),
    "empty_field": _kind(
        "warning",
        ("A field that every item has is empty here.", "ほかの項目にはある欄が空である。"),
        "{field} is empty here; {filled} of {total} items have it.",
        "{field_ja}が空である。{total}件のうち{filled}件にはある。",
    ),
    "blank_cell": _kind(
        "info",
        (
            "A cell is blank on the page, of a field that nearly every item has.",
            "ほとんどの項目にある欄が、紙の上でも空である。",
        ),
        "The cell of {field} is blank on the page, too; {filled} of {total} items have it.",
        "{field_ja}の欄は紙の上でも空である。{total}件のうち{filled}件にはある。",
    ),
    "compatibility_ideograph": _kind(
        "info",
        (
            "A compatibility ideograph was left as printed; a name may depend on it.",
            "互換漢字をそのまま残した。人名などに意味を持つことがある。",
        ),
        "{code_point} is a compatibility ideograph; it was left as printed.",
        "{code_point}は互換漢字である。そのまま残した。",
    ),
    "font_made_ideograph": _kind(
        "info",
        (
            "A compatibility ideograph was mended, because the document shows that the font made it.",
            "フォントの都合でできた互換漢字を、通常の漢字に直した。",
        ),
        "{code_point} was taken for {usual}: the document never prints {usual}, and prints {word} with {code_point}.",
        "{code_point}を{usual}とした。文書に{usual}はなく、{word}が{code_point}で印字されている。",
    ),
    "row_without_number": _kind(
        "warning",
        (
            "A row of the table has text but no number; it was kept as an item.",
            "番号のない行がある。一件として残した。",
        ),
        "Item {ordinal} has no number.",
        "項目{ordinal}に番号がない。",
    ),
    "merged_over_page": _kind(
        "info",
        (
            "A label at a page break was taken for one merged over it; nothing drawn shows it.",
            "ページの境にある区分などを、前後のページにまたがる結合セルとした。罫線には表れていない。",
        ),
        blank=(
            "Item {ordinal} has 「{header}」 blank at the top of page {page_number}: that of the item above.",
            "項目{ordinal}の「{header}」は{page_number}ページの初めで空である。上の項目と同じとした。",
        ),
        ahead=(
            "「{header}」 is blank above item {ordinal} at the end of the page: that of the item below it, {text}.",
            "項目{ordinal}の前、ページの終わりで「{header}」は空である。次の項目と同じ「{text}」とした。",
        ),
        rest=(
            "The page break cuts 「{header}」 in mid-word: item {ordinal} and the one above it have {text}.",
            "「{header}」がページの境で語の途中に切れている。項目{ordinal}とその前の項目は「{text}」とした。",
        ),
    ),
    "row_printed_again": _kind(
        "info",
        (
            "A row that a page break cuts is printed whole on both pages; it was taken once.",
            "ページをまたぐ行が両方のページに印字されている。一度だけ採った。",
        ),
        "Item {ordinal} is printed on page {first} and again on page {page_number}; what stands twice was taken once.",
        "項目{ordinal}は{first}ページと{page_number}ページの両方に印字されている。重なりは一度だけ採った。",
    ),
    "row_marked_continued": _kind(
        "info",
        (
            "A row says that it goes on from another page (続き); both parts are one, without these words.",
            "行に前のページからの続きである旨の表示がある。前のページの行と一つにし、その表示は除いた。",
        ),
        "Item {ordinal} says on page {page_number} that it goes on; both parts are one, without these words.",
        "項目{ordinal}には、{page_number}ページに続きである旨の表示がある。一つの項目とし、その表示は除いた。",
    ),
    "row_struck_out": _kind(
        "info",
        (
            "A row is struck out from end to end; it is no item.",
            "行の全体に取消し線が引かれている。項目とはしない。",
        ),
        "The row {text} of page {page_number} is struck out from end to end; it is no item.",
        "{page_number}ページの行「{text}」は、全体に取消し線が引かれている。項目とはしない。",
    ),
    "blank_rows": _kind(
        "info",
        (
            "Rows of the table are blank, as in a form; they are no items.",
            "表に空の行がある。項目とはしない。",
        ),
        "{count} rows of the table are blank; they are no items.",
        "表の{count}行が空である。項目とはしない。",
    ),
    "note_in_table": _kind(
        "info",
        (
            "A cell across the whole table is a note, or stands below its last row; it is in cells only.",
            "表の幅いっぱいのセルが、注か、表の最後の行の下にある。cellsにだけある。",
        ),
        "A cell across the whole table is a note, or stands below its last row; it is in cells only: {text}.",
        "表の幅いっぱいのセルが、注か、表の最後の行の下にある。cellsにだけある: {text}",
    ),
    "heading_uncertain": _kind(
        "warning",
        (
            "A line above the table at the top of a page may be a heading; its rows have the section before.",
            "ページの初めの表の上に、見出しかもしれない行がある。その下の行は前の区切りに入れた。",
        ),
        "On page {page_number}, {text} may head the rows below it; they are in the section before.",
        "{page_number}ページの「{text}」は下の行の見出しかもしれない。行は前の区切りに入れた。",
    ),
    "unread_text": _kind(
        "warning",
        (
            "A part of the tables' text is in no item and no row.",
            "表の文字の一部が、項目にも行にも入っていない。",
        ),
        "{count} glyphs of the tables ({percent} %) are in no item and no row; they are in cells only.",
        "表の{count}字（{percent}％）が項目にも行にも入っていない。cellsにだけある。",
    ),
}

_TAG = {
    "unknown_division": _kind(
        "warning",
        (
            "A division is not in the series' list; the nearest known name is told.",
            "担当課が一覧にない。最も近い名を示す。",
        ),
        nearest=(
            "{text} is not a division that the series lists; the nearest is {nearest}.",
            "{text}は一覧の担当課にない。最も近いのは{nearest}である。",
        ),
        none=(
            "{text} is not a division that the series lists; none is like it.",
            "{text}は一覧の担当課にない。似た名もない。",
        ),
    ),
    "unknown_status": _kind(
        "warning",
        (
            "Neither the document's legend nor the vocabulary tells which status a mark is.",
            "状況の印の意味が、凡例からも語彙からも分からない。",
        ),
        unexplained=(
            "The status {text} of {count} items is in neither the document's legend nor the vocabulary.",
            "{count}件の状況「{text}」の意味が、凡例にも語彙にもない。",
        ),
        label=(
            "The document explains {text} ({count} items) as {label}: a label of no known status.",
            "凡例では「{text}」（{count}件）は「{label}」だが、どの状況に当たるか分からない。",
        ),
    ),
    "status_of_heading": _kind(
        "info",
        (
            "No column is the status; the headings above the items were taken for it.",
            "状況の列がない。項目の上の見出しを状況とした。",
        ),
        "No column is the status; the headings above the items were taken for it: {text}.",
        "状況の列がない。項目の上の見出しを状況とした: {text}",
    ),
    "no_status_legend": _kind(
        "info",
        ("The document does not explain its status marks.", "状況の印の凡例がない。"),
        "The document does not explain {text}; the usual meaning was taken.",
        "{text}の凡例がない。通常の意味に解した。",
    ),
    "no_mark_legend": _kind(
        "info",
        ("The document does not say how it marks changes.", "変更箇所の示し方の説明がない。"),
        "The document does not say how it marks changes; red, struck-out or underlined text was taken for marks.",
        "変更箇所の示し方の説明がない。赤字・取消線・下線を変更の印とした。",
    ),
    "legend_without_marks": _kind(
        "warning",
        (
            "The document says how it marks changes, and no mark was found: nothing is marked, or it was not seen.",
            "変更箇所の示し方の説明があるのに、印が一つも見つからない。印がないか、読み取れていない。",
        ),
        "The document says that it marks changes ({ways}), and no such mark was found in the table.",
        "変更箇所を示すとあるが（{ways}）、表にその印が見つからない。",
    ),
    "style_of_other_meaning": _kind(
        "info",
        (
            "The legend gives a style to something else than this edition's changes (青字は前回の変更): it is no mark.",
            "凡例に、今回の変更以外を示す色や線がある（青字は前回の変更など）。変更の印とはしない。",
        ),
        "What is set as {ways} is no mark: by the legend it is not what changed for this edition: {text}",
        "凡例によれば今回の変更ではないため、印としないもの（{ways}）: {text}",
    ),
    "styles_not_told_apart": _kind(
        "warning",
        (
            "The legend tells this edition's changes from others by a detail that is not read (二重下線は前回の変更).",
            "今回の変更とそれ以外とを、読み分けられない違い（二重下線など）で示している。",
        ),
        "The legend tells this edition's changes from others by a detail that is not read; all are marks: {text}",
        "今回の変更とそれ以外とを読み分けられない違いで示しており、すべて変更の印とした: {text}",
    ),
    "sign_marks_changes": _kind(
        "warning",
        (
            "The document marks changes by a sign, which is not read as a mark: they count as unmarked.",
            "変更箇所を記号で示している。記号は変更の印として読まないため、印のない変更に数える。",
        ),
        "The document marks changes by a sign, which is not read as a mark: {text}",
        "変更箇所を記号で示しているが、変更の印としては読まない: {text}",
    ),
    "unread_source": _kind(
        "warning",
        (
            "A part of 出所 was not understood; it is kept as a row of kind other.",
            "出所の一部を解釈できなかった。種別otherの行として残した。",
        ),
        "Not understood as a meeting, a speaker or a report: {text}",
        "会議・発言者・報告書として解釈できない: {text}",
    ),
    "impossible_date": _kind(
        "warning",
        ("A date cannot be: no such day, or before its era.", "あり得ない日付がある。"),
        no_such_day=("{text} cannot be: there is no such day.", "{text}という月日はない。"),
        outside_era=("{text} cannot be: it is not within its era.", "{text}は元号の期間の外である。"),
    ),
    "date_past_era": _kind(
        "info",
        (
            "A date counts on after its era's end, as in a plan made before; it was dated so.",
            "元号の終わりを過ぎた年月日がある（改元前に作られた計画など）。数え続けて西暦にした。",
        ),
        "{text} lies after its era's end; it was dated {iso}.",
        "{text}は元号の終わりより後である。{iso} とした。",
    ),
    "guessed_year": _kind(
        "info",
        (
            "A month names no year; it was dated by the edition's own, or by the next such month.",
            "年のない月がある。版の年などから年を補った。",
        ),
        "{text} names no year; it was dated {iso}.",
        "{text}には年がない。{iso} とした。",
    ),
    "undated_month": _kind(
        "info",
        (
            "A month names no year, and neither its sentence nor the edition tells it; it is no row of dates.",
            "年のない月があり、文からも版からも年が分からない。datesの行としない。",
        ),
        "{text} names no year, and nothing tells it.",
        "{text}には年がなく、決め手がない。",
    ),
    "edition_of_another_name": _kind(
        "warning",
        (
            "The edition has the name of another meeting than the document's own; editions are ordered by name.",
            "版の名前が、文書の記載とは別の会議を指している。版は名前の順に並ぶ。",
        ),
        "The document was printed for {said}, and is filed as {edition}: is it the right file, in the right place?",
        "文書は{said}のものだが、{edition}として登録されている。ファイルと版の名前が合っているか確かめてください。",
    ),
    "unknown_meeting": _kind(
        "info",
        (
            "The document does not say which meeting it was printed for.",
            "どの会議の資料かが書かれていない。",
        ),
        unsaid=(
            "The document does not say which meeting of which year it was printed for.",
            "何年度の第何回の資料かが書かれていない。",
        ),
        by_name=(
            "The document does not say which meeting of which year it was printed for. What is missing was taken from "
            "the edition's name, {edition}.",
            "何年度の第何回の資料かが書かれていない。足りないところは版の名 {edition} から採った。",
        ),
    ),
    "guessed_series": _kind(
        "info",
        (
            "Series or edition were not given and not recognised; a name was made from the document.",
            "シリーズか版の名が与えられず、文書からも分からない。文書から名を作った。",
        ),
        series=(
            "No series is known by this title; it was named {name}.",
            "この表題のシリーズは登録されていない。{name} と名付けた。",
        ),
        edition=(
            "The document does not say its meeting; the edition was named {name}, after the file.",
            "どの会議の資料かが書かれていない。版をファイル名から {name} と名付けた。",
        ),
    ),
}

_TRANSCRIPT = {
    "lost_cell": _kind(
        "error",
        (
            "A cell of the printed table is missing in the transcript; its value is null.",
            "書き起こしに、表のセルが欠けている。値は空とした。",
        ),
        "The transcript has no cell here for the column {column}; its value is null.",
        "書き起こしに、列「{column}」のセルがない。値は空とした。",
    ),
    "split_cell": _kind(
        "info",
        (
            "Two cells stood in one in the transcript and were taken apart.",
            "書き起こしで一つになっていた二つのセルを分けた。",
        ),
        "{column} and the column beside it stood in one cell.",
        "「{column}」と隣の列が一つのセルになっていた。",
    ),
    "joined_cell": _kind(
        "warning",
        (
            "A row of the transcript has more cells than columns; several were joined.",
            "書き起こしの行のセルが列より多い。いくつかを一つにした。",
        ),
        "The row has more cells than the table has columns; several became one {column}.",
        "行のセルが表の列より多い。いくつかを一つの「{column}」とした。",
    ),
    "transcript_mark": _kind(
        "info",
        ("Bold that is no heading was read as the publisher's mark.", "見出しでない太字を、変更の印とした。"),
        "Bold that is no heading was read as the publisher's mark, {colour}.",
        "見出しでない太字を、変更の印（{colour}）とした。",
    ),
}

FINDINGS: dict[str, FindingKind] = {**_READING, **_PARSE, **_NORMALISE, **_TAG, **_TRANSCRIPT}
"""Every finding by its code, in the order of the rooms that make them."""


def finding(  # noqa: PLR0913 - one keyword a column of the dataset
    code: str,
    sentence: str = "",
    *,
    ordinal: int | None = None,
    page_number: int | None = None,
    field: str | None = None,
    text: str | None = None,
    **values: object,
) -> Finding:
    """Return a finding of a declared code, in its words.

    Args:
        code: One of ``FINDINGS``.
        sentence: The name of the sentence, where the code has several.
        ordinal: Of the item.
        page_number: From 1.
        field: A field, or a header text for a column that no field claims.
        text: What is printed there.
        **values: What the sentence says beside these.

    Raises:
        KeyError: The code, the sentence or a value that it needs is not there.
    """
    kind = FINDINGS[code]
    words = kind.sentences[sentence]
    known = {"ordinal": ordinal, "page_number": page_number, "field": field, "text": text, **values}
    japanese = {**known, "field_ja": field_name(field or "", "ja")}
    return Finding(
        code,
        kind.severity,
        words.en.format_map(known),
        words.ja.format_map(japanese),
        ordinal,
        page_number,
        field,
        text,
    )


def doubted_places(findings: Iterable[Finding]) -> frozenset[tuple[int, str | None]]:
    """Return the ordinals and fields of items' cells that a recogniser was not certain of."""
    return frozenset(
        (each.ordinal, each.field) for each in findings if each.code == "ocr_doubt" and each.ordinal is not None
    )


def field_name(field: str, language: Language) -> str:
    """Return what people call a field: its Japanese name, or itself in English and where it is a printed header."""
    if language == "en":
        return field
    return next((column.ja for column in ITEMS.columns if column.name == field), field)
