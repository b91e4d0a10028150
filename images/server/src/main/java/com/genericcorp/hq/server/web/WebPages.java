package com.genericcorp.hq.server.web;

import com.genericcorp.hq.server.http.Access;
import com.genericcorp.hq.server.http.Answer;
import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Problem;
import com.genericcorp.hq.server.http.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page's files, from this build's {@code /web}. They are read when first asked for, so that
 * they are no part of a server's start, and need no database.
 */
public final class WebPages {
  /** The page's addresses: one document, whose script tells them apart. */
  private static final List<String> ROUTES =
      List.of(
          "/",
          "/sign-in",
          "/invitation",
          "/board",
          "/agents",
          "/usage",
          "/members",
          "/keys",
          "/status");

  private static final Pattern ASSET = Pattern.compile("[A-Za-z0-9_-]{1,80}\\.(js|css)");
  private static final Map<String, String> TYPES =
      Map.of("js", "text/javascript; charset=utf-8", "css", "text/css; charset=utf-8");

  // Holds what there is in the build, and nothing else: names that are not there stay out.
  private final Map<String, WebFile> files = new ConcurrentHashMap<>();
  private final PageConfig config;

  public WebPages(PageConfig config) {
    this.config = config;
  }

  /** Adds the page's routes. */
  public void addTo(Router router, Access access) {
    ROUTES.forEach(route -> router.get(route, access.page(this::document)));
    router
        .get("/icon.svg", access.page(this::icon))
        .get("/assets/{name}", access.page(this::asset))
        .get("/config.json", access.page(config::answer));
  }

  private Answer document(Call call) {
    return own("index.html", "text/html; charset=utf-8").answer(call);
  }

  private Answer icon(Call call) {
    return own("icon.svg", "image/svg+xml").answer(call);
  }

  private Answer asset(Call call) {
    String name = call.path().getOrDefault("name", "");
    Matcher wellFormed = ASSET.matcher(name);
    if (!wellFormed.matches()) {
      throw nothing();
    }
    String type = TYPES.getOrDefault(wellFormed.group(1), "");
    return file("assets/" + name, type, WebFile.FOREVER)
        .orElseThrow(WebPages::nothing)
        .answer(call);
  }

  private WebFile own(String path, String contentType) {
    return file(path, contentType, WebFile.ASK_EACH_TIME)
        .orElseThrow(() -> new IllegalStateException("this build has no web/" + path));
  }

  private Optional<WebFile> file(String path, String contentType, String cacheControl) {
    WebFile known = files.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<WebFile> read = WebFile.read(path, contentType, cacheControl);
    read.ifPresent(file -> files.put(path, file));
    return read;
  }

  private static RuntimeException nothing() {
    return new Problem(404, "There is nothing at this address.").exception();
  }
}
