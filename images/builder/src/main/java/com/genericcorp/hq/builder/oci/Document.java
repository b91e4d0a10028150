package com.genericcorp.hq.builder.oci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.genericcorp.hq.builder.blobs.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON document whose bytes are what its digest is of: never parsed and written again. */
public final class Document {
  private static final ObjectMapper COMPACT = JsonMapper.builder().build();

  private final String mediaType;
  private final byte[] bytes;
  private final Digest digest;

  private Document(String mediaType, byte[] bytes) {
    this.mediaType = mediaType;
    this.bytes = bytes;
    this.digest = Digest.of(bytes);
  }

  /** One of {@link MediaType}. */
  public String mediaType() {
    return mediaType;
  }

  /** Compact JSON. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public Digest digest() {
    return digest;
  }

  public int size() {
    return bytes.length;
  }

  /** The bytes as text. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The document of a map, whose order is kept. */
  public static Document of(String mediaType, Map<String, ?> content) {
    try {
      return of(mediaType, COMPACT.writeValueAsBytes(content));
    } catch (JsonProcessingException problem) {
      throw new IllegalArgumentException("no JSON for " + mediaType, problem);
    }
  }

  /** The document that bytes are. */
  public static Document of(String mediaType, byte[] bytes) {
    return new Document(mediaType, bytes.clone());
  }

  /** What it says. */
  public Map<String, Object> members() {
    try {
      return COMPACT.readValue(bytes, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (IOException problem) {
      throw new IllegalStateException("no JSON in a document of " + mediaType, problem);
    }
  }

  /** How another document refers to it. */
  public Map<String, Object> descriptor() {
    return descriptor(mediaType, digest, bytes.length);
  }

  static Map<String, Object> descriptor(String mediaType, Digest digest, long size) {
    Map<String, Object> descriptor = new LinkedHashMap<>();
    descriptor.put("mediaType", mediaType);
    descriptor.put("digest", digest.toString());
    descriptor.put("size", size);
    return descriptor;
  }
}
