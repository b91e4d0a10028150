package com.genericcorp.hq.builder.debian.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.debian.TestMirror;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  private static final byte[] BYTES = new byte[100_000];
  private static final String PATH = "/debian/pool/x.deb";

  @TempDir private Path folder;
  private TestMirror mirror;
  private final Download download = new Download(Duration.ofMillis(10), Duration.ofMillis(500));

  @BeforeEach
  void startMirror() throws Exception {
    mirror = TestMirror.start();
    mirror.files().put(PATH, BYTES);
  }

  @AfterEach
  void stopMirror() {
    mirror.close();
  }

  private URI address(String file) {
    return URI.create(mirror.url() + file);
  }

  @Test
  void aFileIsFetchedWithItsHash() throws Exception {
    Download.Fetched fetched =
        download.fetch(address("/pool/x.deb"), folder.resolve("x"), BYTES.length).orElseThrow();
    assertThat(Files.readAllBytes(fetched.file())).isEqualTo(BYTES);
    assertThat(fetched.sha256()).isEqualTo(Digest.of(BYTES).hex());
  }

  @Test
  void whatIsNotThereIsAskedForOnce() {
    assertThat(download.fetch(address("/pool/none.deb"), folder.resolve("x"), 10)).isEmpty();
    assertThat(mirror.asked()).hasSize(1);
  }

  @Test
  void aServerThatBreaksOffOrFallsSilentIsAskedAgain() {
    mirror.cutOnce(PATH);
    assertThat(download.fetch(address("/pool/x.deb"), folder.resolve("x"), BYTES.length))
        .isPresent();
    mirror.stallOnce(PATH);
    assertThat(download.fetch(address("/pool/x.deb"), folder.resolve("x"), BYTES.length))
        .isPresent();
    assertThat(mirror.asked()).hasSize(4);
  }

  @Test
  void nobodyListeningIsSaidWithoutAPasswordOfTheAddress() {
    mirror.close();
    String address = address("/pool/x.deb").toString().replace("//", "//user:secret@");
    assertThatThrownBy(() -> download.fetch(URI.create(address), folder.resolve("x"), 10))
        .isInstanceOf(Download.Unreachable.class)
        .hasMessageContaining("cannot be fetched: no connection")
        .hasMessageNotContaining("secret");
  }
}
