package com.genericcorp.hq.server.http;

import com.genericcorp.hq.server.database.DatabaseUnavailable;
import com.genericcorp.hq.server.tenancy.NotServed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a request's endpoint and writes what it answers. Paths are compared as they were sent,
 * segment by segment: an escaped, doubled or dotted spelling of a path is another path, and 404.
 */
public final class Router extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);
  private static final int RETRY_AFTER_SECONDS = 2;

  /** Answers a route's requests, in whichever way. */
  @FunctionalInterface
  private interface Responder {
    void respond(Call call, Request request, Response response, Callback callback);
  }

  private record Route(String method, String template, List<String> segments, Responder responder) {
    /** What stands for the template's names in a path; null when the path is another one. */
    @Nullable Map<String, String> match(List<String> path) {
      if (path.size() != segments.size()) {
        return null;
      }
      Map<String, String> values = new HashMap<>();
      for (int index = 0; index < path.size(); index++) {
        String expected = segments.get(index);
        String found = path.get(index);
        if (expected.startsWith("{")) {
          values.put(expected.substring(1, expected.length() - 1), found);
        } else if (!expected.equals(found)) {
          return null;
        }
      }
      return values;
    }
  }

  private final List<Route> routes = new ArrayList<>();

  /**
   * Adds a route for GET and HEAD; the template's names in braces stand for one segment each. Of
   * two routes that a path fits, the one that was added first is taken.
   */
  public Router get(String template, Endpoint endpoint) {
    return add("GET", template, endpoint).add("HEAD", template, endpoint);
  }

  public Router post(String template, Endpoint endpoint) {
    return add("POST", template, endpoint);
  }

  public Router patch(String template, Endpoint endpoint) {
    return add("PATCH", template, endpoint);
  }

  public Router delete(String template, Endpoint endpoint) {
    return add("DELETE", template, endpoint);
  }

  /** Adds a route for GET whose answer is a stream of events. */
  public Router stream(String template, StreamEndpoint endpoint) {
    return route(
        "GET",
        template,
        (call, request, response, callback) -> {
          Consumer<EventStream> opened = endpoint.open(call);
          call.exchange().isStreamed();
          EventStream stream =
              EventStream.begin(request, response, callback, call.exchange().headers());
          try {
            opened.accept(stream);
          } catch (RuntimeException fault) {
            // The answer has begun: all that can still be said is that it is over.
            LOG.error("A stream failed.", fault);
            stream.cut();
          }
        });
  }

  private Router add(String method, String template, Endpoint endpoint) {
    return route(
        method,
        template,
        (call, request, response, callback) ->
            endpoint.answer(call).write(response, callback, call.exchange().headers()));
  }

  private Router route(String method, String template, Responder responder) {
    routes.add(new Route(method, template, segments(template), responder));
    return this;
  }

  /** All routes as {@code METHOD template}, such as {@code GET /api/tasks/{id}}. */
  public Set<String> routes() {
    return routes.stream()
        .map(route -> route.method + " " + route.template)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = Exchange.of(request);
    Answer answer;
    try {
      answer(request, response, callback, exchange);
      return true;
    } catch (ProblemException refused) {
      answer = Answer.of(refused.problem(), exchange.requestId);
    } catch (NotServed organization) {
      exchange.isFor(organization.tenant());
      answer = Answer.of(Access.problem(organization), exchange.requestId);
    } catch (DatabaseUnavailable away) {
      LOG.debug("503", away);
      answer = Answer.of(databaseAway(), exchange.requestId);
    } catch (RuntimeException | StackOverflowError fault) {
      LOG.error("A request failed.", fault);
      answer = Answer.of(unforeseen(), exchange.requestId);
    }
    answer.write(response, callback, exchange.headers());
    return true;
  }

  private void answer(Request request, Response response, Callback callback, Exchange exchange) {
    String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
    List<String> segments = segments(path);
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      Map<String, String> values = route.match(segments);
      if (values == null) {
        continue;
      }
      if (route.method.equals(request.getMethod())) {
        exchange.matched(route.template);
        String query = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
        Call call = new Call(exchange, request.getHeaders(), values, query, WholeBody.of(request));
        route.responder.respond(call, request, response, callback);
        return;
      }
      allowed.add(route.method);
    }
    if (allowed.isEmpty()) {
      throw new Problem(404, "There is nothing at this address.").exception();
    }
    String methods = String.join(", ", allowed);
    throw new Problem(405, "This address answers " + methods + " only.")
        .with("Allow", methods)
        .exception();
  }

  private static Problem databaseAway() {
    return new Problem(503, "database-away", "The database cannot be reached; try again shortly.")
        .with("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
  }

  private static Problem unforeseen() {
    return new Problem(
        500, "The server failed at this request. Its id leads us to the reason in our logs.");
  }
}
