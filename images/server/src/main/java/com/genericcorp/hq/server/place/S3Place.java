package com.genericcorp.hq.server.place;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Objects below a prefix, each in its owner's folder; a key that ends with {@code .zip} is one
 * object. Uploads go in parts, so that memory holds one part, and are objects from their completion
 * on; what a killed one left is taken away by the next of its owner's.
 */
final class S3Place implements ExportPlace {
  private static final byte[] NOTHING = {};
  private static final Pattern UPLOAD = Pattern.compile("<Upload>(.*?)</Upload>", Pattern.DOTALL);
  private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");
  private static final Pattern UPLOAD_ID = Pattern.compile("<UploadId>([^<]*)</UploadId>");

  private final S3Bucket bucket;
  private final S3Url url;

  S3Place(S3Bucket bucket, S3Url url) {
    this.bucket = bucket;
    this.url = url;
  }

  @Override
  public Writing write(String owner, String name, long expectedBytes) throws IOException {
    boolean one = url.key().endsWith(".zip");
    S3Url target = one ? url : url.child(owner + "/" + name);
    removeAbandoned(one ? url.key() : url.child(owner + "/").key());
    String upload =
        bucket
            .call(
                SdkHttpMethod.POST,
                target.key(),
                Map.of("uploads", ""),
                Map.of("Content-Type", "application/zip"),
                NOTHING)
            .element("UploadId");
    return new Upload(target, upload, S3Parts.bytesOfEach(expectedBytes));
  }

  private void removeAbandoned(String prefix) throws IOException {
    String listed =
        bucket
            .call(SdkHttpMethod.GET, "", Map.of("uploads", "", "prefix", prefix), Map.of(), NOTHING)
            .body();
    Matcher uploads = UPLOAD.matcher(listed);
    while (uploads.find()) {
      Matcher key = KEY.matcher(uploads.group(1));
      Matcher id = UPLOAD_ID.matcher(uploads.group(1));
      if (key.find() && id.find() && key.group(1).startsWith(prefix)) {
        abort(key.group(1), id.group(1));
      }
    }
  }

  private void abort(String key, String upload) throws IOException {
    try {
      S3Bucket.Answer unused =
          bucket.call(SdkHttpMethod.DELETE, key, Map.of("uploadId", upload), Map.of(), NOTHING);
    } catch (S3Bucket.Refused gone) {
      if (gone.status != 404) {
        throw gone;
      }
    }
  }

  @Override
  public String shown() {
    return url.toString();
  }

  private final class Upload implements Writing {
    private final S3Url target;
    private final String upload;
    private final S3Parts parts;
    private final Map<Integer, String> sent = new LinkedHashMap<>();
    private boolean committed;

    Upload(S3Url target, String upload, int bytesOfEach) {
      this.target = target;
      this.upload = upload;
      this.parts = new S3Parts(bytesOfEach, this::send);
    }

    private void send(int number, byte[] bytes) throws IOException {
      // The signature covers the bytes' SHA-256: S3 refuses others.
      String tag =
          bucket
              .call(
                  SdkHttpMethod.PUT,
                  target.key(),
                  Map.of("partNumber", Integer.toString(number), "uploadId", upload),
                  Map.of(),
                  bytes)
              .header("etag");
      sent.put(number, tag);
    }

    @Override
    public OutputStream stream() {
      return parts;
    }

    @Override
    public String commit() throws IOException {
      parts.finish();
      StringBuilder list = new StringBuilder("<CompleteMultipartUpload>");
      sent.forEach(
          (number, tag) ->
              list.append("<Part><PartNumber>")
                  .append(number)
                  .append("</PartNumber><ETag>")
                  .append(tag.replace("\"", "&quot;"))
                  .append("</ETag></Part>"));
      list.append("</CompleteMultipartUpload>");
      S3Bucket.Answer unused =
          bucket.call(
              SdkHttpMethod.POST,
              target.key(),
              Map.of("uploadId", upload),
              Map.of("Content-Type", "application/xml"),
              list.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      committed = true;
      return target.toString();
    }

    @Override
    public void close() throws IOException {
      if (!committed) {
        abort(target.key(), upload);
      }
    }
  }
}
