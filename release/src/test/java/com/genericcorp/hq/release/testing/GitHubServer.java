package com.genericcorp.hq.release.testing;

import com.genericcorp.hq.builder.blobs.Digest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * GitHub's API of releases on this machine, as strict as its documentation: states of releases and
 * assets, 422 for what exists, pages, limits, drafts that only writers see, immutable releases. It
 * counts calls, and does to the chosen ones what networks do.
 */
public final class GitHubServer implements AutoCloseable {
  public static final String TOKEN = "a-token-that-may-write";
  public static final String READER = "a-token-that-may-read";
  public static final String REPOSITORY = "ada/agenthq";

  private final HttpServer server;
  private final GitHubState state;
  private final GitHubApi api;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<String> calls = new ArrayList<>();
  private Optional<Fault.At> fault = Optional.empty();
  private Runnable beforeCall = () -> {};
  private Runnable afterCall = () -> {};
  private int killAt;
  private long limitSeconds;

  /**
   * Starts.
   *
   * @param complete what a public release must have
   * @param tagExists whether the remote has a tag
   */
  public GitHubServer(Map<String, Digest> complete, Predicate<String> tagExists)
      throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    state = new GitHubState(complete, tagExists);
    api = new GitHubApi(state, "http://127.0.0.1:" + port(), REPOSITORY);
    server.createContext("/", this::handle);
    server.setExecutor(
        Executors.newCachedThreadPool(
            job -> {
              Thread thread = new Thread(job, "github");
              thread.setDaemon(true);
              return thread;
            }));
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** The variables by which GitHub Actions tells where it is. */
  public Map<String, String> environment() {
    return Map.of(
        "GITHUB_API_URL", "http://127.0.0.1:" + port(),
        "GITHUB_REPOSITORY", REPOSITORY,
        "GITHUB_TOKEN", TOKEN);
  }

  /** From now on one call goes wrong; calls are counted anew. */
  public synchronized void fault(Fault.At at) {
    fault = Optional.ofNullable(at);
    calls.clear();
  }

  /** From now on something is done at one call, before or after it is answered. */
  public synchronized void at(int call, Runnable before, Runnable after) {
    killAt = call;
    beforeCall = before;
    afterCall = after;
    calls.clear();
  }

  /** The calls so far: method and path. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** What must never be: an incomplete public release, a changed one, a token shown to others. */
  public synchronized List<String> violations() {
    synchronized (state) {
      return List.copyOf(state.violations);
    }
  }

  /** Each release: {@code v1.0.0 public latest 8}, with the number of its whole assets. */
  public List<String> releases() {
    synchronized (state) {
      return state.releases.values().stream()
          .map(
              one ->
                  "%s %s%s%s %d"
                      .formatted(
                          one.tag,
                          one.draft ? "draft" : "public",
                          one.preRelease ? " pre-release" : "",
                          one.id == state.latest ? " latest" : "",
                          one.assets.values().stream().filter(GitHubState.Asset::uploaded).count()))
          .toList();
    }
  }

  /** Adds a release as somebody else made it. */
  public long add(String tag, String body, boolean draft) {
    synchronized (state) {
      GitHubState.Release release = state.add(tag, "main", tag, body, draft, false);
      state.latest = draft ? state.latest : release.id;
      return release.id;
    }
  }

  /** Adds an asset as somebody else made it; {@code null} leaves a broken one. */
  public void addAsset(long release, String name, byte[] bytes) {
    synchronized (state) {
      GitHubState.Release found = state.releases.get(release);
      long id = state.id();
      found.assets.put(id, new GitHubState.Asset(id, name, "text/plain", bytes));
    }
  }

  /** The ids of releases. */
  public List<Long> ids() {
    synchronized (state) {
      return List.copyOf(state.releases.keySet());
    }
  }

  /** The repository is its owner's alone from now on. */
  public void hideFromEverybody() {
    api.hidden = true;
  }

  /** GitHub tells no digests of assets, as it did for years. */
  public void tellNoDigests() {
    api.tellsDigests = false;
  }

  /** Every call meets a limit from now on. */
  public synchronized void limitFor(long seconds) {
    limitSeconds = seconds;
  }

  /** The list of releases shows a new one only after it was asked for so often. */
  public void lagOfLists(int times) {
    synchronized (state) {
      state.lag = times;
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    Fault now = null;
    boolean chosen;
    synchronized (this) {
      calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      if (fault.isPresent() && fault.get().call() == calls.size()) {
        now = fault.get().fault();
      }
      chosen = killAt == calls.size();
    }
    try (exchange) {
      if (chosen) {
        beforeCall.run();
      }
      Reply reply = answer(exchange, now);
      if (chosen) {
        afterCall.run();
      }
      if (reply != null) {
        reply.send(exchange, now == Fault.CUT_MIDWAY);
      }
    } catch (IOException gone) {
      // The client has ended the connection.
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** The reply; none when the connection is to end. */
  private Reply answer(HttpExchange exchange, Fault now) throws IOException, InterruptedException {
    boolean upload = exchange.getRequestURI().getPath().startsWith("/uploads/");
    if (limitSeconds > 0) {
      return Reply.problem(429, "Slow down").with("Retry-After", Long.toString(limitSeconds));
    }
    if (now == null) {
      return api.answer(exchange, exchange.getRequestBody().readAllBytes());
    }
    switch (now) {
      case ERROR_BEFORE -> {
        exchange.getRequestBody().readAllBytes();
        if (upload) {
          api.breakUpload(exchange);
        }
        return Reply.problem(503, "No server is currently available to service your request.");
      }
      case ERROR_AFTER -> {
        api.answer(exchange, exchange.getRequestBody().readAllBytes());
        return Reply.problem(502, "Server Error");
      }
      case CUT_BEFORE -> {
        return null;
      }
      case CUT_MIDWAY -> {
        if (upload) {
          exchange.getRequestBody().readNBytes(64);
          api.breakUpload(exchange);
          return null;
        }
        return api.answer(exchange, exchange.getRequestBody().readAllBytes());
      }
      case CUT_AFTER -> {
        api.answer(exchange, exchange.getRequestBody().readAllBytes());
        return null;
      }
      case HANG_AFTER -> {
        api.answer(exchange, exchange.getRequestBody().readAllBytes());
        closed.await();
        return null;
      }
      case LIMIT_PRIMARY -> {
        exchange.getRequestBody().readAllBytes();
        return Reply.problem(403, "API rate limit exceeded for installation.")
            .with("X-RateLimit-Remaining", "0")
            .with("X-RateLimit-Reset", Long.toString(System.currentTimeMillis() / 1000 + 3));
      }
      case LIMIT_SECONDARY -> {
        exchange.getRequestBody().readAllBytes();
        return Reply.problem(403, "You have exceeded a secondary rate limit.")
            .with("Retry-After", "7");
      }
    }
    throw new IllegalStateException(now.toString());
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
