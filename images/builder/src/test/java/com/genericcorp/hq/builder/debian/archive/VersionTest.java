package com.genericcorp.hq.builder.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.cli.InvalidInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionTest {
  private static final List<String> ASCENDING =
      List.of(
          "0~~",
          "0~~a",
          "0~",
          "0",
          "0a",
          "0+",
          "0.0~rc1",
          "0.0",
          "1.0~beta1~svc1245",
          "1.0~beta1",
          "1.0",
          "1.0-1~bpo12+1",
          "1.0-1",
          "1.0-1+b1",
          "1.0-1+deb13u1",
          "1.0-1.1",
          "1.0a",
          "1.0+a",
          "1.2",
          "1.10",
          "2.41-12+deb13u2",
          "2.41-12+deb13u10",
          "2026f-0+deb13u1",
          "1:0.1",
          "1:1.3.dfsg+really1.3.1-1+b1",
          "2:0");

  @Test
  void versionsAreOrderedAsDebianOrdersThem() {
    List<Version> versions = new ArrayList<>(ASCENDING.stream().map(Version::new).toList());
    Collections.shuffle(versions, new Random(7));
    Collections.sort(versions);
    assertThat(versions.stream().map(Version::text)).containsExactlyElementsOf(ASCENDING);
  }

  @Test
  void leadingZerosAndAnEmptyRevisionMakeNoDifference() {
    assertThat(new Version("1.02")).isEqualByComparingTo(new Version("1.2"));
    assertThat(new Version("0:1.2")).isEqualByComparingTo(new Version("1.2-0"));
  }

  @Test
  void dpkgAgreesOnRandomVersions() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg")), "needs dpkg to compare with");
    Random random = new Random(42);
    for (int round = 0; round < 60; round++) {
      Version one = random(random);
      Version other = random(random);
      String operator = one.compareTo(other) < 0 ? "lt" : one.compareTo(other) > 0 ? "gt" : "eq";
      Process dpkg =
          new ProcessBuilder(
                  "/usr/bin/dpkg", "--compare-versions", one.text(), operator, other.text())
              .start();
      assertThat(dpkg.waitFor()).as("%s %s %s", one, operator, other).isZero();
    }
  }

  private static Version random(Random random) {
    StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "1:0" : "0");
    String letters = "01279ab.+~-";
    for (int index = random.nextInt(8); index > 0; index--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return new Version(text + "1");
  }

  @Test
  void whatIsNoVersionIsRefused() {
    for (String text : List.of("", "-1", "1 2", "x:1", "1\n2", "a/b")) {
      assertThatThrownBy(() -> new Version(text)).as(text).isInstanceOf(InvalidInput.class);
    }
  }
}
