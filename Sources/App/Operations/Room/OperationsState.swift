package import Foundation
package import Messaging
import Web

/// How the installation does at one moment. Parts that could not be asked are nil.
package struct OperationsState: Sendable, Encodable {
  /// The program on this node.
  package struct Node: Sendable, Encodable {
    package let version: String
    /// The last step of the schema this program knows.
    package let schema: String
    package let startedAt: Date
  }

  /// Where the records are.
  package struct Store: Sendable, Encodable {
    /// `sqlite`, `postgres`.
    package let engine: String
    package let version: String
    package let bytes: Int
  }

  /// Finished pages in the memory of this node, counted from its start.
  package struct Pages: Sendable, Encodable {
    package let capacityBytes: Int
    package let bytes: Int
    package let pages: Int
    package let stale: Int
    package let failing: Int
    /// Answered from memory.
    package let hits: Int
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
    package let lanes: [LaneStatus]
    package let jobs: [JobStatus]
    package let schedules: [ScheduleStatus]
  }

  package let at: Date
  package let node: Node
  /// Nil where the database does not answer.
  package let database: Store?
  package let disk: DiskSpace?
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
