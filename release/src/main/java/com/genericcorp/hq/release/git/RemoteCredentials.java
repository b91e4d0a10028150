package com.genericcorp.hq.release.git;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/**
 * GitHub's token for Git over HTTPS; it is given to the server that it belongs to and to no other.
 *
 * @param server {@code GITHUB_SERVER_URL}
 */
public record RemoteCredentials(Optional<URI> server, Optional<String> token) {
  /** Any name does, beside a token; this is the one that GitHub documents. */
  private static final String USER = "x-access-token";

  /** As GitHub Actions sets them. */
  public static RemoteCredentials of(Map<String, String> environment) {
    return new RemoteCredentials(
        value(environment, "GITHUB_SERVER_URL").map(URI::create),
        value(environment, "GITHUB_TOKEN"));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(one -> !one.isBlank());
  }

  /** What to say to an address that asks who we are; never a question to the user. */
  CredentialsProvider of(URIish address) {
    boolean belongs =
        server.isPresent()
            && "https".equals(address.getScheme())
            && server.get().getHost() != null
            && server.get().getHost().equalsIgnoreCase(address.getHost())
            && "https".equals(server.get().getScheme());
    return belongs && token.isPresent()
        ? new UsernamePasswordCredentialsProvider(USER, token.get())
        : NONE;
  }

  private static final CredentialsProvider NONE =
      new CredentialsProvider() {
        @Override
        public boolean isInteractive() {
          return false;
        }

        @Override
        public boolean supports(CredentialItem... items) {
          return false;
        }

        @Override
        public boolean get(URIish uri, CredentialItem... items) {
          return false;
        }
      };

  @Override
  public String toString() {
    return "credentials for " + server.map(URI::toString).orElse("no server");
  }
}
