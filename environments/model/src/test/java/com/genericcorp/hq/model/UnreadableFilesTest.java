package com.genericcorp.hq.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that cannot be read, or are not the YAML of an environment. */
class UnreadableFilesTest {
  private static final String LOOK = "; look at indentation, quotes and colons here and just above";

  @TempDir private Path temporary;
  private EnvironmentsFolder folder;

  @BeforeEach
  void copy() {
    folder = new EnvironmentsFolder(temporary);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          platform: aws\\nhosts:\\n\\tpublicHost: a    | :3: a tab stands where YAML allows only spaces; indent with two spaces
          platform: aws\\nhosts: a: b                  | :2: this is not YAML: mapping values are not allowed here LOOK
          hosts:\\n  publicHost: a\\n tenantHost: b     | :3: this is not YAML: expected <block end>, but found '<block mapping start>' (while parsing a block mapping from line 1) LOOK
          hosts: {slug}.localhost                      | :1: this is not YAML: expected <block end>, but found '<scalar>' (while parsing a block mapping from line 1) LOOK
          a: 1\\nb: "never closed\\n                    | :3: this is not YAML: found unexpected end of stream (while scanning a quoted scalar from line 2) LOOK
          a: [1,\\nb: 2\\n                              | :3: this is not YAML: expected ',' or ']', but got <stream end> (while parsing a flow sequence from line 1) LOOK
          platform: aws\\nplatform: compose            | :2: 'platform' is written twice, first in line 1; keep one
          a: &a [1]\\nb: *a                            | :2: aliases (*a) are not used here; write the value out
          a: &a 1\\nb: *a                              | :2: aliases (*a) are not used here; write the value out
          platform: !!str aws                          | :1: tags (tag:yaml.org,2002:str) are not used here; leave it out
          ? [a]\\n: b                                  | :1: a key must be a plain word
          platform: aws\\n---\\nplatform: aws          | :3: a second document starts here; expected one a file
          a: 1\\nb: 2\\x01                              | :2: the character U+0001 is not allowed in YAML; delete it
          - platform                                   | :1: the file holds a list; expected keys and values
          platform                                     | :1: the file holds 'platform'; expected keys and values
          %YAML 3.0\\n---\\na: 1                        | : this is not YAML: Version{major=3, minor=0}
          # nothing yet                                | : the file is empty; expected keys and values, such as 'platform: aws'
          ---                                          | : the file is empty; expected keys and values, such as 'platform: aws'
          """)
  void aFileThatIsNotAnEnvironmentsYamlIsRefusedInOneSentence(String text, String sentence) {
    folder.write(
        "demo.yaml", text.replace("\\n", "\n").replace("\\t", "\t").replace("\\x01", "\u0001"));

    assertThat(folder.refusal("demo"))
        .contains("environments/demo.yaml" + sentence.replace(" LOOK", LOOK));
  }

  @Test
  void anEmptyFileIsRefused() {
    folder.write("demo.yaml", "");

    assertThat(folder.refusal("demo"))
        .isEqualTo(
            "environments/demo.yaml: the file is empty; expected keys and values, such as"
                + " 'platform: aws'");
  }

  @Test
  void everyDoubleKeyIsReported() {
    folder
        .replace("demo.yaml", "platform: aws", "platform: aws\nplatform: aws\nplatform: aws")
        .replace("common.yaml", "version: 17", "version: 17\n  version: 17");

    assertThat(folder.refusal("demo"))
        .isEqualTo(
            """
            3 faults in the environments' files
              environments/common.yaml:21: 'version' is written twice, first in line 20; keep one
              environments/demo.yaml:6: 'platform' is written twice, first in line 5; keep one
              environments/demo.yaml:7: 'platform' is written twice, first in line 5; keep one""");
  }

  @Test
  void syntaxFaultsOfBothFilesAreReportedAtOnce() {
    folder.write("common.yaml", "a: b: c\n").write("demo.yaml", "[\n");

    assertThat(folder.refusal("demo"))
        .isEqualTo(
            "2 faults in the environments' files\n"
                + "  environments/common.yaml:1: this is not YAML: mapping values are not allowed"
                + " here"
                + LOOK
                + "\n  environments/demo.yaml:2: this is not YAML: expected the node content,"
                + " but found '<stream end>' (while parsing a flow node from line 2)"
                + LOOK);
  }

  @Test
  void aFileOfAliasesThatUnfoldWithoutBoundIsRefusedAtTheFirst() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int level = 1; level < 10; level++) {
      String below = "*a" + (level - 1);
      bomb.append("a%d: &a%d [%s, %s, %s]%n".formatted(level, level, below, below, below));
    }
    folder.write("demo.yaml", bomb.toString());

    assertThat(folder.refusal("demo"))
        .isEqualTo(
            "environments/demo.yaml:2: aliases (*a0) are not used here; write the value out");
  }

  @Test
  void aFileThatIsTooLongOrNestedTooDeepIsRefused() {
    folder.write("demo.yaml", "# " + "x".repeat(256 * 1024));
    assertThat(folder.refusal("demo"))
        .isEqualTo("environments/demo.yaml: the file is longer than 256 KiB");

    folder.write("demo.yaml", "a: " + "[".repeat(100_000));
    assertThat(folder.refusal("demo"))
        .isEqualTo("environments/demo.yaml:1: the values are nested more than 32 deep");
  }

  @Test
  void longTextIsRefusedQuicklyAndNotRepeatedInFull() {
    folder.replace("demo.yaml", "publicHost: demo", "publicHost: " + "a.".repeat(100_000));

    assertThat(folder.refusal("demo"))
        .isEqualTo(
            "environments/demo.yaml:8: hosts.publicHost is '"
                + "a.".repeat(30)
                + "…'; expected a host name in lower case, without scheme and port (at most 200"
                + " characters)");
  }

  @Test
  void aFileThatIsMissingOrNoFileOrNoTextIsRefused() throws IOException {
    Files.delete(folder.file("common.yaml"));
    assertThat(folder.refusal("demo")).isEqualTo("environments/common.yaml: the file is not there");

    Files.createDirectory(folder.file("common.yaml"));
    assertThat(folder.refusal("demo"))
        .isEqualTo("environments/common.yaml: this is not a file; expected YAML");

    Files.delete(folder.file("common.yaml"));
    Files.write(folder.file("common.yaml"), "name: café".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(folder.refusal("demo"))
        .isEqualTo("environments/common.yaml: the file is not text in UTF-8");
  }

  @Test
  void aFileThatThisUserMayNotReadIsRefused() throws IOException {
    Files.setPosixFilePermissions(
        folder.file("demo.yaml"), PosixFilePermissions.fromString("-wx------"));
    if (Files.isReadable(folder.file("demo.yaml"))) { // root may read every file
      assertThat(folder.environments().load("demo").name()).isEqualTo("demo");
    } else {
      assertThat(folder.refusal("demo"))
          .isEqualTo("environments/demo.yaml: the file may not be read by this user");
    }
  }

  @Test
  void aFolderThatIsNotThereIsRefused() {
    Path missing = temporary.resolve("elsewhere");

    assertThatThrownBy(() -> new Environments(missing).names())
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("the folder " + missing + " cannot be read: ");
  }

  @Test
  void aByteOrderMarkAndWindowsLineEndsAreNoFault() {
    folder.write("demo.yaml", "\uFEFF" + folder.read("demo.yaml").replace("\n", "\r\n"));

    assertThat(folder.environments().load("demo"))
        .isEqualTo(new Environments(EnvironmentsFolder.REAL).load("demo"));
  }

  @Test
  void whateverBytesAFileHoldsItIsReadOrRefusedAndNeverBreaksTheProgram() {
    String sound = folder.read("production.yaml");
    String pieces = "{}[]:,-?*&!|>'\"%@`#~ \t\n\\\u0000\u001b\uFEFF\u2028é0aZ.";
    Random random = new Random(17);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder(sound);
      for (int change = 0; change <= random.nextInt(4); change++) {
        int at = random.nextInt(text.length());
        text.replace(
            at,
            Math.min(text.length(), at + random.nextInt(3)),
            String.valueOf(pieces.charAt(random.nextInt(pieces.length()))));
      }
      folder.write("production.yaml", text.toString());
      try {
        folder.environments().load("production");
      } catch (InvalidInput refused) {
        assertThat(refused.getMessage()).contains("environments/production.yaml");
      }
    }
  }
}
