package com.genericcorp.hq.server.place;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bucket, and a key or the beginning of keys in it.
 *
 * @param key without a slash at its start
 */
public record S3Url(String bucket, String key) {
  static final String SCHEME = "s3://";

  private static final Pattern FORM =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9/._~!=+@-]{0,900}))?");

  static S3Url parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidInput(
          "'%s' names no bucket: expected s3://bucket/prefix, in letters, digits and ._~!=+@-",
          text.replaceAll("[^\\x20-\\x7e]", "?"));
    }
    String key = matcher.group(2);
    return new S3Url(matcher.group(1), key == null ? "" : key);
  }

  /** A key below this one. */
  S3Url child(String name) {
    return new S3Url(bucket, key.isEmpty() || key.endsWith("/") ? key + name : key + "/" + name);
  }

  @Override
  public String toString() {
    return SCHEME + bucket + "/" + key;
  }
}
