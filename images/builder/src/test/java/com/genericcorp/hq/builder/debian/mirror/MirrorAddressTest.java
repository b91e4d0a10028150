package com.genericcorp.hq.builder.debian.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.builder.debian.archive.Suite;
import com.genericcorp.hq.cli.InvalidInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorAddressTest {
  @TempDir private Path apt;

  private void write(String name, String text) throws Exception {
    Path file = apt.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private MirrorAddress find() {
    return MirrorAddress.find(null, Map.of(), apt);
  }

  @Test
  void deb822SourcesAreReadWithoutCommentsDisabledOnesAndOthersArchives() throws Exception {
    write(
        "sources.list.d/a.sources",
        """
        Types: deb
        URIs: https://packages.example.com/apt
        Suites: nodistro
        Components: main

        Enabled: no
        Types: deb
        URIs: http://disabled.example.com/debian
        Suites: trixie
        Components: main

        Types: deb-src
        URIs: http://sources.example.com/debian
        Suites: trixie
        Components: main
        """);
    write(
        "sources.list.d/debian.sources",
        """
        Types: deb
        # http://old.example.com/debian
        URIs: http://mirror.example.com/debian
        Suites: bookworm bookworm-updates
        Components: main
        Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

        Types: deb
        URIs: http://mirror.example.com/security/
        Suites: bookworm-security
        Components: main
        """);
    write("sources.list.d/other.list.disabled", "deb http://no.example.com/debian trixie main\n");
    assertThat(find().resolve(Suite.RELEASE, "dists/x"))
        .hasToString("http://mirror.example.com/debian/dists/x");
    assertThat(find().resolve(Suite.SECURITY, "dists/x"))
        .hasToString("http://mirror.example.com/security/dists/x");
  }

  @Test
  void oneLineSourcesAreReadWithTheirOptions() throws Exception {
    write(
        "sources.list",
        """
        # deb http://comment.example.com/debian trixie main
        deb cdrom:[Debian]/ trixie main
        deb [arch=amd64 signed-by=/x.gpg] https://mirror.example.com/debian/ trixie main # here
        """);
    assertThat(find().resolve(Suite.UPDATES, "dists/x"))
        .hasToString("https://mirror.example.com/debian/dists/x");
    assertThat(find().resolve(Suite.SECURITY, "dists/x"))
        .hasToString("https://mirror.example.com/debian-security/dists/x");
  }

  @Test
  void anOptionComesBeforeTheVariableAndThatBeforeApt() throws Exception {
    write("sources.list", "deb http://apt.example.com/debian trixie main\n");
    Map<String, String> variable =
        Map.of(MirrorAddress.VARIABLE, "http://variable.example.com/debian");
    assertThat(MirrorAddress.find("http://option.example.com/debian", variable, apt).archive())
        .hasHost("option.example.com");
    assertThat(MirrorAddress.find(null, variable, apt).archive()).hasHost("variable.example.com");
    assertThat(find().archive()).hasHost("apt.example.com");
  }

  @Test
  void aMachineWithoutAMirrorIsToldWhatToDo() {
    assertThatThrownBy(this::find)
        .isInstanceOf(MirrorAddress.NoneNamed.class)
        .hasMessageContaining("--mirror or HQ_DEBIAN_MIRROR");
    for (String wrong : new String[] {"ftp://x.example.com/debian", "mirror", "http://a b"}) {
      assertThatThrownBy(() -> MirrorAddress.find(wrong, Map.of(), apt))
          .isExactlyInstanceOf(InvalidInput.class)
          .hasMessageContaining("--mirror is '" + wrong + "'");
    }
  }

  @Test
  void anArchiveOfSupersededPackagesSaysWhereItsPartsAre() {
    MirrorAddress snapshot =
        MirrorAddress.snapshot(
                "http://old.example.com/archive/{archive}/20260101T000000Z", Map.of())
            .orElseThrow();
    assertThat(snapshot.resolve(Suite.SECURITY, "pool/a_1:2.deb"))
        .hasToString(
            "http://old.example.com/archive/debian-security/20260101T000000Z/pool/a_1%3a2.deb");
    assertThatThrownBy(() -> MirrorAddress.snapshot("http://old.example.com/", Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("{archive}");
    assertThat(MirrorAddress.snapshot(null, Map.of())).isEmpty();
  }
}
