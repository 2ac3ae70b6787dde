package import Foundation
package import Messaging
import Web

/// How the installation does at one moment. Parts that could not be asked are nil.
package struct OperationsState: Sendable, Encodable {
  /// The program on this node.
  package struct Node: Sendable, Encodable {
    /// Of the program, as it was released.
    package let version: String
    /// The last step of the schema this program knows.
    package let schema: String
    /// When this process was furnished.
    package let startedAt: Date
  }

  /// Where the records are.
  package struct Store: Sendable, Encodable {
    /// `sqlite`, `postgres`.
    package let engine: String
    /// As the engine says it.
    package let version: String
    /// What the database takes on the disk.
    package let bytes: Int
  }

  /// Finished pages in the memory of this node, counted from its start.
  package struct Pages: Sendable, Encodable {
    /// What may be kept at most, in bytes.
    package let capacityBytes: Int
    /// What is kept now, in all variants.
    package let bytes: Int
    /// How many are kept now.
    package let pages: Int
    /// Of ``pages``, those to be rendered again when somebody asks.
    package let stale: Int
    /// Of ``pages``, those that could not be rendered again.
    package let failing: Int
    /// Answered from memory.
    package let hits: Int
    /// Renderings begun.
    package let renders: Int

    init(_ figures: PageCacheFigures, capacity: Int) {
      capacityBytes = capacity
      bytes = figures.bytes
      pages = figures.pages
      stale = figures.stalePages
      failing = figures.failingPages
      hits = figures.fastHits + figures.fastNotModified + figures.hits
      renders = figures.renders
    }
  }

  /// Work outside requests.
  package struct Work: Sendable, Encodable {
    /// Events not yet handed to their lanes.
    package let untold: Int
    /// Those in trouble first; at most 500.
    package let lanes: [LaneStatus]
    /// By name; at most 500.
    package let jobs: [JobStatus]
    /// Only those that this program runs.
    package let schedules: [ScheduleStatus]
  }

  /// The moment, by the house's clock.
  package let at: Date
  /// The program on this node.
  package let node: Node
  /// Nil where the database does not answer.
  package let database: Store?
  /// Of the data folder; nil where it cannot be asked.
  package let disk: DiskSpace?
  /// Of this node alone.
  package let pageCache: Pages
  /// Nil where the database does not answer.
  package let work: Work?
  /// What somebody should look at, the worst first.
  package let concerns: [Concern]

  init(
    at: Date, node: Node, database: Store?, disk: DiskSpace?, pageCache: Pages, work: Work?
  ) {
    self.at = at
    self.node = node
    self.database = database
    self.disk = disk
    self.pageCache = pageCache
    self.work = work
    concerns = Concern.all(at: at, hasDatabase: database != nil, disk: disk, pages: pageCache, work: work)
  }
}
