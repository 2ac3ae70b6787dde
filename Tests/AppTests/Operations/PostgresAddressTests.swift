import Testing

@testable import App

@Suite("The password of a database stands in no argument of another program")
struct PostgresAddressTests {
  @Test(
    "it is parted from the address, wherever it stands in it",
    arguments: [
      ("postgres://hoitu:b%C3%AD%40m%E1%BA%ADt@db:5432/hoitu", "postgres://hoitu@db:5432/hoitu", "bí@mật"),
      (
        "postgresql://hoitu:a@/hoitu?host=/run/pg&sslmode=require",
        "postgresql://hoitu@/hoitu?host=/run/pg&sslmode=require", "a"
      ),
      (
        "postgres://db/hoitu?user=hoitu&password=x%26y&sslmode=require",
        "postgres://db/hoitu?user=hoitu&sslmode=require", "x&y"
      ),
      ("postgres://hoitu:a@db/hoitu?password=b", "postgres://hoitu@db/hoitu", "b"),
    ])
  func parted(address: String, shown: String, password: String) {
    let address = PostgresAddress(address)
    #expect(address.url == shown)
    #expect(address.password == password)
    #expect(address.environment["PGPASSWORD"] == password)
  }

  @Test(
    "an address without one stays as it is",
    arguments: [
      "postgres://hoitu@db/hoitu", "postgres://db:5432/hoitu", "postgres:///hoitu?host=/run/pg", "postgres://db/a:b@c",
    ])
  func without(address: String) {
    #expect(PostgresAddress(address).url == address)
    #expect(PostgresAddress(address).password == nil)
  }
}
