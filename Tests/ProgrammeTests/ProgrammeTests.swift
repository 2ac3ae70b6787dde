import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("The programme")
struct ProgrammeTests {}
