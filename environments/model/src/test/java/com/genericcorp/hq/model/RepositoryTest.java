package com.genericcorp.hq.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryTest {
  @TempDir private Path temporary;
  private Path clone;
  private Path inner;

  @BeforeEach
  void makeAClone() throws IOException {
    clone = Files.createDirectories(temporary.resolve("clone"));
    inner = Files.createDirectories(clone.resolve("images/server"));
    new EnvironmentsFolder(clone);
  }

  @Test
  void itIsFoundFromItsOwnFolderAndFromEveryOneBelow() {
    assertThat(Repository.find(null, clone)).isEqualTo(new Repository(clone));
    assertThat(Repository.find(null, inner)).isEqualTo(new Repository(clone));
    assertThat(Repository.find(null, clone.resolve("environments")).environments())
        .isEqualTo(clone.resolve("environments"));
  }

  @Test
  void theOneThatTheLauncherNamesGoesFirst() throws IOException {
    Path other = Files.createDirectories(temporary.resolve("other"));
    new EnvironmentsFolder(other);

    assertThat(Repository.find(other.toString(), inner)).isEqualTo(new Repository(other));
  }

  @Test
  void outsideOfACloneTheUserIsToldWhatToDo() {
    assertThatThrownBy(() -> Repository.find(null, temporary))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "neither %s nor a folder above it has environments/common.yaml; change to a clone of"
                + " the repository",
            temporary);
  }

  @Test
  void aNamedFolderThatIsNoCloneIsRefusedInsteadOfLookingElsewhere() {
    for (String name : new String[] {inner.toString(), "", "\u0000"}) {
      assertThatThrownBy(() -> Repository.find(name, clone))
          .isInstanceOf(InvalidInput.class)
          .hasMessage(
              "the system property hq.root is '%s', which has no environments/common.yaml; name"
                  + " the repository's folder",
              name);
    }
  }
}
