package com.genericcorp.hq.server.signin;

import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.http.Problem;

/** Whether a browser's request comes from a page of the host that it goes to. */
public final class OwnOrigin {
  private final Hosts hosts;

  public OwnOrigin(Hosts hosts) {
    this.hosts = hosts;
  }

  /**
   * Lets pass what comes from our own page, or from no page at all.
   *
   * @throws com.genericcorp.hq.server.http.ProblemException 403 {@code csrf} otherwise
   */
  public void require(Call call) {
    String origin = call.onlyHeader("Origin");
    if (!origin.isEmpty() && !origin.equals(own(call.onlyHeader("Host")))) {
      throw new Problem(403, "csrf", "This request comes from another site's page.").exception();
    }
  }

  private String own(String host) {
    // By what is configured: the Host header says which of our hosts it is, and nothing more.
    return hosts.meaningOf(host) instanceof Hosts.Organization organization
        ? hosts.urlOf(organization.slug().value())
        : hosts.url();
  }
}
