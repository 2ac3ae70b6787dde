import HTTPTypes
package import Hummingbird
import Kernel
import Logging
import NIOCore
import NIOHTTP1

/// Turns whatever was thrown into an answer. What was not meant for people is told to the log, never to them.
package struct ProblemMiddleware: RouterMiddleware {
  /// It stands before every route, whoever asks.
  package typealias Context = AppContext

  /// Needs nothing: words are in the problems, the language in the context.
  package init() {}

  /// Throws nothing; what is 500 or more is told to the log with its route.
  package func handle(
    _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as MustVisit where request.wantsHTML && request.isSafe {
      return Answer.seeOther(error.place)
    } catch let error as HTTPError {
      return ProblemAnswer.make(Self.problem(status: error.status.code), request, context, headers: error.headers)
    } catch {
      let problem = Self.problem(error)
      if problem.status >= 500 { Self.log(error, problem, context) }
      return ProblemAnswer.make(problem, request, context)
    }
  }

  static func problem(_ error: any Error) -> Problem {
    switch error {
    case let error as any ProblemConvertible: error.problem
    case let error as any HTTPResponseError: problem(status: error.status.code)
    case is HTTPParserError: problem(status: 400)
    case is CancellationError, is ChannelError, is IOError:
      // The client went away; nobody reads the answer.
      problem(status: 408)
    default: problem(status: 500)
    }
  }

  /// Words for a status that the framework gave; its own message is English and is left out.
  static func problem(status: Int) -> Problem {
    switch status {
    case 401: Failure.unauthenticated.problem
    case 404: Failure.notFound.problem
    case 405: RequestProblem.wrongMethod.problem
    case 410: Failure.gone.problem
    case 413: Failure.tooLarge(limit: 2_097_152).problem
    case 415: RequestProblem.unsupportedType.problem
    case 403:
      Problem(
        status: 403, type: "forbidden", title: "Bạn không có quyền làm việc này", detail: "Không có gì bị thay đổi.")
    case 400..<500:
      Problem(
        status: status, type: "malformed", title: "Yêu cầu không đọc được",
        detail: "Địa chỉ hoặc dữ liệu gửi lên không đúng dạng. Không có gì bị thay đổi.")
    case 503: Failure.unavailable("Máy chủ đang bận. Hãy thử lại sau ít giây.").problem
    default:
      Problem(
        status: 500, type: "internal", title: "Có lỗi ở phía chúng tôi",
        detail: "Lỗi đã được ghi lại. Những gì đã lưu trước đó vẫn còn nguyên.")
    }
  }

  private static func log(_ error: any Error, _ problem: Problem, _ context: AppContext) {
    context.logger.error(
      "request failed",
      metadata: [
        "route": "\(context.endpointPath ?? "")", "status": "\(problem.status)", "kind": "\(type(of: error))",
        "error": "\(error)",
      ])
  }
}
