/// The document pandoc takes styles, margins and the page's number from; made here, so that it can be read as text.
enum ReferenceDocument {
  /// - Parameter section: of the paper's last section.
  static func bytes(section: String) -> [UInt8] {
    var archive = ZipArchive(year: 2026, month: 1, day: 1, hour: 0, minute: 0)
    for (name, text) in [
      ("[Content_Types].xml", types), ("_rels/.rels", relations), ("word/document.xml", document(section)),
      ("word/_rels/document.xml.rels", documentRelations), ("word/styles.xml", WordStyles.xml),
      ("word/header1.xml", header),
    ] {
      archive.add(name, Array(text.utf8))
    }
    return archive.data
  }

  private static let start = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let word = "application/vnd.openxmlformats-officedocument.wordprocessingml"

  private static let types = """
    \(start)<Types xmlns="\(package)/content-types"><Default Extension="rels" \
    ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" \
    ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="\(word).document.main+xml"/>\
    <Override PartName="/word/styles.xml" ContentType="\(word).styles+xml"/><Override PartName="/word/header1.xml" \
    ContentType="\(word).header+xml"/></Types>
    """

  private static let relations = """
    \(start)<Relationships xmlns="\(package)/relationships"><Relationship Id="rId1" Type="\(office)/officeDocument" \
    Target="word/document.xml"/></Relationships>
    """

  private static let documentRelations = """
    \(start)<Relationships xmlns="\(package)/relationships"><Relationship Id="rId1" Type="\(office)/styles" \
    Target="styles.xml"/><Relationship Id="rId2" Type="\(office)/header" Target="header1.xml"/></Relationships>
    """

  private static func document(_ section: String) -> String {
    "\(start)<w:document \(WordMarkup.namespaces)><w:body><w:p/>\(section)</w:body></w:document>"
  }

  private static let header = """
    \(start)<w:hdr \(WordMarkup.namespaces)><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:fldChar \
    w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar \
    w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>
    """
}

/// The styles of papers: Times New Roman 14, justified, first lines indented 1.27 cm, 6 points between paragraphs.
enum WordStyles {
  static let xml = """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <w:styles \(WordMarkup.namespaces)><w:docDefaults><w:rPrDefault><w:rPr>\(font)<w:sz w:val="28"/><w:szCs w:val="28"/>\
    <w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing \
    w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
    \(paragraph("Normal", "Normal", isDefault: true, ""))
    <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>\
    <w:semiHidden/></w:style>
    <w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/><w:tblPr>\
    <w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>
    \(paragraph("BodyText", "Body Text", body))
    \(paragraph("FirstParagraph", "First Paragraph", body))
    \(paragraph("PaperLast", "Đoạn cuối", "<w:keepNext/>\(body)"))
    \(paragraph("Heading1", "heading 1", heading(0)))
    \(paragraph("Heading2", "heading 2", heading(1)))
    \(paragraph("Heading3", "heading 3", heading(2)))
    \(paragraph("Header", "header", "<w:jc w:val=\"center\"/>", "<w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/>"))
    \(paragraph("PaperCell", "Ô bảng", "", "<w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>"))
    \(paragraph("PaperKind", "Tên loại", "<w:spacing w:before=\"240\"/><w:jc w:val=\"center\"/>", "<w:b/>"))
    \(paragraph("PaperAbstract", "Trích yếu", "<w:jc w:val=\"center\"/>", "<w:b/>"))
    \(paragraph("PaperAddressee", "Kính gửi", "<w:spacing w:after=\"240\"/><w:jc w:val=\"center\"/>"))
    \(paragraph("PaperAddressees", "Nơi kính gửi", "<w:ind w:left=\"3118\" w:hanging=\"142\"/>"))
    \(paragraph("PaperTableCaption", "Tên bảng", captionAbove, "<w:b/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/>"))
    \(paragraph("PaperFigure", "Hình", "<w:keepNext/><w:spacing w:before=\"120\"/><w:jc w:val=\"center\"/>"))
    \(paragraph("PaperFigureCaption", "Tên hình", captionBelow, "<w:i/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/>"))
    \(paragraph("PaperAnnex", "Phụ lục", "<w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/>", "<w:b/>"))
    \(paragraph("PaperAnnexOf", "Kèm theo", "<w:spacing w:after=\"80\"/><w:jc w:val=\"center\"/>", "<w:i/>"))
    </w:styles>
    """

  private static let font =
    "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/>"

  private static let body =
    "<w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/><w:ind w:firstLine=\"720\"/><w:jc w:val=\"both\"/>"

  private static let captionAbove =
    "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"80\"/><w:jc w:val=\"center\"/>"
  private static let captionBelow = "<w:spacing w:before=\"60\" w:after=\"160\"/><w:jc w:val=\"center\"/>"

  private static func heading(_ level: Int) -> (paragraph: String, run: String) {
    (
      "<w:keepNext/>\(body)<w:outlineLvl w:val=\"\(level)\"/>",
      level == 2 ? "<w:b/><w:i/>" : "<w:b/>"
    )
  }

  private static func paragraph(_ id: String, _ name: String, _ form: (paragraph: String, run: String)) -> String {
    paragraph(id, name, form.paragraph, form.run)
  }

  private static func paragraph(
    _ id: String, _ name: String, isDefault: Bool = false, _ paragraph: String, _ run: String = ""
  ) -> String {
    """
    <w:style w:type="paragraph"\(isDefault ? " w:default=\"1\"" : "") w:styleId="\(id)"><w:name w:val="\(name)"/>\
    \(isDefault ? "" : "<w:basedOn w:val=\"Normal\"/>")<w:qFormat/>\(paragraph.isEmpty ? "" : "<w:pPr>\(paragraph)</w:pPr>")\
    \(run.isEmpty ? "" : "<w:rPr>\(run)</w:rPr>")</w:style>
    """
  }
}
