package com.genericcorp.hq.server.place;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;

/** An object of a bucket; read again, it must be the one that was read first. */
final class S3Object implements ExportSource {
  private final S3Bucket bucket;
  private final S3Url url;
  private @Nullable String tag;

  S3Object(S3Bucket bucket, S3Url url) {
    this.bucket = bucket;
    this.url = url;
  }

  @Override
  public InputStream open() throws IOException {
    Map<String, String> same = tag == null ? Map.of() : Map.of("If-Match", tag);
    S3Bucket.Answer answer = bucket.send(SdkHttpMethod.GET, url.key(), Map.of(), same, new byte[0]);
    tag = answer.header("etag").isEmpty() ? null : answer.header("etag");
    return answer.stream();
  }

  @Override
  public String shown() {
    return url.toString();
  }
}
