import Contracts
import Foundation
import Kernel
import Testing

struct StoryBodyTests {
  static let sample = """
    {"type":"doc","content":[
      {"type":"heading","attrs":{"level":2,"id":"h1"},"content":[{"type":"text","text":"Nước rút"}]},
      {"type":"paragraph","attrs":{"id":"p1"},"content":[
        {"type":"text","text":"Sáng nay "},{"type":"text","text":"nước sông","marks":[{"type":"bold"}]},
        {"type":"hardBreak"},
        {"type":"text","text":"đã rút","marks":[{"type":"italic"},{"type":"link","attrs":{"href":"https://a.example/?q=1&x"}}]}]},
      {"type":"bulletList","attrs":{"id":"l1"},"content":[
        {"type":"listItem","attrs":{"id":"i1"},"content":[
          {"type":"paragraph","attrs":{"id":"p2"},"content":[{"type":"text","text":"Một"}]},
          {"type":"orderedList","attrs":{"id":"l2","start":3},"content":[
            {"type":"listItem","attrs":{"id":"i2"},"content":[{"type":"paragraph","attrs":{"id":"p3"}}]}]}]}]},
      {"type":"blockquote","attrs":{"id":"q1"},"content":[
        {"type":"paragraph","attrs":{"id":"p4"},"content":[{"type":"text","text":"“Lời nói \\"thật\\”"}]}]},
      {"type":"figure","attrs":{"id":"f1","picture":"0190c000-0000-7000-8000-00000000000c","caption":"Cầu","credit":"Lan","alt":"Cầu lúc sáng"}},
      {"type":"horizontalRule","attrs":{"id":"r1"}}]}
    """.replacingOccurrences(of: "\\”", with: "\\\"")

  @Test("a document comes back from its JSON as it was, and the JSON is canonical")
  func roundTrip() throws {
    let body = try StoryBody(json: Self.sample)
    let again = try StoryBody(json: body.json)
    #expect(again == body)
    #expect(again.json == body.json)
    #expect(body.blocks.map(\.id) == ["h1", "p1", "l1", "q1", "f1", "r1"])
    #expect(body.pictures.map(\.rawValue) == ["0190c000-0000-7000-8000-00000000000c"])
    #expect(body.wordCount == 2 + 4 + 2 + 1 + 3)
    #expect(body.plainText == "Nước rút\nSáng nay nước sông\nđã rút\nMột\n“Lời nói \"thật\"\nCầu")
  }

  @Test("it is read and written as part of a larger value by the standard coders too")
  func codable() throws {
    let body = try StoryBody(json: Self.sample)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = try encoder.encode(["body": body])
    #expect(String(decoding: data, as: UTF8.self) == "{\"body\":\(body.json)}")
    #expect(try JSONDecoder().decode([String: StoryBody].self, from: data)["body"] == body)
  }

  @Test(
    "what does not belong is refused with its place",
    arguments: [
      (#"{"type":"doc","content":[{"type":"script"}]}"#, "doc.content[0].type", StoryBody.Invalid.Reason.unknownNode),
      (#"{"type":"doc","content":[{"type":"text","text":"x"}]}"#, "doc.content[0]", .wrongPlace),
      (
        #"{"type":"doc","content":[{"type":"paragraph","attrs":{"onclick":"x"}}]}"#, "doc.content[0].attrs.onclick",
        .unknownMember
      ),
      (#"{"type":"doc","content":[{"type":"paragraph","style":"x"}]}"#, "doc.content[0].style", .unknownMember),
      (#"{"type":"doc","content":[{"type":"heading","attrs":{"level":1}}]}"#, "doc.content[0].attrs.level", .badValue),
      (
        #"{"type":"doc","content":[{"type":"heading","attrs":{"level":2.5}}]}"#, "doc.content[0].attrs.level", .badValue
      ),
      (
        #"{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":""}]}]}"#,
        "doc.content[0].content[0].text", .badValue
      ),
      (
        #"{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"x","marks":[{"type":"underline"}]}]}]}"#,
        "doc.content[0].content[0].marks[0].type", .unknownMark
      ),
      (
        #"{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"javascript:alert(1)"}}]}]}]}"#,
        "doc.content[0].content[0].marks[0].attrs.href", .badValue
      ),
      (
        #"{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"//evil.example"}}]}]}]}"#,
        "doc.content[0].content[0].marks[0].attrs.href", .badValue
      ),
      (#"{"type":"doc","content":[{"type":"bulletList","content":[]}]}"#, "doc.content[0]", .wrongPlace),
      (
        #"{"type":"doc","content":[{"type":"bulletList","content":[{"type":"paragraph"}]}]}"#,
        "doc.content[0].content[0]", .wrongPlace
      ),
      (
        #"{"type":"doc","content":[{"type":"blockquote","content":[{"type":"figure","attrs":{"picture":"a"}}]}]}"#,
        "doc.content[0].content[0]", .wrongPlace
      ),
      (
        #"{"type":"doc","content":[{"type":"figure","attrs":{"picture":"../etc"}}]}"#, "doc.content[0].attrs.picture",
        .badValue
      ),
      (#"{"type":"doc","content":[{"type":"figure"}]}"#, "doc.content[0].attrs.picture", .badValue),
      (#"{"type":"doc","content":[{"type":"horizontalRule","content":[]}]}"#, "doc.content[0].content", .wrongPlace),
      (#"{"type":"doc","content":[{"type":"paragraph","attrs":{"id":"<b>"}}]}"#, "doc.content[0].attrs.id", .badValue),
      (#"{"type":"doc","content":{}}"#, "doc.content", .badValue),
      (#"{"type":"paragraph"}"#, "doc.type", .unknownNode),
      (#"[]"#, "doc", .badValue),
      (#"{"type":"doc""#, "byte 13", .notJSON),
      (#"{"type":"doc","type":"doc"}"#, "byte 21", .notJSON),
      (
        #"{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"\ud800"}]}]}"#, "byte 85",
        .notJSON
      ),
    ])
  func refused(json: String, path: String, reason: StoryBody.Invalid.Reason) {
    #expect(throws: StoryBody.Invalid(path: path, reason: reason)) { try StoryBody(json: json) }
  }

  @Test("too deep, too many and too much are refused quickly")
  func limits() {
    let list = #"{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph"},"#
    let deep =
      #"{"type":"doc","content":["# + String(repeating: list, count: 12)
      + #"{"type":"paragraph"}"# + String(repeating: "]}]}", count: 12) + "]}"
    #expect { try StoryBody(json: deep) } throws: { ($0 as? StoryBody.Invalid)?.reason == .tooDeep }

    let bomb = String(repeating: #"{"content":["#, count: 100_000)
    #expect { try StoryBody(json: bomb) } throws: { ($0 as? StoryBody.Invalid)?.reason == .notJSON }

    let many = String(repeating: #"{"type":"paragraph"},"#, count: 20_001) + #"{"type":"paragraph"}"#
    #expect { try StoryBody(json: #"{"type":"doc","content":["# + many + "]}") } throws: {
      ($0 as? StoryBody.Invalid)?.reason == .tooManyNodes
    }

    let long = String(repeating: "a", count: 1_048_577)
    let much = #"{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"\#(long)"}]}]}"#
    #expect { try StoryBody(json: much) } throws: { ($0 as? StoryBody.Invalid)?.reason == .tooMuchText }
  }

  @Test("a block without an ID, or with one that is taken, gets a new one; text is never refused for that")
  func identifiers() throws {
    let body = try StoryBody(
      json:
        #"{"type":"doc","content":[{"type":"paragraph","attrs":{"id":"a"}},{"type":"paragraph","attrs":{"id":"a"}},{"type":"paragraph"},{"type":"paragraph","attrs":{"id":null}}]}"#
    )
    #expect(body.blocks[0].id == "a")
    #expect(Set(body.blocks.map(\.id)).count == 4)
  }

  @Test("neighbours set alike are one run, control characters go, letters are composed")
  func tidied() throws {
    let body = try StoryBody(
      json:
        #"{"type":"doc","content":[{"type":"paragraph","attrs":{"id":"a"},"content":[{"type":"text","text":"mo\u0302\u0323t\u0000 "},{"type":"text","text":"hai\u0008"}]}]}"#
    )
    #expect(body.blocks == [.init(.paragraph([.text("một hai", .none)]), id: "a")])
    #expect(Array(body.json.utf8).contains(0xE1))
  }

  @Test("a plain field keeps every block whose words were not changed")
  func plainForm() throws {
    let body = try StoryBody(json: Self.sample)
    #expect(body.applying(plainForm: body.plainForm) == body)
    let edited = body.applying(plainForm: body.plainForm.replacing("Nước rút", with: "Nước lên") + "\n\nHết.")
    #expect(edited.blocks.dropFirst().dropLast() == body.blocks.dropFirst())
    #expect(edited.blocks.first?.kind == .paragraph([.text("Nước lên", .none)]))
    #expect(edited.blocks.last?.kind == .paragraph([.text("Hết.", .none)]))
  }

  @Test("empty is what nobody can read or see")
  func emptiness() throws {
    #expect(StoryBody().isEmpty)
    #expect(StoryBody(plainForm: " \n\n \r\n").isEmpty)
    #expect(try StoryBody(json: #"{"type":"doc","content":[{"type":"paragraph"},{"type":"horizontalRule"}]}"#).isEmpty)
    #expect(!StoryBody(plainForm: "a").isEmpty)
    #expect(!StoryBody(blocks: [.init(.figure(.init(picture: PictureID("x"))))]).isEmpty)
  }
}
