package com.genericcorp.hq.server.tenancy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.identity.EmailAddress;
import com.genericcorp.hq.server.identity.InvitationToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * What somebody calls a request to make an organisation, who does not know whether it came through
 * and repeats it. What the request gives away is derived from it, so that it can be told again: it
 * need not be secret, as the gateway secret is.
 */
public record RequestKey(String value) {
  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,200}");

  public RequestKey {
    if (!FORM.matcher(value).matches()) {
      throw new InvalidInput(
          "--request-key has 1 to 200 visible ASCII characters: an order's number, a UUID.");
    }
  }

  /** What is stored of it. */
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The first key of the organisation that the request makes. */
  ApiKey firstKey(Administration administration, String tenantId) {
    return ApiKey.of(
        tenantId, administration.derived("agenthq first key " + tenantId + " " + value));
  }

  /** The invitation of the owner whom the request names. */
  public InvitationToken invitation(
      Administration administration, String tenantId, EmailAddress owner) {
    return InvitationToken.of(
        tenantId,
        administration.derived("agenthq owner " + tenantId + " " + owner.value() + " " + value));
  }
}
