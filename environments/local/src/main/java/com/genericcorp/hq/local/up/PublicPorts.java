package com.genericcorp.hq.local.up;

/** Where users arrive: HTTPS, and plain HTTP that is sent there. */
public record PublicPorts(int https, int http) {
  private static final int HTTPS = 443;

  /** The address of a host, with the port unless it is the usual one. */
  public String url(String host) {
    return "https://" + host + (https == HTTPS ? "" : ":" + https);
  }
}
