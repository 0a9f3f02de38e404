"""Documents as PDF, DOCX and text: data in, bytes out. The only place that imports typst and python-docx.

document.Document            the tree: title, meta, sections of paragraphs, lists, tables, figures
document.plain(title, parts, language) -> Document     for anything told in headed lines
pdf.pdf(document) -> bytes                              A4, contents, page numbers, fonts of our own
word.docx(document) -> bytes                            the same, to go on writing
plain_text.text(document) -> str
reading.docx_text(content) -> str                       the words of a DOCX, for checking
"""
