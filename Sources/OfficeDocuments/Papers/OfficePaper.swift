package import Kernel

/// An administrative paper as Nghị định 30/2020/NĐ-CP, annex I, lays it out. A value: what it says, not how it looks;
/// ``pdf()`` and ``docx()`` make the files.
package struct OfficePaper: Sendable, Equatable {
  package var head: Head
  /// `Báo cáo`; nil for a letter (công văn), whose abstract then stands below its number as `V/v …`.
  package var kind: String?
  /// What it is about, in a line or two (trích yếu).
  package var abstract: String
  /// `Kính gửi:`
  package var addressees: [String]
  package var blocks: [Block]
  package var signature: Signature?
  /// `Nơi nhận:` without dashes and semicolons.
  package var recipients: [String]
  /// After `Lưu:`: `VT, BCXB`.
  package var filing: String?
  package var annexes: [Annex]

  package init(
    head: Head, kind: String? = "Báo cáo", abstract: String, addressees: [String] = [], blocks: [Block],
    signature: Signature? = nil, recipients: [String] = [], filing: String? = "VT", annexes: [Annex] = []
  ) {
    self.head = head
    self.kind = kind
    self.abstract = abstract
    self.addressees = addressees
    self.blocks = blocks
    self.signature = signature
    self.recipients = recipients
    self.filing = filing
    self.annexes = annexes
  }

  /// Who issues it, and under which number, place and date.
  package struct Head: Sendable, Equatable {
    /// The body above the issuing one: `UBND tỉnh Lạng Sơn`.
    package var superior: String?
    package var issuer: String
    /// Nil leaves room to write it in.
    package var number: String?
    /// Of kind and issuer: `BC-SVHTTDL`.
    package var symbol: String
    package var place: String
    /// Nil leaves room for day and month.
    package var date: CivilDate?
    /// The year where there is no date yet.
    package var year: Int?

    package init(
      superior: String? = nil, issuer: String, number: String? = nil, symbol: String, place: String,
      date: CivilDate? = nil, year: Int? = nil
    ) {
      self.superior = superior
      self.issuer = issuer
      self.number = number
      self.symbol = symbol
      self.place = place
      self.date = date
      self.year = year
    }
  }

  /// A part of the body.
  package enum Block: Sendable, Equatable {
    /// 1 is `I.`, 2 is `1.`, 3 is `a)`; the number is part of the text.
    case heading(Int, String)
    case paragraph(OfficeText)
    /// Each line with a dash.
    case list([OfficeText])
    case table(PaperTable)
    case image(PaperImage)
  }

  /// Who signs: `["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]`.
  package struct Signature: Sendable, Equatable {
    package var capacity: [String]
    /// Nil leaves room for it.
    package var name: String?

    package init(_ capacity: [String], name: String? = nil) {
      self.capacity = capacity
      self.name = name
    }
  }

  /// An annex: begins on a page of its own, whose pages are numbered for themselves.
  package struct Annex: Sendable, Equatable {
    package var title: String
    /// For wide tables.
    package var isLandscape: Bool
    package var blocks: [Block]

    package init(_ title: String, isLandscape: Bool = false, blocks: [Block]) {
      self.title = title
      self.isLandscape = isLandscape
      self.blocks = blocks
    }
  }
}

/// A table of a paper. Its header is repeated on each page.
package struct PaperTable: Sendable, Equatable {
  package enum Alignment: Sendable {
    case left, centre, right
  }

  /// A column and how much of the width it takes, against the others.
  package struct Column: Sendable, Equatable {
    package var alignment: Alignment
    package var weight: Double

    package init(_ alignment: Alignment = .left, weight: Double = 1) {
      self.alignment = alignment
      self.weight = weight
    }
  }

  /// A cell of the header, over so many columns and rows.
  package struct HeaderCell: Sendable, Equatable, ExpressibleByStringLiteral {
    package var text: String
    package var columns: Int
    package var rows: Int

    package init(_ text: String, columns: Int = 1, rows: Int = 1) {
      self.text = text
      self.columns = max(1, columns)
      self.rows = max(1, rows)
    }

    package init(stringLiteral value: String) { self.init(value) }
  }

  /// Above the table: `Bảng 1. …`
  package var caption: String?
  package var columns: [Column]
  package var header: [[HeaderCell]]
  package var rows: [[OfficeText]]
  /// From 0: sums, groups.
  package var boldRows: Set<Int>

  package init(
    caption: String? = nil, columns: [Column], header: [[HeaderCell]], rows: [[OfficeText]], boldRows: Set<Int> = []
  ) {
    self.caption = caption
    self.columns = columns
    self.header = header
    self.rows = rows
    self.boldRows = boldRows
  }
}

/// A chart or a picture, kept within the paper. It must stand by itself: SVG with colours and fonts as attributes, nothing
/// from elsewhere.
package struct PaperImage: Sendable, Equatable {
  package enum Content: Sendable, Equatable {
    case svg(String)
    case png([UInt8])
  }

  package var content: Content
  /// Below it: `Hình 1. …`
  package var caption: String?
  /// What it shows, for those who cannot see it.
  package var alternative: String
  /// In millimetres; the text is 160 wide (247 in landscape).
  package var width: Double

  package init(_ content: Content, caption: String? = nil, alternative: String, width: Double = 150) {
    self.content = content
    self.caption = caption
    self.alternative = alternative
    self.width = width
  }
}
