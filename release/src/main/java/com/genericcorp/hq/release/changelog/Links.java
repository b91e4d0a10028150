package com.genericcorp.hq.release.changelog;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where commits and issues can be looked at.
 *
 * @param web the repository's page, without a slash at its end; none when it is not known
 */
public record Links(Optional<String> web) {
  private static final int SHORT = 8;
  private static final Pattern ISSUE = Pattern.compile("(?<![\\w&/])#(\\d{1,9})\\b");

  /** As GitHub Actions names the page: {@code GITHUB_SERVER_URL} and {@code GITHUB_REPOSITORY}. */
  public static Links of(Map<String, String> environment) {
    String server = environment.getOrDefault("GITHUB_SERVER_URL", "");
    String repository = environment.getOrDefault("GITHUB_REPOSITORY", "");
    return new Links(
        server.isEmpty() || repository.isEmpty()
            ? Optional.empty()
            : Optional.of(server.replaceFirst("/+$", "") + "/" + repository));
  }

  /** A commit's short name, linked where there is a page. */
  String commit(String hash) {
    String name = hash.substring(0, SHORT);
    return web.map(page -> "[%s](%s/commit/%s)".formatted(name, page, hash)).orElse(name);
  }

  /** A text in which {@code #12} leads to the issue. */
  String issues(String text) {
    return web.map(page -> ISSUE.matcher(text).replaceAll("[#$1](" + page + "/issues/$1)"))
        .orElse(text);
  }
}
