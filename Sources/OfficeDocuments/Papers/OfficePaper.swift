package import Kernel

/// An administrative paper as Nghị định 30/2020/NĐ-CP, annex I, lays it out. A value: what it says, not how it looks;
/// ``pdf()`` and ``docx()`` make the files.
package struct OfficePaper: Sendable, Equatable {
  /// Who issues it, and when.
  package var head: Head
  /// `Báo cáo`; nil for a letter (công văn), whose abstract then stands below its number as `V/v …`.
  package var kind: String?
  /// What it is about, in a line or two (trích yếu).
  package var abstract: String
  /// `Kính gửi:`
  package var addressees: [String]
  /// The body, in order.
  package var blocks: [Block]
  /// Nil: nobody signs, as on a draft for reading.
  package var signature: Signature?
  /// `Nơi nhận:` without dashes and semicolons.
  package var recipients: [String]
  /// After `Lưu:`: `VT, BCXB`.
  package var filing: String?
  /// Each begins on a page of its own.
  package var annexes: [Annex]

  /// A report, filed with the office, where nothing else is said.
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
    /// Who issues it, as the heading writes it.
    package var issuer: String
    /// Nil leaves room to write it in.
    package var number: String?
    /// Of kind and issuer: `BC-SVHTTDL`.
    package var symbol: String
    /// Before the date: `Lạng Sơn`.
    package var place: String
    /// Nil leaves room for day and month.
    package var date: CivilDate?
    /// The year where there is no date yet.
    package var year: Int?

    /// Number and date may be left to be written in.
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
    /// In whose name and in which post, a line each.
    package var capacity: [String]
    /// Nil leaves room for it.
    package var name: String?

    /// Without a name, room is left for it.
    package init(_ capacity: [String], name: String? = nil) {
      self.capacity = capacity
      self.name = name
    }
  }

  /// An annex: begins on a page of its own, whose pages are numbered for themselves.
  package struct Annex: Sendable, Equatable {
    /// `Phụ lục 1. …`
    package var title: String
    /// For wide tables.
    package var isLandscape: Bool
    /// Its body, in order.
    package var blocks: [Block]

    /// Upright where nothing is said.
    package init(_ title: String, isLandscape: Bool = false, blocks: [Block]) {
      self.title = title
      self.isLandscape = isLandscape
      self.blocks = blocks
    }
  }
}

/// A table of a paper. Its header is repeated on each page.
package struct PaperTable: Sendable, Equatable {
  /// How a column's cells stand.
  package enum Alignment: Sendable {
    case left, centre, right
  }

  /// A column and how much of the width it takes, against the others.
  package struct Column: Sendable, Equatable {
    /// How its cells stand.
    package var alignment: Alignment
    /// Twice the weight is twice the width.
    package var weight: Double

    /// At the left, as wide as the others.
    package init(_ alignment: Alignment = .left, weight: Double = 1) {
      self.alignment = alignment
      self.weight = weight
    }
  }

  /// A cell of the header, over so many columns and rows.
  package struct HeaderCell: Sendable, Equatable, ExpressibleByStringLiteral {
    /// Plain; escaped where it is written.
    package var text: String
    /// How many columns it covers, at least 1.
    package var columns: Int
    /// How many rows of the header it covers, at least 1.
    package var rows: Int

    /// One column and one row where nothing is said.
    package init(_ text: String, columns: Int = 1, rows: Int = 1) {
      self.text = text
      self.columns = max(1, columns)
      self.rows = max(1, rows)
    }

    /// A cell of one column and one row.
    package init(stringLiteral value: String) { self.init(value) }
  }

  /// Above the table: `Bảng 1. …`
  package var caption: String?
  /// From the left.
  package var columns: [Column]
  /// Its rows; cells that another covers are left out, as in HTML.
  package var header: [[HeaderCell]]
  /// As many cells in each as there are columns.
  package var rows: [[OfficeText]]
  /// From 0: sums, groups.
  package var boldRows: Set<Int>

  /// Nothing is checked here: rows must be as long as ``columns``.
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
  /// The picture itself.
  package enum Content: Sendable, Equatable {
    case svg(String)
    case png([UInt8])
  }

  /// SVG or PNG, kept within the paper.
  package var content: Content
  /// Below it: `Hình 1. …`
  package var caption: String?
  /// What it shows, for those who cannot see it.
  package var alternative: String
  /// In millimetres; the text is 160 wide (247 in landscape).
  package var width: Double

  /// 150 mm wide where nothing is said. It is looked at when the file is made: ``PaperFailure/image``.
  package init(_ content: Content, caption: String? = nil, alternative: String, width: Double = 150) {
    self.content = content
    self.caption = caption
    self.alternative = alternative
    self.width = width
  }
}
