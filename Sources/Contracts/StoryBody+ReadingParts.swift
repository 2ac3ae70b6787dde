import Foundation
import Kernel

/// Tables, galleries, clips, embeds and what else is more than a paragraph.
extension StoryReader {
  mutating func part(
    _ type: String, _ tree: Node, _ attributes: Node, _ path: String, _ depth: Int
  ) throws(Invalid) -> StoryBody.Kind {
    switch type {
    case "table": return .table(try table(tree, attributes, path, depth))
    case "gallery":
      return .gallery(caption: try words("caption", attributes, path), try gallery(tree, path, depth))
    case "audio": return .audio(try clip(tree, attributes, path))
    case "video": return .video(try clip(tree, attributes, path))
    case "embed": return .embed(try embed(tree, attributes, path))
    case "factBox": return .factBox(title: try words("title", attributes, path), try blocks(tree, path, depth))
    case "related":
      try leaf(tree, path)
      return .related(
        .init(item: ItemID(try name("item", attributes, path)), title: try words("title", attributes, path)))
    case "alternatives": return .alternatives(try variants(tree, path, depth))
    default: throw Invalid(path: path + ".type", reason: .unknownNode)
    }
  }

  private mutating func table(
    _ tree: Node, _ attributes: Node, _ path: String, _ depth: Int
  ) throws(Invalid) -> StoryBody.Table {
    var rows: [[StoryBody.Table.Cell]] = []
    for (index, child) in try content(tree, path).enumerated() {
      let place = "\(path).content[\(index)]"
      try enter(depth + 1, place)
      try members(child, ["type", "content"], place)
      guard child["type"]?.string == "tableRow" else { throw Invalid(path: place, reason: .wrongPlace) }
      var row: [StoryBody.Table.Cell] = []
      for (index, cell) in try content(child, place).enumerated() {
        let place = "\(place).content[\(index)]"
        guard index < StoryBody.Limit.columns else { throw Invalid(path: place, reason: .tooManyNodes) }
        try enter(depth + 2, place)
        try members(cell, ["type", "content"], place)
        guard cell["type"]?.string == "tableCell" else { throw Invalid(path: place, reason: .wrongPlace) }
        row.append(try inlines(cell, place, depth + 2))
      }
      guard !row.isEmpty else { throw Invalid(path: place, reason: .wrongPlace) }
      rows.append(row)
    }
    guard let width = rows.lazy.map(\.count).max() else { throw Invalid(path: path, reason: .wrongPlace) }
    try add(nodes: rows.reduce(0) { $0 + width - $1.count }, path)
    return StoryBody.Table(
      caption: try words("caption", attributes, path), hasHeader: try flag("header", attributes, path), rows: rows)
  }

  mutating func figure(_ tree: Node, _ attributes: Node, _ path: String) throws(Invalid) -> StoryBody.Figure {
    try leaf(tree, path)
    guard let picture = attributes["picture"]?.string, StoryBody.Block.isID(picture) else {
      throw Invalid(path: path + ".attrs.picture", reason: .badValue)
    }
    return StoryBody.Figure(
      picture: PictureID(picture), caption: try words("caption", attributes, path),
      credit: try words("credit", attributes, path), alt: try words("alt", attributes, path))
  }

  private mutating func gallery(
    _ tree: Node, _ path: String, _ depth: Int
  ) throws(Invalid) -> [StoryBody.GalleryPicture] {
    var pictures: [StoryBody.GalleryPicture] = []
    for (index, child) in try content(tree, path).enumerated() {
      let place = "\(path).content[\(index)]"
      try enter(depth + 1, place)
      try members(child, ["type", "attrs", "content"], place)
      guard child["type"]?.string == "figure" else { throw Invalid(path: place, reason: .wrongPlace) }
      let attributes = child["attrs"] ?? .object([])
      try members(attributes, ["id", "picture", "caption", "credit", "alt"], place + ".attrs")
      let id = try identifier(attributes, place + ".attrs")
      pictures.append(StoryBody.GalleryPicture(try figure(child, attributes, place), id: id))
    }
    return pictures
  }

  private mutating func clip(_ tree: Node, _ attributes: Node, _ path: String) throws(Invalid) -> StoryBody.PlacedClip {
    try leaf(tree, path)
    return StoryBody.PlacedClip(
      clip: ClipID(try name("clip", attributes, path)), caption: try words("caption", attributes, path),
      credit: try words("credit", attributes, path))
  }

  private mutating func embed(_ tree: Node, _ attributes: Node, _ path: String) throws(Invalid) -> StoryBody.Embed {
    try leaf(tree, path)
    guard let address = attributes["url"]?.string, address.hasPrefix("https://"),
      StoryBody.Marks.isAllowed(link: address)
    else { throw Invalid(path: path + ".attrs.url", reason: .badValue) }
    return StoryBody.Embed(
      provider: try name("provider", attributes, path), address: address,
      caption: try words("caption", attributes, path))
  }

  private mutating func variants(_ tree: Node, _ path: String, _ depth: Int) throws(Invalid) -> [StoryBody.Variant] {
    var variants: [StoryBody.Variant] = []
    for (index, child) in try content(tree, path).enumerated() {
      let place = "\(path).content[\(index)]"
      try enter(depth + 1, place)
      try members(child, ["type", "attrs", "content"], place)
      guard child["type"]?.string == "variant" else { throw Invalid(path: place, reason: .wrongPlace) }
      let attributes = child["attrs"] ?? .object([])
      try members(attributes, ["account", "name", "at"], place + ".attrs")
      var blocks: [StoryBody.Block] = []
      for (index, block) in try content(child, place).enumerated() {
        blocks.append(try top(block, "\(place).content[\(index)]", inVariant: true))
      }
      variants.append(
        StoryBody.Variant(
          account: AccountID(try name("account", attributes, place)), name: try person(attributes, place),
          at: try time(attributes, place), blocks: blocks))
    }
    guard variants.count >= 2 else { throw Invalid(path: path, reason: .wrongPlace) }
    return variants
  }

  private func flag(_ name: String, _ attributes: Node, _ path: String) throws(Invalid) -> Bool {
    guard let value = attributes[name] else { return true }
    guard let flag = value.bool else { throw Invalid(path: "\(path).attrs.\(name)", reason: .badValue) }
    return flag
  }

  /// The name of a record, or of a provider.
  func name(_ name: String, _ attributes: Node, _ path: String) throws(Invalid) -> String {
    guard let value = attributes[name]?.string, StoryBody.Block.isID(value) else {
      throw Invalid(path: "\(path).attrs.\(name)", reason: .badValue)
    }
    return value
  }

  /// What somebody is called: at most 1,000 bytes.
  func person(_ attributes: Node, _ path: String) throws(Invalid) -> String {
    guard let value = attributes["name"]?.string, value.utf8.count <= 1_000 else {
      throw Invalid(path: path + ".attrs.name", reason: .badValue)
    }
    return StoryBody.printable(value)
  }

  func time(_ attributes: Node, _ path: String) throws(Invalid) -> Date {
    guard let value = attributes["at"]?.string, let date = Timestamp.date(value) else {
      throw Invalid(path: path + ".attrs.at", reason: .badValue)
    }
    return date
  }
}
