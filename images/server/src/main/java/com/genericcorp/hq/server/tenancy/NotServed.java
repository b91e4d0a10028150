package com.genericcorp.hq.server.tenancy;

/**
 * The organisation is not served any more: the database refuses to act for it, or broke off what
 * was under way. No fault of anybody's, and nothing to be tried again.
 */
public final class NotServed extends RuntimeException {
  private final transient Tenant tenant;
  private final boolean gone;

  /**
   * What is true now.
   *
   * @param tenant as it was known when the work began
   * @param gone whether there is no such organisation any more; else it is suspended
   */
  NotServed(Tenant tenant, boolean gone) {
    super("organisation '" + tenant.slug() + "' is " + (gone ? "gone" : "suspended"));
    this.tenant = tenant;
    this.gone = gone;
  }

  public Tenant tenant() {
    return tenant;
  }

  public boolean gone() {
    return gone;
  }
}
