package com.genericcorp.hq.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;

/** The headers that every answer has, whatever it is. */
public final class SecurityHeaders {
  /** For answers that a browser has nothing to load for. */
  private static final String NOTHING =
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  private static final String POLICY = "Content-Security-Policy";

  private final Map<String, String> fields = new LinkedHashMap<>();

  /**
   * @param hstsSeconds how long browsers shall insist on HTTPS; 0 says nothing about it
   */
  public SecurityHeaders(int hstsSeconds) {
    fields.put("X-Content-Type-Options", "nosniff");
    fields.put("Referrer-Policy", "no-referrer");
    fields.put(POLICY, NOTHING);
    fields.put("Cross-Origin-Opener-Policy", "same-origin");
    fields.put("Cross-Origin-Resource-Policy", "same-origin");
    fields.put(
        "Permissions-Policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");
    fields.put("Cache-Control", "no-store");
    if (hstsSeconds > 0) {
      fields.put("Strict-Transport-Security", "max-age=" + hstsSeconds + "; includeSubDomains");
    }
  }

  /** Sets them, in place of what was there. */
  public void addTo(HttpFields.Mutable headers) {
    fields.forEach(headers::put);
  }
}
