"""What programs put on the clipboard as HTML, written by ourselves after their manner, and what the text shall be."""

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>
<meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm} --></style></head><body lang=VI>
<!--StartFragment--><h1><span lang=VI style='font-family:"Times New Roman"'>Nước rút chậm<o:p></o:p></span></h1>
<p class=MsoNormal style='text-align:justify'><b style='mso-bidi-font-weight:normal'><span style='font-size:14.0pt'>Sa\u0301ng
21/11,</span></b><span style='font-size:14.0pt'> nước sông <i>Lam</i> “rút chậm”&nbsp;theo <a href="https://a.example/x">báo
cáo</a><a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>.<o:p>
</o:p></span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Xã Bảo Lâm<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>o<span>&nbsp; </span></span><![endif]>Thôn một</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>Xã
Hòa Bình</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>3.<span>&nbsp; </span></span>Việc ba</p>
<table class=MsoTableGrid border=1><tr><td width=100><p class=MsoNormal><b>Xã<o:p></o:p></b></p></td><td><p><b>Mưa</b></p></td>
</tr><tr><td rowspan=2><p>Bảo Lâm</p><p>(vùng cao)</p></td><td>120</td></tr><tr><td>90</td></tr></table>
<p class=MsoNormal><img width=600 height=400 src="file:///C:/DOCUME~1/lan/clip_image001.png"><span style='display:none'>ẩn</span></p>
<p class=MsoNormal>m<span style='vertical-align:super'>2</span></p>
<div style='mso-element:footnote-list'><br clear=all><hr size=1><div style='mso-element:footnote' id=ftn1><p
class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> Theo Đài khí tượng.</p></div></div><!--EndFragment--></body></html>"""

WORD_TEXT = [
    "heading2[Nước rút chậm]",
    "paragraph[Sáng 21/11,/bold| nước sông |Lam/italic| “rút chậm” theo |báo cáo/link|(Theo Đài khí tượng.)|.]",
    "bulletList[listItem[paragraph[Xã Bảo Lâm]bulletList[listItem[paragraph[Thôn một]]]]listItem[paragraph[Xã Hòa Bình]]]",
    "orderedList[listItem[paragraph[Việc ba]]]",
    "table[tableRow[tableCell[Xã]tableCell[Mưa]]tableRow[tableCell[Bảo Lâm|⏎|(vùng cao)]tableCell[120]]"
    "tableRow[tableCell[]tableCell[90]]]",
    "paragraph[m|2/superscript]",
]

DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span
style="font-weight:700">Tít từ Docs</span></h2><p dir="ltr"><span style="font-weight:400">Chữ thường, </span><span
style="font-weight:700;font-style:italic">đậm nghiêng</span><span> và </span><a
href="https://www.google.com/url?q=https://b.example/y&amp;sa=D"><span style="text-decoration:underline">liên kết</span></a></p>
<ul><li dir="ltr" aria-level="1"><p role="presentation"><span>Một</span></p></li><ul><li aria-level="2"><p><span>Một a</span></p>
</li></ul><li><p><span>Hai</span></p></li></ul><h5>Tít năm</h5></b><br class="Apple-interchange-newline">"""

DOCS_TEXT = [
    "heading2[Tít từ Docs]",
    "paragraph[Chữ thường, |đậm nghiêng/bold/italic| và |liên kết/link]",
    "bulletList[listItem[paragraph[Một]bulletList[listItem[paragraph[Một a]]]]listItem[paragraph[Hai]]]",
    "heading3[Tít năm]",
]

SITE = """<html><body><div class="article" onclick="x()"><nav>Mục lục</nav><h4 class="t">Tít nhỏ</h4><div
style="color:red">Dòng một<br><br>Dòng hai<script>alert(1)</script></div><p><strong>Đậm</strong>\u200b thường <a
href="javascript:alert(1)">xấu</a></p><figure><img src="https://b.example/a.jpg"><figcaption>Ảnh bìa</figcaption></figure><table>
<tr><td><p>Khung dàn trang</p></td></tr></table><p>&nbsp;</p></div></body></html>"""

SITE_TEXT = [
    "heading3[Tít nhỏ]", "paragraph[Dòng một]", "paragraph[Dòng hai]", "paragraph[Đậm/bold| thường xấu]",
    "paragraph[Ảnh bìa]", "paragraph[Khung dàn trang]",
]


def shape(node: dict) -> str:
    """A node as one line: what it is and its words with their marks."""
    if node["type"] == "text":
        return node["text"] + "".join(f"/{mark['type']}" for mark in node.get("marks", []))
    if node["type"] == "hardBreak":
        return "⏎"
    if node["type"] == "footnote":
        return f"({node['attrs']['text']})"
    level = node.get("attrs", {}).get("level", "")
    parts = node.get("content", [])
    between = "|" if parts and parts[0]["type"] in ("text", "hardBreak", "footnote") else ""
    return f"{node['type']}{level}[{between.join(shape(part) for part in parts)}]"
