package com.genericcorp.hq.release.git;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/**
 * GitHub's token for Git over HTTPS; it is given to the server that it belongs to and to no other.
 *
 * @param server {@code GITHUB_SERVER_URL}
 */
public record RemoteCredentials(Optional<URI> server, Optional<String> token) {
  /** Any name does, beside a token; this is the one that GitHub documents. */
  private static final String USER = "x-access-token";

  private static final int HTTPS = 443;

  /** As GitHub Actions sets them. */
  public static RemoteCredentials of(Map<String, String> environment) {
    return new RemoteCredentials(
        value(environment, "GITHUB_SERVER_URL").map(URI::create),
        value(environment, "GITHUB_TOKEN"));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(one -> !one.isBlank());
  }

  /** Whether an address is asked with the token: of that server, over TLS, at its port. */
  boolean belongTo(URIish address) {
    return server.isPresent()
        && token.isPresent()
        && "https".equals(address.getScheme())
        && "https".equals(server.get().getScheme())
        && server.get().getHost() != null
        && server.get().getHost().equalsIgnoreCase(address.getHost())
        && port(server.get().getPort()) == port(address.getPort());
  }

  private static int port(int written) {
    return written > 0 ? written : HTTPS;
  }

  /**
   * What to say to an address that asks who we are; never a question to the user. It is asked anew
   * for every address, so a redirect takes the token nowhere.
   */
  CredentialsProvider provider() {
    return new CredentialsProvider() {
      @Override
      public boolean isInteractive() {
        return false;
      }

      @Override
      public boolean supports(CredentialItem... items) {
        return Stream.of(items)
            .allMatch(
                item ->
                    item instanceof CredentialItem.Username
                        || item instanceof CredentialItem.Password);
      }

      @Override
      public boolean get(URIish address, CredentialItem... items) {
        if (!supports(items) || !belongTo(address)) {
          return false;
        }
        for (CredentialItem item : items) {
          if (item instanceof CredentialItem.Username user) {
            user.setValue(USER);
          } else if (item instanceof CredentialItem.Password password) {
            password.setValue(token.orElseThrow().toCharArray());
          }
        }
        return true;
      }
    };
  }

  @Override
  public String toString() {
    return "credentials for " + server.map(URI::toString).orElse("no server");
  }
}
