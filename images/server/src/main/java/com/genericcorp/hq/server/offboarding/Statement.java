package com.genericcorp.hq.server.offboarding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was deleted of an organisation, as a signed text that anybody can verify with the public
 * key: a JWS in its compact form (RFC 7515), by EdDSA (RFC 8037).
 */
public final class Statement {
  /** The type in its header: of no use as any other token. */
  public static final String TYPE = "agenthq-purge-statement+jws";

  private Statement() {}

  /**
   * What it says.
   *
   * @param deleted rows by table, counted before the first was deleted
   * @param kept what is kept, in words
   */
  public record Content(
      String environment,
      String tenantId,
      String slug,
      Instant createdAt,
      Instant purgedAt,
      String purgedBy,
      Leaving.@Nullable Export export,
      Map<String, Long> deleted,
      List<String> kept) {}

  static String sign(StatementKey key, Content content) {
    JWSHeader header =
        new JWSHeader.Builder(StatementKey.ALGORITHM)
            .keyID(key.publicKey().getKeyID())
            .type(new JOSEObjectType(TYPE))
            .build();
    Payload payload = new Payload(json(content));
    String text = header.toBase64URL() + "." + payload.toBase64URL();
    byte[] signature = key.sign(text.getBytes(StandardCharsets.US_ASCII));
    return text + "." + Base64URL.encode(signature);
  }

  private static String json(Content content) {
    Map<String, Object> said = new java.util.LinkedHashMap<>();
    said.put("iss", content.environment());
    said.put("sub", content.tenantId());
    said.put("iat", content.purgedAt().getEpochSecond());
    said.put("slug", content.slug());
    said.put("createdAt", content.createdAt().toString());
    said.put("purgedAt", content.purgedAt().toString());
    said.put("purgedBy", content.purgedBy());
    Leaving.Export export = content.export();
    if (export != null) {
      Map<String, Object> of = new java.util.LinkedHashMap<>();
      of.put("place", export.place());
      of.put("sha256", export.sha256());
      of.put("bytes", export.bytes());
      of.put("rows", export.rows());
      of.put("at", export.at().toString());
      said.put("export", of);
    }
    said.put("deleted", content.deleted());
    said.put("kept", content.kept());
    return Json.print(said);
  }

  /**
   * What a statement says, when one of the keys signed it.
   *
   * @param keys public keys as JWKs, by their names
   * @throws InvalidInput when it is no statement, or none of them signed it
   */
  public static JsonNode verify(String text, Map<String, String> keys) {
    try {
      JWSObject statement = JWSObject.parse(text.strip());
      JWSHeader header = statement.getHeader();
      // The algorithm and type are ours to say, not the text's.
      if (!StatementKey.ALGORITHM.equals(header.getAlgorithm())
          || header.getType() == null
          || !TYPE.equals(header.getType().getType())) {
        throw new InvalidInput("This is no statement of a purge: its header says '%s'", header);
      }
      String key = keys.get(String.valueOf(header.getKeyID()));
      if (key == null) {
        throw new InvalidInput(
            "The statement was signed by the key '%s', which is none of this installation's.",
            header.getKeyID());
      }
      boolean signed =
          StatementKey.verifies(
              key, statement.getSigningInput(), statement.getSignature().decode());
      if (!signed) {
        throw new InvalidInput("The statement was altered: its signature is wrong.");
      }
      return Json.mapper().readTree(statement.getPayload().toString());
    } catch (ParseException | JsonProcessingException unreadable) {
      throw new InvalidInput("This is no statement of a purge: expected three parts with dots.");
    }
  }
}
