package com.genericcorp.hq.release.github;

import com.genericcorp.hq.cli.InvalidInput;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which repository of which GitHub, and as whom: as GitHub Actions sets {@code GITHUB_API_URL},
 * {@code GITHUB_REPOSITORY} and {@code GITHUB_TOKEN}. It does not show the token.
 */
public record GitHubAddress(URI api, String repository, Optional<String> token) {
  private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9-]+/[A-Za-z0-9._-]+");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  public GitHubAddress {
    if (!isSafe(api)) {
      throw new InvalidInput(
          "GITHUB_API_URL is '%s': expected an https address; a token goes nowhere else", api);
    }
    if (!REPOSITORY.matcher(repository).matches()) {
      throw new InvalidInput("GITHUB_REPOSITORY is '%s': expected OWNER/NAME", repository);
    }
  }

  /** Reads the variables. */
  public static GitHubAddress of(Map<String, String> environment) {
    String api = required(environment, "GITHUB_API_URL", "the address of GitHub's API");
    String repository = required(environment, "GITHUB_REPOSITORY", "OWNER/NAME");
    URI uri;
    try {
      uri = URI.create(api.replaceFirst("/+$", ""));
    } catch (IllegalArgumentException problem) {
      throw new InvalidInput("GITHUB_API_URL is '%s', which is no address", api);
    }
    return new GitHubAddress(
        uri,
        repository,
        Optional.ofNullable(environment.get("GITHUB_TOKEN"))
            .map(String::strip)
            .filter(one -> !one.isEmpty()));
  }

  private static String required(Map<String, String> environment, String name, String what) {
    String value = environment.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      throw new InvalidInput("%s is not set: set it to %s, as GitHub Actions does", name, what);
    }
    return value;
  }

  /** Whether a token may be sent there: over TLS, or to this machine itself. */
  static boolean isSafe(URI address) {
    String host = address.getHost();
    return host != null
        && ("https".equals(address.getScheme())
            || ("http".equals(address.getScheme()) && LOOPBACK.contains(host)));
  }

  /** The same repository, seen as everybody sees it. */
  public GitHubAddress anonymous() {
    return new GitHubAddress(api, repository, Optional.empty());
  }

  /** An address below the repository, such as {@code /releases}. */
  URI of(String path) {
    return URI.create(api + "/repos/" + repository + path);
  }

  @Override
  public String toString() {
    return repository + " at " + api;
  }
}
