package com.genericcorp.hq.server.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.config.Variables;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

class S3PlaceTest {
  private static final String BUCKET = "exports-of-a-test";

  @TempDir private static Path folder;
  private static MotoS3 moto;

  @BeforeAll
  static void start() throws Exception {
    moto = MotoS3.start(folder);
    moto.makeBucket(BUCKET);
  }

  @AfterAll
  static void stop() {
    if (moto != null) {
      moto.close();
    }
  }

  @Test
  void whatIsWrittenInPartsIsReadWhole() throws Exception {
    byte[] bytes = new byte[20 << 20];
    new Random(1).nextBytes(bytes);
    ExportPlace place = places().place("s3://" + BUCKET + "/by/hand");
    String there;
    try (ExportPlace.Writing writing = place.write("acme", "acme-1.zip", 0)) {
      writing.stream().write(bytes);
      assertThat(keys()).doesNotContain("by/hand/acme/acme-1.zip");
      there = writing.commit();
    }
    assertThat(there).isEqualTo("s3://" + BUCKET + "/by/hand/acme/acme-1.zip");
    ExportSource source = places().source(there);
    for (int time = 0; time < 2; time++) {
      try (InputStream stream = source.open()) {
        assertThat(stream.readAllBytes()).isEqualTo(bytes);
      }
    }
    // Another object in its place is not taken for it.
    moto.put(BUCKET, "by/hand/acme/acme-1.zip", new byte[] {1});
    assertThatThrownBy(source::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("PreconditionFailed");
  }

  @Test
  void anEmptyFileIsOneToo() throws Exception {
    try (ExportPlace.Writing writing =
        places().place("s3://" + BUCKET + "/empty.zip").write("acme", "unused.zip", 0)) {
      assertThat(writing.commit()).isEqualTo("s3://" + BUCKET + "/empty.zip");
    }
    assertThat(keys()).contains("<Key>empty.zip</Key>");
  }

  @Test
  void whatAKilledUploadLeftIsTakenAwayByTheNextOfTheSameOwnerAlone() throws Exception {
    ExportPlace place = places().place("s3://" + BUCKET + "/left");
    for (String owner : new String[] {"globex", "globex-2"}) {
      // Never closed: as after a kill.
      ExportPlace.Writing abandoned = place.write(owner, owner + "-1.zip", 0);
      abandoned.stream().write(new byte[9 << 20]);
    }
    assertThat(uploads()).contains("left/globex/globex-1.zip", "left/globex-2/");
    try (ExportPlace.Writing writing = place.write("globex", "globex-2.zip", 0)) {
      writing.stream().write(1);
      assertThat(uploads()).doesNotContain("globex-1.zip").contains("left/globex-2/");
    }
    // Closed without a commit: it never was.
    assertThat(uploads()).doesNotContain("left/globex/");
    assertThat(keys()).doesNotContain("left/");
  }

  @Test
  void whatIsNotThereOrNotAllowedIsSaid() throws Exception {
    assertThatThrownBy(
            () -> places().place("s3://no-such-bucket-here/x").write("a", "a.zip", 0).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("NoSuchBucket");
    assertThatThrownBy(() -> places().source("s3://" + BUCKET + "/none.zip").open())
        .hasMessageContaining("NoSuchKey");
    for (String bad :
        new String[] {"s3://", "s3://A/b", "s3://b", "s3://bucket/a b", "s3://bucket/ä"}) {
      assertThatThrownBy(() -> places().source(bad)).as(bad).isInstanceOf(InvalidInput.class);
    }
    Map<String, String> nobody = new HashMap<>(moto.variables());
    nobody.remove("AWS_ACCESS_KEY_ID");
    assertThatThrownBy(
            () -> new Places(none(), nobody).source("s3://" + BUCKET + "/none.zip").open())
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("AWS_ACCESS_KEY_ID");
    nobody.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://example.com/");
    assertThatThrownBy(
            () -> new Places(none(), nobody).source("s3://" + BUCKET + "/none.zip").open())
        .hasMessageContaining("without TLS");
  }

  @Test
  void aTasksCredentialsComeFromEcs() throws Exception {
    HttpServer ecs =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ecs.createContext(
        "/role",
        exchange -> {
          boolean right = "secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] answer =
              ("{\"AccessKeyId\":\"id\",\"SecretAccessKey\":\"key\",\"Token\":\"token\","
                      + "\"Expiration\":\"2099-01-01T00:00:00Z\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(right ? 200 : 403, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    ecs.start();
    try {
      S3Credentials credentials =
          new S3Credentials(
              Map.of(
                  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                  "http://127.0.0.1:" + ecs.getAddress().getPort() + "/role",
                  "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                  "secret"));
      assertThat(credentials.now())
          .isEqualTo(AwsSessionCredentialsIdentity.create("id", "key", "token"));
    } finally {
      ecs.stop(0);
    }
  }

  private static Places places() {
    return new Places(none(), moto.variables());
  }

  private static Variables none() {
    return new Variables(Map.of());
  }

  private static String keys() throws IOException {
    return moto.list(BUCKET, Map.of("list-type", "2"));
  }

  private static String uploads() throws IOException {
    return moto.list(BUCKET, Map.of("uploads", ""));
  }
}
