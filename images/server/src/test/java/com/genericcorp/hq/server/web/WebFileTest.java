package com.genericcorp.hq.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.http.Answer;
import com.genericcorp.hq.server.http.Call;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebFileTest {
  private final WebFile file =
      WebFile.read("index.html", "text/html", WebFile.ASK_EACH_TIME).orElseThrow();

  @Test
  void whatIsSentCompressedIsTheFile() throws IOException {
    Answer packed = ask("Accept-Encoding", "br, gzip");
    assertThat(header(packed, "Content-Encoding")).contains("gzip");
    byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
    assertThat(unpacked).isEqualTo(ask("Accept-Encoding", "").body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip|true", "GZIP;q=0.5|true", "deflate, gzip;q=1.0|true", "gzip;q=0|false",
        "gzip;q=0.00|false", "br|false", "x-gzip2|false", "''|false"
      })
  void onlyWhoTakesItGetsItCompressed(String accepted, boolean packed) {
    assertThat(header(ask("Accept-Encoding", accepted), "Content-Encoding").isPresent())
        .isEqualTo(packed);
  }

  @Test
  void whoHasTheFileIsNotSentItAgain() {
    String tag = header(ask("Accept-Encoding", ""), "ETag").orElseThrow();
    Answer again = ask("If-None-Match", "\"other\", W/" + tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(again, "ETag")).contains(tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"other\"", "", "W/", "\"", ",,,"})
  void whoHasAnotherFileIsSentThisOne(String known) {
    assertThat(ask("If-None-Match", known).status()).isEqualTo(200);
  }

  @Test
  void compressedAndPlainAreTwoThings() {
    assertThat(header(ask("Accept-Encoding", "gzip"), "ETag"))
        .isNotEqualTo(header(ask("Accept-Encoding", ""), "ETag"));
  }

  private Answer ask(String name, String value) {
    HttpFields headers = HttpFields.build().put(name, value).asImmutable();
    return file.answer(new Call(null, headers, Map.of(), "", ByteBuffer.allocate(0)));
  }

  private static Optional<String> header(Answer answer, String name) {
    return answer.headers().stream()
        .filter(field -> field.name().equals(name))
        .map(Answer.Header::value)
        .findFirst();
  }
}
