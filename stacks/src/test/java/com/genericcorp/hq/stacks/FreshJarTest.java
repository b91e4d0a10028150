package com.genericcorp.hq.stacks;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshJarTest {
  private static final Instant BUILT = Instant.parse("2026-11-01T12:00:00Z");

  @TempDir Path root;
  private Path jar = Path.of("");

  @BeforeEach
  void makeARepository() throws IOException {
    for (String file :
        List.of(
            "pom.xml",
            "stacks/pom.xml",
            "stacks/src/main/java/A.java",
            "environments/model/pom.xml",
            "environments/model/src/main/java/B.java",
            "scripts/cli/pom.xml",
            "scripts/cli/src/main/java/C.java")) {
      write(file, BUILT.minusSeconds(1));
    }
    jar = write("stacks/target/hq-stacks.jar", BUILT);
  }

  private Path write(String file, Instant modified) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, file);
    Files.setLastModifiedTime(path, FileTime.from(modified));
    return path;
  }

  @Test
  void aJarThatIsNewerThanItsSourcesRuns() {
    assertThatCode(() -> FreshJar.require(root, jar)).doesNotThrowAnyException();
  }

  @Test
  void aJarThatIsOlderIsRefusedWithTheSourceAndTheCommand() throws IOException {
    write("environments/model/src/main/java/B.java", BUILT.plusSeconds(1));
    assertThatThrownBy(() -> FreshJar.require(root, jar))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "hq-stacks.jar is older than environments/model/src/main/java/B.java; build it:"
                + " mvn -q -Dquick -DskipTests -pl stacks -am package");
  }

  @Test
  void environmentsAreReadWhenItRunsAndMakeNoJarOld() throws IOException {
    write("environments/demo.yaml", BUILT.plusSeconds(1));
    assertThatCode(() -> FreshJar.require(root, jar)).doesNotThrowAnyException();
  }
}
