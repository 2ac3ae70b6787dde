import Foundation
import Glibc

/// An XML Schema held by the system's libxml2, where there is one; what `xmllint --schema` does.
final class XSDSchema {
  private typealias Make = @convention(c) (UnsafePointer<CChar>) -> OpaquePointer?
  private typealias Step = @convention(c) (OpaquePointer) -> OpaquePointer?
  private typealias Read =
    @convention(c) (UnsafePointer<CChar>, CInt, UnsafePointer<CChar>?, UnsafePointer<CChar>?, CInt)
    -> OpaquePointer?
  private typealias Validate = @convention(c) (OpaquePointer, OpaquePointer) -> CInt

  nonisolated(unsafe) private static let library = dlopen("libxml2.so.2", RTLD_NOW | RTLD_LOCAL)
  static var isHere: Bool { library != nil }

  private let schema: OpaquePointer

  private static func symbol<Function>(_ name: String, as type: Function.Type) -> Function? {
    guard let library, let found = dlsym(library, name) else { return nil }
    return unsafeBitCast(found, to: type)
  }

  init?(_ url: URL) {
    guard let make = Self.symbol("xmlSchemaNewParserCtxt", as: Make.self),
      let parse = Self.symbol("xmlSchemaParse", as: Step.self), let context = make(url.path),
      let schema = parse(context)
    else { return nil }
    self.schema = schema
  }

  /// Whether a document is valid; what is not is told on standard error.
  func accepts(_ text: String) -> Bool {
    guard let read = Self.symbol("xmlReadMemory", as: Read.self),
      let begin = Self.symbol("xmlSchemaNewValidCtxt", as: Step.self),
      let validate = Self.symbol("xmlSchemaValidateDoc", as: Validate.self), let context = begin(schema)
    else { return false }
    guard let document = text.withCString({ read($0, CInt(strlen($0)), nil, nil, 0) }) else { return false }
    return validate(context, document) == 0
  }
}
